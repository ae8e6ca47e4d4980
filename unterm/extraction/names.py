"""How far a name reaches to the left of its last word."""

from __future__ import annotations

from collections.abc import Sequence

from unterm.extraction.words import Words
from unterm.language.scripts import is_han

LONGEST_NAME = 14
"""Words."""
_LEAST_FIRST = 0.03
_LEAST_WITHIN = 0.08
_SURE_FIRST = 0.2
_SURE_INSIDE = 0.1
_JOINS = frozenset("和与及")


def name_start(words: Sequence[str], end: int, table: Words) -> int | None:
    """Where the name that ends before word ``end`` begins; None where it has no second word.

    Goes left over words that stand in UN terms, and ends at the leftmost that can begin one.

    >>> from unterm.extraction.words import load_words
    >>> words = ["决定", "设立", "反恐怖主义", "委员会"]
    >>> name_start(words, 4, load_words())
    2
    """
    best: int | None = None
    for at in range(end - 1, max(-1, end - 1 - LONGEST_NAME), -1):
        word = words[at]
        if not word or not is_han(word[0]) or word in _JOINS:
            break
        alone, first, last, inside = table.shares(word)
        if alone + first + last + inside < _LEAST_WITHIN:
            break
        if at < end - 1 and alone + first >= _LEAST_FIRST:
            best = at
    return best


def reach_left(words: Sequence[str], start: int, table: Words) -> int:
    """The start of a name, moved left over words that surely begin it (联合国, 国际 …).

    >>> from unterm.extraction.words import load_words
    >>> reach_left(["与", "联合国", "开发计划署"], 2, load_words())
    1
    """
    best = start
    for at in range(start - 1, max(-1, start - 4), -1):
        word = words[at]
        if not word or not is_han(word[0]) or word in _JOINS:
            break
        _, first, _, inside = table.shares(word)
        if first >= _SURE_FIRST:
            best = at
        elif inside < _SURE_INSIDE:
            break
    return best
