"""Word alignment: which words of a bead translate which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from unterm.alignment.hmm import Corpus, Trainer
from unterm.alignment.lattice import Floats, Ints
from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.alignment.linking import Evidence, WordLink, link_probabilities
from unterm.alignment.memory import LEAST, Memory, Words, load_memory, save_memory
from unterm.alignment.parts import Parts
from unterm.alignment.sounds import shipped_sounds
from unterm.alignment.stems import stem
from unterm.alignment.tokens import longest_words
from unterm.errors import require_path
from unterm.language.folding import fold_key
from unterm.language.words import cut_words
from unterm.model import Language, Span

PASSES = 5
"""Passes of training before parts of words are looked at."""

ROUNDS = 2
"""How often parts of words are learned from the links and told to the models."""

PASSES_OF_ROUND = 2
"""Passes of training in each of these rounds."""

KNOWN = 1.0
"""Imagined occurrences behind a translation that glossary, lexicon or dictionary gives."""

KNOWN_IN_PART = 0.5
"""The same for a word that has none itself, but of which a part has that translation."""

KNOWN_BY_CHARACTER = 0.15
"""The same for a word of which a character has that translation."""

BY_PARTS = 4.0
"""The same for words whose parts are always linked, for each kind of parts."""

LEAST_BY_PARTS = 0.02
"""Parts that are less surely linked say nothing."""

SOUNDING = 5.0
"""Log likelihood ratio at which a word is as likely as not to spell the other by sound."""

LEAST_SOUNDING = 0.1
"""Words that are less likely to do so do not."""

THRESHOLD = 0.4
"""Links less probable than this are not shown: where F1 of links is about 0.8, a link of more than
half of that probability is worth its risk."""

LONGEST = 120
"""Sentences of more words are left out."""

TRAINING_CELLS = 7_000_000
"""Of larger corpora, the pairs of the longest sentences are left out of training: they cost most
and tell least."""

_ENGLISH = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its type, as the model knows it, and its span."""

    type: str
    span: Span


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


Sentence = Sequence[str]
"""A sentence as types of words."""


