"""What embeddings say about beads, where words have left doubt.

The cosine of a bead's two sides is turned into a log likelihood ratio by what the texts themselves
show: beads of the path by words, each as much as its posterior, against pairings of one bead's
source with a near bead's target. So each model is calibrated anew, on whatever scale its cosines
are, and one that cannot tell gets no weight. Embeddings of several segments together stand for
beads of several (Thompson and Koehn 2019, "Vecalign"); each side's mean is taken off, which leaves
what its sentences differ in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unterm.alignment.embeddings import Embedder, Encoder, Rows, unit
from unterm.alignment.evidence import LONGEST
from unterm.alignment.lattice import Band, Floats, Ints, Scorer, Solution
from unterm.alignment.learning import Shapes
from unterm.model import Document

SURE = 0.99
"""Beads more probable than this are not looked at again, but for `MARGIN`."""

MARGIN = 2
"""Sure beads on each side of a doubtful stretch that are looked at with it."""

SAMPLE = 400
"""The most beads that the ratio is learned from."""

RUN = 20
"""Neighbouring beads among them, where there are more."""

NEAR = 8
"""Another bead's target, up to this many beads off, makes a wrong pair."""

CLEAR = 0.7
"""The area under the curve, less two standard errors, that shows that a model can tell."""

RIDGE = 1.0
"""Precision of the prior of the slope, around no slope."""

FEWEST = 5
"""Fewer beads teach nothing."""

ROUNDS = 3
"""How often a stretch is looked at while the path runs along the edge of the band."""

SLACK = 10
"""Segments around a path that the next round looks at."""

ROWS_AT_ONCE = 400
"""Source segments of a stretch that are embedded at a time: bounds the memory."""

Solve = Callable[[Band, Scorer], Solution]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The log likelihood ratio of a cosine, linear; and how well it tells right from wrong."""

    constant: float
    slope: float
    area: float
    error: float
    """Standard error of the area for a model that cannot tell."""

    @classmethod
    def learn(cls, right: npt.ArrayLike, weights: Floats, wrong: npt.ArrayLike) -> Ratio:
        """From cosines of right pairs, how sure each is, and cosines of wrong pairs.

        A logistic regression in which both kinds weigh the same in all, so that its constant holds
        no prior.

        >>> ratio = Ratio.learn(np.array([0.8, 0.9] * 20), np.ones(40), np.array([0.1, 0.2] * 40))
        >>> ratio.area, ratio.constant + ratio.slope * 0.85 > 2 > -2 > ratio.constant
        (1.0, True)
        """
        right, wrong = np.asarray(right, dtype=float), np.asarray(wrong, dtype=float)
        many = max(float(weights.sum()), 1e-6)
        centre, spread = float(wrong.mean()), max(float(wrong.std()), 1e-6)
        z = (np.concatenate((right, wrong)) - centre) / spread
        weight = np.concatenate((weights, np.full(len(wrong), many / len(wrong))))
        truth = np.concatenate((np.ones(len(right)), np.zeros(len(wrong))))
        table = np.stack((np.ones(len(z)), z), axis=1)
        prior = np.array([1e-3, RIDGE])
        beta = np.zeros(2)
        for _ in range(50):
            odds = 1 / (1 + np.exp(-np.clip(table @ beta, -30, 30)))
            fall = table.T @ (weight * (odds - truth)) + prior * beta
            bend = (table * (weight * odds * (1 - odds))[:, None]).T @ table + np.diag(prior)
            step = np.linalg.solve(bend, fall)
            beta -= step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-12))
        ranked = np.sort(wrong)
        below = np.searchsorted(ranked, right) + np.searchsorted(ranked, right, side="right")
        area = float((weights * below).sum() / (2 * len(wrong) * many))
        return cls(
            constant=float(beta[0] - beta[1] * centre / spread),
            slope=float(beta[1] / spread),
            area=area,
            error=float(np.sqrt((1 / many + 1 / len(wrong)) / 12)),
        )

    @property
    def tells(self) -> bool:
        """Whether the cosines are worth asking."""
        return self.slope > 0 and self.area - 2 * self.error > CLEAR


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the lattice, from node (top, left) to node (bottom, right)."""

    top: int
    bottom: int
    left: int
    right: int

    def portions(self) -> Iterator[range]:
        """Its rows, some at a time."""
        for row in range(self.top, self.bottom, ROWS_AT_ONCE):
            yield range(row, min(row + ROWS_AT_ONCE, self.bottom))


