"""Near misses in Chinese alone: stretches that are nearly a designation, as advice.

A stretch of a designation's length that begins and ends as it does and has at most a third of its
characters exchanged, or the same characters in another order. All stretches of a text are compared
at once: characters are numbers, so ends are looked up and differences counted in arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from unterm.checks.definitions import defined_forms
from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding
from unterm.checks.knowledge import Knowledge, plain_key
from unterm.checks.nearness import whole_words
from unterm.checks.registry import rule
from unterm.checks.sounds import sound_alike
from unterm.language.scripts import is_han
from unterm.model import Concept, Finding, Severity, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_SHORTEST: Final = 5
_LONGEST: Final = 16
# Which characters must agree: both ends; or, in long designations with one character exchanged, an
# end and the one beside the other end.
_ANCHORS: Final = ((0, -1), (1, -1), (0, -2))
_SHORTEST_INNER: Final = 6
# One of these instead of a term's character is a sentence going on, and no slip.
_JOINING: Final = "和与及或"
_PARTICLES: Final = "和与及或的在对以等并各该"
# How often a near miss is a slip (counted on official texts): typing by sound gives characters of
# one sound, a long name has few neighbours, a short one many (全球委员会 beside 全体委员会).
_HOMOPHONE: Final = 0.85
_LONG_NAME: Final = 0.45
_LONG: Final = 7
_PERMUTED_NAME: Final = 0.4
_PERMUTED: Final = 0.15
_NAME: Final = 0.15
_TERM: Final = 0.1

_ONE_CODE: Final = 1 << 21
_SIEVE: Final = 1 << 16
# Stretches compared at a time: bounds the memory.
_AT_ONCE: Final = 1 << 16


class _Table:
    """Numbers of designations, to find which of them stand where in an array of numbers."""

    def __init__(self, values: Numbers) -> None:
        import numpy as np

        self._order = np.argsort(values)
        self._sorted = values[self._order]
        # Most places hold no designation's number: a small table of its last bits tells.
        self._sieve = np.zeros(_SIEVE, dtype=bool)
        self._sieve[_last_bits(values)] = True

    def find(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """Positions in ``values``, and of each the index of a designation that stands there."""
        import numpy as np

        positions = np.flatnonzero(self._sieve[_last_bits(values)])
        low = np.searchsorted(self._sorted, values[positions], "left")
        high = np.searchsorted(self._sorted, values[positions], "right")
        counts = high - low
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(positions, counts), self._order[np.repeat(low, counts) + within]


def _last_bits(values: Numbers) -> Numbers:
    return (values ^ (values >> 21)) & (_SIEVE - 1)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The designations of one length: their characters, and tables of anchors and sums."""

    terms: tuple[tuple[str, Concept], ...]
    letters: Numbers
    anchors: tuple[tuple[int, int, _Table], ...]
    sums: _Table


def _scattered(codes: Numbers) -> Numbers:
    """A number for each character such that sums of different sets of characters differ."""
    import numpy as np

    mixed = codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(12)).astype(np.int64)


def _codes(text: str) -> Numbers:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.int64
    )


def _shelves(knowledge: Knowledge) -> dict[int, _Shelf]:
    import numpy as np

    lengths: dict[int, dict[str, Concept]] = {}
    for concept in knowledge.glossary:
        for d in concept.allowed("zh"):
            key = plain_key(d.text)
            if _SHORTEST <= len(key) <= _LONGEST and all(is_han(c) for c in key):
                lengths.setdefault(len(key), {}).setdefault(key, concept)
    shelves: dict[int, _Shelf] = {}
    for length, terms in lengths.items():
        letters = np.stack([_codes(key) for key in terms])
        anchors = tuple(
            (first, last, _Table(letters[:, first] * _ONE_CODE + letters[:, last]))
            for first, last in _ANCHORS
        )
        sums = _Table(_scattered(letters).sum(axis=1))
        shelves[length] = _Shelf(tuple(terms.items()), letters, anchors, sums)
    return shelves


def _near_stretches(
    text: str, shelves: dict[int, _Shelf]
) -> Iterator[tuple[int, int, str, Concept, bool]]:
    import numpy as np

    codes = _codes(text)
    total = np.concatenate(([0], np.cumsum(_scattered(codes))))
    for length, shelf in shelves.items():
        if len(codes) < length:
            continue
        count = len(codes) - length + 1
        for first, last, table in shelf.anchors:
            inner = (first, last) != (0, -1)
            if inner and length < _SHORTEST_INNER:
                continue
            most = 1 if inner or length == _SHORTEST else length // 3
            low, high = first, length + last
            ends = codes[low : low + count] * _ONE_CODE + codes[high : high + count]
            starts, indices = table.find(ends)
            for low in range(0, len(starts), _AT_ONCE):
                some, these = starts[low : low + _AT_ONCE], indices[low : low + _AT_ONCE]
                windows = codes[some[:, None] + np.arange(length)]
                differing = (windows != shelf.letters[these]).sum(axis=1)
                near = (differing > 0) & (differing <= most)
                for start, index in zip(some[near].tolist(), these[near].tolist(), strict=True):
                    key, concept = shelf.terms[index]
                    yield start, start + length, key, concept, False
        sums = total[length:] - total[:-length]
        for start, index in zip(*(found.tolist() for found in shelf.sums.find(sums)), strict=True):
            key, concept = shelf.terms[index]
            window = text[start : start + length]
            if window != key and sorted(window) == sorted(key):
                yield start, start + length, key, concept, True


