"""How probable it is that a bead is right: its posterior, corrected by its weakest segment.

The lattice takes the words of a sentence as independent, which they are not, so that its posteriors
are too near 0 and 1; and where a segment has no partner at all, a neighbouring bead may take it in.
So the logit of the posterior and the support of the bead's weakest segment are weighed by a
logistic regression (Platt 1999). `benchmarks/alignment_confidence.py` fits the weights on
development texts, once for beads of both sides and once for segments without a partner.
"""

from __future__ import annotations

import numpy as np

from unterm.alignment.evidence import Links, Witnesses
from unterm.alignment.lattice import Floats, Ints, Solution
from unterm.alignment.sides import Side, distinct

SURE = 1e-6
"""Posteriors are kept this far from 0 and 1."""

EXPECTED = 0.6
"""Share of a segment's words that find a translation in a usual bead."""

BEAD = np.array([0.72, 0.63, 0.41])
"""Weights of `features` for beads of both sides."""

GAP = np.array([0.96, 0.42, 0.0])
"""Weights for segments without a partner, which have no support."""


def features(source: Side, target: Side, links: Links, solution: Solution) -> Floats:
    """For each bead 1, the logit of its posterior, and the support of its weakest segment.

    Support is by how many standard deviations a segment's words find more translations in the bead
    than `EXPECTED`. ``links`` are those known beforehand: what the texts themselves have taught
    would find the beads that it was learned from.
    """
    path = solution.path
    weakest = np.minimum(
        _weakest(source, target, links, path),
        _weakest(target, source, links.reversed(), path[:, ::-1]),
    )
    posterior = np.clip(solution.posteriors, SURE, 1 - SURE)
    logit = np.log(posterior) - np.log1p(-posterior)
    return np.stack((np.ones(len(logit)), logit, weakest), axis=1)


def _weakest(side: Side, other: Side, links: Links, path: Ints) -> Floats:
    """The least support of each bead's segments on one side; 3 where it has none."""
    witnesses = Witnesses.gather(side, other, links, np.full(len(side.types), 0.5))
    steps = np.diff(path[:, 0])
    bead = np.repeat(np.arange(len(steps)), steps)
    own = bead[witnesses.segments]
    token, _ = witnesses.hits(0, len(own), path[:-1, 1][own], path[1:, 1][own])
    found = np.bincount(witnesses.segments[distinct(token)], minlength=len(side))
    sought = np.bincount(witnesses.segments, minlength=len(side))
    spread = np.sqrt(EXPECTED * (1 - EXPECTED) * sought + 1)
    least: Floats = np.full(len(steps), 3.0)
    np.minimum.at(least, bead, (found - EXPECTED * sought) / spread)
    return least


def confidences(source: Side, target: Side, links: Links, solution: Solution) -> Floats:
    """The probability of each bead of a solution."""
    gap = (np.diff(solution.path, axis=0) == 0).any(axis=1)
    table = features(source, target, links, solution)
    score = np.where(gap, table @ GAP, table @ BEAD)
    odds: Floats = 1.0 / (1.0 + np.exp(-score))
    return odds
