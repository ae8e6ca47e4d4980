"""How much the words of two segments speak for their being translations of one another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from unterm.alignment.lattice import Floats, Ints
from unterm.alignment.sides import Side, distinct, tally

COVERAGE = 0.55
"""How often a word's translation stands where it should, before anything was learned."""

COVERAGE_WEIGHT = 4.0
"""How many imagined occurrences stand behind the mean coverage for each type."""

TOO_COMMON = 0.4
"""A word whose translations stand in more than this share of the segments says nothing."""

SHORTEST = 0.1
"""Stretches shorter than this share of a mean segment count as this long."""

LONGEST = 5
"""The most segments a bead takes on one side."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which source type is translated by which target type: parallel arrays, sorted, unique.

    ``known`` are the types of each side that have a translation, whether it occurs or not.
    """

    source: Ints
    target: Ints
    known: tuple[Ints, Ints]

    @classmethod
    def of(cls, source: Ints, target: Ints, known: tuple[Ints, Ints] | None = None) -> Links:
        """The links between these pairs of types, in any order and repeated or not.

        Without ``known`` a translation is known of those types alone that are linked.
        """
        size = int(target.max(initial=0)) + 1
        keys = distinct(source * size + target)
        source, target = keys // size, keys % size
        one, other = known if known is not None else (source[:0], target[:0])
        every = (np.concatenate((one, source)), np.concatenate((other, target)))
        return cls(source, target, (distinct(every[0]), distinct(every[1])))

    def occurring(self) -> Links:
        """The same links, asked only by types of which a translation occurs."""
        return Links.of(self.source, self.target)

    def reversed(self) -> Links:
        """The same links seen from the target."""
        return Links.of(self.target, self.source, self.known[::-1])


