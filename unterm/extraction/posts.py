"""Titles of posts, which are long, join much, and begin and end alike (主管…副秘书长)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache

from unterm.extraction.counts import Tokens
from unterm.extraction.names import LEAST_WITHIN
from unterm.extraction.tables import read_shipped, rows_of
from unterm.extraction.words import COORDINATORS, Words
from unterm.model import Span

_LONGEST_POST = 16
"""Words."""
_HANGS = 0.3

Frame = tuple[str, str]
"""The first and the last word of titles."""


def find_posts(
    segments: Iterable[Tokens], table: Words, frames: Set[Frame]
) -> Iterator[tuple[int, Span, Frame]]:
    """The titles of three words and more that stand in a frame: segment, span and frame.

    Every word between stands in terms, or joins two; a title ends where nothing goes on.
    """
    firsts = {first for first, _ in frames}
    for place, tokens in enumerate(segments):
        at = 0
        while at < len(tokens.words):
            opens = tokens.words[at] in firsts and not _is_amid_a_term(tokens.words, at, table)
            end = _find_end(tokens, at, table, frames) if opens else None
            if end is None:
                at += 1
                continue
            frame = (tokens.words[at], tokens.words[end])
            yield place, Span(tokens.starts[at], tokens.ends[end]), frame
            at = end + 1


def _is_amid_a_term(words: Sequence[str], at: int, table: Words) -> bool:
    """Whether the word before mostly goes on in a term (副秘书长)."""
    before = words[at - 1] if at else ""
    _, first, _, inside = table.shares(before) if before else (0.0, 0.0, 0.0, 0.0)
    return first + inside >= _HANGS


def _find_end(tokens: Tokens, at: int, table: Words, frames: Set[Frame]) -> int | None:
    end: int | None = None
    for number in range(at + 1, min(at + _LONGEST_POST, len(tokens.words))):
        word = tokens.words[number]
        if not word or (word not in COORDINATORS and sum(table.shares(word)) < LEAST_WITHIN):
            break
        if end is not None and (word in COORDINATORS or table.bounds(word)):
            break
        if number > at + 1 and (tokens.words[at], word) in frames:
            end = number
    return end


@cache
def load_frames() -> frozenset[Frame]:
    """The frames as shipped, read once.

    >>> ("主管", "秘书长") in load_frames()
    True
    """
    return frozenset((first, last) for first, last, _ in rows_of(read_shipped("frames.zh.tsv")))