class Meaning:
    """The evidence of one encoder for two documents; ``decision`` says when it was of no use."""

    def __init__(self, source: Document, target: Document, encode: Encoder) -> None:
        self.decision: str | None = None
        self._embed = Embedder(encode)
        self._texts = [[s.text for s in document] for document in (source, target)]
        self._joints = ["" if document.lang == "zh" else " " for document in (source, target)]
        self._ends = []
        for texts in self._texts:
            ends = np.cumsum([0.0, *(max(len(text.encode()), 1) for text in texts)])
            self._ends.append(ends * len(texts) / max(ends[-1], 1.0))

    def settle(self, solve: Solve, band: Band, solution: Solution) -> Solution:
        """Look again at what a first solution leaves in doubt, in the band it was found in.

        ``solve`` gives the solution of a band with what a scorer adds to the scores of its moves.
        """
        stretches = list(_stretches(solution))
        if not stretches:
            return solution
        learned = self._learn(solution)
        if learned is None:
            return solution
        for _ in range(ROUNDS):
            solution = solve(band, self._scorer(band, stretches, *learned))
            if not band.touches(solution.path):
                break
            band = Band.around(solution.path, band.rows, band.columns, SLACK)
        return solution

    def _scorer(
        self, band: Band, stretches: list[_Stretch], means: tuple[Rows, Rows], ratio: Ratio
    ) -> Scorer:
        """What to add to the scores of a band: nothing outside the stretches."""
        parts = [
            self._weigh(band, means, ratio, stretch, rows)
            for stretch in stretches
            for rows in stretch.portions()
        ]
        nodes = np.concatenate([part[0] for part in parts])
        scores = np.concatenate([part[1] for part in parts], axis=1)
        offsets = band.offsets

        def score(start: int, stop: int) -> Floats:
            out = np.zeros((len(Shapes.MOVES), int(offsets[stop] - offsets[start])))
            low, high = np.searchsorted(nodes, (offsets[start], offsets[stop]))
            out[:, nodes[low:high] - offsets[start]] = scores[:, low:high]
            return out

        return score

    def _learn(self, solution: Solution) -> tuple[tuple[Rows, Rows], Ratio] | None:
        """The mean vector of each side, and the ratio; None, and why, where they cannot be had."""
        steps = np.diff(solution.path, axis=0)
        beads = np.flatnonzero((steps > 0).all(axis=1))
        beads = beads[_sample(len(beads))]
        if len(beads) < FEWEST:
            self.decision = (
                f"Too few beads ({len(beads)}) to weigh the embeddings by: they are not used."
            )
            return None
        sides = [
            self._vectors(side, solution.path[beads, side], steps[beads, side]) for side in (0, 1)
        ]
        means = sides[0].mean(axis=0), sides[1].mean(axis=0)
        source, target = (unit(rows - mean) for rows, mean in zip(sides, means, strict=True))
        right = np.einsum("nd,nd->n", source, target)
        wrong = [
            np.einsum("nd,nd->n", one[:-off], other[off:])
            for off in range(1, min(NEAR, len(beads) - 1) + 1)
            for one, other in ((source, target), (target, source))
        ]
        ratio = Ratio.learn(right, solution.posteriors[beads], np.concatenate(wrong))
        if ratio.tells:
            return means, ratio
        self.decision = (
            "The embeddings do not tell translations from other sentences "
            f"(area under the curve {ratio.area:.2f}): they are not used."
        )
        return None

    def _vectors(self, side: int, starts: Ints, sizes: Ints) -> Rows:
        """Unit vectors of runs of segments, each of them as one text."""
        texts, joint = self._texts[side], self._joints[side]
        return self._embed(
            [
                joint.join(texts[start : start + size])
                for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)
            ]
        )

    def _weigh(
        self, band: Band, means: tuple[Rows, Rows], ratio: Ratio, stretch: _Stretch, rows: range
    ) -> tuple[Ints, Rows]:
        """The nodes of some rows of a stretch, and what each move gains there: (moves, nodes)."""
        row = np.arange(rows.start, rows.stop)
        low = np.maximum(band.low[row], stretch.left)
        high = np.minimum(band.high[row], stretch.right)
        sizes = np.maximum(high - low + 1, 0)
        i = np.repeat(row, sizes)
        j = np.arange(len(i)) - np.repeat(np.cumsum(sizes) - sizes - low, sizes)
        out = np.zeros((len(Shapes.MOVES), len(i)), dtype=np.float32)
        columns = range(int(low.min()), int(high.max()) + 1)
        source = self._runs(0, rows, stretch.bottom, means[0])
        target = self._runs(1, columns, stretch.right, means[1])
        for number, (a, b) in enumerate(Shapes.MOVES):
            if a and b:
                fits = (i + a <= stretch.bottom) & (j + b <= stretch.right)
                k, m = i[fits], j[fits]
                cosine = np.einsum(
                    "nd,nd->n", source[k - rows.start, a - 1], target[m - columns.start, b - 1]
                )
                # As much evidence as there is text, by the shorter side: the longer one would pay
                # for taking in a segment that has no partner.
                length = np.minimum(self._length(0, k, a), self._length(1, m, b))
                out[number, fits] = length * (ratio.constant + ratio.slope * cosine)
        return band.offsets[i] + j - band.low[i], out

    def _runs(self, side: int, starts: range, stop: int, mean: Rows) -> Rows:
        """Vectors, less the mean, of 1 … `LONGEST` segments from each start on: (starts, sizes, d).

        Zeros stand for runs that would pass ``stop``.
        """
        start, size = np.indices((len(starts), LONGEST)).reshape(2, -1)
        fits = start + starts.start + size + 1 <= stop
        start, size = start[fits], size[fits]
        out = np.zeros((len(starts), LONGEST, len(mean)), dtype=np.float32)
        out[start, size] = unit(self._vectors(side, start + starts.start, size + 1) - mean)
        return out

    def _length(self, side: int, starts: Ints, size: int) -> Floats:
        """The length of runs of segments, in mean segments of their side."""
        ends = self._ends[side]
        length: Floats = ends[starts + size] - ends[starts]
        return length


def _sample(count: int) -> Ints:
    """Which of so many beads are learned from: all, or runs of neighbours evenly spread."""
    if count <= SAMPLE:
        return np.arange(count)
    starts = np.linspace(0, count - RUN, SAMPLE // RUN).astype(np.int64)
    return np.unique(starts[:, None] + np.arange(RUN))


def _stretches(solution: Solution) -> Iterator[_Stretch]:
    """The doubtful parts of a path, each with some sure beads around it; they do not overlap."""
    path = solution.path
    beads = len(solution.posteriors)
    near = np.zeros(beads + 1, dtype=np.int64)
    for bead in np.flatnonzero(solution.posteriors < SURE).tolist():
        near[max(bead - MARGIN, 0)] += 1
        near[min(bead + MARGIN + 1, beads)] -= 1
    inside = np.concatenate(([False], np.cumsum(near[:-1]) > 0, [False]))
    (edges,) = np.nonzero(inside[1:] != inside[:-1])
    for first, last in edges.reshape(-1, 2).tolist():
        (top, left), (bottom, right) = path[first].tolist(), path[last].tolist()
        if top < bottom and left < right:
            yield _Stretch(top, bottom, left, right)
