"""How much the words of two segments speak for their being translations of one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from unterm.alignment.lattice import NEVER, Band, Floats, Ints
from unterm.alignment.sides import Side, distinct

COVERAGE = 0.55
"""How often a word's translation stands where it should, before anything was learned."""

COVERAGE_WEIGHT = 4.0
"""How many imagined occurrences stand behind `COVERAGE` for each type."""

TOO_COMMON = 0.4
"""A word whose translations stand in more than this share of the segments says nothing."""

SHORTEST = 0.1
"""Stretches shorter than this share of a mean segment count as this long."""

LONGEST = 5
"""The most segments a bead takes on one side."""


@dataclass(frozen=True, slots=True)
class Links:
    """Which source type is translated by which target type: parallel arrays, sorted, unique."""

    source: Ints
    target: Ints

    @classmethod
    def of(cls, source: Ints, target: Ints) -> Links:
        """The links between these pairs of types, in any order and repeated or not."""
        size = int(target.max(initial=0)) + 1
        keys = distinct(source * size + target)
        return cls(keys // size, keys % size)

    def reversed(self) -> Links:
        """The same links seen from the target."""
        return Links.of(self.target, self.source)


@dataclass(frozen=True, slots=True)
class Witnesses:
    """One side's counted tokens and where their translations stand on the other side.

    ``places`` are the other side's segments, type after type and rising, ``keys`` the same with
    the type in front. ``segments`` and ``types`` are the tokens with a translation to look for.
    """

    segments: Ints
    types: Ints
    places: Ints
    keys: Ints
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
        keys = _places(side, other, links)
        size = len(other) + 1
        # Two imagined segments without it: where there are few, one hit in two is no common word.
        rate = np.bincount(keys // size, minlength=len(side.types)) / (len(other) + 2)
        linked = np.zeros(len(side.types), dtype=bool)
        linked[links.source] = True
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
            keys % size,
            keys,
            np.stack((hit, -slope, -stretch)),
            np.stack(sought),
            size,
            ends * len(other) / max(ends[-1], 1.0),
        )

    def stretch(self, first: Ints, many: int) -> Floats:
        """How long ``many`` of the other side's segments from ``first`` on are."""
        last = np.minimum(first + many, len(self.ends) - 1)
        return np.maximum(self.ends[last] - self.ends[first], SHORTEST)

    def hits(self, low: int, high: int, first: Ints, last: Ints) -> tuple[Ints, Ints, Ints]:
        """Where the tokens number ``low:high`` find translations.

        Token k is looked for in the other side's segments ``first[k - low]`` to below
        ``last[k - low]``. Gives for each hit the token, the segment, and how many segments before
        it the previous hit of the same token lies (`LONGEST` if further).
        """
        types = self.types[low:high]
        begin = self._find(types, first)
        end = self._find(types, last)
        counts = end - begin
        token = np.repeat(np.arange(low, high), counts)
        shift = np.cumsum(counts) - counts
        at = np.arange(len(token)) + np.repeat(begin - shift, counts)
        segment = self.places[at]
        before = np.full(len(token), LONGEST, dtype=np.int64)
        if len(token):
            same = token[1:] == token[:-1]
            before[1:][same] = np.minimum(np.diff(segment)[same], LONGEST)
        return token, segment, before

    def _find(self, types: Ints, segments: Ints) -> Ints:
        """Position in ``places`` of the first place of each type not below a segment."""
        found: Ints = np.searchsorted(
            self.keys, types * self.size + np.minimum(segments, self.size - 1)
        )
        return found


def _places(side: Side, other: Side, links: Links) -> Ints:
    """Where the translations of each type stand: (type, segment of ``other``) as rising keys."""
    order = np.argsort(other.standing_types, kind="stable")
    segments = other.standing_segments[order]
    begin = np.searchsorted(other.standing_types[order], np.arange(len(other.types) + 1))
    counts = (begin[1:] - begin[:-1])[links.target]
    source = np.repeat(links.source, counts)
    shift = np.cumsum(counts) - counts
    at = np.arange(len(source)) + np.repeat(begin[links.target] - shift, counts)
    return distinct(source * (len(other) + 1) + segments[at])


def score_words(
    band: Band, forward: Witnesses, backward: Witnesses, moves: tuple[tuple[int, int], ...]
) -> Callable[[int, int], Floats]:
    """The scorer of a band by words alone: log likelihood ratios of all moves, row block by block.

    For each source token a bead is worth log q/r if a translation stands in its target segments and
    log (1 - q)/(1 - r) if not, where q is how often it does in a true bead and r how often in as
    long a stretch taken at random; likewise for each target token.
    """
    rows, columns = band.rows, band.columns
    span = LONGEST - 1

    def score(start: int, stop: int) -> Floats:
        # Cells (segment i, segment j): those that a bead starting in the block can take in.
        bottom = min(stop + span, rows)
        cell_rows = np.arange(start, max(bottom, start))
        left = band.low[np.maximum(cell_rows - span, start)]
        right = np.minimum(band.high[np.minimum(cell_rows, stop - 1)] + span, columns - 1)
        widths = np.maximum(right - left + 1, 0)
        offsets = np.concatenate(([0], np.cumsum(widths)))
        cells = int(offsets[-1])
        ahead = np.zeros((LONGEST, cells))
        back = np.zeros((LONGEST, cells))
        if cells:
            _look_ahead(ahead, forward, cell_rows, left, right, offsets)
            _look_back(back, backward, cell_rows, left, right, offsets)

        node_rows = np.repeat(np.arange(start, stop), (band.high - band.low + 1)[start:stop])
        begins = np.concatenate(([0], np.cumsum((band.high - band.low + 1)[start:stop])))
        node_columns = np.arange(begins[-1]) - begins[node_rows - start] + band.low[node_rows]
        out = np.full((len(moves), len(node_rows)), NEVER)
        fits = {(a, b): (node_rows + a <= rows) & (node_columns + b <= columns) for a, b in moves}
        for m, (a, b) in enumerate(moves):
            if a == 0 or b == 0:
                out[m, fits[a, b]] = 0.0
        if not cells:
            return out
        where = {}
        for a in range(LONGEST):
            row = np.minimum(node_rows + a, rows - 1) - start
            row = np.minimum(row, len(cell_rows) - 1)
            where[a] = offsets[row] + node_columns - left[row]
        forth = {}
        for b in sorted({b for a, b in moves if a and b}):
            total = np.zeros(len(node_rows))
            for a in range(1, LONGEST + 1):
                total = total + ahead[b - 1].take(where[a - 1], mode="clip")
                forth[a, b] = total
        for a in sorted({a for a, b in moves if a and b}):
            total = np.zeros(len(node_rows))
            for b in range(1, LONGEST + 1):
                total = total + back[a - 1].take(where[0] + b - 1, mode="clip")
                if (a, b) in moves:
                    out[moves.index((a, b))] = np.where(fits[a, b], forth[a, b] + total, NEVER)
        return out

    return score


def _look_ahead(
    out: Floats, witnesses: Witnesses, rows: Ints, left: Ints, right: Ints, offsets: Ints
) -> None:
    """Set for each cell what row i's tokens find in 1, 2 … columns from j on."""
    low, high = np.searchsorted(witnesses.segments, (rows[0], rows[-1] + 1))
    at = witnesses.segments[low:high] - rows[0]
    token, segment, before = witnesses.hits(int(low), int(high), left[at], right[at] + LONGEST)
    row = witnesses.segments[token] - rows[0]
    terms = np.zeros((3, out.shape[1]))
    here = np.repeat(np.arange(len(rows)), np.diff(offsets))
    columns = np.arange(out.shape[1]) - offsets[here] + left[here]
    for k in range(LONGEST):
        column = segment - k
        fits = (before > k) & (column >= left[row]) & (column <= right[row])
        cell = (offsets[row] + column - left[row])[fits]
        _add(terms, cell, witnesses.found[:, token[fits]])
        x = witnesses.stretch(columns, k + 1)
        base = witnesses.sought[:, rows[here]]
        out[k] = terms[0] + np.log(x) * terms[1] + x * (terms[2] + base[1]) + base[0]


def _add(terms: Floats, cells: Ints, values: Floats) -> None:
    for total, value in zip(terms, values, strict=True):
        total += np.bincount(cells, weights=value, minlength=len(total))


def _look_back(
    out: Floats, witnesses: Witnesses, rows: Ints, left: Ints, right: Ints, offsets: Ints
) -> None:
    """Set for each cell what column j's tokens find in 1, 2 … rows from i on."""
    low, high = np.searchsorted(witnesses.segments, (left[0], right[-1] + 1))
    columns = witnesses.segments[low:high]
    first = np.searchsorted(right, columns)
    last = np.searchsorted(left, columns, side="right")
    token, segment, before = witnesses.hits(
        int(low), int(high), first + rows[0], last + rows[0] + LONGEST - 1
    )
    column = witnesses.segments[token]
    terms = np.zeros((3, out.shape[1]))
    here = np.repeat(np.arange(len(rows)), np.diff(offsets))
    base = witnesses.sought[:, np.arange(out.shape[1]) - offsets[here] + left[here]]
    for k in range(LONGEST):
        row = segment - k - rows[0]
        inside = (before > k) & (row >= 0) & (row < len(rows))
        row = np.where(inside, row, 0)
        fits = inside & (column >= left[row]) & (column <= right[row])
        cell = (offsets[row] + column - left[row])[fits]
        _add(terms, cell, witnesses.found[:, token[fits]])
        x = witnesses.stretch(rows[here], k + 1)
        out[k] = terms[0] + np.log(x) * terms[1] + x * (terms[2] + base[1]) + base[0]