@dataclass(frozen=True, slots=True)
class Witnesses:
    """One side's counted tokens and where their translations stand on the other side.

    ``keys`` are the other side's segments with the type in front, rising: type * size + segment;
    ``times`` the same, repeated as often as the segment holds a translation of the type.
    ``segments`` and ``types`` are the tokens with a translation to look for.
    """

    segments: Ints
    types: Ints
    keys: Ints
    times: Ints
    earlier: Ints
    """(LONGEST, tokens): how many of the r segments before a token's hold its type."""
    found: Floats
    """(3, tokens): what a hit adds, plain, per logarithm of the stretch, and per stretch."""
    sought: Floats
    """(2, segments + 1): what all of a segment's tokens missing add, plain and per stretch."""
    size: int
    """One more than there are segments on the other side."""
    ends: Floats
    """Where the other side's segments start and the last one ends, in mean segments."""

    @classmethod
    def gather(
        cls,
        side: Side,
        other: Side,
        links: Links,
        coverage: Floats,
        common: float = TOO_COMMON,
    ) -> Witnesses:
        """The witnesses of ``side`` for a link table and the coverage of each of its types.

        Types whose translations stand in a share of at least ``common`` of the segments are left
        out.

        In a stretch x times as long as a mean segment a translation stands by chance with
        r = 1 - (1 - rate)^x. So a miss is worth log (1 - q) - x log (1 - rate), and a hit
        log q/r, whose log r is taken as linear in log x.
        """
        size = len(other) + 1
        linked = np.zeros(len(side.types), dtype=bool)
        linked[links.known[0]] = True
        if common < 1:
            linked &= ~_too_common(links, side, other, common)
        kept = linked[links.source]
        keys, times = _places(other, links.source[kept], links.target[kept])
        # Two imagined segments without it: where there are few, one hit in two is no common word.
        rate = np.bincount(keys // size, minlength=len(side.types)) / (len(other) + 2)
        keep = (linked & ((rate < common) | (common >= 1)))[side.counted_types]
        segments, types = side.counted_segments[keep], side.counted_types[keep]
        # A translation that stands nowhere is as rare as one that stands once in twice the text.
        chance = np.maximum(rate, 0.5 / (len(other) + 2))[types]
        chance = np.minimum(chance, TOO_COMMON)
        q = coverage[types]
        q = np.maximum(q, chance + 0.02 * (1 - chance))
        stretch = -np.log1p(-chance)
        slope = (1 - chance) * stretch / chance
        hit = np.log(q / chance) - np.log1p(-q)
        sought = [
            np.bincount(segments, weights=part, minlength=len(side) + 1).astype(np.float64)
            for part in (np.log1p(-q), stretch)
        ]
        ends = np.concatenate(([0.0], np.cumsum(other.lengths)))
        return cls(
            segments,
            types,
            keys,
            times,
            _earlier(segments, types, len(side) + LONGEST),
            np.stack((hit, -slope, -stretch)),
            np.stack(sought),
            size,
            ends * len(other) / max(ends[-1], 1.0),
        )

    def stretch(self, first: Ints, many: int) -> Floats:
        """How long ``many`` of the other side's segments from ``first`` on are."""
        last = np.minimum(first + many, len(self.ends) - 1)
        return np.maximum(self.ends[last] - self.ends[first], SHORTEST)

    def hits(self, low: int, high: int, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """The tokens number ``low:high`` that find translations, and in which segments.

        Token k is looked for in the other side's segments ``first[k - low]`` to below
        ``last[k - low]``.
        """
        token, at, _ = _within(self.keys, self.size, self.types, np.arange(low, high), first, last)
        return token, self.keys[at] % self.size

    def nth_hits(
        self, tokens: Ints, nth: Ints, first: Ints, last: Ints
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """Where tokens find a translation for the (``nth`` + 1)th time.

        The other side's segments ``first`` to below ``last`` are looked at, one of each for a
        token. Gives (token, segment, near, far): stretches that end with the segment and begin at
        least ``near`` and fewer than ``far`` segments before it hold nth others before this one.
        """
        token, at, begin = _within(self.times, self.size, self.types, tokens, first, last)
        before = np.repeat(nth, np.bincount(token, minlength=len(tokens)))
        segment = self.times[at] % self.size
        near = segment - self.times[np.maximum(at - before, 0)] % self.size
        far = segment - self.times[np.maximum(at - before - 1, 0)] % self.size
        near[at - before < begin] = LONGEST
        far[at - before - 1 < begin] = LONGEST
        return tokens[token], segment, near, np.minimum(far, LONGEST)


def _within(
    keys: Ints, size: int, types: Ints, tokens: Ints, first: Ints, last: Ints
) -> tuple[Ints, Ints, Ints]:
    """The keys of each token's type from its segment ``first`` to below ``last``.

    Gives for each its position among ``tokens``, its position in ``keys``, and that of the token's
    first.
    """
    front = types[tokens] * size
    begin = np.searchsorted(keys, front + np.minimum(first, size - 1))
    counts = np.searchsorted(keys, front + np.minimum(last, size - 1)) - begin
    token = np.repeat(np.arange(len(tokens)), counts)
    begin_of = np.repeat(begin, counts)
    shift = np.repeat(np.cumsum(counts) - counts, counts)
    return token, np.arange(len(token)) - shift + begin_of, begin_of


def _earlier(segments: Ints, types: Ints, size: int) -> Ints:
    """(LONGEST, tokens): how many of the r segments before a token's hold its type."""
    keys = types * size + segments
    rising = np.sort(keys)
    at = np.searchsorted(rising, keys)
    return np.stack([at - np.searchsorted(rising, keys - r) for r in range(LONGEST)])


def _too_common(links: Links, side: Side, other: Side, common: float) -> np.ndarray:
    """Which types have a translation that is too common alone.

    Their places are most of all places, and they will be left out all the same.
    """
    spread = np.bincount(other.standing_types, minlength=len(other.types)) / (len(other) + 2)
    most = np.zeros(len(side.types))
    np.maximum.at(most, links.source, spread[links.target])
    often: np.ndarray = most >= common
    return often


def _places(other: Side, source: Ints, target: Ints) -> tuple[Ints, Ints]:
    """Where the translations of types stand by these links, as keys (type, segment of ``other``).

    First each key once, then each as often as counted words of the segment translate the type.
    """
    size = len(other) + 1
    type_, at = _occurrences(other.standing_types, len(other.types), source, target)
    keys = distinct(type_ * size + other.standing_segments[at])
    type_, at = _occurrences(other.counted_types, len(other.types), source, target)
    often = np.minimum(other.counted_times[at], LONGEST)
    counted, times = tally(np.repeat(type_ * size + other.counted_segments[at], often))
    # A word that stands without being counted answers once.
    more = np.repeat(counted, np.minimum(times, LONGEST) - 1)
    return keys, np.sort(np.concatenate((keys, more)))


def _occurrences(types: Ints, size: int, source: Ints, target: Ints) -> tuple[Ints, Ints]:
    """(source type, position in ``types``) for each occurrence of each link's target type."""
    order = np.argsort(types, kind="stable")
    begin = np.searchsorted(types[order], np.arange(size + 1))
    counts = (begin[1:] - begin[:-1])[target]
    shift = np.cumsum(counts) - counts
    at = np.arange(counts.sum()) + np.repeat(begin[target] - shift, counts)
    return np.repeat(source, counts), order[at]