@rule("near-miss", "terminology", fix="suggested")
def check_near_misses(draft: Draft) -> Iterator[Finding]:
    """Something that is nearly an official designation stands in the draft: 建立互相任措施.

    It has the length and the ends of a designation with few characters exchanged, or its characters
    in another order, and is none that the glossary knows. Advice, since language is free to come
    near a term; a warning where characters of one sound stand for each other. Against a source,
    ``near-equivalent`` says the same with more certainty.
    """
    shelves = draft.knowledge.once(_shelves)
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for unit in draft.units:
        starts.append(at)
        texts.append(unit.target.folded.text)
        at += len(texts[-1]) + 1
    whole = "\n".join(texts)
    found = sorted(_near_stretches(whole, shelves), key=lambda n: (n[0], n[0] - n[1]))
    defined = defined_forms(draft)
    number = 0
    end = 0
    for start, stop, key, concept, permuted in found:
        while number + 1 < len(starts) and starts[number + 1] <= start:
            number += 1
        window = whole[start:stop]
        if (
            start < end
            or not all(is_han(c) for c in window)
            or window in draft.knowledge.allowed_keys
        ):
            continue
        unit = draft.units[number]
        at_span = unit.target.folded.span(start - starts[number], stop - starts[number])
        if (
            (permuted and _rearranged(key, window))
            or (not permuted and not _one_slip(key, window))
            or any(window in form or form in window for form in defined)
            or _explained(unit, at_span, key, window, concept)
            or not whole_words(whole, Span(start, stop))
        ):
            continue
        end = stop
        confidence = _confidence(window, key, concept, permuted=permuted)
        yield finding(
            draft,
            unit,
            "near-miss",
            Severity.WARNING if confidence >= _HOMOPHONE else Severity.ADVICE,
            confidence,
            f"{window} is nearly {key} ({concept.english})",
            at=at_span,
            suggestions=(key,),
            concept=concept,
        )


def _confidence(window: str, key: str, concept: Concept, *, permuted: bool) -> float:
    name = concept.kind.names_one_thing
    if permuted:
        return _PERMUTED_NAME if name else _PERMUTED
    differing = [(a, b) for a, b in zip(window, key, strict=True) if a != b]
    if all(sound_alike(a, b) for a, b in differing):
        return _HOMOPHONE
    if name and len(differing) <= 2:
        return _LONG_NAME if len(key) >= _LONG else _NAME
    return _TERM


def _one_slip(key: str, window: str) -> bool:
    """Whether the exchanged characters stand together and are not another word altogether.

    One character may be any; of two, one must be of the original (互信 for 信任).
    """
    differing = [i for i, (a, b) in enumerate(zip(window, key, strict=True)) if a != b]
    first, last = differing[0], differing[-1]
    if all(sound_alike(window[i], key[i]) for i in differing):
        return True
    if first == 0 or last == len(key) - 1 or any(window[i] in _PARTICLES for i in differing):
        return False
    if last - first + 1 != len(differing):
        return False
    return len(differing) == 1 or bool(set(window[first : last + 1]) & set(key[first : last + 1]))


def _rearranged(key: str, window: str) -> bool:
    """Whether two joined things are only named in the other order: 儿童和妇女."""
    for joiner in _JOINING:
        first, found, last = key.partition(joiner)
        if found and window == last + joiner + first:
            return True
    return False


def _explained(unit: Unit, span: Span, key: str, window: str, concept: Concept) -> bool:
    """Whether known terms account for the difference, or the source names no such concept."""
    if unit.source is not None and unit.source.hits and not unit.source.concepts[concept.id]:
        return True
    offset = span.start
    differing = [i for i, (a, b) in enumerate(zip(window, key, strict=True)) if a != b]
    for hit in unit.target.hits_over(span):
        if not hit.patterns[0].designation.status.allowed or hit.span.covers(span):
            return True
        inside = range(hit.span.start - offset, hit.span.end - offset)
        if len(hit.span) >= 2 and any(i in inside for i in differing):
            return True
    return False
