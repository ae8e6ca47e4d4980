"""Names of bodies, posts and instruments by their last word, and how far left they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from unterm.extraction.counts import Tokens
from unterm.extraction.words import COORDINATORS, Words
from unterm.language.scripts import is_han
from unterm.model import Span

LONGEST_NAME = 14
"""Words."""
_LEAST_FIRST = 0.03
_LEAST_VERB = 0.1
LEAST_WITHIN = 0.08
"""The least share in terms of a word inside a name."""
_LEAST_SINGLE = 0.2
_SURE_FIRST = 0.2
_SURE_INSIDE = 0.1
_SURE_LAST = 0.15
_PROPER = frozenset(("ns", "nt", "nz", "nr", "nrt", "j"))
_TRIMMED = 3
"""A verb or a country before a name is no part of it if the name stands so much oftener without."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a segment: its words, where each starts, and where the last ends.

    ``doubtful`` where it may be cut short, or where its last word seldom ends names in texts.
    """

    place: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    end: int
    doubtful: bool

    @property
    def span(self) -> Span:
        """The name's characters in its segment."""
        return Span(self.starts[0], self.end)


def find_names(segments: Iterable[Tokens], table: Words) -> list[Name]:
    """Every name that ends in a word that names end in, trimmed of what goes before it."""
    found: list[Name] = []
    tails: Counter[tuple[str, ...]] = Counter()
    for place, tokens in enumerate(segments):
        words = tokens.words
        for end in range(2, len(words) + 1):
            if not table.ends_names(words[end - 1]):
                continue
            start = name_start(words, end, table)
            if start is None:
                continue
            parts, starts = tuple(words[start:end]), tuple(tokens.starts[start:end])
            tails.update(parts[at:] for at in range(len(parts) - 1))
            joined = start > 1 and words[start - 1] in COORDINATORS
            cut = joined and sum(table.shares(words[start - 2])) > LEAST_WITHIN
            doubtful = cut or table.shares(words[end - 1])[2] < _SURE_LAST
            found.append(Name(place, parts, starts, tokens.ends[end - 1], doubtful))
    return [_trim(name, tails, table) for name in found]


def _trim(name: Name, tails: Counter[tuple[str, ...]], table: Words) -> Name:
    start = 0
    while start < len(name.words) - 2:
        word = name.words[start]
        loose = table.classes.get(word, "n") in ("v", "ns") or len(word) == 1
        whole = tails[name.words[start:]]
        if not loose or tails[name.words[start + 1 :]] < _TRIMMED * whole:
            break
        start += 1
    return replace(name, words=name.words[start:], starts=name.starts[start:])


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
        if not word or not is_han(word[0]) or word in COORDINATORS:
            break
        alone, first, last, inside = table.shares(word)
        least = LEAST_WITHIN if at == end - 1 or len(word) > 1 else _LEAST_SINGLE
        if alone + first + last + inside < least:
            break
        if at < end - 1 and alone + first >= _least_first(word, table):
            best = at
    return best


def _least_first(word: str, table: Words) -> float:
    """How often a word must begin terms to begin a name; 2, never, where nothing is known of it."""
    tag = table.classes.get(word)
    if word in table.standings:
        return _LEAST_VERB if tag == "v" else _LEAST_FIRST
    foreign = tag is None and len(word) > 2
    return _LEAST_FIRST if foreign or tag in _PROPER else 2.0


def reach_left(words: Sequence[str], start: int, table: Words) -> int:
    """The start of a name, moved left over words that surely begin it (联合国, 国际 …).

    >>> from unterm.extraction.words import load_words
    >>> reach_left(["与", "联合国", "开发计划署"], 2, load_words())
    1
    """
    best = start
    if words[start] in table.standings and _opens_a_body(words[start], table):
        return start
    joined = False
    for at in range(start - 1, max(-1, start - LONGEST_NAME), -1):
        word = words[at]
        if not word:
            break
        if word in COORDINATORS:
            joined = True
            continue
        _, first, _, inside = table.shares(word)
        body = _opens_a_body(word, table)
        if joined and body and words[at + 1] in COORDINATORS:
            break
        if body or (first >= _SURE_FIRST and not joined):
            best = at
        elif (
            sum(table.shares(word)) < LEAST_WITHIN
            or not is_han(word[0])
            or (inside < _SURE_INSIDE and start - at > 3 and not joined)
        ):
            break
        if body:
            break
    return best


def _opens_a_body(word: str, table: Words) -> bool:
    """Whether nothing goes before this word in a name (联合国)."""
    return table.classes.get(word) == "nt" and table.shares(word)[1] >= _SURE_FIRST
