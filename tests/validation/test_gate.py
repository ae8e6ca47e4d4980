"""The gate finds planted defects of each kind, and each rule is told by a planted one."""

from __future__ import annotations

from typing import Any

import pytest

from unterm.glossary import Glossary
from unterm.model import Attestation, Concept, Designation, Relation, Spec
from unterm.validation import validate
from unterm.validation.rules import RULES


def _concept(english: str, chinese: str, *more: Designation, **changes: Any) -> Concept:
    concept = Concept.of(english, chinese)
    return concept.model_copy(
        update={
            "designations": (*concept.designations, *more),
            "attestation": Attestation(),
            **changes,
        }
    )


def _zh(text: str, status: str = "admitted", **more: Any) -> Designation:
    return Designation(text=text, lang="zh", status=status, **more)


def _en(text: str, **more: Any) -> Designation:
    return Designation(text=text, lang="en", status="admitted", **more)


CLEAN = [
    _concept("peacekeeping", "维持和平"),
    _concept("mediation", "调解", _zh("协调解", "deprecated")),
    _concept("World Health Organization", "世界卫生组织", _en("WHO", term_type="acronym")),
]
PLANTED = {
    "ambiguous-key": [_concept("veto", "否决权"), _concept("Veto", "否决", id="veto-2")],
    "repeated-designation": [_concept("veto", "否决权", _zh("否决"), _zh("否决"))],
    "deprecated-in-allowed": [
        _concept("sustaining peace", "保持和平", _zh("维持和平", "deprecated")),
        _concept("peacekeeping operation", "维持和平行动"),
    ],
    "traditional-character": [_concept("United Nations", "聯合国")],
    "stray-space": [_concept("Security Council", "安全 理事会")],
    "shared-acronym": [
        _concept("Common Fund", "共同基金", _en("CFC", term_type="acronym")),
        _concept("chlorofluorocarbon", "氟氯化碳", _en("CFC", term_type="acronym")),
    ],
    "missing-citation": [_concept("veto", "否决权", attestation=None)],
    "dangling-relation": [
        _concept("veto", "否决权", relations=(Relation(type="related", target="nowhere"),))
    ],
    "too-short-to-find": [_concept("paragraph", "段")],
    "failing-spec": [
        _concept(
            "confidence-building measures",
            "建立信任措施",
            _zh("建立互信措施", "deprecated"),
            specs=(Spec(draft="双方商定了建立互信措施。", code=None),),
        )
    ],
}


def test_a_clean_glossary_passes() -> None:
    assert validate(Glossary(CLEAN)) == []


def test_every_rule_has_a_planted_defect() -> None:
    assert PLANTED.keys() == {*RULES, "failing-spec"}


@pytest.mark.parametrize("code", PLANTED)
def test_the_planted_defect_is_found(code: str) -> None:
    problems = validate(Glossary([*CLEAN, *PLANTED[code]]))
    assert {problem.code for problem in problems} == {code}
    assert all(problem.message and problem.concept_id for problem in problems)


def test_a_note_tells_homonyms_apart() -> None:
    twins = [
        _concept("veto", "否决权", notes=("the right",)),
        _concept("Veto", "否决", id="veto-2", notes=("the act",)),
    ]
    assert validate(Glossary(twins)) == []


def test_not_in_excuses_a_deprecated_form() -> None:
    concepts = [
        _concept(
            "sustaining peace", "保持和平", _zh("维持和平", "deprecated", not_in=("维持和平行动",))
        ),
        _concept("peacekeeping operation", "维持和平行动"),
    ]
    assert validate(Glossary(concepts)) == []


def test_a_spec_that_should_give_a_finding_and_does_not() -> None:
    silent = _concept("veto", "否决权", specs=(Spec(draft="否决权。", code="deprecated-term"),))
    assert [problem.code for problem in validate(Glossary([silent]))] == ["failing-spec"]


def test_the_built_in_glossary_keeps_its_specs(glossary: Glossary) -> None:
    assert sum(len(concept.specs) for concept in glossary) >= 40
    assert [p for p in validate(glossary) if p.code == "failing-spec"] == []
