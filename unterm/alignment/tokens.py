"""Segments as token types: English stems, Chinese words of a vocabulary, figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from unterm.alignment.marks import find_marks, find_punctuation
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


def byte_length(text: str) -> int:
    """How long a text is in UTF-8; a lone surrogate counts as any character of its range."""
    return len(text.encode(errors="surrogatepass"))


def english_stems(text: str) -> list[str]:
    """The stems of all Latin words of a folded text.

    >>> english_stems("the parties' obligations")
    ['the', 'parti', 'obligation']
    """
    return [stem(word) for word in _LATIN.findall(text)]


def read_side(
    sentences: Sequence[str],
    lang: Language,
    vocabulary: Vocabulary,
    openings: Sequence[bool] | None = None,
) -> Side:
    """The token types of sentences.

    English: stems. Chinese: the longest words of the vocabulary from left to right, Han characters
    of no word, and Latin stems; every shorter word inside and every pair of neighbouring
    characters can answer for a translation, without asking for one. Both: numbers, dates and
    symbols by value, labels by their place in the list, and marks of punctuation. ``openings``
    says which sentences open a paragraph; without it all do.
    """
    return Side.of((_types(sentence, lang, vocabulary) for sentence in sentences), openings)


def _types(
    sentence: str, lang: Language, vocabulary: Vocabulary
) -> tuple[list[str], list[str], int]:
    """What is counted in a sentence, what stands there besides, and its length in bytes."""
    placed, inside = read_words(fold(sentence).text, lang, vocabulary)
    own = [word for word, _, _ in placed]
    own.extend(find_punctuation(sentence))
    for mark, other in find_marks(sentence):
        own.append(mark)
        inside.append(other)
    if "《" in sentence:
        inside.append('"')  # English may put a title in quotation marks
    for quantity in find_quantities(sentence, lang=lang):
        values = [_FIGURE + atom for atom in quantity.atoms]
        (own if quantity.certain else inside).extend(values)
        for alternative in quantity.alternatives:
            inside.extend(_FIGURE + atom for atom in alternative)
    return own, inside, byte_length(sentence)


def read_words(
    text: str, lang: Language, vocabulary: Vocabulary
) -> tuple[list[tuple[str, int, int]], list[str]]:
    """The words of a folded text that count, with their places, and what stands there besides.

    >>> read_words("peace即和平", "zh", Vocabulary(["和平"]))
    ([('peac', 0, 5), ('即', 5, 6), ('和平', 6, 8)], ['和平', '即和', '和平'])
    """
    placed = [(stem(word[0]), word.start(), word.end()) for word in _LATIN.finditer(text)]
    if lang != "zh":
        return placed, []
    found = vocabulary.find(text)
    inside = [word for word, _, _ in found]
    placed.extend((text[start:end], start, end) for start, end in _longest(text, found))
    for run in _HAN_RUN.findall(text):
        inside.extend(run[k : k + 2] for k in range(len(run) - 1))
    return placed, inside


def longest_words(text: str, found: Iterable[tuple[str, int, int]]) -> list[str]:
    """The longest of the words found, from left to right; a character where none stands.

    ``found`` are the vocabulary's words in the text, as `Vocabulary.find` gives them.
    """
    return [text[start:end] for start, end in _longest(text, found)]


def _longest(text: str, found: Iterable[tuple[str, int, int]]) -> list[tuple[int, int]]:
    longest: dict[int, int] = {}
    for _, start, end in found:
        longest[start] = max(end, longest.get(start, 0))
    words: list[tuple[int, int]] = []
    for run in _HAN_RUN.finditer(text):
        at = run.start()
        while at < run.end():
            end = longest.get(at, at + 1)
            words.append((at, end))
            at = end
    return words
