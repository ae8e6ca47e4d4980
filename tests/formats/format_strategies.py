"""Concepts, bitexts and the folder of real files, for the tests of all formats."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import strategies as st

from unterm.model import (
    Attestation,
    Citation,
    Concept,
    Designation,
    Kind,
    Relation,
    Spec,
    Status,
    TermType,
)

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("UNTERM_DATA", ROOT.parent / "shared" / "data"))
needs_data = pytest.mark.skipif(
    not (DATA / "formats").is_dir(), reason=f"needs the real files under {DATA / 'formats'}"
)

# Letters and all that formats treat specially: separators, quotes, escapes, controls, astral.
AWKWARD = "ab Z9建议措施臺𠀀é;|,\t\n\r\"'\\=+-@#<>&_x0_‖{}[]\x0b\x07\u2028\ufeff\u00a0\ufffe"
texts = st.text(alphabet=AWKWARD, min_size=1, max_size=8)
slugs = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
citations = st.one_of(
    st.builds(Citation, symbol=st.sampled_from(["S/2021/297", "A/RES/60/1", "x y", "建"])),
    st.builds(
        Citation,
        title=texts,
        date=st.none() | st.dates(dt.date(1945, 1, 1), dt.date(2030, 1, 1)),
        paragraph=st.none() | texts | st.sampled_from(["Article 3", "target 1.a", "3 (b)"]),
    ),
)


def designations(lang: str, status: st.SearchStrategy[Status]) -> st.SearchStrategy[Designation]:
    return st.builds(
        Designation,
        text=texts,
        lang=st.just(lang),
        status=status,
        term_type=st.sampled_from(TermType),
        sources=st.lists(citations, max_size=2).map(tuple),
        valid_from=st.none() | st.integers(1900, 2030),
        valid_until=st.none() | st.integers(1900, 2030),
        region=st.none() | st.sampled_from(["TW", "HK", " x"]),
        note=st.none() | texts,
        detect=st.booleans(),
        case_sensitive=st.none() | st.booleans(),
        not_in=st.lists(texts, max_size=2).map(tuple),
    )


_other = st.sampled_from([s for s in Status if s is not Status.PREFERRED])
_all_designations = st.tuples(
    designations("en", st.just(Status.PREFERRED)),
    designations("zh", st.just(Status.PREFERRED)),
    st.lists(designations("en", _other) | designations("zh", _other), max_size=3),
).flatmap(lambda parts: st.permutations([parts[0], parts[1], *parts[2]]).map(tuple))

concepts = st.builds(
    Concept,
    id=slugs,
    kind=st.sampled_from(Kind),
    subject_field=texts,
    designations=_all_designations,
    definition=st.none() | texts,
    notes=st.lists(texts, max_size=2).map(tuple),
    relations=st.lists(
        st.builds(
            Relation, type=st.sampled_from(["broader", "related", "confusable"]), target=slugs
        ),
        max_size=2,
    ).map(tuple),
    specs=st.lists(st.builds(Spec, draft=texts), max_size=1).map(tuple),
    attestation=st.none() | st.builds(Attestation, both_pairs=st.integers(0, 9)),
)
glossaries = st.lists(concepts, min_size=1, max_size=4, unique_by=lambda c: c.id)


def changed_fields(before: Concept, after: Concept) -> set[str]:
    """The fields of the concept, and of its designations, that differ, as a slow second opinion."""
    fields = {
        name
        for name in Concept.model_fields
        if name != "designations" and getattr(before, name) != getattr(after, name)
    }
    if before.designations != after.designations:
        fields.add("designations")
    return fields


def hold_to_report(given, report, returned) -> None:  # type: ignore[no-untyped-def]
    """What came back is what was given, but for the fields that the loss report names."""
    back = {concept.id: concept for concept in returned}
    named: dict[str, set[str]] = {}
    for loss in report:
        named.setdefault(loss.owner, set()).add(loss.field.split(",")[0])
    for concept in given:
        if "concept" in named.get(concept.id, set()):
            assert concept.id not in back
            continue
        assert changed_fields(concept, back[concept.id]) == named.get(concept.id, set())
    assert back.keys() <= {concept.id for concept in given}


PLAIN = Concept.of("good offices", "斡旋", subject_field="mediation")
RICH = Concept(
    id="human-rights-council",
    kind=Kind.BODY,
    subject_field="human rights",
    definition="an intergovernmental body",
    notes=("see also the treaty bodies",),
    relations=(Relation(type="predecessor", target="good-offices"),),
    designations=(
        Designation(
            text="Human Rights Council",
            lang="en",
            sources=(Citation(symbol="A/RES/60/251", paragraph="1"),),
            valid_from=2006,
        ),
        Designation(text="HRC", lang="en", status=Status.ADMITTED, term_type=TermType.ACRONYM),
        Designation(text="人权理事会", lang="zh"),
        Designation(
            text="人权委员会",
            lang="zh",
            status=Status.SUPERSEDED,
            note="until 2006",
            valid_until=2006,
        ),
        Designation(text="人權理事會", lang="zh", status=Status.DEPRECATED, region="TW"),
    ),
)
