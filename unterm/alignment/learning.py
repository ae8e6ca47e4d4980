"""What a first alignment teaches about the texts at hand: new links, coverage, shapes, lengths."""

from __future__ import annotations

import numpy as np

from unterm.alignment.evidence import COVERAGE, COVERAGE_WEIGHT, Links, Witnesses
from unterm.alignment.lattice import Floats, Gap, Ints, Solution
from unterm.alignment.sides import Side, distinct, tally

SURE = 0.75
"""Beads less probable than this teach nothing."""

DICE = 0.55
"""How often two types must occur together, of all times either does, to be linked."""

LIFT = 1.5
"""Logarithm of how much oftener than by chance they must occur together."""

COMMON = 0.2
"""Types in more than this share of the beads are not linked to anything new."""

PAIRS_AT_ONCE = 1_000_000
"""How many co-occurrences are counted at a time: bounds the memory."""


def learn_links(source: Side, target: Side, solution: Solution) -> Links:
    """Types that occur together in sure beads, and seldom apart (Dice coefficient)."""
    steps = np.diff(solution.path, axis=0)
    beads = len(steps)
    sure = (solution.posteriors > SURE) & (steps[:, 0] > 0) & (steps[:, 1] > 0)
    count = int(sure.sum())
    bead_s, type_s = _occurrences(
        source.counted_segments, source.counted_types, steps[:, 0], sure, len(source.types)
    )
    bead_t, type_t = _occurrences(
        target.standing_segments, target.standing_types, steps[:, 1], sure, len(target.types)
    )
    found_s = np.bincount(type_s, minlength=len(source.types))
    found_t = np.bincount(type_t, minlength=len(target.types))
    keep = (found_s[type_s] > 1) & (found_s[type_s] < max(COMMON * count, 3))
    bead_s, type_s = bead_s[keep], type_s[keep]
    keep = (found_t[type_t] > 1) & (found_t[type_t] < max(COMMON * count, 3))
    bead_t, type_t = bead_t[keep], type_t[keep]
    starts = np.searchsorted(bead_t, np.arange(beads + 1))
    # Source types in order, a portion at a time: each pair is then counted in one portion.
    order = np.argsort(type_s, kind="stable")
    bead_s, type_s = bead_s[order], type_s[order]
    sizes = (starts[1:] - starts[:-1])[bead_s]
    portion = np.cumsum(sizes) // PAIRS_AT_ONCE
    portion = portion[np.searchsorted(type_s, type_s)] if len(type_s) else portion
    links_s: list[Ints] = [np.zeros(0, dtype=np.int64)]
    links_t: list[Ints] = [np.zeros(0, dtype=np.int64)]
    for number in np.unique(portion):
        here = portion == number
        size = sizes[here]
        s = np.repeat(type_s[here], size)
        at = np.arange(len(s)) + np.repeat(starts[bead_s[here]] - np.cumsum(size) + size, size)
        keys, together = tally(s * len(target.types) + type_t[at])
        s, t = keys // len(target.types), keys % len(target.types)
        apart = found_s[s] + found_t[t]
        good = (
            (together > 1)
            & (2 * together >= DICE * apart)
            & (np.log(together * count / (found_s[s] * found_t[t])) > LIFT)
        )
        links_s.append(s[good])
        links_t.append(t[good])
    return Links.of(np.concatenate(links_s), np.concatenate(links_t))


def _occurrences(
    segments: Ints, types: Ints, steps: Ints, sure: np.ndarray, size: int
) -> tuple[Ints, Ints]:
    """(bead, type) without repetition, in order, in the sure beads."""
    bead = np.repeat(np.arange(len(steps)), steps)[segments]
    keys = distinct(bead[sure[bead]] * max(size, 1) + types[sure[bead]])
    return keys // max(size, 1), keys % max(size, 1)


def learn_coverage(
    side: Side,
    other: Side,
    links: Links,
    path: Ints,
    weights: Floats,
    imagined: float = COVERAGE_WEIGHT,
) -> Floats:
    """How often each type's translation stands in its bead, smoothed towards all types' share.

    ``path`` has the side's column first; ``weights`` are the posteriors of its beads; ``imagined``
    occurrences of each type show that share.
    """
    witnesses = Witnesses.gather(side, other, links, np.full(len(side.types), COVERAGE))
    steps = np.diff(path, axis=0)
    first = np.repeat(path[:-1, 1], steps[:, 0])
    last = np.repeat(path[1:, 1], steps[:, 0])
    weight = np.where(last > first, np.repeat(weights, steps[:, 0]), 0.0)[witnesses.segments]
    token, _ = witnesses.hits(
        0, len(witnesses.types), first[witnesses.segments], last[witnesses.segments]
    )
    hit = np.zeros(len(witnesses.types))
    hit[token] = 1.0
    right = np.bincount(witnesses.types, weights=weight * hit, minlength=len(side.types))
    every = np.bincount(witnesses.types, weights=weight, minlength=len(side.types))
    mean = (right.sum() + 50 * COVERAGE) / (every.sum() + 50)
    smoothed: Floats = (right + imagined * mean) / (every + imagined)
    return smoothed


