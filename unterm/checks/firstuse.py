"""Names that are used in short before, or without, being given in full."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding
from unterm.checks.registry import rule
from unterm.matching import Hit
from unterm.model import Concept, Finding, Kind, ParagraphKind, Severity, TermType

_BRIEF: Final = (TermType.SHORT, TermType.ACRONYM)
# Places go by their short names, organs (安理会) and posts are known to every reader, and the short
# form of an ordinary term (维和) is a word of its own.
_INTRODUCED: Final = (
    Kind.MISSION,
    Kind.ORGANIZATION,
    Kind.PROGRAMME,
    Kind.CONFERENCE,
    Kind.INSTRUMENT,
)
_RUNNING: Final = (ParagraphKind.BODY, ParagraphKind.LIST_ITEM)
_CONFIDENCE: Final = 0.3


@rule("short-form-first", "terminology")
def check_first_use(draft: Draft) -> Iterator[Finding]:
    """A short form or acronym is used before the full name stands: 联刚稳定团, and its name later.

    A mission, organization, programme, conference or treaty is named in full where it is first
    mentioned, with the short form in brackets. It is advice, given once for each name: where the
    full name does come later, or where the source gives the full name in that place and the draft
    gives it nowhere. Nothing is said where the source has a short form in that place as well, nor
    of a short form that stands alone throughout a draft without a source: the reader may know it.
    Headings, letterheads and footnotes do not count, nor does a full name in brackets right after
    the short form.
    """
    brief: dict[str, tuple[Unit, Hit, Concept]] = {}
    named: set[str] = set()
    for unit in _running(draft):
        for hit in unit.target.hits:
            concept, designation = hit.patterns[0]
            if concept.kind not in _INTRODUCED or concept.id in named:
                continue
            if designation.term_type in _BRIEF:
                if len(hit.patterns) == 1 and not _brief_in_source(unit, concept.id):
                    brief.setdefault(concept.id, (unit, hit, concept))
                continue
            named.add(concept.id)
            if concept.id in brief and not _bracketed(unit, hit, *brief[concept.id][:2]):
                told = f"before its full name {concept.chinese}, which comes later"
                yield _told(draft, *brief[concept.id], told)
    for id, first in brief.items():
        if id not in named and _full_in_source(first[0], id):
            told = f"and its full name {first[2].chinese} nowhere; the source has that"
            yield _told(draft, *first, told)


def _brief_in_source(unit: Unit, id: str) -> bool:
    return any(form in _BRIEF for form in _forms_in_source(unit, id))


def _full_in_source(unit: Unit, id: str) -> bool:
    return bool(_forms_in_source(unit, id)) and not _brief_in_source(unit, id)


def _forms_in_source(unit: Unit, id: str) -> list[TermType]:
    """The sorts of the designations by which the source of a unit names a concept."""
    return [
        pattern.designation.term_type
        for hit in (unit.source.hits if unit.source else ())
        for pattern in hit.patterns
        if pattern.concept.id == id
    ]


def _running(draft: Draft) -> Iterator[Unit]:
    """The units that lie in paragraphs of running text."""
    document = draft.target
    others = [
        document.segments[index].span.start
        for paragraph in document.paragraphs
        if paragraph.kind not in _RUNNING
        for index in paragraph.segments
    ]
    for unit in draft.units:
        start, end = unit.target.whole
        place = bisect_left(others, start)
        if place == len(others) or others[place] >= end:
            yield unit


def _bracketed(unit: Unit, name: Hit, earlier: Unit, brief: Hit) -> bool:
    between = unit.target.text[brief.span.end : name.span.start].strip()
    return unit is earlier and between in ("(", "（")


def _told(draft: Draft, unit: Unit, hit: Hit, concept: Concept, told: str) -> Finding:
    return finding(
        draft,
        unit,
        "short-form-first",
        Severity.ADVICE,
        _CONFIDENCE,
        f"{hit.text} stands here {told}",
        at=hit.span,
        suggestions=(f"{concept.chinese}({hit.text})",),
        concept=concept,
    )
