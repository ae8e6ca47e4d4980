"""Names written by their sound: how well Chinese characters spell the letters of a Latin word.

A word's letters are cut in as many stretches as the other has characters, each stretch given by its
character: the joint-source model of transliteration (Li, Zhang and Su 2004) over all ways to cut.
Compared is how probable the word is given these characters and given any characters. The table of
stretches is learned by `benchmarks/build_sounds.py`; it holds characters, letters and per mille.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from unterm.alignment.lattice import Floats, Ints
from unterm.errors import FormatError

LONGEST_STRETCH = 4
"""Letters that one character may stand for."""

LETTERS = 14
"""Letters of a word that are read; the rest is not looked at."""

CHARACTERS = 7
"""Longer Chinese words are no names written by sound."""

ANY_CHARACTER = 0.05
"""Share of a character's stretches that are drawn from those of all characters."""

CLEAR = 0.03
"""A stretch at least so probable for a character is heard at once."""

SILENT = -20.0
"""Log likelihood ratio of words that share no sound."""

_PORTION = 8000


def spell(word: str) -> str:
    """The plain letters of a word, as many as are read.

    >>> spell("Müller's"), spell("2030"), spell("和平")
    ('mullers', '', '')
    """
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if "a" <= c <= "z")[:LETTERS]


def stretches_of(words: Sequence[str], number: Mapping[str, int]) -> Ints:
    """For each word, place after a letter and length the number of the stretch that ends there.

    What is not in ``number``, and what would begin before the word, is 0.
    """
    table: Ints = np.zeros((len(words), LETTERS + 1, LONGEST_STRETCH + 1), dtype=np.int64)
    for k, word in enumerate(words):
        for end in range(len(word) + 1):
            for length in range(min(LONGEST_STRETCH, end) + 1):
                table[k, end, length] = number.get(word[end - length : end], 0)
    return table


def spelled(given: npt.NDArray[np.floating[Any]], sizes: Ints) -> Floats:
    """How probable every beginning of a word is after each character, over all ways to cut it.

    ``given`` holds for each (word, character, place, length) the probability of the stretch,
    ``sizes`` the characters of each word. The result is (character, word, place), with a row in
    front of the first character; after a word's last character it stays as it is.
    """
    words, characters, places, lengths = given.shape
    reached = np.zeros((characters + 1, words, places))
    reached[0, :, 0] = 1.0
    for k in range(characters):
        new = np.zeros((words, places))
        for length in range(min(lengths, places)):
            new[:, length:] += reached[k, :, : places - length] * given[:, k, length:, length]
        reached[k + 1] = np.where((k < sizes)[:, None], new, reached[k])
    return reached


class Sounds:
    """Which letters each character stands for in names.

    >>> sounds = Sounds({"马": {"ma": 0.9}, "里": {"li": 0.5, "ri": 0.5}})
    >>> here = np.array([0, 0])
    >>> ratios = sounds.likeness(["mali", "chad"], ["马里"], np.array([0, 1]), here)
    >>> bool(ratios[0] > 1), float(ratios[1])
    (True, -20.0)
    """

    def __init__(self, table: Mapping[str, Mapping[str, float]]) -> None:
        self._character = {c: k for k, c in enumerate(table, start=1)}
        self._stretch: dict[str, int] = {"?": 0}
        for stretches in table.values():
            for stretch in stretches:
                self._stretch.setdefault(stretch, len(self._stretch))
        given = np.zeros((len(table) + 1, len(self._stretch)), dtype=np.float32)
        for k, stretches in enumerate(table.values(), start=1):
            for stretch, share in stretches.items():
                given[k, self._stretch[stretch]] = share
        # Row 0 stands for any character; what no character stands for stays impossible.
        given[0] = given[1:].sum(axis=0) / max(float(given[1:].sum()), 1.0)
        self._clear = given >= CLEAR
        self._clear[:, self._stretch.get("", 0)] = False
        given[1:] = (1 - ANY_CHARACTER) * given[1:] + ANY_CHARACTER * given[0]
        self._given = given

    @classmethod
    def parse(cls, text: str, path: str = "sounds") -> Sounds:
        """Read ``character TAB letters per-mille …`` lines; ``#`` begins a comment, ``-`` is none.

        >>> len(Sounds.parse("# from\\n马\\tma 900 - 100\\n"))
        1
        """
        table: dict[str, dict[str, float]] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if not line or line[0] == "#":
                continue
            character, _, rest = line.partition("\t")
            fields = rest.split(" ") if rest else []
            try:
                table[character] = {
                    "" if s == "-" else s: int(p) / 1000
                    for s, p in zip(fields[::2], fields[1::2], strict=True)
                }
            except ValueError as error:
                raise FormatError(
                    path, number, "not 'character TAB letters per-mille …'"
                ) from error
        return cls(table)

    def __len__(self) -> int:
        return len(self._character)

    def likeness(
        self, english: Sequence[str], chinese: Sequence[str], source: Ints, target: Ints
    ) -> Floats:
        """For each pair of an English and a Chinese word, given by number, the log likelihood ratio
        that the second spells the first; `SILENT` where that is plainly not so."""
        words = [spell(word) for word in english]
        stretches = stretches_of(words, self._stretch)
        places = np.array([len(word) for word in words], dtype=np.int64)
        characters: Ints = np.zeros((len(chinese), CHARACTERS), dtype=np.int64)
        sizes: Ints = np.zeros(len(chinese), dtype=np.int64)
        for k, word in enumerate(chinese):
            numbers = [self._character.get(c, 0) for c in word]
            # A word with a character that no name has cannot be spelled by these.
            if 2 <= len(numbers) <= CHARACTERS and numbers[0]:
                characters[k, : len(numbers)] = numbers
                sizes[k] = len(numbers)
        result: Floats = np.full(len(source), SILENT)
        able = np.flatnonzero((places[source] >= 2) & (sizes[target] > 0))
        for start in range(0, len(able), 20 * _PORTION):
            keys = able[start : start + 20 * _PORTION]
            heard = np.zeros(len(keys), dtype=np.int64)
            inside = stretches[source[keys]][:, :, 1:].reshape(len(keys), -1)
            for k in range(CHARACTERS):
                some = np.flatnonzero(k < sizes[target[keys]])
                own = characters[target[keys[some]], k]
                heard[some] += self._clear[own[:, None], inside[some]].any(axis=1)
            many = sizes[target[keys]]
            keys = keys[heard >= np.maximum(2, np.ceil(0.6 * many))]
            for at in range(0, len(keys), _PORTION):
                part = keys[at : at + _PORTION]
                result[part] = self._compare(
                    stretches[source[part]],
                    places[source[part]],
                    characters[target[part]],
                    sizes[target[part]],
                )
        return result

    def _compare(self, stretches: Ints, places: Ints, characters: Ints, sizes: Ints) -> Floats:
        own = self._given[characters[:, :, None, None], stretches[:, None]]
        anyone = np.broadcast_to(self._given[0][stretches][:, None], own.shape)
        row = np.arange(len(places))
        ratio: Floats = np.log(spelled(own, sizes)[-1][row, places] + 1e-30) - np.log(
            spelled(anyone, sizes)[-1][row, places] + 1e-30
        )
        return np.maximum(ratio, SILENT)


@cache
def shipped_sounds() -> Sounds:
    """The table that comes with the library."""
    file = resources.files("unterm.alignment") / "data" / "sounds.tsv.gz"
    return Sounds.parse(gzip.decompress(file.read_bytes()).decode(), "sounds.tsv.gz")
