"""Which words of a segment pair translate which: the aligner's word model over the two sides.

`unterm.alignment.WordModel` brings the shipped lexicon, sounds and parts of words to what the
bitext itself teaches, so that words that stand in one segment pair are linked too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from unterm.alignment.lexicon import Knowledge
from unterm.alignment.linking import link_probabilities
from unterm.alignment.words import WordModel, word_type
from unterm.extraction.ngrams import Floats
from unterm.extraction.sides import Pairs, Side
from unterm.model import Language

_AT_ONCE = 200
"""Segment pairs that are looked at together."""


class Table(NamedTuple):
    """A segment pair: how probable each link of its words is, English × Chinese words.

    ``known`` says which of them are known translations, or spell the same sounds.
    """

    segment: int
    links: Floats
    known: Floats


class WordLinks:
    """The links of all segment pairs of a bitext.

    A term of the glossary that was found on both sides is one word, the same on either side.
    """

    def __init__(self, pairs: Pairs, knowledge: Knowledge) -> None:
        numbers: dict[str, int] = {}
        self._english = _types(pairs.english, "en", numbers)
        self._chinese = _types(pairs.chinese, "zh", numbers)
        self._sides = pairs.english, pairs.chinese
        self._model = WordModel(map(self._pair, range(len(pairs.beads))), knowledge)

    def _pair(self, segment: int) -> tuple[list[str], list[str]]:
        english, chinese = self._sides
        return (
            [self._english[t] for t in english.tokens[segment]],
            [self._chinese[t] for t in chinese.tokens[segment]],
        )

    def tables(self, segments: Iterable[int]) -> Iterator[Table]:
        """The tables of some segments; those with no word, or too many of them, have none."""
        waiting = list(segments)
        for start in range(0, len(waiting), _AT_ONCE):
            some = waiting[start : start + _AT_ONCE]
            found = self._model.evidence([self._pair(segment) for segment in some])
            for segment, evidence in zip(some, found, strict=True):
                if evidence is not None:
                    known = np.minimum(evidence.known, 1.0)
                    yield Table(segment, link_probabilities(evidence), known)


def _types(side: Side, lang: Language, numbers: dict[str, int]) -> list[str]:
    """The type of each word; that of a term is the number of its concept, marked as no word is."""
    return [
        f"\0{numbers.setdefault(concept, len(numbers)):04x}" if concept else word_type(word, lang)
        for word, concept in zip(side.words, side.concepts, strict=True)
    ]
