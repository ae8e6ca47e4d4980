"""Checks against the source: is each concept rendered by what designates it officially?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Final

from unterm.checks.calibration import ABSENT, EXCHANGED
from unterm.checks.definitions import forms_of_concepts
from unterm.checks.drafts import Draft, Side, Unit
from unterm.checks.findings import finding, severity_of
from unterm.checks.knowledge import Knowledge
from unterm.checks.nearness import Near, differs_by_particles, find_near
from unterm.checks.registry import rule
from unterm.checks.rendering import same_head, stands_in_part, stands_outright
from unterm.checks.standins import StandIn, find_stand_in, is_elsewhere
from unterm.matching import Hit
from unterm.model import Concept, Finding, Kind, Run, Severity, Span, TermType

# How often a term of a draft is wrong, before its text is looked at: what a missing equivalent is
# weighed with (Bayes) against the rate at which correct texts go without it.
_ERROR_RATE: Final = 0.03
_FOUND_BY_ABSENCE: Final = 0.9
# What stands in the place of the missing term makes a mistake so many times more probable.
_EXCHANGED_ODDS: Final = 20.0
_RELATED_ODDS: Final = 1.0
_NEAR_ODDS: Final = 8.0
# ... and less, where it stands in the bead before or after.
_NEXT_DOOR_ODDS: Final = 0.1
# ... and where another's name may hold it.
_NESTED_ODDS: Final = 0.1
_SENTENCE_ENDS: Final = ".:;!?"
_ARTICLES: Final = ("The", "This", "That", "Its", "Our")
_SPEAKS: Final = 0.05
# What is less likely a mistake is no finding at all.
_TRACE: Final = 0.1
_ADDRESS: Final = 200
_LETTERHEAD: Final = re.compile(r"\S(?: \S)+")
_LATIN_BEFORE: Final = re.compile(r"[A-Za-z] $")
_LATIN_AFTER: Final = re.compile(r" [A-Za-z]")
# States that are named by one character, side by side: 中俄印.
_STATES: Final = "中美英法俄德日印韩朝伊叙巴以埃沙欧非"
# Nothing stands in the place: such a finding has to be surer to be put as grave.
_LIKELY_ABSENT: Final = 0.66
_SURELY_ABSENT: Final = 0.9


@dataclass(frozen=True, slots=True)
class Gap:
    """A concept that the source names and the draft does not: the hit, and what stands for it."""

    concept: Concept
    hit: Hit
    stand_in: StandIn | None = None
    near: Near | None = None
    nested: bool = False


def gaps(draft: Draft, unit: Unit, source: Side) -> Iterator[Gap]:
    """The concepts of a unit's source that no designation of its target renders."""
    knowledge = draft.knowledge
    target = unit.target
    text = target.folded.text
    closed = text.replace(" ", "")
    if _LETTERHEAD.fullmatch(text):
        text = closed
    seen: set[str] = set()
    spent: set[Span] = set()
    claimed: list[Span] | None = None
    for hit in source.hits:
        concepts = [p.concept for p in hit.patterns]
        ids = {c.id for c in concepts}
        if ids & seen or _in_compound(source, hit) or _kept(hit, target.text):
            continue
        seen |= ids
        if any(target.concepts[i] for i in ids):
            other = _one_too_few(knowledge, concepts, hit, source, target, spent)
            if other is not None:
                spent.add(other.hit.span)
                yield Gap(min(concepts, key=lambda c: c.id), hit, other)
            continue
        if claimed is None:
            claimed = _claimed(source, target)
        keys = [key for c in concepts for key in knowledge.equivalents(c)]
        keys += [form for i in ids for form in forms_of_concepts(draft).get(i, ())]
        if stands_outright(text, keys, claimed) or _inside_longer(keys, source, target):
            continue
        # a blank may only be a trace of the line's end: 巴勒斯坦 被占领土
        if closed != text and any(key in closed and key not in text for key in keys):
            continue
        concept = min(concepts, key=lambda c: c.id)
        stand_in = find_stand_in(knowledge, concepts, hit, source, target, spent)
        if stand_in is None and _abbreviated(concepts, text, keys):
            continue
        names = all(c.kind.names_one_thing for c in concepts)
        if names and differs_by_particles(text, keys):
            continue
        near = find_near(text, keys, claimed, named=True) if names else None
        if near is not None and near.added and _qualified(source, hit):
            continue
        if near is not None and stand_in is not None:
            at = target.folded.span(near.start, near.end)
            if stand_in.hit.span.covers(at):
                near = None  # it is nearly the name because it is another's
            else:
                stand_in = None
        if near is None:
            if _in_part(text, keys, claimed, stand_in, named=names):
                continue
            near = None if names or stand_in else find_near(text, keys, claimed)
        if stand_in is not None:
            spent.add(stand_in.hit.span)
        # The term stands in another's name: Chinese may leave it at that.
        nested = any(key in other.text for other in target.hits for key in keys)
        if nested and stand_in is None and concept.kind.names_one_thing:
            continue
        yield Gap(concept, hit, stand_in, near, nested)


