"""How probable it is that a bead is right: its posterior, corrected by what else speaks for it.

The lattice takes the words of a sentence as independent, which they are not, so that its posteriors
are too near 0 and 1; and where a segment has no partner at all, a neighbouring bead may take it in.
So the logit of the posterior is weighed together with the support of the weakest segments, the fit
of the lengths, the shape, and how sure the whole text is, by a logistic regression (Platt 1999).
`benchmarks/alignment_confidence.py` fits the weights on development texts, once for beads of both
sides and once for segments without a partner.
"""

from __future__ import annotations

import numpy as np

from unterm.alignment.evidence import Links, Witnesses
from unterm.alignment.lattice import Floats, Ints, Solution
from unterm.alignment.learning import Lengths, Shapes
from unterm.alignment.sides import Side, distinct

SURE = 1e-6
"""Posteriors are kept this far from 0 and 1."""

EXPECTED = 0.6
"""Share of a segment's words that find a translation in a usual bead."""

MOST_SUPPORT = 3.0
"""Support of a segment that nothing is known of."""

IMAGINED = 5.0
"""Imagined beads, nine in ten of them sure, behind the mean posterior of a text."""

BEAD = np.array([-0.19, 0.46, 0.23, 0.12, 0.8, 0.09, 0.31])
"""Weights of `features` for beads of both sides."""

GAP = np.array([-1.73, 0.52, 0.04, 0.1, 0.0, 0.11, 0.82])
"""Weights for segments without a partner."""


def features(source: Side, target: Side, links: Links, solution: Solution) -> Floats:
    """(beads, 7): what is weighed for each bead.

    1; the logit of its posterior; the support of its weakest segment, and of the weakest in the
    beads before and after; how well its lengths fit; how usual its shape is; and the logit of the
    text's mean posterior.

    Support is by how many standard deviations a segment's words find more translations in the bead
    than `EXPECTED`. ``links`` are those known beforehand: what the texts themselves have taught
    would find the beads that it was learned from.
    """
    path = solution.path
    steps = np.diff(path, axis=0)
    weakest = np.minimum(
        _weakest(source, target, links, path),
        _weakest(target, source, links.reversed(), path[:, ::-1]),
    )
    padded = np.pad(weakest, 1, constant_values=MOST_SUPPORT)
    beside = np.minimum(padded[:-2], padded[2:])
    lengths, shares = Lengths(source, target, solution), Shapes.learn(solution)[0]
    fits, usual = np.zeros(len(steps)), np.zeros(len(steps))
    for share, (a, b) in zip(shares, Shapes.MOVES, strict=True):
        here = (steps == (a, b)).all(axis=1)
        usual[here] = share
        if a and b:
            fits[here] = lengths.score(path[:-1, 0][here], path[:-1, 1][here], a, b)
    mean = (solution.posteriors.sum() + 0.9 * IMAGINED) / (len(steps) + IMAGINED)
    logit = _logit(np.clip(solution.posteriors, SURE, 1 - SURE))
    columns = (1.0, logit, weakest, beside, fits, usual, _logit(np.minimum(mean, 1 - SURE)))
    return np.stack(np.broadcast_arrays(*columns), axis=1)


def _logit(shares: Floats) -> Floats:
    odds: Floats = np.log(shares) - np.log1p(-shares)
    return odds


def _weakest(side: Side, other: Side, links: Links, path: Ints) -> Floats:
    """The least support of each bead's segments on one side; `MOST_SUPPORT` where it has none."""
    witnesses = Witnesses.gather(side, other, links, np.full(len(side.types), 0.5))
    steps = np.diff(path[:, 0])
    bead = np.repeat(np.arange(len(steps)), steps)
    own = bead[witnesses.segments]
    token, _ = witnesses.hits(0, len(own), path[:-1, 1][own], path[1:, 1][own])
    found = np.bincount(witnesses.segments[distinct(token)], minlength=len(side))
    sought = np.bincount(witnesses.segments, minlength=len(side))
    spread = np.sqrt(EXPECTED * (1 - EXPECTED) * sought + 1)
    least: Floats = np.full(len(steps), MOST_SUPPORT)
    np.minimum.at(least, bead, (found - EXPECTED * sought) / spread)
    return least


def confidences(source: Side, target: Side, links: Links, solution: Solution) -> Floats:
    """The probability of each bead of a solution."""
    gap = (np.diff(solution.path, axis=0) == 0).any(axis=1)
    table = features(source, target, links, solution)
    score = np.where(gap, table @ GAP, table @ BEAD)
    odds: Floats = 1.0 / (1.0 + np.exp(-score))
    return odds
