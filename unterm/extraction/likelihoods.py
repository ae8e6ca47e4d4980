"""How likely each stretch of the Chinese side of a bitext is a term where it stands."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence

from unterm.extraction.counts import Counts
from unterm.extraction.likely import LONGEST_TERM
from unterm.extraction.tagger import Tagger
from unterm.extraction.words import Words
from unterm.language.words import WordCutter
from unterm.model import Document


class Likelihoods:
    """What the tagger says of the segments, by characters.

    The segments are cut anew, without the terms of a glossary: the tagger was trained so. Memory is
    about 60 bytes a word.

    >>> from unterm.extraction.tagger import load_tagger
    >>> from unterm.extraction.words import load_words
    >>> found = Likelihoods(["会员国强调人权"], load_words(), load_tagger())
    >>> found.of(0, 5, 7) > 0.5 > found.of(0, 3, 7)
    True
    """

    def __init__(self, texts: Sequence[str], words: Words, tagger: Tagger) -> None:
        counts = Counts(WordCutter())
        counts.add(Document.from_segments(texts, lang="zh"))
        self._table = tagger.judge(
            counts.tokens, counts.edge_marks(), counts.words, words, LONGEST_TERM
        )
        self._starts, self._ends = array("i"), array("i")
        self._bounds = array("q", [0])
        for tokens in counts.segment_tokens():
            self._starts.extend(tokens.starts)
            self._ends.extend(tokens.ends)
            self._bounds.append(len(self._starts))

    def of(self, segment: int, start: int, end: int) -> float:
        """How likely these characters are a term; 0 where a word goes over one of their edges."""
        low, high = self._bounds[segment], self._bounds[segment + 1]
        first = bisect_left(self._starts, start, low, high)
        while first < high and self._ends[first] == start:
            first += 1  # the edge of a clause, which has no length
        if first == high or self._starts[first] != start:
            return 0.0
        for length in range(min(LONGEST_TERM, high - first)):
            if self._ends[first + length] == end:
                return float(self._table[length, first])
        return 0.0