def _one_too_few(
    knowledge: Knowledge,
    concepts: Sequence[Concept],
    hit: Hit,
    source: Side,
    target: Side,
    spent: Set[Span],
) -> StandIn | None:
    """What stands for a concept that the draft names, and less often than the source does."""
    ids = {c.id for c in concepts}
    there = sum(target.concepts[i] for i in ids)
    if there >= sum(source.concepts[i] for i in ids) or there >= _mentions(source, ids):
        return None
    other = find_stand_in(knowledge, concepts, hit, source, target, spent)
    return other if other is not None and other.exchanged else None


def _in_part(
    text: str, keys: Sequence[str], claimed: list[Span], stand_in: StandIn | None, *, named: bool
) -> bool:
    """Whether grammar explains the absence of a term, for which something else may stand."""
    # 该公约 resumes the treaty that the draft names, which is the wrong one
    wrong = stand_in.hit.text.strip("《》") if stand_in and stand_in.exchanged else None
    resumed = wrong is None or not any(same_head(key, wrong) for key in keys)
    return stands_in_part(text, keys, claimed, named=named or stand_in is not None, resumed=resumed)


def _qualified(source: Side, hit: Hit) -> bool:
    """Whether a word before a name makes another name of it: Deputy Chief of Mission Support."""
    words = source.text[: hit.span.start].split(" ")
    return len(words) > 1 and words[-1] == "" and words[-2][:1].isupper()


def _in_longer_name(source: Side, hit: Hit) -> bool:
    """Whether a capitalized word inside the sentence stands before: National Security Council."""
    words = source.text[: hit.span.start].split(" ")[-3:]
    if len(words) < 3 or words[-1] or words[0][-1:] in _SENTENCE_ENDS:
        return False
    return words[1].isalpha() and words[1].istitle() and words[1] not in _ARTICLES


def _mentions(source: Side, ids: Set[str]) -> int:
    """How often the source names a concept; an acronym in brackets after the name is the name."""
    count = 0
    end = -1
    for hit in source.hits:
        if not any(p.concept.id in ids for p in hit.patterns):
            continue
        between = source.text[end : hit.span.start] if end >= 0 else ""
        count += between.strip() not in ("(", "（") or end < 0
        end = hit.span.end
    return count


def _in_compound(source: Side, hit: Hit) -> bool:
    """Whether a hit is a part of a hyphened word, an address or a currency's name."""
    start, end = hit.span
    text = source.text
    if text.startswith(" dollar", end):
        return True
    if text[start - 1 : start] == "-" or text[end : end + 1] == "-":
        return True
    word = text[text.rfind(" ", max(0, start - _ADDRESS), start) + 1 : end][-_ADDRESS:]
    return "/" in word and ("." in word or ":" in word)


