"""Confidence as judged findings showed it to be: logistic curves (Platt 1999).

What the checks compute is a probability under their model. How often findings of that probability
were right, in planted drafts and on official pairs that a reader judged, tells by how much they are
too sure; `benchmarks/checking_calibration.py` fits the curves, with a prior for none being needed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

_LEAST: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """A probability's log odds become ``shift + slope`` times themselves."""

    shift: float
    slope: float

    def __call__(self, probability: float) -> float:
        """The calibrated probability.

        >>> round(Curve(0.0, 1.0)(0.7), 2), round(Curve(-1.0, 1.0)(0.7), 2)
        (0.7, 0.46)
        """
        odds = max(probability, _LEAST) / max(1 - probability, _LEAST)
        odds = math.exp(self.shift + self.slope * math.log(odds))
        return odds / (1 + odds)


ABSENT: Final = Curve(0.0, 1.17)
"""Of a concept without an equivalent: what is unlikely to be wrong is less likely still."""

EXCHANGED: Final = Curve(0.0, 1.36)
"""Of another concept's term in the place."""

PART: Final = Curve(-1.15, 1.25)
"""Of a part of a bead that nothing renders: translators turn clauses round."""

UNEVEN: Final = Curve(0.4, 0.9)
"""Of a translation that is too short or too long for its source."""
