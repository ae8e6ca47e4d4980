"""The built-in glossary: proven citations, counted evidence, and what a translator looks up."""

from __future__ import annotations

import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from unterm.annotation import annotate
from unterm.errors import UnknownConceptError
from unterm.glossary import Glossary
from unterm.glossary.loading import builtin_folder
from unterm.language.folding import fold_key
from unterm.model import Citation, Document, Reliability, Status
from unterm.validation.rules import RULES

SIX = ("建立信任措施", "预防外交", "区域和次区域组织", "建设和平", "维持和平", "安全理事会")


def _evidence() -> ModuleType:
    """The script under benchmarks/ that counts the evidence."""
    folder = Path(__file__).resolve().parents[2] / "benchmarks"
    sys.path.insert(0, str(folder))
    try:
        spec = importlib.util.spec_from_file_location("evidence", folder / "attestation.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(folder))
    return module


def _name(citation: Citation) -> str:
    return citation.symbol or citation.title or ""


def _paragraphs(documents: list[Document]) -> dict[tuple[str, str], list[str]]:
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document in documents:
        for position, paragraph in enumerate(document.paragraphs):
            text = document.paragraph_text(paragraph).text
            label = document.label(position)
            texts[document.symbol or document.title or "", label].append(fold_key(text))
    return texts


def test_every_citation_of_a_seed_is_proven(glossary: Glossary, seeds: list[Document]) -> None:
    paragraphs = _paragraphs(seeds)
    names = {name for name, _ in paragraphs}
    proven = 0
    for concept in glossary:
        for designation in concept.designations:
            for source in designation.sources:
                if _name(source) not in names or designation.lang != "zh":
                    continue
                texts = paragraphs[_name(source), source.paragraph or ""]
                assert any(fold_key(designation.text) in text for text in texts), (
                    f"{designation.text} is not in {source}"
                )
                proven += 1
    assert proven > 500


def test_most_vocabulary_of_the_seeds_is_known(glossary: Glossary, seeds: list[Document]) -> None:
    cited = [c for c in glossary if any(d.sources for d in c.designations if d.lang == "zh")]
    assert len(cited) >= 500
    for document in seeds:
        assert len(annotate(document, glossary)) > 100


def test_the_evidence_is_counted_not_typed(glossary: Glossary, data: Path) -> None:
    counted = _evidence().count(glossary)
    for concept in glossary:
        again = counted.by_id(concept.id)
        assert concept.attestation == again.attestation, f"{concept.id}: run the script again"
        assert concept.sources == again.sources, f"{concept.id}: run the script again"


def test_at_least_3000_concepts_and_45_per_cent_attested(glossary: Glossary) -> None:
    attested = sum(concept.reliability is Reliability.ATTESTED for concept in glossary)
    assert len(glossary) >= 3000
    assert attested / len(glossary) >= 0.45


@pytest.mark.parametrize("rule", RULES)
def test_the_gate_is_clean(rule: str, glossary: Glossary) -> None:
    assert list(RULES[rule](glossary)) == []


def test_files_are_named_after_their_subject_and_sorted() -> None:
    from unterm.formats.jsonlines import line, load_concepts

    for path in builtin_folder().glob("*.jsonl"):
        concepts = load_concepts(path)
        assert {concept.subject_field for concept in concepts} == {path.stem}
        assert path.read_text(encoding="utf-8") == "".join(
            f"{line(concept)}\n" for concept in sorted(concepts, key=lambda c: c.id)
        )


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("confidence-building measures", "建立信任措施"),
        ("preventive diplomacy", "预防外交"),
        ("sustaining peace", "保持和平"),
        ("peacekeeping", "维持和平"),
        ("peacebuilding", "建设和平"),
        ("peacemaking", "建立和平"),
        ("good offices", "斡旋"),
        ("Security Council", "安全理事会"),
        ("Member State", "会员国"),
        ("regional and subregional organizations", "区域和次区域组织"),
    ],
)
def test_keyed_by_the_official_english_term(glossary: Glossary, english: str, chinese: str) -> None:
    assert glossary[english].chinese == chinese


@pytest.mark.parametrize(
    ("text", "english", "reason"),
    [
        ("预防性外交", "preventive diplomacy", "variant"),
        ("聯合國憲章", "Charter of the United Nations", "folded"),
        ("the Security Council", "Security Council", "folded"),
        (
            "MONUSCO",
            "United Nations Organization Stabilization Mission in the Democratic Republic"
            " of the Congo",
            "acronym",
        ),
        (
            "联刚稳定团",
            "United Nations Organization Stabilization Mission in the Democratic Republic"
            " of the Congo",
            "short-form",
        ),
        ("建立互信措施", "confidence-building measures", "deprecated"),
        ("政治事务部", "Department of Political and Peacebuilding Affairs", "superseded"),
        ("confidence building measure", "confidence-building measures", "folded"),
        ("preventative diplomacy", "preventive diplomacy", "fuzzy"),
        ("baochiheping", "sustaining peace", "pinyin"),
    ],
)
def test_lookup_gives_the_reason(glossary: Glossary, text: str, english: str, reason: str) -> None:
    first = glossary.lookup(text)[0]
    assert (first.concept.english, first.reason) == (english, reason)


@pytest.mark.parametrize("text", ["", "   ", "我", "qwxyz plonk", "天气预报明天", "《》", "\ud800"])
def test_unknown_text_is_not_guessed(glossary: Glossary, text: str) -> None:
    assert glossary.lookup(text) == []


def test_an_unknown_key_says_what_is_near(glossary: Glossary) -> None:
    with pytest.raises(UnknownConceptError, match="preventive diplomacy"):
        glossary["preventiv diplomacy"]


def test_the_six_are_found_in_the_seeds(glossary: Glossary, seeds: list[Document]) -> None:
    found = {o.designation.text for document in seeds for o in annotate(document, glossary)}
    assert found.issuperset(SIX)


def test_occurrences_cut_out_what_they_say(glossary: Glossary, seeds: list[Document]) -> None:
    for document in seeds:
        for occurrence in annotate(document, glossary):
            assert occurrence.span.cut(document.text) == occurrence.text
        for occurrence in annotate(document.text, glossary):
            assert occurrence.span.cut(document.text) == occurrence.text


def test_official_texts_hold_no_deprecated_form(glossary: Glossary, seeds: list[Document]) -> None:
    wrong = [
        o.text
        for document in seeds
        for o in annotate(document, glossary)
        if o.status is Status.DEPRECATED
    ]
    assert wrong == []