class Shapes:
    """The bead shapes looked for and how probable each is."""

    PRIOR = {  # noqa: RUF012
        (1, 1): 0.8, (1, 0): 0.001, (0, 1): 0.001, (1, 2): 0.06, (2, 1): 0.06, (2, 2): 0.01,
        (1, 3): 0.012, (3, 1): 0.012, (1, 4): 0.003, (4, 1): 0.003, (1, 5): 0.001, (5, 1): 0.001,
        (2, 3): 0.0015, (3, 2): 0.0015, (2, 4): 0.0003, (4, 2): 0.0003, (3, 3): 0.0003,
        (3, 4): 0.0003, (4, 3): 0.0003, (4, 4): 0.0003,
    }  # fmt: skip
    MOVES = tuple(PRIOR)
    SMOOTHING = 30.0
    """Imagined beads behind the prior."""

    LONGER = 0.2
    """How probable it is at first that a gap goes on for another segment."""
    LONGER_SMOOTHING = 10.0
    """Imagined segments in gaps behind it."""

    @classmethod
    def learn(cls, solution: Solution | None) -> tuple[Floats, Gap]:
        """Logarithms of the shapes' probabilities, and gaps, from a first alignment's posteriors.

        Of a gap's segments only the first counts for the shapes, the others for its length.
        """
        prior = np.array(list(cls.PRIOR.values()))
        counts = cls.SMOOTHING * prior / prior.sum()
        longer, every = cls.LONGER * cls.LONGER_SMOOTHING, cls.LONGER_SMOOTHING
        if solution is not None:
            steps = np.diff(solution.path, axis=0)
            gap = (steps == 0).any(axis=1)
            goes_on = gap & np.concatenate(([False], gap[:-1]))
            longer += float(solution.posteriors[goes_on].sum())
            every += float(solution.posteriors[gap].sum())
            for number, move in enumerate(cls.MOVES):
                here = (steps == move).all(axis=1) & ~goes_on
                counts[number] += solution.posteriors[here].sum()
        shares: Floats = np.log(counts / counts.sum())
        return shares, Gap.of(longer / every)


class Lengths:
    """How well the lengths of a bead's sides go together.

    The logarithm of their ratio is taken as normal around that of the whole texts, with a variance
    that falls with length; against it stands what two unrelated stretches would show.
    """

    SPREAD = 0.07
    """Variance of the logarithm of the ratio between long segments that translate one another."""
    SHORTNESS = 5.0
    """Bytes: a segment this long adds 1 to the variance."""
    UNRELATED = 0.6
    """Variance added between unrelated segments."""

    SMOOTHING = 30.0
    """Imagined beads behind the variance and the ratio of the texts at hand."""

    def __init__(self, source: Side, target: Side, solution: Solution | None = None) -> None:
        """Of two sides; the ratio and the variance learned from an alignment where there is one."""
        self._source = np.concatenate(([0.0], np.cumsum(source.lengths)))
        self._target = np.concatenate(([0.0], np.cumsum(target.lengths)))
        self._ratio = np.log(max(self._target[-1], 1.0) / max(self._source[-1], 1.0))
        self._scale = 1.0
        if solution is not None:
            self._learn(solution)

    def _learn(self, solution: Solution) -> None:
        """The ratio, then the variance, as pairs of one segment each show them."""
        path, sure = solution.path[:-1], solution.posteriors > SURE
        i, j = path[sure & (np.diff(solution.path, axis=0) == 1).all(axis=1)].T
        x = self._source[i + 1] - self._source[i]
        y = self._target[j + 1] - self._target[j]
        weight = 1 / self._spread(x, y)
        off = np.log(y / x) - self._ratio
        prior = self.SMOOTHING / (self.SPREAD + self.UNRELATED)
        self._ratio += float((weight * off).sum() / (weight.sum() + prior))
        off = np.log(y / x) - self._ratio
        self._scale = float(
            (self.SMOOTHING + (off * off * weight).sum()) / (self.SMOOTHING + len(off))
        )

    def _spread(self, x: Floats, y: Floats) -> Floats:
        """The variance for segments that translate one another, of x and y bytes."""
        return self._scale * (self.SPREAD + self.SHORTNESS * (1 / x + 1 / y))

    def score(self, i: Ints, j: Ints, a: int, b: int) -> Floats:
        """Log likelihood ratios of the beads of shape (a, b) that start at nodes (i, j)."""
        x = self._source[np.minimum(i + a, len(self._source) - 1)] - self._source[i]
        y = self._target[np.minimum(j + b, len(self._target) - 1)] - self._target[j]
        x, y = np.maximum(x, 1.0), np.maximum(y, 1.0)
        off = np.log(y / x) - self._ratio
        fits = self._spread(x, y)
        any_ = fits + self.UNRELATED
        ratio: Floats = 0.5 * np.log(any_ / fits) - 0.5 * off * off * (1 / fits - 1 / any_)
        return ratio
