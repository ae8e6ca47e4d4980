"""Word alignment by two hidden Markov models, one in each direction, that are trained to agree.

Vogel, Ney and Tillmann 1996 (the model), Liang, Taskar and Klein 2006 (agreement: both count the
same, here the geometric mean of the two posteriors), Riley and Gildea 2012 (a Dirichlet prior on
translations, by variational Bayes, so that rare words do not collect garbage).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unterm.alignment.lattice import Floats, Ints

NULL_SHARE = 0.2
"""How often a word translates nothing on the other side."""

CONCENTRATION = 0.01
"""Parameter of the Dirichlet prior: below 1 it asks for few translations of a word."""

DIAGONAL = 3.0
"""How steeply probability falls with the distance of two words from the diagonal (of 1)."""

JUMPS = 8
"""Jumps of the Markov model longer than this share one parameter each way."""

FLOOR = 1e-12


@dataclass(frozen=True, slots=True)
class Corpus:
    """Sentence pairs as cells: one for each source word and target word of a pair.

    ``rows`` and ``columns`` are the lengths of the pairs' sides; the cells of a pair stand source
    word after source word. ``keys`` are the distinct (source type, target type) pairs, rising, and
    ``index`` says which of them each cell is.
    """

    rows: Ints
    columns: Ints
    source: Ints
    target: Ints
    keys: Ints
    index: Ints
    size: int

    @classmethod
    def of(cls, source: Sequence[Sequence[int]], target: Sequence[Sequence[int]]) -> Corpus:
        """The corpus of these pairs of sentences, given as numbers of types."""
        rows = np.array([len(s) for s in source], dtype=np.int64)
        columns = np.array([len(t) for t in target], dtype=np.int64)
        flat_s = np.array([w for s in source for w in s], dtype=np.int64)
        flat_t = np.array([w for t in target for w in t], dtype=np.int64)
        size = int(flat_t.max(initial=0)) + 1
        left = np.repeat(flat_s, np.repeat(columns, rows))
        starts_t = np.cumsum(columns) - columns
        sizes = rows * columns
        pair = np.repeat(np.arange(len(rows)), sizes)
        rank = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        right = flat_t[starts_t[pair] + rank % np.maximum(columns, 1)[pair]]
        keys, index = np.unique(left * size + right, return_inverse=True)
        return cls(rows, columns, flat_s, flat_t, keys, index, size)

    @property
    def diagonal(self) -> Floats:
        """For each cell how near its words are to the diagonal, from 1 down (Dyer et al. 2013)."""
        sizes = self.rows * self.columns
        pair = np.repeat(np.arange(len(self.rows)), sizes)
        rank = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        columns = self.columns[pair]
        i, j = rank // columns, rank % columns
        off = np.abs((i + 0.5) / self.rows[pair] - (j + 0.5) / columns)
        near: Floats = np.exp(-DIAGONAL * off)
        return near

    @property
    def starts(self) -> Ints:
        """Where each pair's cells start; the last entry is their number."""
        return np.concatenate(([0], np.cumsum(self.rows * self.columns)))


@dataclass(frozen=True, slots=True)
class Table:
    """One direction: translation probability of each key, of nothing, and of each jump."""

    translation: Floats
    nothing: Floats
    jumps: Floats


@dataclass(frozen=True, slots=True)
class _Group:
    """Pairs whose conditioning sides are equally long: their cells as (pair, word, state)."""

    cells: Ints
    words: Ints
    inside: np.ndarray


