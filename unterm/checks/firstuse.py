"""Names that are given in full only after they were used in short."""

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
_CONFIDENCE: Final = 0.4


@rule("short-form-first", "terminology")
def check_first_use(draft: Draft) -> Iterator[Finding]:
    """A short form or acronym is used before the full name stands: 联刚稳定团, and its name later.

    A mission, organization, programme, conference or treaty is named in full where it is first
    mentioned, with the short form in brackets. It is advice, given once for each name, and only
    where the full name does come later: whether a short form may stand alone throughout depends on
    the reader. Headings, letterheads and footnotes do not count, nor does a full name in brackets
    right after the short form.
    """
    brief: dict[str, tuple[Unit, Hit, Concept]] = {}
    named: set[str] = set()
    for unit in _running(draft):
        for hit in unit.target.hits:
            concept, designation = hit.patterns[0]
            if concept.kind not in _INTRODUCED or concept.id in named:
                continue
            if designation.term_type in _BRIEF:
                if len(hit.patterns) == 1:
                    brief.setdefault(concept.id, (unit, hit, concept))
                continue
            named.add(concept.id)
            if concept.id in brief and not _bracketed(unit, hit, *brief[concept.id][:2]):
                yield _told(draft, *brief[concept.id])


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


def _told(draft: Draft, unit: Unit, hit: Hit, concept: Concept) -> Finding:
    return finding(
        draft,
        unit,
        "short-form-first",
        Severity.ADVICE,
        _CONFIDENCE,
        f"{hit.text} stands here before its full name {concept.chinese}, which comes later",
        at=hit.span,
        suggestions=(f"{concept.chinese}({hit.text})",),
        concept=concept,
    )
