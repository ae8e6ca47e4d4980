"""What paragraphs say about beads: both sides begin one together, and few beads run across two."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from unterm.alignment.lattice import Floats, Ints, Solution

TOGETHER = 0.25
"""How far, before anything was learned, paragraphs are thought to begin together: 0 no more than
by chance, 1 whenever they can."""

ACROSS = 0.6
"""The odds, before anything was learned, that a bead runs across the beginning of a paragraph, as
against that of any segment."""

IMAGINED = 10.0
"""Imagined beads behind each of the two."""

SURE = 0.75
"""Beads less probable than this teach nothing."""

FEWEST = 1e-3
"""No share of openings is taken for smaller, and no count of beads."""

Flags = npt.NDArray[np.bool_]


class Layout:
    """Log likelihood ratios of beads by where paragraphs begin.

    Of the first segments of a bead's two sides, both, one or neither opens a paragraph; each case
    is as probable as the sure beads of an alignment show, and that stands against two segments
    taken at random. The further segments of a side open paragraphs as often as such beads show,
    against any segment. Where one side has no paragraphs, or they begin anywhere, what is learned
    is that this says nothing.
    """

    def __init__(self, source: Flags, target: Flags, solution: Solution | None = None) -> None:
        """Of two sides' openings; learned from an alignment where there is one."""
        sides = (source, target)
        self._opens = [np.append(side, False) for side in sides]
        self._counts = [np.append(0, np.cumsum(side)) for side in sides]
        # A text is always opened, so that its first segment says nothing of the others.
        shares = [_share(side[1:].sum(), max(len(side) - 1, 1)) for side in sides]
        one, other = shares
        alone = np.array([[(1 - one) * (1 - other), (1 - one) * other],
                          [one * (1 - other), one * other]])  # fmt: skip
        least = min(one, other)
        bound = np.array([[1 - max(one, other), other - least], [one - least, least]])
        joint = IMAGINED * ((1 - TOGETHER) * alone + TOGETHER * bound)
        inner = [IMAGINED * ACROSS * share / (1 - share + ACROSS * share) for share in shares]
        every = [IMAGINED, IMAGINED]
        if solution is not None:
            steps = np.diff(solution.path, axis=0)
            sure = (solution.posteriors > SURE) & steps.all(axis=1)
            first, steps = solution.path[:-1][sure], steps[sure]
            np.add.at(joint, tuple(self._opens[k][first[:, k]].astype(int) for k in (0, 1)), 1.0)
            for k in (0, 1):
                inner[k] += float(self._inside(k, first[:, k], steps[:, k]).sum())
                every[k] += float((steps[:, k] - 1).sum())
        self._pairs = np.log(np.maximum(joint, FEWEST) / joint.sum() / alone)
        self._across = []
        for share, count, of in zip(shares, inner, every, strict=True):
            inside = count / of
            self._across.append((np.log((1 - inside) / (1 - share)), np.log(inside / share)))

    def _inside(self, side: int, first: Ints, many: Ints | int) -> Ints:
        """How many of the segments after the first of ``many`` open a paragraph."""
        counts = self._counts[side]
        last = len(counts) - 1
        inside: Ints = counts[np.minimum(first + many, last)] - counts[np.minimum(first + 1, last)]
        return inside

    def score(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        """The ratios of the beads of shape (a, b), both positive, that start at nodes (i, j)."""
        opens = (self._opens[0][i].astype(int), self._opens[1][j].astype(int))
        total: Floats = self._pairs[opens]
        for side, first, many in ((0, i, a), (1, j, b)):
            if many > 1:
                plain, opening = self._across[side]
                inside = self._inside(side, first, many)
                total = total + plain * (many - 1 - inside) + opening * inside
        return total


def _share(count: float, every: float) -> float:
    return min(max(count / every, FEWEST), 1 - FEWEST)
