"""A document as the aligner sees it: which types of token stand in which segment."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unterm.alignment.lattice import Floats, Ints


def distinct(values: Ints) -> Ints:
    """The distinct values in order, by sorting.

    `numpy.unique` goes by hashing since numpy 2.3, which takes fifteen times as long for the
    millions of composed keys here.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    return tally(values)[0]


def tally(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values in order, and how often each occurs.

    >>> [found.tolist() for found in tally(np.array([3, 1, 3]))]
    [[1, 3], [1, 2]]
    """
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    at = np.flatnonzero(first)
    return ordered[at], np.diff(np.append(at, len(ordered)))


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the bitext to be: segments as sets of token types.

    ``types`` are the distinct types. A type *stands* in a segment when it can be found there as a
    translation; it is *counted* there when it also asks for a translation (a word inside a longer
    word stands there but is not counted). Both are kept as parallel arrays of (segment, type),
    sorted and without repetition; ``counted_times`` says how often each counted type occurs there.
    ``lengths`` are in bytes of UTF-8; ``openings`` says which segments open a paragraph.
    """

    types: tuple[str, ...]
    lengths: Floats
    counted_segments: Ints
    counted_types: Ints
    counted_times: Ints
    standing_segments: Ints
    standing_types: Ints
    openings: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        """How many segments."""
        return len(self.lengths)

    @classmethod
    def of(
        cls,
        segments: Iterable[tuple[Iterable[str], Iterable[str], int]],
        openings: Sequence[bool] | None = None,
    ) -> Side:
        """The side of these segments: each one's counted types, those that stand besides, length.

        Without ``openings`` each segment is a paragraph.

        >>> side = Side.of([(["a", "b"], ["c"], 3), (["b"], [], 1)])
        >>> side.types, side.counted_types.tolist(), side.standing_types.tolist()
        (('a', 'b', 'c'), [0, 1, 1], [0, 1, 2, 1])
        """
        numbers: dict[str, int] = {}
        counted, standing, ends_c, ends_s = (array("q") for _ in range(4))
        lengths = array("d")
        for own, besides, length in segments:
            for tokens, flat in ((own, counted), (besides, standing)):
                flat.extend(numbers.setdefault(token, len(numbers)) for token in tokens)
            ends_c.append(len(counted))
            ends_s.append(len(standing))
            lengths.append(length)
        names = sorted(numbers)
        size = max(len(names), 1)
        rank = np.empty(size, dtype=np.int64)
        rank[[numbers[name] for name in names]] = np.arange(len(names))

        def keys(flat: array[int], ends: array[int]) -> Ints:
            bounds: Ints = np.array([0, *ends], dtype=np.int64)
            many = bounds[1:] - bounds[:-1]
            segment = np.repeat(np.arange(len(many)), many)
            composed: Ints = segment * size + rank[np.array(flat, dtype=np.int64)]
            return composed

        own_keys, times = tally(keys(counted, ends_c))
        every = distinct(np.concatenate((own_keys, keys(standing, ends_s))))
        return cls(
            types=tuple(names),
            lengths=np.maximum(np.array(lengths, dtype=np.float64), 1.0),
            counted_segments=own_keys // size,
            counted_types=own_keys % size,
            counted_times=times,
            standing_segments=every // size,
            standing_types=every % size,
            openings=np.ones(len(lengths), bool) if openings is None else np.array(openings, bool),
        )