def _kept(hit: Hit, text: str) -> bool:
    """Whether the draft keeps the words in Latin letters, as a part of a longer name."""
    start = text.find(hit.text)
    if start < 0:
        return False
    end = start + len(hit.text)
    return bool(
        _LATIN_BEFORE.search(text, max(0, start - 2), start) or _LATIN_AFTER.match(text, end)
    )


def _claimed(source: Side, target: Side) -> list[Span]:
    """The spans of the folded target that render other concepts of the source."""
    folded = target.folded
    spans = []
    for hit in target.hits:
        if any(source.concepts[p.concept.id] for p in hit.patterns):
            spans.append(_to_folded(folded.offsets.runs, hit.span))
    return spans


def _to_folded(runs: Sequence[Run], span: Span) -> Span:
    """A span of the text as a span of the folded text."""

    def folded(offset: int) -> int:
        run = runs[max(0, bisect_right(runs, offset, key=lambda r: r.source) - 1)]
        return run.target + min(max(0, offset - run.source), run.length)

    return Span(folded(span.start), folded(span.end - 1) + 1)


def _inside_longer(keys: Sequence[str], source: Side, target: Side) -> bool:
    """Whether a longer designation of the draft holds the term, and renders nothing else."""
    return any(
        key in other.text and key != other.text
        for other in target.hits
        if not any(source.concepts[p.concept.id] for p in other.patterns)
        for key in keys
    )


def _like_the_found(concept: Concept, hit: Hit) -> tuple[str, ...]:
    """The official equivalent, in short where a short form stands in its place."""
    sort = hit.patterns[0].designation.term_type
    same = [d.text for d in concept.allowed("zh") if d.term_type is sort is TermType.SHORT]
    return tuple(dict.fromkeys((*same[:1], concept.chinese)))


def _abbreviated(concepts: list[Concept], text: str, keys: list[str]) -> bool:
    """Whether a country is named by one character, as in 驻叙, 叙方 and 中俄印."""
    if not any(c.kind is Kind.PLACE for c in concepts):
        return False
    letters = "".join({key[0] for key in keys if key[0] in _STATES})
    if not letters:
        return False
    beside = f"[驻对访援{_STATES}][{letters}]|[{letters}][方军境籍裔{_STATES}]"
    return bool(re.search(beside, text))


def absence(draft: Draft, gap: Gap, odds: float = 1.0) -> float:
    """How probable it is that the absence of a concept is a mistake, the sides fitting."""
    without = draft.knowledge.gap_rate(gap.concept, gap.hit.text)
    for_error = _ERROR_RATE * _FOUND_BY_ABSENCE * odds
    return for_error / (for_error + (1 - _ERROR_RATE) * without)


def _next_door(draft: Draft, position: int, gap: Gap) -> float:
    keys = draft.knowledge.equivalents(gap.concept)
    for other in (position - 2, position - 1, position + 1, position + 2):
        if 0 <= other < len(draft.units):
            unit = draft.units[other]
            if unit.source is not None and unit.source.concepts[gap.concept.id]:
                continue
            if any(key in unit.target.folded.text for key in keys):
                return _NEXT_DOOR_ODDS
    return 1.0


def judged_gaps(draft: Draft) -> list[tuple[Unit, Gap, float]]:
    """Every gap of a draft, with the odds that what stands around it gives for a mistake."""
    found: list[tuple[Unit, Gap, float]] = []
    for position, unit in enumerate(draft.units):
        if unit.source is None or unit.fit < _SPEAKS or not unit.source.hits:
            continue
        for gap in gaps(draft, unit, unit.source):
            odds = 1.0
            if gap.stand_in is None and gap.near is None:
                names = gap.concept.kind.names_one_thing
                if gap.nested or (names and _in_longer_name(unit.source, gap.hit)):
                    odds = _NESTED_ODDS
            found.append((unit, gap, odds * _next_door(draft, position, gap)))
    return found


