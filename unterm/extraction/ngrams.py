"""Repeated word sequences with their frequencies and branching entropies, in numpy.

Branching entropy after Jin and Tanaka-Ishii (2006): the entropy of the word that follows (or
precedes) a sequence. A clause edge counts each time as a neighbour of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EDGE = 0
"""The token that stands for a clause edge; no sequence contains it."""


@dataclass(frozen=True, slots=True)
class Grams:
    """All sequences of one length that occur at least twice (single words: at least once).

    Arrays over the sequences: ``starts`` the first position of each, ``counts``, ``documents``,
    ``left`` and ``right`` branching entropies in nats. ``left_fixed`` and ``right_fixed`` are the
    share of the commonest neighbour (a clause edge is none). ``ids`` has, for each position of
    the text, the sequence that starts there, or -1.
    """

    length: int
    starts: Ints
    counts: Ints
    documents: Ints
    left: Floats
    right: Floats
    left_fixed: Floats
    right_fixed: Floats
    ids: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)


def count_grams(
    tokens: Ints, documents: Ints, longest: int, bounds: NDArray[np.bool_] | None = None
) -> Iterator[Grams]:
    """The repeated sequences of 1 to ``longest`` tokens, length by length.

    ``tokens`` are the word numbers of all texts with `EDGE` between clauses, ``documents`` the
    number of the document of each. ``bounds`` marks words that bound a phrase as an edge does: as
    neighbours they count like edges in the entropies. A longer sequence is looked for only where
    both its parts are repeated, so the memory stays a small multiple of the text's.
    """
    size = len(tokens)
    if not size:
        return
    vocabulary = int(tokens.max()) + 1
    padded = np.concatenate(([EDGE], tokens, [EDGE]))
    open_ = padded != EDGE if bounds is None else ~bounds[padded] & (padded != EDGE)
    previous = np.where(tokens == EDGE, -1, tokens)
    for length in range(1, longest + 1):
        if length == 1:
            at = np.flatnonzero(tokens != EDGE)
            keys = tokens[at]
        else:
            at = np.flatnonzero((previous[: size - 1] >= 0) & (previous[1:] >= 0))
            at = at[at + length - 1 < size]
            keys = previous[at] * vocabulary + tokens[at + length - 1]
        if not len(at):
            return
        _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
        kept = counts >= (1 if length == 1 else 2)
        number = np.cumsum(kept) - 1
        ids = np.full(size, -1, dtype=np.int32)
        here = kept[inverse]
        ids[at[here]] = number[inverse[here]]
        at, which, total = at[here], number[inverse[here]], counts[kept]
        if not len(at):
            return
        left, left_fixed = _branching(which, padded[at], open_[at], total, vocabulary)
        right, right_fixed = _branching(
            which, padded[at + length + 1], open_[at + length + 1], total, vocabulary
        )
        span = int(documents.max()) + 1
        pairs = np.unique(which * span + documents[at])
        yield Grams(
            length,
            at[np.unique(which, return_index=True)[1]],
            total,
            np.bincount(pairs // span, minlength=len(total)),
            left,
            right,
            left_fixed,
            right_fixed,
            ids,
        )
        previous = np.where((ids >= 0) & (total[ids] > 1), ids, -1).astype(np.int64)


def _branching(
    which: Ints, neighbours: Ints, open_: NDArray[np.bool_], total: Ints, size: int
) -> tuple[Floats, Floats]:
    """Entropy, and share of the commonest neighbour, for each sequence."""
    keys, counts = np.unique(which[open_] * size + neighbours[open_], return_counts=True)
    group = keys // size
    taken = np.bincount(group, weights=counts * np.log(counts), minlength=len(total))
    highest = np.zeros(len(total))
    np.maximum.at(highest, group, counts)
    return np.log(total) - taken / total, highest / total
