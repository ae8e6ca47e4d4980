"""What the parts of words say: a word seen once is known by words that share its characters.

Counts of linked words are handed on to their parts, a Chinese word's characters and an English
stem's beginning, and read back for other words with the same parts. A pair's own counts are taken
out first, so that what is said is said by other words. The back-off is of three kinds: an English
stem with a Chinese character, an English beginning with a Chinese word, a beginning with a
character.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from unterm.alignment.lattice import Floats, Ints

BEGINNING = 5
"""Letters of a stem that stand for its family: immigrant, immigration."""

SHORTEST = 4
"""A stem of fewer letters has no family."""

DOUBT = 1.0
"""Imagined occurrences of each part without the other."""

Split = Callable[[str], Sequence[str]]


def whole(word: str) -> Sequence[str]:
    """The word itself, as its only part."""
    return (word,)


def beginning(word: str) -> Sequence[str]:
    """The first letters of a stem.

    >>> beginning("immigrant"), beginning("law")
    (('immig',), ('law ',))
    """
    return (word[:BEGINNING] if len(word) >= SHORTEST else word + " ",)


def characters(word: str) -> Sequence[str]:
    """The characters of a Chinese word; figures and Latin words are one part.

    >>> characters("和平"), characters("2030")
    (('和', '平'), ('2030',))
    """
    return (word,) if word.isascii() else tuple(word)


KINDS: tuple[tuple[Split, Split], ...] = (
    (whole, characters),
    (beginning, whole),
    (beginning, characters),
)
"""How the English and the Chinese word of a pair are taken apart."""


class _Side:
    """The parts of words, numbered; part 0 is any that nothing was learned of."""

    def __init__(self, split: Split) -> None:
        self._split = split
        self._number: dict[str, int] = {}

    def learn(self, words: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        for word in words:
            for part in self._split(word):
                self._number.setdefault(part, len(self._number) + 1)
        return self.parts(words)

    def parts(self, words: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """The parts of all words, and for each word where its parts start and how many they are."""
        parts = [[self._number.get(p, 0) for p in self._split(word)] for word in words]
        sizes = np.array([len(p) for p in parts], dtype=np.int64)
        flat = np.array([p for ps in parts for p in ps], dtype=np.int64)
        return flat, np.cumsum(sizes) - sizes, sizes

    def __len__(self) -> int:
        return len(self._number) + 1


class _Table:
    """One kind of back-off."""

    def __init__(
        self,
        kind: tuple[Split, Split],
        words: tuple[Sequence[str], Sequence[str]],
        pairs: tuple[Ints, Ints],
        counts: Floats,
    ) -> None:
        self._sides = _Side(kind[0]), _Side(kind[1])
        learned = [side.learn(own) for side, own in zip(self._sides, words, strict=True)]
        self._totals = []
        for (flat, _, sizes), own, side, names in zip(
            learned, pairs, self._sides, words, strict=True
        ):
            count = np.bincount(own, weights=counts, minlength=len(names))
            self._totals.append(
                np.bincount(flat, weights=np.repeat(count, sizes), minlength=len(side))
            )
        pair, packed, _, _ = self._expand(learned, pairs)
        self._keys, where = np.unique(packed, return_inverse=True)
        self._joint = np.bincount(where, weights=counts[pair], minlength=len(self._keys))

    def _expand(
        self, parts: Sequence[tuple[Ints, Ints, Ints]], pairs: tuple[Ints, Ints]
    ) -> tuple[Ints, Ints, Ints, Ints]:
        """Every pair of parts of every pair of words: whose it is, its key, and both parts."""
        (left, at, many), (right, to, others) = parts
        sizes = many[pairs[0]] * others[pairs[1]]
        pair = np.repeat(np.arange(len(sizes)), sizes)
        rank = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        width = others[pairs[1]][pair]
        one = left[at[pairs[0]][pair] + rank // np.maximum(width, 1)]
        other = right[to[pairs[1]][pair] + rank % np.maximum(width, 1)]
        return pair, one * len(self._sides[1]) + other, one, other

    def likeness(
        self,
        words: tuple[Sequence[str], Sequence[str]],
        pairs: tuple[Ints, Ints],
        own: Floats,
    ) -> tuple[Floats, Floats]:
        """For each pair of words the mean and the best over its pairs of parts."""
        parts = [side.parts(names) for side, names in zip(self._sides, words, strict=True)]
        pair, packed, one, other = self._expand(parts, pairs)
        best: Floats = np.zeros(len(own))
        if not len(self._keys):
            return best, best
        at = np.minimum(np.searchsorted(self._keys, packed), len(self._keys) - 1)
        found = np.flatnonzero((self._keys[at] == packed) & (one > 0) & (other > 0))
        taken = own[pair[found]]
        joint = np.maximum(self._joint[at[found]] - taken, 0.0)
        totals = [
            np.maximum(total[part[found]] - taken, 0.0) + DOUBT
            for total, part in zip(self._totals, (one, other), strict=True)
        ]
        score = joint / np.sqrt(totals[0] * totals[1])
        sizes = np.bincount(pair, minlength=len(own))
        mean = np.bincount(pair[found], weights=score, minlength=len(own)) / np.maximum(sizes, 1)
        np.maximum.at(best, pair[found], score)
        return mean, best


class Parts:
    """Parts of words and how often they are linked, learned from counts of linked words.

    ``english`` and ``chinese`` are the words, ``source`` and ``target`` number them for each pair
    that was counted.

    >>> pairs = np.array([0, 1]), np.array([0, 1])
    >>> parts = Parts(["peac", "law"], ["和平", "法律"], *pairs, np.array([9.0, 9.0]))
    >>> new = np.array([0]), np.array([0])
    >>> parts.likeness(["peac"], ["和约"], *new, np.zeros(1))[:, 0].round(2).tolist()
    [0.45, 0.0, 0.45, 0.9, 0.0, 0.9]
    """

    def __init__(
        self,
        english: Sequence[str],
        chinese: Sequence[str],
        source: Ints,
        target: Ints,
        counts: Floats,
    ) -> None:
        self._tables = [
            _Table(kind, (english, chinese), (source, target), counts) for kind in KINDS
        ]

    def likeness(
        self,
        english: Sequence[str],
        chinese: Sequence[str],
        source: Ints,
        target: Ints,
        own: Floats,
    ) -> Floats:
        """How surely the parts of words are linked elsewhere, from 0 to 1.

        ``own`` are the pairs' own counts, which are taken out. The rows are the means of the three
        kinds, then the best of the three kinds; the columns are the pairs.
        """
        rows = [t.likeness((english, chinese), (source, target), own) for t in self._tables]
        return np.array([mean for mean, _ in rows] + [best for _, best in rows])
