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


def solve(band: Band, moves: tuple[tuple[int, int], ...], scorer: Scorer) -> Solution:
    """Forward and backward sums over the band, and the path with the most expected right beads.

    The posterior of a bead is the sum of all paths through it over the sum of all paths. The path
    maximises the sum of its beads' posteriors (Goodman 1996, "Parsing algorithms and metrics"),
    which is what strict precision and recall count; among equals the first move wins.
    """
    offsets = band.offsets
    forward = np.full(int(offsets[-1]), NEVER)
    reach = max(a for a, _ in moves)
    width = max(b for _, b in moves)
    columns = band.columns
    advance = np.array([a for a, _ in moves])
    across = np.array([b for _, b in moves])
    down = np.flatnonzero(advance > 0)
    flat = int(np.flatnonzero((advance == 0) & (across == 1))[0])
    stride = columns + 1 + 2 * width
    ring = reach + 1

    # Forward: alpha of a node goes out along all its moves. Rows are pushed into a ring of open
    # rows (log-sums kept as running pairs would be slow: the moves of one row are summed at once).
    scores_of = _BlockCache(band, scorer, offsets)
    pending = np.full((ring, len(down), stride), NEVER)
    for i in range(band.rows + 1):
        lo, hi = int(band.low[i]), int(band.high[i])
        here = slice(lo + width, hi + 1 + width)
        slot = pending[i % ring]
        alpha = _logsum(slot[:, here])
        if i == 0:
            alpha[0] = 0.0
        slot[:, lo : hi + 1 + 2 * width] = NEVER
        scores = scores_of.row(i)
        alpha = _run_along(alpha, scores[flat, :-1])
        forward[offsets[i] : offsets[i + 1]] = alpha
        for k, m in enumerate(down):
            a, b = int(advance[m]), int(across[m])
            if i + a <= band.rows:
                pending[(i + a) % ring, k, lo + b + width : hi + 1 + b + width] = alpha + scores[m]
    total = float(forward[-1])

    # Backward: beta and the best expected count, rows kept in rings of absolute columns.
    beta_ring = np.full((ring, stride), NEVER)
    gain_ring = np.full((ring, stride), NEVER)
    choice = np.zeros(int(offsets[-1]), dtype=np.uint8)
    chosen = np.zeros(int(offsets[-1]), dtype=np.float32)
    for i in range(band.rows, -1, -1):
        lo, hi = int(band.low[i]), int(band.high[i])
        n = hi - lo + 1
        scores = scores_of.row(i)
        onto = ((i + advance) % ring * stride + across + lo)[:, None] + np.arange(n)
        beyond = beta_ring.ravel()[onto]
        gains = gain_ring.ravel()[onto]
        beta_ring[i % ring, lo : hi + 1 + width] = NEVER
        gain_ring[i % ring, lo : hi + 1 + width] = NEVER
        tails = scores + beyond
        tails[flat] = NEVER
        beta = _logsum(tails)
        if i == band.rows:
            beta[-1] = 0.0
        beta = _run_along(beta[::-1], scores[flat, -2::-1])[::-1]
        tails[flat, :-1] = scores[flat, :-1] + beta[1:]
        alpha = forward[offsets[i] : offsets[i + 1]]
        posterior = np.exp(np.minimum(tails + alpha - total, 0.0))
        gains += posterior
        gains[flat] = NEVER
        best = np.argmax(gains, axis=0)
        value = gains[best, np.arange(n)]
        if i == band.rows:
            value[-1] = 0.0
        # Moves within the row: taken where carrying on from the right is worth more.
        along = posterior[flat]
        costs = np.concatenate((np.cumsum(along[:-1][::-1])[::-1], [0.0]))
        carried = np.maximum.accumulate((value - costs)[::-1])[::-1]
        stays = carried <= value - costs
        value = carried + costs
        best[~stays] = flat
        where = slice(int(offsets[i]), int(offsets[i + 1]))
        choice[where] = best
        chosen[where] = posterior[best, np.arange(n)]
        beta_ring[i % ring, lo : hi + 1] = beta
        gain_ring[i % ring, lo : hi + 1] = value

    path = [(0, 0)]
    odds = []
    i = j = 0
    while (i, j) != (band.rows, columns):
        at = int(offsets[i] + j - band.low[i])
        odds.append(float(chosen[at]))
        i += int(advance[choice[at]])
        j += int(across[choice[at]])
        path.append((i, j))
    return Solution(np.array(path, dtype=np.int64), np.array(odds), total)


def _logsum(rows: Floats) -> Floats:
    """Logarithm of the sum of exponentials over the first axis."""
    top = rows.max(axis=0)
    total: Floats = top + np.log(np.exp(rows - top).sum(axis=0))
    return total


def _run_along(values: Floats, steps: Floats) -> Floats:
    """``out[j] = log(exp(values[j]) + exp(out[j - 1] + steps[j - 1]))``, over the whole row."""
    base = np.concatenate(([0.0], np.cumsum(steps)))
    run: Floats = np.logaddexp.accumulate(values - base) + base
    return run


class _BlockCache:
    """Scores row by row, computed a block at a time, whichever way the rows are walked."""

    def __init__(self, band: Band, scorer: Scorer, offsets: Ints) -> None:
        self._scorer = scorer
        self._offsets = offsets
        self._blocks = list(band.blocks())
        self._block_of = np.repeat(
            np.arange(len(self._blocks)), [stop - start for start, stop in self._blocks]
        )
        self._current = -1
        self._scores: Floats = np.zeros((0, 0))

    def row(self, i: int) -> Floats:
        number = int(self._block_of[i])
        start, stop = self._blocks[number]
        if number != self._current:
            self._scores = self._scorer(start, stop)
            self._current = number
        base = self._offsets[start]
        scores: Floats = self._scores[:, self._offsets[i] - base : self._offsets[i + 1] - base]
        return scores
