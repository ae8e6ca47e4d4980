"""The band of the search lattice, and the two passes of dynamic programming over it.

A *node* (i, j) stands between segments: i source and j target segments lie behind it. A *move*
(a, b) is a bead that takes the next a source and b target segments. Nodes are kept row after row
in one flat array; row i holds the columns ``low[i]`` to ``high[i]``, both included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEVER = -1e30
"""Score of what cannot be: low enough to lose against every real score, finite in sums."""

BLOCK_NODES = 60_000
"""How many nodes are scored at once: bounds the memory, whatever the length of the texts."""

KEPT_NODES = 600_000
"""Up to so many nodes all scores are kept, 160 bytes for each, and computed once."""


@dataclass(frozen=True, slots=True)
class Band:
    """Which nodes are looked at: for each row 0…n its lowest and highest column.

    Rows overlap their neighbours, so that a path exists: ``low`` and ``high`` never fall, the
    first row holds column 0, the last one the last column, and ``low[i + 1] <= high[i]``.
    """

    low: Ints
    high: Ints

    @classmethod
    def full(cls, rows: int, columns: int) -> Band:
        """Every node of ``rows`` source and ``columns`` target segments."""
        return cls(np.zeros(rows + 1, dtype=np.int64), np.full(rows + 1, columns, dtype=np.int64))

    @classmethod
    def around(cls, points: Ints, rows: int, columns: int, slack: Ints | int) -> Band:
        """The nodes within ``slack`` columns and rows of a monotone path of nodes.

        ``points`` has two columns, (i, j), rising in both, from (0, 0) to (rows, columns). Between
        two points the whole rectangle belongs to the band.
        """
        widths = np.broadcast_to(np.asarray(slack, dtype=np.int64), (len(points),))
        low = np.full(rows + 1, columns, dtype=np.int64)
        high = np.zeros(rows + 1, dtype=np.int64)
        first = np.maximum(points[:-1, 0] - widths[:-1], 0)
        last = np.minimum(points[1:, 0] + widths[1:], rows)
        left = np.maximum(points[:-1, 1] - widths[:-1], 0)
        right = np.minimum(points[1:, 1] + widths[1:], columns)
        # A rectangle reaches over rows first…last. Columns rise with the points, so the lowest
        # column of a row comes from the first rectangle that reaches it and the highest from the
        # last one: scatter at the ends, then run a minimum from below and a maximum from above.
        np.minimum.at(low, last, left)
        np.maximum.at(high, first, right)
        low = np.minimum.accumulate(low[::-1])[::-1].copy()
        high = np.maximum.accumulate(high)
        low[0], high[rows] = 0, columns
        return cls(low, high)

    @property
    def rows(self) -> int:
        """How many source segments."""
        return len(self.low) - 1

    @property
    def columns(self) -> int:
        """How many target segments."""
        return int(self.high[-1])

    def __len__(self) -> int:
        """How many nodes."""
        return int((self.high - self.low + 1).sum())

    @property
    def offsets(self) -> Ints:
        """Where each row starts in a flat array of the nodes; the last entry is their number."""
        return np.concatenate(([0], np.cumsum(self.high - self.low + 1)))

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Row ranges that together cover the band, each of about `BLOCK_NODES` nodes."""
        sizes = np.cumsum(self.high - self.low + 1)
        row, done = 0, 0
        while row <= self.rows:
            stop = int(np.searchsorted(sizes, done + BLOCK_NODES, side="right"))
            stop = min(max(stop, row + 1), self.rows + 1)
            yield row, stop
            row, done = stop, int(sizes[stop - 1])

    def touches(self, path: Ints, margin: int = 2) -> bool:
        """Whether a path runs along the band's edge, where a better one may lie outside."""
        rows, columns = path[:, 0], path[:, 1]
        low, high = self.low[rows], self.high[rows]
        return bool(
            np.any((columns - low < margin) & (low > 0))
            or np.any((high - columns < margin) & (high < self.columns))
        )


Scorer = Callable[[int, int], Floats]
"""Given a range of rows, the score of every move that starts at each of their nodes: (moves, nodes)
in the order of the moves; `NEVER` where a move leaves the texts."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The best path, as nodes from (0, 0) to (n, m), and how likely each of its beads is."""

    path: Ints
    posteriors: Floats
    evidence: float
    """Logarithm of the sum over all paths: how much better than chance the texts fit."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Logarithms of the probabilities that a gap goes on, and that it ends in a bead."""

    longer: float
    closed: float

    @classmethod
    def of(cls, longer: float) -> Gap:
        """A gap that goes on with this probability."""
        return cls(float(np.log(longer)), float(np.log1p(-longer)))