def _groups(corpus: Corpus, backward: bool) -> list[_Group]:
    """The pairs by length of the conditioning side; absent words point behind the last cell."""
    states, words = (corpus.columns, corpus.rows) if backward else (corpus.rows, corpus.columns)
    starts = corpus.starts
    word_starts = np.concatenate(([0], np.cumsum(words)))
    groups = []
    for length in np.unique(states[(states > 0) & (words > 0)]):
        members = np.flatnonzero((states == length) & (words > 0))
        members = members[np.argsort(words[members], kind="stable")]
        # Sentences of very different length are not padded to the longest of them.
        cuts = np.flatnonzero(np.diff(words[members] // 8)) + 1
        for part in np.split(members, cuts):
            longest = int(words[part].max())
            j = np.arange(longest)[None, :, None]
            i = np.arange(int(length))[None, None, :]
            base = starts[part][:, None, None]
            own = corpus.columns[part][:, None, None]
            cells = base + (j * own + i if backward else i * own + j)
            inside = j < words[part][:, None, None]
            cells = np.where(inside, cells, starts[-1])
            word = np.where(
                inside[:, :, 0], word_starts[part][:, None] + j[:, :, 0], word_starts[-1]
            )
            groups.append(_Group(cells, word, inside[:, :, 0]))
    return groups


def _jump_index(length: int) -> Ints:
    """For each pair of states the number of the jump between them."""
    step = np.arange(length)[None, :] - np.arange(length)[:, None]
    index: Ints = np.clip(step, -JUMPS, JUMPS) + JUMPS
    return index


def _expect(
    group: _Group, emission: Floats, nothing: Floats, jumps: Floats
) -> tuple[Floats, Floats, Floats]:
    """Posteriors of a group's cells, of nothing for each word, and expected jumps.

    ``emission`` is (pair, word, state), ``nothing`` (pair, word). A word that translates nothing
    keeps the state before it, so that jumps go from the last word that translated something.
    """
    pairs, words, length = emission.shape
    which = _jump_index(length)
    spread = jumps[which]
    move = spread / spread.sum(axis=1, keepdims=True) * (1 - NULL_SHARE)
    first = np.full(length, (1 - NULL_SHARE) / length)
    real = np.zeros((words, pairs, length))
    void = np.zeros((words, pairs, length))
    scale = np.ones((words, pairs))
    inside = group.inside
    for j in range(words):
        e = emission[:, j]
        n = nothing[:, j, None]
        if j == 0:
            a, z = e * first, np.broadcast_to(n * NULL_SHARE / length, e.shape)
        else:
            before = real[j - 1] + void[j - 1]
            a, z = e * (before @ move), n * NULL_SHARE * before
        total = (a + z).sum(axis=1)
        scale[j] = np.where(inside[:, j], total, 1.0)
        keep = inside[:, j, None]
        real[j] = np.where(keep, a / scale[j][:, None], 0.0)
        void[j] = np.where(keep, z / scale[j][:, None], 0.0)
    posterior = np.zeros_like(emission)
    empty = np.zeros((pairs, words))
    counted = np.zeros((length, length))
    after = np.ones((pairs, length))
    for j in range(words - 1, -1, -1):
        keep = inside[:, j, None]
        posterior[:, j] = real[j] * after
        empty[:, j] = (void[j] * after).sum(axis=1)
        if j:
            out = emission[:, j] * after / scale[j][:, None]
            skip = nothing[:, j, None] * NULL_SHARE * after / scale[j][:, None]
            before = real[j - 1] + void[j - 1]
            counted += before.T @ np.where(keep, out, 0.0) * move
            after = np.where(keep, out @ move.T + skip, after)
    moved = sums(which.ravel(), counted.ravel(), 2 * JUMPS + 1)
    return posterior, empty, moved


def sums(index: Ints, weights: Floats, size: int) -> Floats:
    """The weights added up for each index below ``size``."""
    return np.bincount(index, weights=weights, minlength=size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Posteriors:
    """For each cell the probability that its words translate one another, in each direction."""

    forward: Floats
    backward: Floats

    @property
    def mean(self) -> Floats:
        """The mean of both directions."""
        return (self.forward + self.backward) / 2


class Trainer:
    """Trains both directions on a corpus, with pseudo-counts for known translations.

    ``prior`` holds for each key how many imagined occurrences speak for it; it may be changed
    between two trainings.
    """

    def __init__(self, corpus: Corpus, prior: Floats) -> None:
        self._corpus = corpus
        self.prior = prior
        self._groups = (_groups(corpus, False), _groups(corpus, True))
        self._diagonal = corpus.diagonal
        self._source = corpus.keys // corpus.size
        self._target = corpus.keys % corpus.size

    def start(self) -> tuple[Table, Table]:
        """Tables that follow how much oftener words meet than apart (cosine), and the prior."""
        corpus = self._corpus
        # A meeting in a long sentence says less than one in a short one.
        weight = 1.0 / np.maximum(np.minimum(corpus.rows, corpus.columns), 1)
        met = sums(corpus.index, np.repeat(weight, corpus.rows * corpus.columns), len(corpus.keys))
        source = np.bincount(self._source, weights=met)[self._source]
        target = np.bincount(self._target, weights=met)[self._target]
        share = np.maximum(met / np.sqrt(source * target), FLOOR) + 0.5 * (self.prior > 0)
        even = np.exp(-0.5 * np.abs(np.arange(-JUMPS, JUMPS + 1) - 1.0)) + 0.05
        flat = self._tables(met, (None, None), (even, even))
        first, second = (Table(share, table.nothing, table.jumps) for table in flat)
        return first, second

    def _tables(
        self,
        counts: Floats,
        nothing: tuple[Floats | None, Floats | None],
        jumps: tuple[Floats, Floats],
    ) -> tuple[Table, Table]:
        tables = []
        for given, other, void, jump, words in (
            (self._source, self._target, nothing[0], jumps[0], self._corpus.target),
            (self._target, self._source, nothing[1], jumps[1], self._corpus.source),
        ):
            total = counts + self.prior
            whole = sums(given, total, int(given.max(initial=-1)) + 1)[given]
            many = np.bincount(given)[given].astype(np.float64)
            share = translation(total, whole, many)
            base = np.bincount(words, minlength=int(other.max(initial=0)) + 1) + 1.0
            empty = base if void is None else void + 0.1 * base
            tables.append(Table(share, empty / empty.sum(), jump / jump.sum()))
        return tables[0], tables[1]

    def expect(self, tables: tuple[Table, Table]) -> tuple[Posteriors, list[Floats], list[Floats]]:
        """Posteriors of all cells, and expected words without translation and jumps."""
        corpus = self._corpus
        cells = len(corpus.index)
        results: list[Floats] = []
        voids: list[Floats] = []
        moved: list[Floats] = []
        for table, groups, words in zip(
            tables, self._groups, (corpus.target, corpus.source), strict=True
        ):
            emission = np.append(table.translation[corpus.index] * self._diagonal, 1.0)
            nothing = np.append(table.nothing[words], 1.0)
            posterior = np.zeros(cells + 1)
            empty = np.zeros(len(words) + 1)
            jumps = np.full(2 * JUMPS + 1, 0.5)
            for group in groups:
                p, z, m = _expect(group, emission[group.cells], nothing[group.words], table.jumps)
                posterior[group.cells.ravel()] = p.ravel()
                empty[group.words.ravel()] = z.ravel()
                jumps += m
            results.append(posterior[:-1])
            voids.append(sums(words, empty[:-1], len(table.nothing)))
            moved.append(jumps)
        return Posteriors(results[0], results[1]), voids, moved

    def count(self, tables: tuple[Table, Table]) -> Floats:
        """For each key how often its words are expected to translate one another."""
        return self._agreed(self.expect(tables)[0])

    def train(self, passes: int, tables: tuple[Table, Table] | None = None) -> tuple[Table, Table]:
        """The tables after some passes of expectation and maximisation, from `start` or others."""
        tables = tables or self.start()
        for _ in range(passes):
            posteriors, voids, jumps = self.expect(tables)
            counts = self._agreed(posteriors)
            tables = self._tables(counts, (voids[0], voids[1]), (jumps[0], jumps[1]))
        return tables

    def retell(self, counts: Floats, tables: tuple[Table, Table]) -> tuple[Table, Table]:
        """The tables with translations that follow from counts and the prior as it is now."""
        first, second = self._tables(counts, (None, None), (tables[0].jumps, tables[1].jumps))
        return (
            Table(first.translation, tables[0].nothing, tables[0].jumps),
            Table(second.translation, tables[1].nothing, tables[1].jumps),
        )

    def _agreed(self, posteriors: Posteriors) -> Floats:
        agreed = np.sqrt(posteriors.forward * posteriors.backward)
        return sums(self._corpus.index, agreed, len(self._corpus.keys))


def translation(total: Floats, whole: Floats, many: Floats) -> Floats:
    """Translation probabilities by variational Bayes.

    ``total`` are real and imagined occurrences of each key, ``whole`` those of all keys of the
    word that is translated, ``many`` the number of these keys.
    """
    share = np.exp(digamma(total + CONCENTRATION) - digamma(whole + CONCENTRATION * many))
    kept: Floats = np.maximum(share, FLOOR)
    return kept


def digamma(x: Floats) -> Floats:
    """The logarithmic derivative of the gamma function, to about 1e-8 (asymptotic series).

    >>> round(float(digamma(np.array([1.0]))[0]), 6)
    -0.577216
    """
    shifted = np.asarray(x, dtype=np.float64)
    total = np.zeros_like(shifted)
    for _ in range(6):
        total -= 1.0 / shifted
        shifted = shifted + 1.0
    square = 1.0 / (shifted * shifted)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
    result: Floats = total + np.log(shifted) - 0.5 / shifted - series
    return result
