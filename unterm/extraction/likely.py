"""Sequences that the tagger takes for terms where they stand, however seldom they occur."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.counts import Counts
from unterm.extraction.ngrams import Floats, Ints
from unterm.language.folding import simplify
from unterm.language.scripts import is_han

MOST_WORDS = 400_000
"""In texts of more words and clause edges the tagger finds nothing by itself: of what occurs once
there is too much to be read, and too much to be kept."""
LONGEST_TERM = 12
"""Words of such a sequence at most."""
LEAST_LIKELY = 0.2
"""How likely a sequence that nothing else has found is a term where it is likeliest one, at
least; and in the mean."""
_COUNTED = 0.02
"""Places where it is less likely add nothing, and are most of the places."""
_WORTH, _OFTEN = 0.33, 0.5
"""The factor and the power of the occurrences in `Likely.score`."""


@dataclass(slots=True)
class Likely:
    """Words from a position on, the sum of their likelihoods in all places, and the highest.

    ``rival`` is how likely another term is that shares words with it in its likeliest place.
    """

    position: int
    length: int
    total: float = 0.0
    highest: float = 0.0
    rival: float = 0.0

    def joined(self, other: Likely) -> Likely:
        """Both together, as the same string in two scripts."""
        best = max(self, other, key=lambda likely: likely.highest)
        return replace(best, total=self.total + other.total)

    def mean(self, occurrences: int) -> float:
        """The mean likelihood, which the occurrences cut into other words lower."""
        return min(1.0, self.total / max(1, occurrences))

    def score(self, occurrences: int) -> float:
        """What it is worth on the scale of repeated sequences."""
        return weigh_likelihood(self.mean(occurrences), occurrences)


def weigh_likelihood(mean: float, occurrences: int) -> float:
    """What a likelihood is worth on the scale of repeated sequences.

    The constants make equal scores of both kinds equally often terms of the glossary, on documents
    of 2023 with a table of words that knows none of their terms.
    """
    return _WORTH * mean * float(max(1, occurrences) ** _OFTEN)


def find_likely(
    counts: Counts, likelihoods: NDArray[np.float32], only: Collection[str] | None = None
) -> dict[str, Likely]:
    """The sequences of at least two characters that may be terms in one place or more.

    They are keyed in simplified script; ``only`` are the ones that are kept, None for all.
    """
    found: dict[str, Likely] = {}
    lengths, positions = np.nonzero(likelihoods >= _COUNTED)
    shares = likelihoods[lengths, positions]
    rivals = find_rivals(positions, lengths + 1, shares)
    for at, length, share, rival in zip(
        positions.tolist(), (lengths + 1).tolist(), shares.tolist(), rivals.tolist(), strict=True
    ):
        if not (is_han(counts.word(at)[0]) and is_han(counts.word(at + length - 1)[0])):
            continue
        text = counts.text(at, length)
        if len(text) > 1:
            likely = found.setdefault(text, Likely(at, length))
            likely.total += share
            if share > likely.highest:
                likely.highest, likely.rival = share, rival
    merged: dict[str, Likely] = {}
    for text, likely in found.items():
        key = simplify(text)
        if only is None or key in only:
            merged[key] = likely if key not in merged else merged[key].joined(likely)
    return merged


def find_rivals(positions: Ints, lengths: Ints, shares: NDArray[np.float32]) -> Floats:
    """The highest share among the other sequences that overlap each one."""
    ends = positions + lengths
    order = np.lexsort((ends, positions))
    rivals = np.zeros(len(order))
    for step in range(1, len(order)):
        one, other = order[:-step], order[step:]
        meet = positions[other] < ends[one]
        if not meet.any():
            break
        one, other = one[meet], other[meet]
        np.maximum.at(rivals, one, shares[other])
        np.maximum.at(rivals, other, shares[one])
    return rivals
