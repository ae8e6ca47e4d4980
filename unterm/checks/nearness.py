"""What is nearly a term: characters exchanged or in another order, a word of a name left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from unterm.checks.rendering import JOINERS, LONGEST_TEXT
from unterm.language.scripts import is_han
from unterm.language.words import cut_words
from unterm.model import Span

# Han characters on each side of a stretch by which its words are cut.
_AROUND: Final = 8
# Shorter terms have too many neighbours to be nearly one of them; those of four characters, too
# many that hold the same characters in another order.
_SHORTEST: Final = 4
_SHORTEST_PERMUTED: Final = 5
# Of how many characters one may be exchanged, and what share of them another order counts for.
_PER_EXCHANGE: Final = 3
_PERMUTED_COST: Final = 0.3
# A name with a word left out, added or exchanged: how much of it must stand, how much at each end,
# and how long that word may be.
_SHORTEST_NAME: Final = 6
_STANDING: Final = 0.6
_EACH_END: Final = 2
_LONGEST_WORD: Final = 4
_PARTICLES: Final = "的各之和与及"
# 特设工作组 on a question may do without the word: …问题特设工作组.
_MATTER: Final = "问题"
# 与 and 及 for 和, and no 的, 各 and 之: what makes no other name.
_ALL_ONE: Final = str.maketrans("与及", "和和", "的各之")


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of text that is nearly a term: where (in folded text), and which.

    ``permuted``: the same characters in another order; ``added``: nothing but a word inside it
    that the term has not.
    """

    start: int
    end: int
    key: str
    permuted: bool = False
    added: bool = False


def find_near(
    text: str, keys: Sequence[str], taken: Sequence[Span], *, named: bool = False
) -> Near | None:
    """The stretch of a text that comes nearest to one of the keys, None where none comes near.

    Of the term's length, with at most a third of its characters exchanged, or the same characters
    in another order; or, of a name (``named``), with one word left out, added or exchanged inside.
    It never touches the spans that are taken, unless they hold a part of the term.

    >>> near = find_near("推动建立互信措施", ["建立信任措施"], [])
    >>> near.start, near.end, near.permuted
    (2, 8, False)
    >>> find_near("推动信任建立措施", ["建立信任措施"], []).permuted
    True
    """
    best: Near | None = None
    cost = 1.0
    if len(text) > LONGEST_TEXT:
        return None
    for key in keys:
        length = len(key)
        if length < _SHORTEST:
            continue
        # what is taken by a part of the key (the State in a mission's name) is free for it
        held = [s for s in taken if s.cut(text) not in key]
        if named and length >= _SHORTEST_NAME:
            for span, changed in _changed_inside(text, key):
                if changed / length < cost and _free(text, span, held):
                    added = len(span) == length + changed
                    best = Near(span.start, span.end, key, added=added)
                    cost = changed / length
        most = length // _PER_EXCHANGE
        letters = sorted(key)
        for start in _ends_like(text, key):
            window = text[start : start + length]
            differing = sum(a != b for a, b in zip(window, key, strict=True))
            if not differing or differing / length >= cost:
                continue
            permuted = (
                differing > most and length >= _SHORTEST_PERMUTED and sorted(window) == letters
            )
            if not permuted and (differing > most or not _anchored(window, key, differing)):
                continue
            span = Span(start, start + length)
            if not _free(text, span, held):
                continue
            best = Near(start, start + length, key, permuted)
            cost = _PERMUTED_COST if permuted else differing / length
    return best


def _ends_like(text: str, key: str) -> Iterator[int]:
    """The starts of the stretches that can be near to a key: one of their ends is its own.

    Or, where the same characters may stand in another order, that end is one of its characters.
    """
    length = len(key)
    first, last = key[0], key[-1]
    letters = frozenset(key) if length >= _SHORTEST_PERMUTED else frozenset()
    for start in range(len(text) - length + 1):
        begin = text[start]
        if begin == first or begin in letters or text[start + length - 1] == last:
            yield start


def differs_by_particles(text: str, keys: Sequence[str]) -> bool:
    """Whether one of the keys stands but for 的, 各, 问题, or one of 和, 与 and 及 for another.

    >>> differs_by_particles("农业与粮食公约", ["粮食和农业公约"])
    False
    >>> differs_by_particles("粮食与农业公约", ["粮食和农业公约"])
    True
    """
    plain = text.translate(_ALL_ONE).replace(_MATTER, "")
    return any(
        key.translate(_ALL_ONE).replace(_MATTER, "") in plain
        for key in keys
        if len(key) >= _SHORTEST_NAME
    )


def _free(text: str, span: Span, held: Sequence[Span]) -> bool:
    return not any(span.overlaps(s) for s in held) and whole_words(text, span)


def _changed_inside(text: str, key: str) -> Iterator[tuple[Span, int]]:
    """Where a key stands but for one word inside it, and how many characters that concerns.

    An abbreviation, whose characters are all of the key, is none (贸发会议 has 贸易和发展会议's).

    >>> text = "联合国中非共和国综合稳定特派团"
    >>> list(_changed_inside(text, "联合国中非共和国多层面综合稳定特派团"))
    [(Span(start=0, end=15), 3)]
    """
    length = len(key)
    head = key[:_EACH_END]
    start = text.find(head)
    while start >= 0:
        front = _EACH_END
        while front < length and text[start + front : start + front + 1] == key[front]:
            front += 1
        if front < length:
            yield from _closed(text, key, start, front)
        start = text.find(head, start + 1)


def _closed(text: str, key: str, start: int, front: int) -> Iterator[tuple[Span, int]]:
    """The ends of a stretch that begins as the key does."""
    length = len(key)
    tail = key[-_EACH_END:]
    low = start + front
    end = text.find(tail, low)
    while 0 <= end <= low + _LONGEST_WORD + length - front:
        stop = end + len(tail)
        back = len(tail)
        while (
            back < length - front and stop - back > low and text[stop - back - 1] == key[-back - 1]
        ):
            back += 1
        inserted = text[low : stop - back]
        missing = key[front : length - back]
        if (
            front + back >= _STANDING * length
            and len(inserted) <= _LONGEST_WORD
            and len(missing) <= _LONGEST_WORD
            and not any(c in JOINERS for c in inserted)
            and not _abridged(inserted, missing)
        ):
            yield Span(start, stop), max(len(inserted), len(missing))
        end = text.find(tail, end + 1)


def _abridged(inserted: str, missing: str) -> bool:
    """Whether the one says in short what the other says in full, or all are particles."""
    if all(c in _PARTICLES for c in (inserted + missing).replace(_MATTER, "")):
        return True
    rest = iter(missing)
    return bool(inserted) and all(c in rest for c in inserted)


def whole_words(text: str, span: Span) -> bool:
    """Whether a stretch of Han characters begins and ends where words do.

    Words are cut in the neighbourhood alone, so the answer does not depend on far text.

    >>> whole_words("行政首长协调理事会", Span(0, 7)), whole_words("推动建立互信措施", Span(2, 8))
    (False, True)
    """
    start, stop = span
    if not all(is_han(c) for c in text[start:stop]):
        return False
    low, high = max(0, start - _AROUND), min(len(text), stop + _AROUND)
    edges = {low + word.span.start for word in cut_words(text[low:high])}
    return start in edges and (stop in edges or stop == high or not is_han(text[stop]))


def _anchored(window: str, key: str, differing: int) -> bool:
    """Whether it begins or ends as the term does, both where more than one character differs."""
    if differing == 1:
        return window[0] == key[0] or window[-1] == key[-1]
    return window[0] == key[0] and window[-1] == key[-1]
