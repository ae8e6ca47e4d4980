"""Word alignment of one segment pair, and the phrase pairs that it does not contradict.

Symmetrization by grow-diag and the extraction of consistent phrase pairs after Koehn, Och and
Marcu (2003).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from unterm.extraction.ngrams import Floats

_DIAGONAL = 1.0
"""How fast a link loses by its distance from the diagonal; it only decides between equals."""
_LEAST = 0.05
_MOST_UNALIGNED = 2

Links = set[tuple[int, int]]


def align_words(forward: Floats, backward: Floats) -> Links:
    """Links (source, target) of one segment pair from both directions' probabilities.

    ``forward[i, j]`` is the probability of target word j given source word i, ``backward[i, j]``
    that of source word i given target word j.

    >>> p = np.array([[0.9, 0.1], [0.1, 0.8]])
    >>> sorted(align_words(p, p))
    [(0, 0), (1, 1)]
    """
    m, n = forward.shape
    if not m or not n:
        return set()
    rows = (np.arange(m) + 0.5)[:, None] / m
    columns = (np.arange(n) + 0.5)[None, :] / n
    near = np.exp(-_DIAGONAL * np.abs(rows - columns))
    given_target = _normalized(forward * near, axis=0)
    given_source = _normalized(backward * near, axis=1)
    best_i = given_target.argmax(axis=0)
    best_j = given_source.argmax(axis=1)
    one = {(int(i), j) for j, i in enumerate(best_i) if given_target[i, j] > _LEAST}
    other = {(i, int(j)) for i, j in enumerate(best_j) if given_source[i, j] > _LEAST}
    return grow_diagonally(one & other, one | other)


def _normalized(values: Floats, axis: int) -> Floats:
    total = values.sum(axis=axis, keepdims=True)
    result: Floats = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    return result


def grow_diagonally(sure: Links, possible: Links) -> Links:
    """Add possible links beside sure ones while they align a word that has none.

    >>> sorted(grow_diagonally({(0, 0)}, {(0, 0), (1, 1), (5, 5)}))
    [(0, 0), (1, 1)]
    """
    links = set(sure)
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    waiting = sorted(links)
    while waiting:
        grown: list[tuple[int, int]] = []
        for i, j in waiting:
            for di in (-1, 0, 1):
                for dj in (-1, 0, 1):
                    link = (i + di, j + dj)
                    if link in possible and (link[0] not in rows or link[1] not in columns):
                        links.add(link)
                        rows.add(link[0])
                        columns.add(link[1])
                        grown.append(link)
                        possible = possible - {link}
        waiting = sorted(grown)
    return links


class Ranges:
    """The source ranges that translate target ranges of one segment pair.

    >>> ranges = Ranges({(0, 0), (2, 1)}, 3)
    >>> list(ranges.of(1, 2, 7)), list(ranges.of(0, 2, 7))
    ([(2, 3), (1, 3)], [(0, 3)])
    """

    def __init__(self, links: Links, source_length: int) -> None:
        self._length = source_length
        self._of_target: dict[int, tuple[int, int]] = {}
        self._of_source: dict[int, tuple[int, int]] = {}
        for i, j in links:
            low, high = self._of_target.get(j, (i, i))
            self._of_target[j] = (min(low, i), max(high, i))
            low, high = self._of_source.get(i, (j, j))
            self._of_source[i] = (min(low, j), max(high, j))

    def of(self, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
        """The source ranges of the target range ``start:end``, of at most ``longest`` words.

        The smallest one, and it with up to two unaligned words on either side. None where a link
        leads out of the range, or nothing is aligned.
        """
        bounds = [self._of_target[j] for j in range(start, end) if j in self._of_target]
        if not bounds:
            return
        low = min(first for first, _ in bounds)
        high = max(last for _, last in bounds) + 1
        if high - low > longest:
            return
        for i in range(low, high):
            first, last = self._of_source.get(i, (start, start))
            if first < start or last >= end:
                return
        lows, highs = [low], [high]
        while len(lows) <= _MOST_UNALIGNED and lows[-1] and lows[-1] - 1 not in self._of_source:
            lows.append(lows[-1] - 1)
        while (
            len(highs) <= _MOST_UNALIGNED
            and highs[-1] < self._length
            and highs[-1] not in self._of_source
        ):
            highs.append(highs[-1] + 1)
        for new_low in lows:
            for new_high in highs:
                if new_high - new_low <= longest:
                    yield new_low, new_high