def solve(band: Band, moves: tuple[tuple[int, int], ...], scorer: Scorer, gap: Gap) -> Solution:
    """Forward and backward sums over the band, and the path with the most expected right beads.

    The posterior of a bead is the sum of all paths through it over the sum of all paths. The path
    maximises the sum of its beads' posteriors (Goodman 1996, "Parsing algorithms and metrics"),
    which is what strict precision and recall count; among equals the first move wins.

    Where segments of both sides have no partner, those of the source come first: (1, 0) never
    follows (0, 1), so that one alignment is one path. A gap goes on more easily than it opens.
    ``moves`` hold (1, 0) and (0, 1), whose scores open a gap, and beads of both sides.
    """
    lattice = _Lattice(band, moves, _BlockCache(band, scorer), gap)
    return lattice.backward(*lattice.forward())


class _Lattice:
    """The two passes. A node has three states: behind a bead, a deletion, an insertion.

    Rows that are still open are kept in rings of full rows, indexed by absolute column.
    """

    def __init__(
        self, band: Band, moves: tuple[tuple[int, int], ...], scores: _BlockCache, gap: Gap
    ) -> None:
        self._band = band
        self._scores = scores
        self._gap = gap
        self._offsets = band.offsets
        self._down = np.array([a for a, _ in moves])
        self._across = np.array([b for _, b in moves])
        self._insertion = moves.index((0, 1))
        self._deletion = moves.index((1, 0))
        self._beads = np.array([m for m, (a, b) in enumerate(moves) if a and b])
        self._width = int(self._across.max())
        self._ring = int(self._down.max()) + 1
        self._stride = band.columns + 1 + 2 * self._width
        widest = int((band.high - band.low).max()) + 1
        self._columns = np.arange(widest)
        self._longer = gap.longer * np.arange(widest)

    def _run_along(self, values: Floats) -> Floats:
        """``out[j] = log(exp(values[j]) + exp(out[j - 1] + longer))``, over the whole row."""
        base = self._longer[: len(values)]
        run: Floats = np.logaddexp.accumulate(values - base) + base
        return run

    def forward(self) -> tuple[Floats, Floats, Floats]:
        """Sums of the paths to each node's three states."""
        band, width, ring, gap = self._band, self._width, self._ring, self._gap
        bead, deleted, inserted = (np.empty(int(self._offsets[-1])) for _ in range(3))
        # Each row sends its sums out along all moves into the rows that are still open.
        many = len(self._beads)
        pending = np.full((ring, many, self._stride), NEVER)
        flat = pending.ravel()
        down, onto = self._down[self._beads], self._across[self._beads] + width
        dropped = np.full((2, self._stride), NEVER)
        for i in range(band.rows + 1):
            lo, hi = int(band.low[i]), int(band.high[i])
            slot = pending[i % ring]
            row = _logsum(slot[:, lo + width : hi + 1 + width])
            if i == 0:
                row[0] = 0.0
            slot[:, lo : hi + 1 + 2 * width] = NEVER
            drop = dropped[i % 2, lo : hi + 1].copy()
            dropped[i % 2, lo : hi + 1 + width] = NEVER
            scores = self._scores.row(i)
            run = np.full(hi - lo + 1, NEVER)
            run[1:] = np.logaddexp(row, drop + gap.closed)[:-1] + scores[self._insertion, :-1]
            run = self._run_along(run)
            here = slice(int(self._offsets[i]), int(self._offsets[i + 1]))
            bead[here], deleted[here], inserted[here] = row, drop, run
            out = np.logaddexp(row, np.logaddexp(drop, run) + gap.closed)
            # What leaves the last row lands in rows of the ring that are not read any more.
            first = ((i + down) % ring * many + np.arange(many)) * self._stride + onto + lo
            flat[first[:, None] + self._columns[: hi - lo + 1]] = scores[self._beads] + out
            dropped[(i + 1) % 2, lo : hi + 1] = np.logaddexp(
                row + scores[self._deletion], drop + gap.longer
            )
        return bead, deleted, inserted

    def backward(self, bead: Floats, deleted: Floats, inserted: Floats) -> Solution:
        """Sums of the paths from each node to the end, posteriors, and the best path."""
        band, width, ring, stride = self._band, self._width, self._ring, self._stride
        beads, deletion, insertion, gap = self._beads, self._deletion, self._insertion, self._gap
        total = float(np.logaddexp(bead[-1], np.logaddexp(deleted[-1], inserted[-1])))
        rest = np.full((ring, stride), NEVER)  # to the end, from behind a bead
        gain = np.full((ring, stride), NEVER)
        below = np.full((2, stride), NEVER)  # to the end, from behind a deletion
        drops = np.zeros((2, stride))  # posteriors of the deletions that end in a row
        size = int(self._offsets[-1])
        choices = np.zeros((2, size), dtype=np.uint8)  # not behind, and behind an insertion
        odds = np.zeros((3, size), dtype=np.float32)  # of the best bead, (1, 0), (0, 1)
        for i in range(band.rows, -1, -1):
            lo, hi = int(band.low[i]), int(band.high[i])
            n = hi - lo + 1
            here = slice(int(self._offsets[i]), int(self._offsets[i + 1]))
            scores = self._scores.row(i)
            onto = ((i + self._down[beads]) % ring * stride + self._across[beads] + lo)[
                :, None
            ] + self._columns[:n]
            tails = scores[beads] + rest.ravel()[onto]
            on = _logsum(tails)
            ends = np.full(n, NEVER)
            if i == band.rows:
                ends[-1] = 0.0
            close = np.logaddexp(on + gap.closed, ends)
            behind = self._run_along(close[::-1])[::-1]
            opened = np.full(n, NEVER)
            opened[:-1] = scores[insertion, :-1] + behind[1:]
            lower = below[(i + 1) % 2, lo : hi + 1]
            after_drop = np.logaddexp(np.logaddexp(close, gap.longer + lower), opened + gap.closed)
            after_bead = np.logaddexp(
                np.logaddexp(np.logaddexp(on, ends), scores[deletion] + lower), opened
            )
            either = np.logaddexp(
                bead[here], np.logaddexp(deleted[here], inserted[here]) + gap.closed
            )
            of_bead = np.exp(np.minimum(tails + either - total, 0.0))
            of_gone = drops[(i + 1) % 2, lo : hi + 1]
            of_along = np.zeros(n)
            of_along[:-1] = np.exp(np.minimum(inserted[here] + behind - total, 0.0))[1:]

            gains = of_bead + gain.ravel()[onto]
            best = np.argmax(gains, axis=0)
            value = gains[best, np.arange(n)]
            if i == band.rows:
                value[-1] = 0.0
            # A run of insertions is taken where carrying on from its end is worth more.
            costs = np.concatenate((np.cumsum(of_along[:-1][::-1])[::-1], [0.0]))
            carried = np.maximum.accumulate((value - costs)[::-1])[::-1]
            runs = carried > value - costs
            value = carried + costs
            fallen = of_gone + gain[(i + 1) % ring, lo : hi + 1]
            falls = fallen > value
            choices[1, here] = np.where(runs, insertion, beads[best])
            choices[0, here] = np.where(falls, deletion, choices[1, here])
            odds[0, here] = of_bead[best, np.arange(n)]
            odds[1, here], odds[2, here] = of_gone, of_along

            for ring_row, new in ((rest, after_bead), (gain, np.maximum(value, fallen))):
                ring_row[i % ring, lo : hi + 1 + width] = NEVER
                ring_row[i % ring, lo : hi + 1] = new
            below[i % 2, lo : hi + 1 + width] = NEVER
            below[i % 2, lo : hi + 1] = after_drop
            drops[i % 2, lo : hi + 1 + width] = 0.0
            drops[i % 2, lo : hi + 1] = np.exp(np.minimum(deleted[here] + after_drop - total, 0.0))
        return self._follow(choices, odds, total)

    def _follow(
        self, choices: npt.NDArray[np.uint8], odds: npt.NDArray[np.float32], total: float
    ) -> Solution:
        """The path of the choices, from the first node to the last."""
        band = self._band
        path, posteriors = [(0, 0)], []
        i = j = state = 0
        while (i, j) != (band.rows, band.columns):
            at = int(self._offsets[i] + j - band.low[i])
            move = int(choices[state, at])
            kind = 2 if move == self._insertion else 1 if move == self._deletion else 0
            state = int(move == self._insertion)
            posteriors.append(min(float(odds[kind, at]), 1.0))
            i += int(self._down[move])
            j += int(self._across[move])
            path.append((i, j))
        return Solution(np.array(path, dtype=np.int64), np.array(posteriors), total)


def _logsum(rows: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis."""
    top = rows.max(axis=0)
    total: Floats = top + np.log(np.exp(rows - top).sum(axis=0))
    return total


class _BlockCache:
    """Scores row by row, computed a block at a time, whichever way the rows are walked.

    Those of a small band are kept, since both passes need them; of a large one a single block.
    """

    def __init__(self, band: Band, scorer: Scorer) -> None:
        self._scorer = scorer
        self._offsets = band.offsets
        self._blocks = list(band.blocks())
        self._block_of = np.repeat(
            np.arange(len(self._blocks)), [stop - start for start, stop in self._blocks]
        )
        self._most = len(self._blocks) if len(band) <= KEPT_NODES else 1
        self._scores: dict[int, Floats] = {}

    def row(self, i: int) -> Floats:
        number = int(self._block_of[i])
        start, stop = self._blocks[number]
        if number not in self._scores:
            if len(self._scores) >= self._most:
                self._scores.clear()
            self._scores[number] = self._scorer(start, stop)
        base = self._offsets[start]
        return self._scores[number][:, self._offsets[i] - base : self._offsets[i + 1] - base]