@rule("missing-equivalent", "terminology", needs_source=True)
def check_missing(draft: Draft) -> Iterator[Finding]:
    """The source names a concept, and no admitted designation of it stands in the draft.

    Variants, short forms and acronyms of the glossary count, and so do a resumption (该委员会),
    an elided coordination (建立信任和预防外交) and a term whose characters stand a little apart.
    The confidence follows from how often official texts render the concept by its designations:
    terms that they paraphrase freely are hardly demanded.
    """
    for unit, gap, odds in draft.once(judged_gaps):
        if gap.stand_in is not None or gap.near is not None:
            continue
        raw = absence(draft, gap, odds) * unit.fit
        if raw < _TRACE:
            continue
        concept = gap.concept
        yield finding(
            draft,
            unit,
            "missing-equivalent",
            _severity_of_absence(concept, raw),
            ABSENT(raw),
            f"{gap.hit.text}: no admitted equivalent stands here; official is {concept.chinese}",
            suggestions=(concept.chinese,),
            concept=concept,
            source_at=gap.hit.span,
        )


def _severity_of_absence(concept: Concept, confidence: float) -> Severity:
    """As `severity_of`, and stricter, since nothing wrong can be shown."""
    if confidence < _LIKELY_ABSENT:
        return Severity.ADVICE
    if confidence < _SURELY_ABSENT:
        return Severity.WARNING
    return severity_of(concept, confidence)


@rule("wrong-term", "terminology", needs_source=True, fix="suggested")
def check_wrong(draft: Draft) -> Iterator[Finding]:
    """Another concept's term stands in the place of the official equivalent.

    维持和平 (peacekeeping) where the source has *sustaining peace*, whose equivalent is 保持和平.
    The draft lacks the one term and has the other, which nothing in the source accounts for.
    """
    for unit, gap, odds in draft.once(judged_gaps):
        if gap.stand_in is None or unit.source is None:
            continue
        hit, exchanged = gap.stand_in.hit, gap.stand_in.exchanged
        other = hit.patterns[0].concept
        odds *= _EXCHANGED_ODDS if exchanged else _RELATED_ODDS
        if exchanged and is_elsewhere(gap.concept, gap.hit.text, hit, unit.source):
            odds *= _NEXT_DOOR_ODDS * _NEXT_DOOR_ODDS
        raw = absence(draft, gap, odds) * unit.fit
        if raw < _TRACE:
            continue
        yield finding(
            draft,
            unit,
            "wrong-term",
            (severity_of if exchanged else _severity_of_absence)(gap.concept, raw),
            EXCHANGED(raw),
            f"{hit.text} is {other.english}; {gap.hit.text} is {gap.concept.chinese}",
            at=hit.span,
            suggestions=_like_the_found(gap.concept, hit),
            concept=gap.concept,
            source_at=gap.hit.span,
        )


def _whole(span: Span, target: Side) -> Span:
    """The span, widened where it would cut a designation: a fix must not leave half of one."""
    for hit in target.hits:
        if hit.span.overlaps(span) and not span.covers(hit.span):
            span = Span(min(span.start, hit.span.start), max(span.end, hit.span.end))
    return span


@rule("near-equivalent", "terminology", needs_source=True, fix="suggested")
def check_near_equivalent(draft: Draft) -> Iterator[Finding]:
    """What stands in the place of the official equivalent is nearly it: 建立信赖措施.

    Of the same length with a few characters exchanged, or the same characters in another order;
    of a name also with one word left out, added or exchanged.
    """
    for unit, gap, odds in draft.once(judged_gaps):
        near = gap.near
        if near is None:
            continue
        raw = absence(draft, gap, odds * _NEAR_ODDS) * unit.fit
        if raw < _TRACE:
            continue
        at = _whole(unit.target.folded.span(near.start, near.end), unit.target)
        yield finding(
            draft,
            unit,
            "near-equivalent",
            _severity_of_absence(gap.concept, raw),
            raw,
            f"{at.cut(unit.target.text)} is nearly the equivalent of {gap.hit.text}, "
            f"which is {near.key}",
            at=at,
            suggestions=(gap.concept.chinese,),
            concept=gap.concept,
            source_at=gap.hit.span,
        )