class WordModel:
    """Two word models trained to agree on sentences at hand, and what else speaks for a link.

    ``pairs`` are English and Chinese sentences as sequences of types (`word_type`). Known
    translations, words that spell the same sounds, and words whose parts are linked elsewhere come
    in as pseudo-counts. Training is deterministic, and `links` gives the same for a sentence
    whether it was trained on or not, and whether the model was saved in between or not.

    >>> model = WordModel([(["peac"], ["和平"]), (["the", "law"], ["法律"])])
    >>> links = model.links([(["last", "peac"], ["和平"])])[0]
    >>> max(links, key=lambda link: link.probability).source
    1
    """

    def __init__(
        self,
        pairs: Iterable[tuple[Sentence, Sentence]],
        knowledge: Knowledge | None = None,
        *,
        passes: int = PASSES,
    ) -> None:
        self._knowledge = knowledge if knowledge is not None else Knowledge()
        self._words = Words([], [])
        corpus, words = self._read(_manageable([p for p in pairs if _fits(p)]))
        source, target = corpus.keys // corpus.size, corpus.keys % corpus.size
        known = self._known(words, source, target)[0]
        trainer = Trainer(corpus, known)
        tables = trainer.train(passes)
        counts = trainer.count(tables)
        taught = counts
        for _ in range(ROUNDS):
            taught = np.where(counts >= LEAST, counts, 0.0)
            self._parts = _learn_parts(words, source, target, taught)
            alike = self._parts.likeness(words.english, words.chinese, source, target, taught)
            trainer.prior = known + _imagined(alike)
            tables = trainer.train(PASSES_OF_ROUND, trainer.retell(counts, tables))
            counts = trainer.count(tables)
        self._words = words
        self._memory = Memory.of(corpus, words, tables, trainer.prior, counts, taught)

    def save(self, path: str | Path) -> None:
        """Write the model to a file, with all that it knows, so that `load` gives it back.

        The file takes the place of an older one only when it is whole. It holds words, counts and
        the known translations, no sentence.
        """
        require_path("path", path)
        save_memory(path, self._memory, self._words, self._knowledge.table())

    @classmethod
    def load(cls, path: str | Path) -> WordModel:
        """The model that was saved; it links new sentences as the one that was saved did.

        Raises `FormatError` for a file that is no saved model, or one of another version.
        """
        require_path("path", path)
        memory, words, known = load_memory(path)
        model = cls.__new__(cls)
        table = {word: dict.fromkeys(stems, 0.0) for word, stems in known.items()}
        model._knowledge = Knowledge((), None, Lexicon(table))
        model._words, model._memory = words, memory
        source, target = memory.keys >> 32, memory.keys & 0xFFFFFFFF
        model._parts = _learn_parts(words, source, target, memory.taught)
        return model

    def links(
        self, pairs: Sequence[tuple[Sentence, Sentence]], threshold: float = THRESHOLD
    ) -> list[list[WordLink]]:
        """The links of each pair of sentences that are at least so probable.

        A sentence of more than `LONGEST` words has none.
        """
        return [
            [
                WordLink(int(i), int(j), float(cells[i, j]))
                for i, j in np.argwhere(cells >= threshold)
            ]
            for cells in map(_probabilities, self.evidence(pairs))
        ]

    def evidence(self, pairs: Sequence[tuple[Sentence, Sentence]]) -> list[Evidence | None]:
        """What is known of the words of each pair; None for one with an empty or too long side."""
        short = [k for k, pair in enumerate(pairs) if _fits(pair)]
        result: list[Evidence | None] = [None] * len(pairs)
        if not short:
            return result
        corpus, words = self._read([pairs[k] for k in short])
        source, target = corpus.keys // corpus.size, corpus.keys % corpus.size
        known, sound = self._known(words, source, target)
        own = self._memory.recall(source, target)[1]
        alike = self._parts.likeness(words.english, words.chinese, source, target, own)
        tables = self._memory.tables(source, target, known + _imagined(alike), words)
        posteriors = Trainer(corpus, known).expect(tables)[0]
        seen = (
            np.append(self._memory.source_seen, np.zeros(len(words.english))),
            np.append(self._memory.target_seen, np.zeros(len(words.chinese))),
        )
        at = np.cumsum(corpus.rows) - corpus.rows, np.cumsum(corpus.columns) - corpus.columns
        starts = corpus.starts
        for n, k in enumerate(short):
            rows, columns = int(corpus.rows[n]), int(corpus.columns[n])
            cells = slice(starts[n], starts[n + 1])
            keys = corpus.index[cells]
            result[k] = Evidence(
                posteriors.forward[cells].reshape(rows, columns),
                posteriors.backward[cells].reshape(rows, columns),
                known[keys].reshape(rows, columns),
                sound[keys].reshape(rows, columns),
                alike[:, keys].reshape(-1, rows, columns),
                seen[0][corpus.source[at[0][n] : at[0][n] + rows]],
                seen[1][corpus.target[at[1][n] : at[1][n] + columns]],
            )
        return result

    def _read(self, pairs: Iterable[tuple[Sentence, Sentence]]) -> tuple[Corpus, Words]:
        """The corpus of these pairs, and its words behind those of the model."""
        english = {word: k for k, word in enumerate(self._words.english)}
        chinese = {word: k for k, word in enumerate(self._words.chinese)}
        source: list[list[int]] = []
        target: list[list[int]] = []
        for left, right in pairs:
            source.append([english.setdefault(w, len(english)) for w in left])
            target.append([chinese.setdefault(w, len(chinese)) for w in right])
        return Corpus.of(source, target), Words(list(english), list(chinese))

    def _known(self, words: Words, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """Pseudo-counts of known and of spelled translations, and what sounds say."""
        order = np.argsort(target, kind="stable")
        starts = np.searchsorted(target[order], np.arange(len(words.chinese) + 1))
        prior = np.zeros(len(source))
        for number, word in enumerate(words.chinese):
            keys = order[starts[number] : starts[number + 1]]
            if len(keys):
                known = self._translations(word)
                for key, stem_number in zip(keys.tolist(), source[keys].tolist(), strict=True):
                    prior[key] = known.get(words.english[stem_number], 0.0)
        sound = shipped_sounds().likeness(words.english, words.chinese, source, target)
        odds = 1.0 / (1.0 + np.exp(SOUNDING - sound))
        return prior + np.where(odds >= LEAST_SOUNDING, odds, 0.0), sound

    def _translations(self, word: str) -> dict[str, float]:
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


def _fits(pair: tuple[Sentence, Sentence]) -> bool:
    return all(0 < len(side) <= LONGEST for side in pair)


def _manageable(pairs: list[tuple[Sentence, Sentence]]) -> list[tuple[Sentence, Sentence]]:
    """The pairs in their order, without the largest if together they are too large."""
    cells = np.array([len(e) * len(z) for e, z in pairs], dtype=np.int64)
    order = np.argsort(cells, kind="stable")
    kept = np.zeros(len(pairs), dtype=bool)
    kept[order] = np.cumsum(cells[order]) <= TRAINING_CELLS
    return [pair for pair, keep in zip(pairs, kept.tolist(), strict=True) if keep]


def _learn_parts(words: Words, source: Ints, target: Ints, counts: Floats) -> Parts:
    """The parts of words that are linked; the pairs that never are tell nothing."""
    linked = np.flatnonzero(counts)
    return Parts(words.english, words.chinese, source[linked], target[linked], counts[linked])


def _imagined(alike: Floats) -> Floats:
    """Pseudo-counts that follow from parts of words: the means of all kinds."""
    means = alike[: len(alike) // 2]
    counts: Floats = BY_PARTS * np.where(means >= LEAST_BY_PARTS, means, 0.0).sum(axis=0)
    return counts


def _probabilities(evidence: Evidence | None) -> Floats:
    return np.zeros((0, 0)) if evidence is None else link_probabilities(evidence)
