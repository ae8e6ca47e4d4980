"""Segments as token types: English stems, Chinese words of a vocabulary, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from unterm.alignment.marks import find_marks
from unterm.alignment.sides import Side
from unterm.alignment.stems import stem
from unterm.language.folding import fold
from unterm.language.quantities import find_quantities
from unterm.language.scripts import HAN
from unterm.model import Language

_LATIN = re.compile(r"[a-zß-öø-ÿā-žƀ-ɏ]+(?:'[a-z]+)?")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_FIGURE = "#"


class Vocabulary:
    """Chinese words, found all at once in a text.

    >>> vocabulary = Vocabulary(["维持", "维持和平", "和平"])
    >>> vocabulary.find("维持和平")
    [('维持', 0, 2), ('维持和平', 0, 4), ('和平', 2, 4)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in dict.fromkeys(words) if word]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._words, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """All words of the vocabulary in a folded text, overlapping ones too."""
        return [
            (self._words[number], start, end)
            for number, start, end in self._automaton.find_matches_as_indexes(
                text, overlapping=True
            )
        ]


def english_stems(text: str) -> list[str]:
    """The stems of all Latin words of a folded text.

    >>> english_stems("the parties' obligations")
    ['the', 'parti', 'obligation']
    """
    return [stem(word) for word in _LATIN.findall(text)]


def read_side(sentences: Sequence[str], lang: Language, vocabulary: Vocabulary) -> Side:
    """The token types of sentences.

    English: stems. Chinese: the longest words of the vocabulary from left to right, Han characters
    of no word, and Latin stems; every shorter word inside and every pair of neighbouring
    characters can answer for a translation, without asking for one. Both: numbers, dates and
    symbols by value, and labels by their place in the list.
    """
    return Side.of(_types(sentence, lang, vocabulary) for sentence in sentences)


def _types(
    sentence: str, lang: Language, vocabulary: Vocabulary
) -> tuple[list[str], list[str], int]:
    """What is counted in a sentence, what stands there besides, and its length in bytes."""
    text = fold(sentence).text
    own = english_stems(text)
    inside: list[str] = []
    if lang == "zh":
        found = vocabulary.find(text)
        inside.extend(word for word, _, _ in found)
        own.extend(longest_words(text, found))
        for run in _HAN_RUN.findall(text):
            inside.extend(run[k : k + 2] for k in range(len(run) - 1))
    for mark, other in find_marks(sentence):
        own.append(mark)
        inside.append(other)
    for quantity in find_quantities(sentence, lang=lang):
        values = [_FIGURE + atom for atom in quantity.atoms]
        (own if quantity.certain else inside).extend(values)
        for alternative in quantity.alternatives:
            inside.extend(_FIGURE + atom for atom in alternative)
    return own, inside, len(sentence.encode())


def longest_words(text: str, found: Iterable[tuple[str, int, int]]) -> list[str]:
    longest: dict[int, int] = {}
    for _, start, end in found:
        longest[start] = max(end, longest.get(start, 0))
    words: list[str] = []
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        while at < run.end():
            end = longest.get(at, at + 1)
            words.append(text[at:end])
            at = end
    return words
