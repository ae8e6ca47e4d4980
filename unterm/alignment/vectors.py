"""Sentence embeddings out of static word vectors of two languages in one space.

A sentence is the mean of its words' vectors, rare words weighing more: a / (a + p(word)), with the
share p of the word among all words of the texts (Arora, Liang and Ma 2017, "A simple but
tough-to-beat baseline for sentence embeddings").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from unterm.alignment.tokens import Vocabulary, longest_words
from unterm.errors import InputError
from unterm.formats.vectors import read_vectors
from unterm.language.folding import fold, simplify
from unterm.language.scripts import HAN

RARITY = 1e-3
"""The share of the words at which a word weighs half."""

_CHINESE = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(rf"[^\W\d_{HAN}]+(?:'[a-z]+)?")
_PREFIX = re.compile(r"/c/(?:en|zh)/")
"""ConceptNet writes the language before the word."""


class StaticEmbeddings:
    """An encoder of sentences by word vectors; it knows the words of the texts it was made for.

    English words are looked up in lower case, Chinese ones in Simplified script: the longest words
    that have a vector, from left to right.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "words.vec")
    ...     _ = path.write_text("peace 1 0\\nwar 0 1\\n和平 1 0\\n", "utf-8")
    ...     encode = StaticEmbeddings([path], ["Peace!", "和平。"])
    >>> vectors = encode(["Peace!", "和平。", "12."])
    >>> bool((vectors[0] == vectors[1]).all()), vectors[2].tolist()
    (True, [0.0, 0.0])
    """

    def __init__(self, paths: Sequence[str | Path], texts: Iterable[str]) -> None:
        """Stream the files, keeping what can occur in the texts.

        Raises `FormatError` as `read_vectors` does, and `InputError` where the files hold words of
        one language only.
        """
        latin: set[str] = set()
        pairs: set[str] = set()
        folded = [fold(text).text for text in texts]
        for text in folded:
            latin.update(_LATIN.findall(text))
            for run in _CHINESE.findall(text):
                pairs.update(run)
                pairs.update(run[k : k + 2] for k in range(len(run) - 1))
        seen = {"English": 0, "Chinese": 0}

        def wanted(word: str) -> str | None:
            key = simplify(_PREFIX.sub("", word)).lower()
            if _CHINESE.fullmatch(key):
                seen["Chinese"] += 1
                parts = [key[k : k + 2] for k in range(len(key) - 1)] or [key]
                return key if pairs.issuperset(parts) else None
            if _LATIN.fullmatch(key):
                seen["English"] += 1
                return key if key in latin else None
            return None

        vectors = read_vectors(paths, wanted)
        for language, count in seen.items():
            if not count:
                raise InputError(
                    f"no {language} words in {', '.join(map(str, paths))}: give vectors of both "
                    "languages in one space, in one file or in two"
                )
        self._rows = vectors.rows
        self._vocabulary = Vocabulary(word for word in vectors.rows if _CHINESE.fullmatch(word))
        counts: Counter[str] = Counter()
        for text in folded:
            counts.update(self._words(text))
        total = max(counts.total(), 1)
        share = np.array([counts[word] for word in vectors.rows], dtype=np.float32) / total
        self._table = vectors.table * (RARITY / (RARITY + share))[:, None]

    def __call__(self, texts: list[str]) -> npt.NDArray[np.float32]:
        """One row a text; zeros where no word is known."""
        out = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for number, text in enumerate(texts):
            rows = [self._rows[word] for word in self._words(fold(text).text)]
            if rows:
                out[number] = self._table[rows].mean(axis=0)
        return out

    def _words(self, text: str) -> list[str]:
        words = _LATIN.findall(text) + longest_words(text, self._vocabulary.find(text))
        return [word for word in words if word in self._rows]
