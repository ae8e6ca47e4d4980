"""How long a translation is: what is left out or added shows in the length.

The logarithm of the ratio of Chinese characters to English letters is close to normal, with a mean
and a spread that fall with the length of the source (Gale and Church 1993 model lengths alike; the
figures here were measured on 6,481 fitting pairs of official texts). What stands on both sides as
it is (addresses, Latin names, figures) is counted on neither.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from typing import Final

from unterm.language.scripts import HAN

_LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+")
_HAN: Final = re.compile(rf"[{HAN}]")
# Chinese characters to an English letter, roughly (the model below corrects it by length), and what
# is added to both, since the ratio of short texts says little.
_RATIO: Final = 0.3
_SHORT: Final = 4.0
# log(1 + English letters): mean of the log ratio, and its spread.
_MODEL: Final = (
    (1.64, 0.08, 0.20),
    (2.45, 0.03, 0.20),
    (3.10, -0.08, 0.19),
    (3.77, -0.13, 0.18),
    (4.38, -0.15, 0.176),
    (4.83, -0.165, 0.155),
    (5.26, -0.19, 0.134),
    (5.72, -0.22, 0.122),
    (6.20, -0.245, 0.10),
)
_KNOTS: Final = [knot for knot, _, _ in _MODEL]


def log_ratio(english: str, chinese: str) -> tuple[float, float, float]:
    """The log ratio of the lengths, how many spreads it is off the expected one, and the spread.

    >>> english = "The Council met twice and adopted a resolution on sanctions."
    >>> [round(value, 1) for value in log_ratio(english, "理事会开会。")]
    [-0.9, -4.2, 0.2]
    """
    kept = set(_LATIN_WORD.findall(chinese))
    letters = sum(len(word) + 1 for word in _LATIN_WORD.findall(english) if word not in kept)
    characters = len(_HAN.findall(chinese))
    ratio = math.log((characters + _SHORT) / (letters * _RATIO + _SHORT))
    mean, spread = _expected(math.log(letters + 1))
    return ratio, (ratio - mean) / spread, spread


def _expected(size: float) -> tuple[float, float]:
    """Mean and spread for a source of this logarithm of letters, between the knots linear."""
    right = bisect_right(_KNOTS, size)
    if right in (0, len(_KNOTS)):
        return _MODEL[min(right, len(_KNOTS) - 1)][1:]
    (low, mean, spread), (high, next_mean, next_spread) = _MODEL[right - 1], _MODEL[right]
    share = (size - low) / (high - low)
    return mean + share * (next_mean - mean), spread + share * (next_spread - spread)
