"""The words' part of a bead's score, for all beads of a band at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from unterm.alignment.evidence import LONGEST, Witnesses
from unterm.alignment.lattice import NEVER, Band, Floats, Ints


@dataclass(frozen=True, slots=True)
class _Cells:
    """(source segment i, target segment j) that beads starting in a block of rows can take in.

    Row after row in one flat array: row number k is segment ``rows[k]`` and holds the columns
    ``left[k]`` to ``right[k]``, both included.
    """

    rows: Ints
    left: Ints
    right: Ints
    offsets: Ints
    row: Ints
    """The row number of each cell."""
    column: Ints

    @classmethod
    def of(cls, band: Band, start: int, stop: int) -> _Cells:
        span = LONGEST - 1
        rows = np.arange(start, max(min(stop + span, band.rows), start))
        left = band.low[np.maximum(rows - span, start)]
        right = np.minimum(band.high[np.minimum(rows, stop - 1)] + span, band.columns - 1)
        widths = np.maximum(right - left + 1, 0)
        offsets = np.concatenate(([0], np.cumsum(widths)))
        row = np.repeat(np.arange(len(rows)), widths)
        return cls(rows, left, right, offsets, row, np.arange(len(row)) - offsets[row] + left[row])

    def __len__(self) -> int:
        return len(self.row)


def score_words(
    band: Band, forward: Witnesses, backward: Witnesses, moves: tuple[tuple[int, int], ...]
) -> Callable[[int, int], Floats]:
    """The scorer of a band by words alone: log likelihood ratios of all moves, row block by block.

    For each source token a bead is worth log q/r if a translation stands in its target segments and
    log (1 - q)/(1 - r) if not, where q is how often it does in a true bead and r how often in as
    long a stretch taken at random; likewise for each target token. A translation answers one token:
    where several segments of the bead hold a word, as many of its translations must stand on the
    other side, or the later ones have found none.
    """
    rows, columns = band.rows, band.columns
    both = [(a, b) for a, b in moves if a and b]
    wanted = {(r, b - 1) for a, b in both for r in range(a)}
    wanted_back = {(r, a - 1) for a, b in both for r in range(b)}

    def score(start: int, stop: int) -> Floats:
        cells = _Cells.of(band, start, stop)
        sizes = (band.high - band.low + 1)[start:stop]
        node_rows = np.repeat(np.arange(start, stop), sizes)
        begins = np.concatenate(([0], np.cumsum(sizes)))
        node_columns = np.arange(begins[-1]) - begins[node_rows - start] + band.low[node_rows]
        out = np.full((len(moves), len(node_rows)), NEVER)
        fits = {(a, b): (node_rows + a <= rows) & (node_columns + b <= columns) for a, b in moves}
        for m, (a, b) in enumerate(moves):
            if a == 0 or b == 0:
                out[m, fits[a, b]] = 0.0
        if not len(cells):
            return out
        forth = _look(forward, cells, wanted, back=False)
        back = _look(backward, cells, wanted_back, back=True)
        where = []
        for r in range(LONGEST):
            row = np.minimum(np.minimum(node_rows + r, rows - 1) - start, len(cells.rows) - 1)
            where.append(cells.offsets[row] + node_columns - cells.left[row])
        totals = {}
        for b in sorted({b for _, b in both}):
            total = np.zeros(len(node_rows))
            for a in range(1, 1 + max(a for a, other in both if other == b)):
                total = total + forth[a - 1, b - 1].take(where[a - 1], mode="clip")
                totals[a, b] = total
        for a in sorted({a for a, _ in both}):
            total = np.zeros(len(node_rows))
            for b in range(1, 1 + max(b for other, b in both if other == a)):
                total = total + back[b - 1, a - 1].take(where[0] + b - 1, mode="clip")
                if (a, b) in fits:
                    values = totals[a, b] + total
                    out[moves.index((a, b))] = np.where(fits[a, b], values, NEVER)
        return out

    return score


def _look(
    witnesses: Witnesses, cells: _Cells, wanted: set[tuple[int, int]], *, back: bool
) -> dict[tuple[int, int], Floats]:
    """What the tokens of each cell's segment find on the other side, as the cell's bead goes on.

    Entry (r, k) is what they find in k + 1 segments from the cell's one on, if r other segments of
    their own side stand in the bead before. Their own segment is the cell's row, or with ``back``
    its column.
    """
    base = witnesses.sought[:, cells.column if back else cells.rows[cells.row]]
    stretches = [
        witnesses.stretch(cells.rows[cells.row] if back else cells.column, k + 1)
        for k in range(LONGEST)
    ]
    logs = [np.log(x) for x in stretches]
    sums = np.zeros((LONGEST, 3, len(cells)))
    low, high = _own(witnesses, cells, back)
    tables = {}
    for r in range(LONGEST):
        deepest = max((k for q, k in wanted if q == r), default=-1)
        if deepest < 0:
            break
        _count(sums[: deepest + 1], witnesses, cells, low, high, r, back)
        for k in range(deepest + 1):
            hit, slope, flat = sums[k]
            x = stretches[k]
            tables[r, k] = hit + logs[k] * slope + x * (flat + base[1]) + base[0]
    return tables


def _own(witnesses: Witnesses, cells: _Cells, back: bool) -> tuple[int, int]:
    """Which tokens stand in the segments of the cells."""
    ends = (cells.left[0], cells.right[-1] + 1) if back else (cells.rows[0], cells.rows[-1] + 1)
    low, high = np.searchsorted(witnesses.segments, ends)
    return int(low), int(high)


def _count(
    sums: Floats, witnesses: Witnesses, cells: _Cells, low: int, high: int, r: int, back: bool
) -> None:
    """Add up the found translations in 1, 2 … segments, if r own segments stand before.

    ``sums`` are those for r - 1: tokens that were answered there and find no other translation are
    taken out again.
    """
    tokens = np.arange(low, high)
    nth = witnesses.earlier[r, low:high]
    if r:
        less = witnesses.earlier[r - 1, low:high]
        changed = nth > less
        steps = [(-1.0, tokens[changed], less[changed]), (1.0, tokens[changed], nth[changed])]
    else:
        steps = [(1.0, tokens, nth)]
    start = int(cells.rows[0])
    for sign, chosen, count in steps:
        own = witnesses.segments[chosen]
        if back:
            first = np.searchsorted(cells.right, own) + start
            last = np.searchsorted(cells.left, own, side="right") + start + LONGEST - 1
        else:
            first, last = cells.left[own - start], cells.right[own - start] + LONGEST
        token, segment, near, far = witnesses.nth_hits(chosen, count, first, last)
        own = witnesses.segments[token]
        terms = np.zeros(sums.shape[1:])
        for k in range(len(sums)):
            row, column = (segment - k - start, own) if back else (own - start, segment - k)
            inside = (near <= k) & (k < far) & (row >= 0) & (row < len(cells.rows))
            row = np.where(inside, row, 0)
            fits = inside & (column >= cells.left[row]) & (column <= cells.right[row])
            cell = (cells.offsets[row] + column - cells.left[row])[fits]
            for total, value in zip(terms, sign * witnesses.found[:, token[fits]], strict=True):
                total += np.bincount(cell, weights=value, minlength=len(total))
            sums[k] += terms
