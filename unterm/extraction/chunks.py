"""Sequences that occur once, but fill the room between two words that bound a term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from unterm.extraction.counts import Counts
from unterm.extraction.words import COORDINATORS, Words
from unterm.language.scripts import is_han

LONGEST_CHUNK = 5
"""Words."""
MOST_WORDS = 400_000
_LEAST_EDGE = 0.05
_LEAST_WITHIN = 0.1
_LEAST_VERB = 0.2
_LEAST_ALONE = 0.3
_PLACES = frozenset(("ns", "nt"))
_PLACE = 0.2
"""Score of the name of a place or body that general Chinese knows."""
_COMMON = 200.0
"""Occurrences in a million words of general Chinese, above which a word alone says nothing."""


class Chunk(NamedTuple):
    """Words from a position on, with how well they stand as a term."""

    position: int
    length: int
    score: float


def find_chunks(counts: Counts, words: Words) -> Iterator[Chunk]:
    """The chunks that occur once and whose every word stands in UN terms as it stands here.

    None from texts of more than `MOST_WORDS` words: there what occurs once is one in many.
    """
    if len(counts) > MOST_WORDS:
        return
    found: list[tuple[int, tuple[str, ...]]] = []
    for start, end in counts.clauses():
        first = start
        for position in range(start, end + 1):
            word = counts.word(position) if position < end else ""
            if position == end or words.bounds(word) or not is_han(word[0]):
                if 0 < position - first <= LONGEST_CHUNK:
                    chunk = tuple(counts.word(at) for at in range(first, position))
                    coordinated = word in COORDINATORS or (
                        first > start and counts.word(first - 1) in COORDINATORS
                    )
                    place = words.classes.get(chunk[0]) in _PLACES
                    if len(chunk) > 1 or place or not coordinated:
                        found.append((first, chunk))
                first = position + 1
    times = Counter(chunk for _, chunk in found)
    for position, chunk in found:
        score = _judge(chunk, words) if times[chunk] == 1 else 0.0
        if score:
            yield Chunk(position, len(chunk), score)


def _judge(chunk: Sequence[str], words: Words) -> float:
    """The product of what its words say for a term; 0 where one of them speaks against it."""
    if len(chunk) == 1:
        alone = words.shares(chunk[0])[0]
        if chunk[0] not in words.standings and words.classes.get(chunk[0]) in _PLACES:
            return _PLACE if len(chunk[0]) > 1 else 0.0
        known = chunk[0] in words.standings and words.rarity(chunk[0]) < _COMMON
        return alone if known and len(chunk[0]) > 1 and alone >= _LEAST_ALONE else 0.0
    first = words.shares(chunk[0])[1]
    last = words.shares(chunk[-1])[2]
    within = min(sum(words.shares(word)) for word in chunk)
    least = _LEAST_VERB if words.classes.get(chunk[0]) == "v" else _LEAST_EDGE
    if first < least or last < _LEAST_EDGE or within < _LEAST_WITHIN:
        return 0.0
    return float((first * last * within) ** (1 / 3))
