"""Checks of the draft alone: designations that should not be used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding, severity_of
from unterm.checks.registry import rule
from unterm.language.folding import simplify
from unterm.language.usage import mainland_word, traditional_pattern
from unterm.language.words import cut_words
from unterm.matching import Hit
from unterm.model import Designation, Finding, Kind, Severity, Span, Status, TermType

# How often a deprecated designation is really meant as the concept: where the source names it,
# where there is no source, and where there is a source that does not.
_DEPRECATED: Final = (0.97, 0.9, 0.6)
# How often a superseded name is a mistake: where the source has the present name and the text is
# known to be later than the change, where the year of the change alone is known, where neither is,
# and without a source.
_SUPERSEDED: Final = (0.85, 0.45, 0.4, 0.3)
# How often a word of Taiwan that only its script and frequency tell is one.
_REGIONAL: Final = 0.9
# Words are cut with so many characters around them.
_AROUND: Final = 6
_FAR: Final = 300
# Blanks and a line end at most stand between a short form and its bracket.
_NEAR: Final = 8
_UNMARKED: Final = 0.5
_WRONG_SHORT_FORM: Final = 0.85
_BRIEF: Final = (TermType.SHORT, TermType.ACRONYM)
_MARKS: Final = (("《", "》"), ("“", "”"), ("〈", "〉"), ("「", "」"))
# Bodies that are named after a treaty are not set in marks, nor are their meetings.
_NAME_GOES_ON: Final = re.compile(
    "(?:的)?(?:缔约|秘书处|委员会|审议|各缔约|成员|组织|机制|会议|大会|执行|特派团|支助团|办事处|基金)"
)


def used(unit: Unit, status: Status) -> Iterator[tuple[Hit, Designation]]:
    """The hits that stand for nothing but designations of this status."""
    for hit in unit.target.hits:
        first = hit.patterns[0].designation
        if first.status is status:
            yield hit, first


@rule("deprecated-term", "terminology", fix="suggested")
def check_deprecated(draft: Draft) -> Iterator[Finding]:
    """A deprecated designation is used: 建立互信措施 for 建立信任措施.

    The glossary lists the form as one that translators use and the United Nations does not. The
    suggestion is the official equivalent. It is an error, a warning where the source does not name
    the concept, since then something else may be meant. Forms in use in a region (Taiwan, Hong
    Kong) are reported as ``foreign-usage``.
    """
    yield from _not_allowed(draft, regional=False)


@rule("foreign-usage", "locale", fix="suggested")
def check_foreign(draft: Draft) -> Iterator[Finding]:
    """A word of Taiwan or Hong Kong usage stands where official texts have another: 肯亚.

    Countries, bodies and technical words have other Chinese names there. The suggestion is the
    name that official texts use. Words that the glossary does not know are told in Traditional
    script alone (軟體): OpenCC's phrases, where the mainland has the other word far more often.
    """
    yield from _not_allowed(draft, regional=True)
    for unit in draft.units:
        for span, word in regional_words(unit):
            yield finding(
                draft,
                unit,
                "foreign-usage",
                Severity.ERROR,
                _REGIONAL,
                f"{span.cut(unit.target.text)} is regional usage: write {word}",
                at=span,
                suggestions=(word,),
            )


def regional_words(unit: Unit) -> Iterator[tuple[Span, str]]:
    """The words of Taiwan in Traditional script that are no designations, and what to write."""
    text = unit.target.text
    end = 0
    for match in traditional_pattern().finditer(text):
        low = max(end, match.start() - _AROUND)
        for word in cut_words(simplify(text[low : match.end() + _AROUND])):
            span = Span(low + word.span.start, low + word.span.end)
            if not span.overlaps(Span(*match.span())):
                continue
            end = span.end
            other = mainland_word(span.cut(text))
            if other is not None and not unit.target.hits_over(span):
                yield span, other


def code_for(designation: Designation) -> str:
    """The code under which a deprecated designation is reported."""
    return "deprecated-term" if designation.region is None else "foreign-usage"


def _not_allowed(draft: Draft, *, regional: bool) -> Iterator[Finding]:
    named, alone, unnamed = _DEPRECATED
    for unit in draft.units:
        for hit, designation in used(unit, Status.DEPRECATED):
            if (designation.region is not None) is not regional:
                continue
            concepts = [p.concept for p in hit.patterns]
            confidence = alone
            if unit.source is not None:
                meant = [c for c in concepts if unit.source.concepts[c.id]]
                confidence = named if meant else unnamed
                concepts = meant or concepts
            concept = concepts[0]
            where = f" ({designation.region} usage)" if designation.region else ""
            yield finding(
                draft,
                unit,
                code_for(designation),
                Severity.ERROR if confidence > unnamed else Severity.WARNING,
                confidence,
                f"{simplify(hit.text)}{where} is not used for {concept.english}: "
                f"write {concept.chinese}",
                at=hit.span,
                suggestions=(concept.chinese,),
                concept=concept,
            )


@rule("superseded-term", "terminology", fix="suggested")
def check_superseded(draft: Draft) -> Iterator[Finding]:
    """A name is used that the thing no longer had when the text was written: 政治事务部 in 2021.

    Nothing is said where the text is older than the change, or where the source itself uses the
    old name. Without the date of the text, or of the change, it is advice: the text may speak of
    the past.
    """
    year = draft.target.date.year if draft.target.date else None
    for unit in draft.units:
        for hit, designation in used(unit, Status.SUPERSEDED):
            concept = hit.patterns[0].concept
            until = designation.valid_until
            if year is not None and until is not None and year <= until:
                continue
            confidence = _SUPERSEDED[3]
            if unit.source is not None:
                old, current = _ages(unit, concept.id)
                if old or not current:
                    continue
                known = (until is not None) + (until is not None and year is not None)
                confidence = _SUPERSEDED[2 - known]
            since = f" since {until}" if until else ""
            yield finding(
                draft,
                unit,
                "superseded-term",
                severity_of(concept, confidence),
                confidence,
                f"{hit.text} has been superseded{since}: the present name of {concept.english} "
                f"is {concept.chinese}",
                at=hit.span,
                suggestions=(concept.chinese,),
                concept=concept,
            )


def _ages(unit: Unit, concept_id: str) -> tuple[bool, bool]:
    """Whether the source uses an old name of the concept, and whether it uses a present one."""
    statuses = [
        pattern.designation.status
        for hit in (unit.source.hits if unit.source else ())
        for pattern in hit.patterns
        if pattern.concept.id == concept_id
    ]
    return Status.SUPERSEDED in statuses, any(s.allowed for s in statuses)


@rule("title-marks", "locale", fix="safe")
def check_title_marks(draft: Draft) -> Iterator[Finding]:
    """A title stands without its book-title marks: 联合国宪章 for 《联合国宪章》.

    Treaties, declarations and documents are set in 《》. Nothing is said where the title stands
    inside the marks of a longer title.
    """
    titles = draft.knowledge.title_matcher
    for unit in draft.units:
        text = unit.target.text
        for hit in titles.find_folded(text, unit.target.folded):
            if _enclosed(text, hit.span.start) or _NAME_GOES_ON.match(text, hit.span.end):
                continue
            if any(
                other.span.covers(hit.span) and len(other.span) > len(hit.span)
                for other in unit.target.hits_over(hit.span)
            ):
                continue
            concept = draft.concept(hit.patterns[0].concept.id)
            yield finding(
                draft,
                unit,
                "title-marks",
                Severity.WARNING,
                _UNMARKED,
                f"the title {concept.chinese} needs its book-title marks",
                at=hit.span,
                suggestions=(f"《{hit.text}》",),
                concept=concept,
            )


@rule("wrong-short-form", "terminology", fix="suggested")
def check_short_forms(draft: Draft) -> Iterator[Finding]:
    """The short form in brackets is not that of the name before it: 联合国儿童基金会(开发署).

    Both are names in the glossary, and of different things. A name may be followed by brackets with
    something else; only a whole bracket that is the short form or acronym of another is reported.
    """
    for unit in draft.units:
        hits = unit.target.hits
        text = unit.target.text
        for name, short in pairwise(hits):
            between = text[name.span.end : short.span.start].strip()
            closed = text[short.span.end : short.span.end + _NEAR].lstrip()[:1]
            if between not in ("(", "（") or closed not in (")", "）"):
                continue
            own = {p.concept.id for p in name.patterns}
            full = [p for p in name.patterns if p.concept.kind.names_one_thing]
            brief = [p for p in short.patterns if p.designation.term_type in _BRIEF]
            if not full or not brief or own & {p.concept.id for p in short.patterns}:
                continue
            concept = full[0].concept
            other = brief[0].concept
            if Kind.PLACE in (concept.kind, other.kind) or not other.kind.names_one_thing:
                continue
            forms = [d.text for d in concept.allowed("zh") if d.term_type in _BRIEF]
            if not forms:
                continue
            yield finding(
                draft,
                unit,
                "wrong-short-form",
                Severity.WARNING,
                _WRONG_SHORT_FORM,
                f"{short.text} is {other.english}; {name.text} is called {forms[0]}",
                at=short.span,
                suggestions=(forms[0],),
                concept=concept,
            )


def _enclosed(text: str, at: int) -> bool:
    """Whether a place lies inside title or quotation marks that open not far before it."""
    low = max(0, at - _FAR)
    return any(
        text.count(opening, low, at) > text.count(closing, low, at) for opening, closing in _MARKS
    ) or (text.count('"', low, at) % 2 == 1)
