"""A document as the aligner sees it: which types of token stand in which segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unterm.alignment.lattice import Floats, Ints


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the bitext to be: segments as sets of token types.

    ``types`` are the distinct types. A type *stands* in a segment when it can be found there as a
    translation; it is *counted* there when it also asks for a translation (a word inside a longer
    word stands there but is not counted). Both are kept as parallel arrays of (segment, type),
    sorted and without repetition. ``lengths`` are in bytes of UTF-8.
    """

    types: tuple[str, ...]
    lengths: Floats
    counted_segments: Ints
    counted_types: Ints
    standing_segments: Ints
    standing_types: Ints

    def __len__(self) -> int:
        """How many segments."""
        return len(self.lengths)

    @classmethod
    def of(
        cls,
        counted: Sequence[Sequence[str]],
        standing: Sequence[Sequence[str]],
        lengths: Sequence[int],
    ) -> Side:
        """The side of these segments, each given as what is counted and what stands besides.

        >>> side = Side.of([["a", "b"], ["b"]], [["c"], []], [3, 1])
        >>> side.types, side.counted_types.tolist(), side.standing_types.tolist()
        (('a', 'b', 'c'), [0, 1, 1], [0, 1, 2, 1])
        """
        names = sorted({t for group in (counted, standing) for tokens in group for t in tokens})
        number = {name: i for i, name in enumerate(names)}
        size = max(len(names), 1)

        def keys(groups: Sequence[Sequence[Sequence[str]]]) -> Ints:
            flat = [
                s * size + number[t]
                for group in groups
                for s, tokens in enumerate(group)
                for t in tokens
            ]
            return np.unique(np.array(flat, dtype=np.int64))

        own, every = keys([counted]), keys([counted, standing])
        return cls(
            types=tuple(names),
            lengths=np.maximum(np.array(lengths, dtype=np.float64), 1.0),
            counted_segments=own // size,
            counted_types=own % size,
            standing_segments=every // size,
            standing_types=every % size,
        )
