"""IBM Model 1 in both directions over the words of aligned segments, in numpy.

Brown et al. 1993; the two directions share one table of the word pairs that occur together, so the
memory is some 30 bytes for each pair of words that share a segment pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.ngrams import Floats, Ints

ITERATIONS = 5
FLOOR = 0.02
"""Likeness of phrases no word of which translates one of the other."""
_AT_ONCE = 2_000_000
"""Word pairs looked at together."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Word types of many segments: those of segment i are ``types[bounds[i]:bounds[i+1]]``."""

    types: Ints
    bounds: Ints
    size: int

    @classmethod
    def of(cls, segments: Sequence[Sequence[int]], size: int) -> Corpus:
        """From lists of type numbers below ``size``; each type counts once a segment."""
        sets = [sorted(set(segment)) for segment in segments]
        bounds = np.concatenate(([0], np.cumsum([len(s) for s in sets], dtype=np.int64)))
        flat = np.fromiter((t for s in sets for t in s), dtype=np.int64, count=int(bounds[-1]))
        return cls(flat, bounds, size)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Probabilities of word pairs: ``forward`` of the target given the source, ``backward`` back.

    ``keys`` are ``source * size + target``, in order.
    """

    keys: Ints
    size: int
    forward: Floats
    backward: Floats

    def look_up(self, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """Both probabilities for every pair of two lists of types: matrices (source, target)."""
        wanted = source[:, None] * self.size + target[None, :]
        if not len(self.keys):
            return np.zeros(wanted.shape), np.zeros(wanted.shape)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        there = self.keys[at] == wanted
        return np.where(there, self.forward[at], 0.0), np.where(there, self.backward[at], 0.0)


def likeness(lexicon: Lexicon, source: Sequence[int], target: Sequence[int]) -> float:
    """How well the words of two phrases translate each other, from near 0 to 1.

    The geometric mean of both directions: for each word the best partner's probability.
    """
    if not source or not target:
        return FLOOR
    forward, backward = lexicon.look_up(np.array(source, np.int64), np.array(target, np.int64))
    return float(
        np.sqrt((forward.max(axis=0).mean() + FLOOR) * (backward.max(axis=1).mean() + FLOOR))
    )


def train(source: Corpus, target: Corpus, iterations: int = ITERATIONS) -> Lexicon:
    """Train both directions on segments that translate one another.

    >>> source, target = Corpus.of([[0, 1], [0]], 2), Corpus.of([[0, 1], [0]], 2)
    >>> lexicon = train(source, target)
    >>> bool(lexicon.forward[0] > 0.9)
    True
    """
    portions = list(_portions(source, target))
    keys = np.zeros(0, dtype=np.int64)
    for first, last in portions:
        pairs = _pairs(source, target, first, last)[0]
        keys = np.union1d(keys, pairs)
    links = [
        np.searchsorted(keys, _pairs(source, target, first, last)[0]).astype(
            np.int32
        )  # half the memory
        for first, last in portions
    ]
    of_source, of_target = keys // max(target.size, 1), keys % max(target.size, 1)
    forward, backward = np.ones(len(keys)), np.ones(len(keys))
    for _ in range(iterations):
        gained_f, gained_b = np.zeros(len(keys)), np.zeros(len(keys))
        for (first, last), at in zip(portions, links, strict=True):
            _, rows, columns = _pairs(source, target, first, last)
            gained_f += _share(forward, at, columns, len(keys))
            gained_b += _share(backward, at, rows, len(keys))
        forward = gained_f / np.bincount(of_source, gained_f, minlength=source.size)[of_source]
        backward = gained_b / np.bincount(of_target, gained_b, minlength=target.size)[of_target]
    return Lexicon(keys, max(target.size, 1), forward, backward)


def _share(probability: Floats, at: NDArray[np.int32], group: Ints, size: int) -> Floats:
    """Expected counts: each token's one count is shared among the words of the other side."""
    weights = probability[at]
    totals = np.bincount(group, weights)
    expected: Floats = np.bincount(at, weights / totals[group], minlength=size).astype(np.float64)
    return expected


def _portions(source: Corpus, target: Corpus) -> Iterator[tuple[int, int]]:
    sizes = np.diff(source.bounds) * np.diff(target.bounds)
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        done = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + _AT_ONCE, side="right")))
        yield first, last
        first = last


def _pairs(source: Corpus, target: Corpus, first: int, last: int) -> tuple[Ints, Ints, Ints]:
    """All word pairs of some segments: their keys, and the token of each side that each is of."""
    m = np.diff(source.bounds[first : last + 1])
    n = np.diff(target.bounds[first : last + 1])
    sizes = m * n
    segment = np.repeat(np.arange(last - first), sizes)
    within = np.arange(len(segment)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = source.bounds[first:last][segment] + within // n[segment]
    columns = target.bounds[first:last][segment] + within % n[segment]
    keys = source.types[rows] * max(target.size, 1) + target.types[columns]
    base_r = source.bounds[first] if len(rows) else 0
    base_c = target.bounds[first] if len(columns) else 0
    return keys, rows - base_r, columns - base_c
