"""What was left out of a draft, and what was added to it: whole segments, parts, repetitions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from unterm.checks.calibration import UNEVEN
from unterm.checks.drafts import Draft, Side, Unit, join_segments
from unterm.checks.findings import LIKELY, finding, finding_between, graded
from unterm.checks.fitting import ends_evidence, length_deviation, shared_evidence, surroundings
from unterm.checks.lengths import log_ratio
from unterm.checks.parts import Part, unrendered_parts
from unterm.checks.registry import rule
from unterm.language.scripts import HAN
from unterm.model import Bead, Finding, Severity, Span

_Name = Literal["source", "target"]

# How often a segment without a counterpart is a mistake, when it surely has none: a sentence, and
# what may be a heading, a running title or a label.
_WHOLE: Final = 0.93
_SCRAP: Final = 0.6
# Half a segment is left out or added once in so many; of fitting pairs so many are off by more
# than this many spreads, and fewer beyond (measured on official pairs).
_PARTIAL: Final = 0.006
_OFF: Final = 3.4
_BRIEF: Final = 0.0008
_LENGTHY: Final = 0.0006
# The density of pairs of different texts there, which may be of any lengths.
_STRAY_DENSITY: Final = 0.5
# Lines beside each other share the terms of their subject, more than any two lines do: what is
# shared weighs so much, and no more in all.
_IN_ONE_TEXT: Final = 0.6
_MOST_EVIDENCE: Final = 6.0
_WORTH_SAYING: Final = 0.3
# A clause of so many characters is not said twice by chance.
_CLAUSE: Final = 8
_REPEATED: Final = 0.93
_CLAUSES: Final = re.compile(r"[^，。；！？,;!?]+")
_ENDED: Final = re.compile(r"[^。！？]+[。！？]")
_HAN: Final = re.compile(rf"[{HAN}]")
_LETTERS: Final = re.compile(r"[A-Za-z]")
_WORDS: Final = re.compile(r"\w+")
# Characters of a text that a message quotes.
_SHOWN: Final = 60
# Of what is only likely to be left out a reviser is advised.
_WARNED: Final = 0.84


@dataclass(frozen=True, slots=True)
class _Size:
    """What counts in a language: how many letters are more than a number, how many a sentence."""

    letters: re.Pattern[str]
    fewest: int
    sentence: int


_SIZES: Final[dict[_Name, _Size]] = {
    "source": _Size(_LETTERS, fewest=4, sentence=20),
    "target": _Size(_HAN, fewest=2, sentence=8),
}


@dataclass(frozen=True, slots=True)
class _Lone:
    """Consecutive segments of one side that have no counterpart on the other.

    The spans are of the documents; that of the other side is empty, where the counterpart belongs.
    ``bead`` is the first of its beads.
    """

    bead: int
    source: Span
    target: Span
    text: str
    confidence: float
    count: int


@dataclass(frozen=True, slots=True)
class _Uneven:
    """A unit whose target has ``share`` of its usual length, and how surely that is a mistake."""

    unit: Unit
    source: Side
    share: float
    confidence: float


@rule("omission", "accuracy", needs_source=True)
def check_omissions(draft: Draft) -> Iterator[Finding]:
    """Something of the source is not in the draft: a segment, or a large part of one.

    A source segment without a translation; a part of one no word of which is translated; or a
    translation so much shorter than its source as official translations never are, although it has
    the terms and figures of the source. The confidence of a missing segment follows that of its
    bead.
    """
    for lone in _lone(draft, "source"):
        many = f"{lone.count} segments of the source, from" if lone.count > 1 else "the source"
        verb = "have" if lone.count > 1 else "has"
        said = f"{many} “{_shown(lone.text)}” {verb} no translation"
        yield _about_lone(draft, "omission", lone, said)
    for part in _parts(draft, "source"):
        text = "" if draft.source is None else _shown(part.source.cut(draft.source.text))
        yield _about_part(
            draft, "omission", part, f"“{text}” of the source has no translation here"
        )
    for uneven in _unexplained(draft, "source"):
        said = (
            f"the translation is {uneven.share:.0%} of the length that is usual for such a source: "
            "a part may be left out"
        )
        yield _about_length(draft, "omission", uneven, said, at=None)


@rule("addition", "accuracy", needs_source=True)
def check_additions(draft: Draft) -> Iterator[Finding]:
    """Something stands in the draft that is not in the source: a segment, a part, a repetition.

    A segment of the draft without a source; a part of one no word of which the source has; a
    translation so much longer than its source as official translations never are; a sentence or
    clause that the draft has twice and the source once.
    """
    for lone in _lone(draft, "target"):
        many = f"{lone.count} segments have" if lone.count > 1 else "this segment has"
        yield _about_lone(draft, "addition", lone, f"{many} no counterpart in the source")
    for part in _parts(draft, "target"):
        yield _about_part(draft, "addition", part, "nothing in the source says this")
    for uneven in _unexplained(draft, "target"):
        said = (
            f"the translation is {uneven.share:.1f} times as long as is usual for such a source: "
            "something may be added"
        )
        whole = Span(0, len(uneven.unit.target.text))
        yield _about_length(draft, "addition", uneven, said, at=whole)
    yield from _repetitions(draft)


def _about_lone(draft: Draft, code: str, lone: _Lone, said: str) -> Finding:
    severity = graded(Severity.ERROR, lone.confidence)
    at, source_at = lone.target, lone.source
    return finding_between(
        draft, lone.bead, code, severity, lone.confidence, said, target=at, source=source_at
    )


def _about_part(draft: Draft, code: str, part: Part, said: str) -> Finding:
    severity = Severity.WARNING if part.confidence >= _WARNED else Severity.ADVICE
    at, source_at = part.target, part.source
    return finding_between(
        draft, part.bead, code, severity, part.confidence, said, target=at, source=source_at
    )


def _about_length(draft: Draft, code: str, uneven: _Uneven, said: str, at: Span | None) -> Finding:
    severity = Severity.WARNING if uneven.confidence >= UNEVEN(LIKELY) else Severity.ADVICE
    whole = Span(0, len(uneven.source.text))
    return finding(
        draft, uneven.unit, code, severity, uneven.confidence, said, at=at, source_at=whole
    )


def _lone(draft: Draft, side: _Name) -> Iterator[_Lone]:
    """The stretches of one side whose beads have nothing on the other."""
    run: list[int] = []
    for number, bead in enumerate(draft.beads):
        if _alone(draft, bead, side):
            if run and run[-1] != number - 1:
                yield _stretch(draft, run, side)
                run = []
            run.append(number)
    if run:
        yield _stretch(draft, run, side)


def _alone(draft: Draft, bead: Bead, side: _Name) -> bool:
    size = _SIZES[side]
    if _text(draft, bead, _opposite(side)).strip():
        return False
    return len(size.letters.findall(_text(draft, bead, side))) >= size.fewest


def _opposite(side: _Name) -> _Name:
    return "target" if side == "source" else "source"


def _indices(bead: Bead, side: _Name) -> tuple[int, ...]:
    return bead.source if side == "source" else bead.target


def _text(draft: Draft, bead: Bead, side: _Name) -> str:
    document = draft.source if side == "source" else draft.target
    indices = _indices(bead, side)
    return "" if document is None else " ".join(document.segments[i].text for i in indices)


def _stretch(draft: Draft, run: Sequence[int], side: _Name) -> _Lone:
    document, other = draft.target, draft.source
    if side == "source" and draft.source is not None:
        document, other = draft.source, draft.target
    beads = [draft.beads[number] for number in run]
    indices = [i for bead in beads for i in _indices(bead, side)]
    whole = join_segments(document, indices)
    # the place on the other side is behind what the bead before, or one before that, has there
    before = (_indices(draft.beads[k], _opposite(side)) for k in range(run[0] - 1, -1, -1))
    last = next((there[-1] for there in before if there), None)
    at = 0 if last is None or other is None else other.segments[last].span.end
    size = _SIZES[side]
    sentence = len(size.letters.findall(whole.text)) >= size.sentence
    sure = sum(bead.confidence for bead in beads) / len(beads)
    own, place = whole.offsets.span(0, len(whole.text)), Span(at, at)
    return _Lone(
        bead=run[0],
        source=own if side == "source" else place,
        target=own if side == "target" else place,
        text=whole.text,
        confidence=sure * (_WHOLE if sentence else _SCRAP),
        count=len(indices),
    )


def _parts(draft: Draft, side: _Name) -> Iterator[Part]:
    """The parts of one side that have no counterpart, as sure as their words or lengths say."""
    by_length = {uneven.unit.bead: uneven.confidence for uneven in _longer(draft, side)}
    for part in draft.once(unrendered_parts):
        if part.side == side:
            sure = max(part.confidence, by_length.get(part.bead, 0.0))
            if sure >= _WORTH_SAYING:
                yield replace(part, confidence=sure)


def _unexplained(draft: Draft, side: _Name) -> Iterator[_Uneven]:
    """The units with too much on one side, no part of which is reported already."""
    named = {part.bead for part in _parts(draft, side)}
    return (uneven for uneven in _longer(draft, side) if uneven.unit.bead not in named)


def _longer(draft: Draft, side: _Name) -> Iterator[_Uneven]:
    for uneven in draft.once(_uneven):
        if side == ("source" if uneven.share < 1 else "target"):
            yield uneven


def _uneven(draft: Draft) -> list[_Uneven]:
    """The units whose sides probably differ in length by mistake.

    Three explanations are weighed (Bayes): the translator left half out or doubled it, official
    texts are so brief or lengthy, and the sides are of different texts. What the sides share tells
    against the last.
    """
    found: list[_Uneven] = []
    around: list[float] | None = None
    for position, (unit, source) in enumerate(draft.pairs):
        target = unit.target.text
        if not target.strip() or len(_LETTERS.findall(source.text)) < _SIZES["source"].sentence:
            continue
        # `_off` can only be less, and takes longer
        if abs(log_ratio(source.text, target)[1]) < _OFF:
            continue
        off, share = _off(source, unit.target)
        if abs(off) < _OFF:
            continue
        around = around or surroundings(draft)
        fitting = around[position]
        shared = shared_evidence(draft, unit, source) * _IN_ONE_TEXT
        ends = ends_evidence(source.text, target)
        evidence = math.exp(min(shared, _MOST_EVIDENCE) + ends)
        free = (_BRIEF if off < 0 else _LENGTHY) * math.exp(_OFF - abs(off))
        by_mistake = fitting * evidence * _PARTIAL
        otherwise = fitting * evidence * free + (1 - fitting) * _STRAY_DENSITY
        confidence = by_mistake / (by_mistake + otherwise)
        if confidence >= _WORTH_SAYING:
            found.append(_Uneven(unit, source, share, UNEVEN(confidence)))
    return found


def _off(source: Side, target: Side) -> tuple[float, float]:
    """By how many spreads a translation is too long (negative: too short), and its usual share."""
    shared = source.shared(target)
    _, off, spread = length_deviation(source, target, shared, target.shared(source))
    return off, math.exp(off * spread)


def _repetitions(draft: Draft) -> Iterator[Finding]:
    """What the draft says twice in a unit, or in one and the next, and the source does not."""
    before: tuple[Unit, Side] | None = None
    for unit, source in draft.pairs:
        spans = list(_said_twice(unit.target.text))
        if not spans and before is not None:
            spans = list(_said_before(before[0].target.text, unit.target.text))
            if spans and _repeats(f"{before[1].text} {source.text}"):
                spans = []
        elif spans and _repeats(source.text):
            spans = []
        before = unit, source
        for span in spans:
            yield finding(
                draft,
                unit,
                "addition",
                graded(Severity.ERROR, _REPEATED),
                _REPEATED,
                f"“{_shown(span.cut(unit.target.text))}” stands twice in the draft and "
                "once in the source",
                at=span,
                source_at=Span(0, len(source.text)),
            )


def _said_twice(text: str) -> Iterator[Span]:
    """The clauses that have stood in the text before, or are the end of the clause before."""
    seen: set[str] = set()
    last = ""
    for match in _CLAUSES.finditer(text):
        clause = match[0].strip()
        if len(clause) < _CLAUSE or len(_HAN.findall(clause)) < _CLAUSE:
            continue
        if clause in seen or last.endswith(clause):
            yield Span(*match.span())
        seen.add(clause)
        last = clause


def _said_before(last: str, text: str) -> Iterator[Span]:
    """The sentences that stand in the segment before as well."""
    for match in _ENDED.finditer(text):
        sentence = match[0].strip()
        if sentence not in last or len(_HAN.findall(sentence)) < _CLAUSE:
            continue
        if sentence in {earlier.strip() for earlier in _ENDED.findall(last)}:
            yield Span(*match.span())


def _repeats(english: str) -> bool:
    """Whether three words of a text stand in it again."""
    words = _WORDS.findall(english.lower())
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    return any(count > 1 for count in triples.values()) or any(
        one == other for one, other in pairwise(words)
    )


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
