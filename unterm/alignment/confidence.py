"""How probable it is that a bead is right: its posterior, with the lattice's certainty corrected.

The lattice takes the words of a sentence as independent, which they are not, so that its posteriors
are too near 0 and 1. Their logits are mapped by a line (Platt 1999) whose two weights
`benchmarks/alignment_confidence.py` fits on development texts, once for beads of both sides and
once for segments without a partner.
"""

from __future__ import annotations

import numpy as np

from unterm.alignment.lattice import Floats, Solution

SURE = 1e-6
"""Posteriors are kept this far from 0 and 1."""

BEAD = (0.42, 0.58)
"""Intercept and slope for beads of both sides."""

GAP = (2.22, 0.72)
"""Intercept and slope for segments without a partner."""


def logits(solution: Solution) -> Floats:
    """The logits of a solution's posteriors."""
    posterior = np.clip(solution.posteriors, SURE, 1 - SURE)
    odds: Floats = np.log(posterior) - np.log1p(-posterior)
    return odds


def confidences(solution: Solution) -> Floats:
    """The probability of each bead of a solution.

    >>> path = np.array([[0, 0], [1, 1], [2, 1]])
    >>> confidences(Solution(path, np.array([0.5, 0.9]), 0.0)).round(2).tolist()
    [0.6, 0.98]
    """
    gap = (np.diff(solution.path, axis=0) == 0).any(axis=1)
    intercept, slope = (np.where(gap, g, b) for g, b in zip(GAP, BEAD, strict=True))
    odds: Floats = 1.0 / (1.0 + np.exp(-(intercept + slope * logits(solution))))
    return odds
