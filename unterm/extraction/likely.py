"""Sequences that the tagger takes for terms where they stand, however seldom they occur."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.counts import Counts
from unterm.language.scripts import is_han

MOST_WORDS = 400_000
"""In texts of more words only repeated sequences are candidates: of those that occur once there are
too many to be read, and too many to be kept."""
LEAST_LIKELY = 0.2
"""How likely a sequence that nothing else has found is a term where it is likeliest one, at
least; and in the mean."""
_COUNTED = 0.02
"""Places where it is less likely add nothing, and are most of the places."""
_WORTH, _OFTEN = 0.33, 0.5
"""The factor and the power of the occurrences in `Likely.score`."""


@dataclass(slots=True)
class Likely:
    """Words from a position on, the sum of their likelihoods in all places, and the highest."""

    position: int
    length: int
    total: float = 0.0
    highest: float = 0.0

    def mean(self, occurrences: int) -> float:
        """The mean likelihood, which the occurrences cut into other words lower."""
        return min(1.0, self.total / max(1, occurrences))

    def score(self, occurrences: int) -> float:
        """What it is worth on the scale of repeated sequences.

        The constants make equal scores of both kinds equally often terms of the glossary, on
        documents of 2023 with a table of words that knows none of their terms.
        """
        return _WORTH * self.mean(occurrences) * float(max(1, occurrences) ** _OFTEN)


def find_likely(counts: Counts, likelihoods: NDArray[np.float32]) -> dict[str, Likely]:
    """The sequences of at least two characters that may be terms in one place or more."""
    found: dict[str, Likely] = {}
    if len(counts) > MOST_WORDS:
        return found
    for length, row in enumerate(likelihoods, start=1):
        for number in np.flatnonzero(row >= _COUNTED):
            position = int(number)
            if not (
                is_han(counts.word(position)[0]) and is_han(counts.word(position + length - 1)[0])
            ):
                continue
            text = counts.text(position, length)
            if len(text) > 1:
                likely = found.setdefault(text, Likely(position, length))
                likely.total += float(row[position])
                likely.highest = max(likely.highest, float(row[position]))
    return found
