"""Word alignment: which words of a bead translate which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from unterm.alignment.hmm import FLOOR, Corpus, Table, Trainer
from unterm.alignment.lattice import Floats, Ints
from unterm.alignment.lexicon import Knowledge
from unterm.alignment.stems import stem
from unterm.alignment.tokens import longest_words
from unterm.language.folding import fold_key
from unterm.language.words import cut_words
from unterm.model import Language, Span

PASSES = 5
"""Passes of training."""

KNOWN = 1.0
"""Imagined occurrences behind a translation that glossary, lexicon or dictionary gives."""

KNOWN_IN_PART = 0.5
"""The same for a word that has none itself, but of which a part has that translation."""

KNOWN_BY_CHARACTER = 0.15
"""The same for a word of which a character has that translation."""

THRESHOLD = 0.25
"""Links less probable than this, in the mean of both directions, are not shown."""

LONGEST = 120
"""Sentences of more words are left out of training."""

_ENGLISH = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its type, as the model knows it, and its span."""

    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class WordLink:
    """A word of the source and a word of the target, by number, and how likely the link is."""

    source: int
    target: int
    probability: float


def tokenize(text: str, lang: Language) -> list[Token]:
    """The words of a sentence, English ones as stems.

    >>> [(t.type, t.span.cut("Sustaining peace")) for t in tokenize("Sustaining peace", "en")]
    [('sustain', 'Sustaining'), ('peac', 'peace')]
    """
    if lang == "en":
        return [
            Token(word_type(m[0], "en"), Span(m.start(), m.end())) for m in _ENGLISH.finditer(text)
        ]
    return [Token(word_type(word.text, "zh"), word.span) for word in cut_words(text)]


def word_type(word: str, lang: Language) -> str:
    """What a word is to the model: an English stem, or the folded word.

    >>> word_type("Nations", "en"), word_type("聯合國", "zh")
    ('nation', '联合国')
    """
    folded = fold_key(word)
    return stem(folded) if lang == "en" else folded


class WordModel:
    """A pair of word models trained to agree on sentences at hand, English and Chinese.

    ``pairs`` are sentences as sequences of types (`word_type`). Known translations come in as
    pseudo-counts. Training is deterministic, and `links` gives the same for a sentence whether it
    was trained on or not, as long as its words were.
    """

    def __init__(
        self,
        pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
        knowledge: Knowledge | None = None,
        *,
        passes: int = PASSES,
    ) -> None:
        self._knowledge = knowledge if knowledge is not None else Knowledge()
        self._english: dict[str, int] = {}
        self._chinese: dict[str, int] = {}
        corpus = self._number(
            [(e, z) for e, z in pairs if 0 < len(e) <= LONGEST and 0 < len(z) <= LONGEST]
        )
        prior = self._prior(corpus)
        self._keys = self._pack(corpus)
        self._tables = Trainer(corpus, prior).train(passes)
        self._seen = (
            np.bincount(corpus.source, minlength=len(self._english)),
            np.bincount(corpus.target, minlength=len(self._chinese)),
        )

    def links(
        self, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], threshold: float = THRESHOLD
    ) -> list[list[WordLink]]:
        """The links of each pair of sentences, most probable reading of both directions.

        A sentence of more than `LONGEST` words has none.
        """
        short = [
            k for k, (e, z) in enumerate(pairs) if 0 < len(e) <= LONGEST and 0 < len(z) <= LONGEST
        ]
        corpus = self._number([pairs[k] for k in short])
        result: list[list[WordLink]] = [[] for _ in pairs]
        if not short:
            return result
        prior = self._prior(corpus)
        mean = Trainer(corpus, prior).expect(self._extended(corpus, prior))[0].mean
        starts = corpus.starts
        for n, k in enumerate(short):
            cells = mean[starts[n] : starts[n + 1]].reshape(corpus.rows[n], corpus.columns[n])
            result[k] = [
                WordLink(int(i), int(j), min(float(cells[i, j]), 1.0))
                for i, j in np.argwhere(cells >= threshold)
            ]
        return result

    def _number(self, pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Corpus:
        english, chinese = self._english, self._chinese
        source: list[list[int]] = []
        target: list[list[int]] = []
        for left, right in pairs:
            source.append([english.setdefault(w, len(english)) for w in left])
            target.append([chinese.setdefault(w, len(chinese)) for w in right])
        return Corpus.of(source, target)

    @staticmethod
    def _pack(corpus: Corpus) -> Ints:
        """A corpus's keys in a form that does not depend on its size."""
        packed: Ints = (corpus.keys // corpus.size << 32) + corpus.keys % corpus.size
        return packed

    def _extended(self, corpus: Corpus, prior: Floats) -> tuple[Table, Table]:
        """The trained tables for another corpus; a pair never seen has its prior alone."""
        packed = self._pack(corpus)
        at = np.minimum(np.searchsorted(self._keys, packed), max(len(self._keys) - 1, 0))
        known = self._keys[at] == packed if len(self._keys) else np.zeros(len(packed), dtype=bool)
        tables = []
        sides = (
            (self._tables[0], packed >> 32, self._seen[0], len(self._chinese)),
            (self._tables[1], packed & 0xFFFFFFFF, self._seen[1], len(self._english)),
        )
        for table, given, seen, words in sides:
            count = np.append(seen, np.zeros(int(given.max(initial=0)) + 1))[given]
            new = np.maximum(prior / (prior + count + KNOWN), FLOOR)
            share = np.where(known, table.translation[at], new) if len(self._keys) else new
            rare = float(table.nothing.min()) if len(table.nothing) else FLOOR
            fill = np.full(max(words - len(table.nothing), 0), rare)
            tables.append(Table(share, np.append(table.nothing, fill), table.jumps))
        return tables[0], tables[1]

    def _prior(self, corpus: Corpus) -> Floats:
        """Pseudo-counts of the known translations among a corpus's keys."""
        english, chinese = list(self._english), list(self._chinese)
        source, target = corpus.keys // corpus.size, corpus.keys % corpus.size
        order = np.argsort(target, kind="stable")
        starts = np.searchsorted(target[order], np.arange(len(chinese) + 1))
        prior = np.zeros(len(corpus.keys))
        for number, word in enumerate(chinese):
            keys = order[starts[number] : starts[number + 1]]
            if len(keys):
                known = self._known(word)
                for key in keys.tolist():
                    prior[key] = known.get(english[source[key]], 0.0)
        return prior

    def _known(self, word: str) -> dict[str, float]:
        """The stems that may translate a word or its parts, with their pseudo-counts."""
        known = dict.fromkeys(self._knowledge.translations(word), KNOWN)
        if not known and len(word) > 1:
            found = self._knowledge.vocabulary.find(word)
            known = {
                name: KNOWN_IN_PART
                for part in longest_words(word, found)
                for name in self._knowledge.translations(part)
            }
        if len(word) > 1:
            for character in word:
                for name in self._knowledge.translations(character):
                    known.setdefault(name, KNOWN_BY_CHARACTER)
        known[word] = KNOWN
        return known
