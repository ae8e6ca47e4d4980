"""Additive statistics: a document is cut into words once, and added to what is there."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from unterm.extraction.features import mark_number
from unterm.extraction.ngrams import EDGE, Ints
from unterm.language.folding import simplify
from unterm.language.scripts import is_han
from unterm.language.words import WordCutter
from unterm.model import Document, ParagraphKind, Span

_SURROGATES = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no matcher takes, exchanged for U+FFFD.

    >>> without_surrogates("和" + chr(0xD800)) == "和" + chr(0xFFFD)
    True
    """
    return _SURROGATES.sub("\ufffd", text)


class Origin(NamedTuple):
    """What a document is cited by."""

    name: str
    symbol: str | None
    title: str | None
    date: date | None

    @classmethod
    def of(cls, document: Document) -> Origin:
        """The origin of a document."""
        name = document.symbol or document.title or document.path or "untitled"
        return cls(name, document.symbol, document.title, document.date)


class Place(NamedTuple):
    """A segment: number of its document, its paragraph's label, and its text.

    ``is_line`` says that it is a list item of its own.
    """

    document: int
    label: str
    is_line: bool
    text: str


class Tokens(NamedTuple):
    """The words of a segment, and where each starts and ends in its text."""

    words: list[str]
    starts: list[int]
    ends: list[int]


class Counts:
    """Documents as numbered words; everything the extraction counts is counted from these.

    Adding a document does not look at the earlier ones. Kept are the segments' texts and 12 bytes
    for each word, not the documents themselves. ``glossary`` tells whose terms the cutter has.
    """

    def __init__(self, cutter: WordCutter, glossary: str = "") -> None:
        self._cutter = cutter
        self.glossary = glossary
        self.words: list[str] = [""]
        self._numbers: dict[str, int] = {"": EDGE}
        self._tokens = array("i")
        self._starts = array("i")
        self._places = array("i")
        self.places: list[Place] = []
        self.origins: list[Origin] = []

    def add(self, document: Document) -> None:
        """Add a Chinese document."""
        number = len(self.origins)
        self.origins.append(Origin.of(document))
        for index, paragraph in enumerate(document.paragraphs):
            label = document.label(index)
            listed = paragraph.kind is ParagraphKind.LIST_ITEM and len(paragraph.segments) == 1
            for at in paragraph.segments:
                text = without_surrogates(document.segments[at].text)
                self._add_segment(Place(number, label, listed, text))

    def restore(
        self, origin: Origin, segments: Iterable[tuple[str, bool, str, list[tuple[str, int]]]]
    ) -> None:
        """Add a document cut into words before: label, is_line, text, words with starts."""
        number = len(self.origins)
        self.origins.append(origin)
        for label, is_line, text, words in segments:
            place_number = len(self.places)
            self.places.append(Place(number, label, is_line, text))
            for word, start in words:
                self._append(self._number(word), start, place_number)

    def _add_segment(self, place: Place) -> None:
        place_number = len(self.places)
        self.places.append(place)
        end = 0
        for word in self._cutter.cut(simplify(place.text)):
            if word.text.isspace():
                continue
            gap = word.span.start > end
            end = word.span.end
            counted = is_han(word.text[0]) or word.text[0].isalnum()
            if (gap or not counted) and self._tokens and self._tokens[-1] != EDGE:
                # A blank between Han and figures is typography; between Han words it is an edge.
                if counted and (word.text[0].isascii() or self.words[self._tokens[-1]].isascii()):
                    pass
                else:
                    self._append(EDGE, word.span.start, place_number)
            if counted:
                self._append(self._number(word.text), word.span.start, place_number)
        self._append(EDGE, len(place.text), place_number)

    def _append(self, token: int, start: int, place: int) -> None:
        self._tokens.append(token)
        self._starts.append(start)
        self._places.append(place)

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    def __len__(self) -> int:
        """How many words and clause edges it has."""
        return len(self._tokens)

    @property
    def frequencies(self) -> dict[str, int]:
        """How often each word occurs."""
        counted = np.bincount(self.tokens, minlength=len(self.words))
        return {word: int(counted[n]) for n, word in enumerate(self.words) if n != EDGE}

    @property
    def tokens(self) -> Ints:
        """The words' numbers in order, with `EDGE` between clauses."""
        return np.array(self._tokens, dtype=np.int64)

    @property
    def document_numbers(self) -> Ints:
        """The document of each token."""
        table = np.array([place.document for place in self.places], dtype=np.int64)
        if not len(self._places):
            return np.zeros(0, dtype=np.int64)
        return table[np.array(self._places, dtype=np.int64)]

    def word(self, position: int) -> str:
        """The word at a position; empty at an edge."""
        return self.words[self._tokens[position]]

    def place(self, position: int) -> tuple[int, int]:
        """The place number and the character offset of a token."""
        return self._places[position], self._starts[position]

    def span(self, position: int, length: int) -> Span:
        """The characters of ``length`` tokens from a position, in their segment's text."""
        last = position + length - 1
        end = self._starts[last] + len(self.words[self._tokens[last]])
        return Span(self._starts[position], end)

    def text(self, position: int, length: int) -> str:
        """The string of ``length`` tokens as their segment has it."""
        place = self.places[self._places[position]]
        return self.span(position, length).cut(place.text)

    def segment_tokens(self) -> Iterator[Tokens]:
        """The words of each segment in order, with an empty word at every clause edge."""
        position, size = 0, len(self._tokens)
        for number in range(len(self.places)):
            tokens = Tokens([], [], [])
            while position < size and self._places[position] == number:
                word = self.words[self._tokens[position]]
                start = self._starts[position]
                tokens.words.append(word)
                tokens.starts.append(start)
                tokens.ends.append(start + len(word))
                position += 1
            yield tokens

    def edge_marks(self) -> tuple[Ints, Ints]:
        """What parts each token from the one before it and after it, as `mark_number` says.

        It tells something only at the edges of clauses.
        """
        before = np.zeros(len(self), dtype=np.int64)
        after = np.zeros(len(self), dtype=np.int64)
        for start, end in self.clauses():
            text = self.places[self._places[start]].text
            span = self.span(start, end - start)
            before[start] = mark_number(text[span.start - 1 : span.start] if span.start else "")
            after[end - 1] = mark_number(text[span.end : span.end + 1])
        return before, after

    def cut(self, text: str) -> list[str]:
        """The words of a text that stands for itself, in simplified script."""
        return [word.text for word in self._cutter.cut(simplify(text))]

    def last_word(self, text: str) -> str:
        """The last word of a text."""
        return next(reversed(self.cut(text)), "")

    def clauses(self) -> Iterator[tuple[int, int]]:
        """The ranges of tokens between edges."""
        start = 0
        for position, token in enumerate(self._tokens):
            if token == EDGE:
                if position > start:
                    yield start, position
                start = position + 1
