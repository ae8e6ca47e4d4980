"""How surprising it is that two phrases share so many segments: Fisher's exact test."""

from __future__ import annotations

import numpy as np

from unterm.extraction.ngrams import Floats, Ints

_MOST_TERMS = 60
"""Terms of the tail that are added up; they fall at least geometrically."""


def surprise(together: Ints, first: Ints, second: Ints, segments: int) -> Floats:
    """Minus the decimal logarithm of the one-sided p-value, for each pair of phrases.

    ``together`` segments hold both, ``first`` and ``second`` each of them, of ``segments`` in all.

    >>> surprise(np.array([1, 3]), np.array([1, 3]), np.array([1, 3]), 100).round(2).tolist()
    [2.0, 5.21]
    """
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, segments + 1)))))

    def choose(n: Ints, k: Ints) -> Floats:
        value: Floats = factorials[n] - factorials[k] - factorials[n - k]
        return value

    total = choose(np.full_like(first, segments), second)
    most = np.minimum(first, second)
    tail = np.full(len(together), -np.inf)
    for step in range(_MOST_TERMS):
        k = together + step
        valid = (k <= most) & (second - k <= segments - first)
        if not valid.any():
            break
        safe = np.where(valid, k, together)
        term = choose(first, safe) + choose(segments - first, second - safe) - total
        tail = np.where(valid, np.logaddexp(tail, term), tail)
    result: Floats = np.maximum(-tail / np.log(10.0), 0.0)
    return result
