"""The phrases of one segment pair: Chinese ones that can be terms, and what translates them.

The extraction of consistent phrase pairs is that of Koehn, Och and Marcu (2003).
"""

from __future__ import annotations

from collections.abc import Iterator

from unterm.extraction.english import joined_cells
from unterm.extraction.shapes import can_be_term
from unterm.extraction.sides import Side
from unterm.extraction.words import Words

LONGEST = 8
"""Words of a phrase, on either side."""
_MOST_UNALIGNED = 2
_HYPHENS = ("-", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}")

Links = set[tuple[int, int]]


def chinese_phrases(side: Side, segment: int, words: Words) -> Iterator[tuple[int, int]]:
    """The ranges of words of a Chinese segment that can be terms."""
    tokens = side.tokens[segment]
    starts, ends = side.starts[segment], side.ends[segment]
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + LONGEST) + 1):
            if end - start > 1 and starts[end - 1] != ends[end - 2]:
                break
            parts = [side.words[t] for t in tokens[start:end]]
            if can_be_term(parts, [side.known[t] for t in tokens[start:end]], words):
                yield start, end


def english_breaks(side: Side, segment: int) -> list[int]:
    """The words before which more than a blank or a hyphen stands."""
    starts, ends, text = side.starts[segment], side.ends[segment], side.texts[segment]
    return [at for at in range(1, len(starts)) if not joined_cells(text[ends[at - 1] : starts[at]])]


def cuts_a_compound(side: Side, segment: int, low: int, high: int) -> bool:
    """Whether an English phrase begins or ends inside a word with a hyphen: [medium-]sized."""
    starts, ends, text = side.starts[segment], side.ends[segment], side.texts[segment]

    def hyphen(at: int) -> bool:
        return 0 < at < len(starts) and text[ends[at - 1] : starts[at]] in _HYPHENS

    return hyphen(low) or hyphen(high)


class Ranges:
    """The source ranges that translate target ranges of one segment pair.

    >>> ranges = Ranges({(0, 0), (2, 1)}, 3)
    >>> list(ranges.of(1, 2, 7)), list(ranges.of(0, 2, 7))
    ([(2, 3), (1, 3)], [(0, 3)])
    """

    def __init__(self, links: Links, source_length: int) -> None:
        self._length = source_length
        self._of_target: dict[int, tuple[int, int]] = {}
        self._of_source: dict[int, tuple[int, int]] = {}
        for i, j in links:
            low, high = self._of_target.get(j, (i, i))
            self._of_target[j] = (min(low, i), max(high, i))
            low, high = self._of_source.get(i, (j, j))
            self._of_source[i] = (min(low, j), max(high, j))

    def of(self, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
        """The source ranges of the target range ``start:end``, of at most ``longest`` words.

        The smallest one, and it with up to two unaligned words on either side. None where a link
        leads out of the range, or nothing is aligned.
        """
        bounds = [self._of_target[j] for j in range(start, end) if j in self._of_target]
        if not bounds:
            return
        low = min(first for first, _ in bounds)
        high = max(last for _, last in bounds) + 1
        if high - low > longest:
            return
        for i in range(low, high):
            first, last = self._of_source.get(i, (start, start))
            if first < start or last >= end:
                return
        lows, highs = [low], [high]
        while len(lows) <= _MOST_UNALIGNED and lows[-1] and lows[-1] - 1 not in self._of_source:
            lows.append(lows[-1] - 1)
        while (
            len(highs) <= _MOST_UNALIGNED
            and highs[-1] < self._length
            and highs[-1] not in self._of_source
        ):
            highs.append(highs[-1] + 1)
        for new_low in lows:
            for new_high in highs:
                if new_high - new_low <= longest:
                    yield new_low, new_high
