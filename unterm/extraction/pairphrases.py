"""Phrases of segment pairs that translate one another, and what each of their places shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from unterm.alignment.stems import stem
from unterm.extraction.english import FUNCTION, Spellings, is_genitive, is_well_formed
from unterm.extraction.likelihoods import Likelihoods
from unterm.extraction.phrases import (
    LONGEST,
    Ranges,
    chinese_phrases,
    cuts_a_compound,
    english_breaks,
)
from unterm.extraction.sides import Pairs, Side
from unterm.extraction.wordlinks import Table
from unterm.extraction.words import COORDINATORS, Words

LONGEST_SEGMENT = 120
"""Words; longer segments give no phrases."""
LEAST_LINK = 0.5
"""Links that are less probable than not contradict no pair of phrases."""
_PRUNE_AFTER = 20_000
"""Segment pairs after which phrase pairs seen once are forgotten: bounds the memory."""
_ADDRESS = frozenset("mr mrs ms miss dr prof sir".split())
_JOINS = tuple(sorted(COORDINATORS - {"、"}))
_ADDRESSED = ("先生", "女士", "夫人", "小姐", "博士")

Phrase = tuple[str, ...]
"""The words of an English phrase, or their stems."""


@dataclass(slots=True)
class Seen:
    """What the places of a pair of phrases show, added up.

    ``likely`` is how likely the Chinese is a term there. ``covered`` is the share of the words of
    each side that are linked to the other phrase, ``weakest_english`` and ``weakest_chinese`` that
    of the word that is so least. ``leaking`` is the share of links that lead out of the pair,
    ``tightest`` the least of it. ``fit`` is how well the whole segment pair is linked, ``known``
    the share of known translations. ``addressed`` says that it is a person's name with Mr. or the
    like, ``going_on`` that a name goes on behind a function word beside the English,
    ``coordinated`` that the Chinese stands beside a coordinator.
    """

    places: int = 0
    segments: int = 0
    last: int = -1
    likely: float = 0.0
    likeliest: float = 0.0
    covered: float = 0.0
    weakest_english: float = 0.0
    weakest_chinese: float = 0.0
    leaking: float = 0.0
    tightest: float = 1.0
    fit: float = 0.0
    known: float = 0.0
    addressed: float = 0.0
    going_on: float = 0.0
    coordinated: float = 0.0
    forms: Counter[Phrase] = field(default_factory=Counter)

    @property
    def english(self) -> Phrase:
        """The English words in their commonest form, one without a genitive if there is any."""
        return min(self.forms, key=lambda form: (is_genitive(form[-1]), -self.forms[form], form))


@dataclass(slots=True)
class Found:
    """All pairs of phrases, by the Chinese and the stems of the English.

    Forms of one English phrase (action plan, action plans) are one. ``chinese`` has the words of
    each Chinese phrase, ``known`` which words of an English one are terms of the glossary.
    """

    pairs: dict[tuple[str, Phrase], Seen] = field(default_factory=dict)
    chinese: dict[str, tuple[int, ...]] = field(default_factory=dict)
    known: dict[Phrase, tuple[bool, ...]] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=Spellings)


def collect(pairs: Pairs, tables: Iterator[Table], words: Words, likely: Likelihoods) -> Found:
    """Every phrase pair that can be a term on both sides and that no firm link contradicts."""
    found = Found()
    for segment in range(len(pairs.beads)):
        _note_words(pairs.english, segment, found.spellings)
    pruned = _PRUNE_AFTER
    for table in tables:
        _Reader(pairs, table, words, likely).read(found)
        if table.segment >= pruned:
            pruned += _PRUNE_AFTER
            found.pairs = {key: seen for key, seen in found.pairs.items() if seen.segments > 1}
    return found


def _note_words(side: Side, segment: int, spellings: Spellings) -> None:
    for at, token in enumerate(side.tokens[segment]):
        if not side.known[token] and not side.opens_sentence(segment, at):
            spellings.add_word(side.words[token], side.cut(segment, at, at + 1))


class _Reader:
    """Reads one segment pair."""

    def __init__(self, pairs: Pairs, table: Table, words: Words, likely: Likelihoods) -> None:
        self._segment, self._words, self._likely = table.segment, words, likely
        self._english, self._chinese = pairs.english, pairs.chinese
        self._en = self._english.tokens[table.segment]
        self._zh = self._chinese.tokens[table.segment]
        self._content = [
            self._english.known[t] or self._english.words[t] not in FUNCTION for t in self._en
        ]
        links = table.links
        self._rows = np.minimum(links.sum(axis=1), 1.0).tolist()
        self._columns = np.minimum(links.sum(axis=0), 1.0).tolist()
        # Sums over the first words of either side: what a range holds is a difference of two.
        self._by_chinese = np.pad(links.cumsum(axis=1), ((0, 0), (1, 0)))
        self._by_english = np.pad(links.cumsum(axis=0), ((1, 0), (0, 0)))
        self._known = np.pad(table.known.cumsum(axis=1), ((0, 0), (1, 0)))
        firm = np.argwhere(links >= LEAST_LINK).tolist()
        small = [words.is_function(self._chinese.words[t]) for t in self._zh]
        self._ranges = Ranges(
            {(i, j) for i, j in firm if self._content[i] and not small[j]}, len(self._en)
        )
        rows = [row for row, content in zip(self._rows, self._content, strict=True) if content]
        self._fit = _mean(rows) * _mean(self._columns)

    def read(self, found: Found) -> None:
        """Add what the segment pair shows."""
        if max(len(self._en), len(self._zh)) > LONGEST_SEGMENT:
            return
        breaks = english_breaks(self._english, self._segment)
        for start, end in chinese_phrases(self._chinese, self._segment, self._words):
            ranges = {
                trim_function_words(self._english, self._en, low, high)
                for low, high in self._ranges.of(start, end, LONGEST)
            }
            for low, high in sorted(ranges):
                if low < high and self._is_phrase(low, high, breaks):
                    self._add(found, start, end, low, high, breaks)

    def _is_phrase(self, low: int, high: int, breaks: list[int]) -> bool:
        side, tokens = self._english, self._en[low:high]
        if any(low < at < high for at in breaks):
            return False
        phrase = tuple(side.words[t] for t in tokens)
        known = tuple(side.known[t] for t in tokens)
        return (
            is_well_formed(phrase, known)
            and not cuts_a_compound(side, self._segment, low, high)
            and not cuts_a_name(side, self._segment, low, high, breaks)
        )

    def _add(
        self, found: Found, start: int, end: int, low: int, high: int, breaks: Sequence[int]
    ) -> None:
        english, chinese, segment = self._english, self._chinese, self._segment
        phrase = tuple(english.words[t] for t in self._en[low:high])
        key = "".join(chinese.words[t] for t in self._zh[start:end])
        text = chinese.texts[segment]
        found.chinese.setdefault(key, tuple(self._zh[start:end]))
        found.known.setdefault(phrase, tuple(english.known[t] for t in self._en[low:high]))
        opens = english.opens_sentence(segment, low)
        found.spellings.add(phrase, english.cut(segment, low, high), opens)
        seen = found.pairs.setdefault((key, tuple(map(stem, phrase))), Seen())
        seen.forms[phrase] += 1
        seen.places += 1
        seen.segments += segment != seen.last
        seen.last = segment
        span = chinese.span(segment, start, end)
        likely = self._likely.of(segment, span.start, span.end)
        seen.likely += likely
        seen.likeliest = max(seen.likeliest, likely)
        content = [at for at in range(low, high) if self._content[at]]
        inside = (self._by_chinese[low:high, end] - self._by_chinese[low:high, start]).tolist()
        known = (self._known[low:high, end] - self._known[low:high, start]).tolist()
        rows = [min(1.0, inside[at - low]) for at in content]
        across = (self._by_english[high, start:end] - self._by_english[low, start:end]).tolist()
        columns = [min(1.0, share) for share in across]
        covered = (_mean(rows), _mean(columns))
        seen.covered += (covered[0] * covered[1]) ** 0.5
        seen.weakest_english += min(rows)
        seen.weakest_chinese += min(columns)
        leaking = (
            _mean([self._rows[at] for at in content])
            - covered[0]
            + _mean(self._columns[start:end])
            - covered[1]
        ) / 2
        seen.leaking += leaking
        seen.tightest = min(seen.tightest, leaking)
        seen.fit += self._fit
        seen.known += _mean([min(1.0, known[at - low]) for at in content])
        seen.going_on += name_goes_on(english, segment, low, high, breaks)
        before, after = english.words[self._en[low - 1]] if low else "", text[span.end :]
        addressed = key.endswith(_ADDRESSED) or after.startswith(_ADDRESSED)
        seen.addressed += addressed or before in _ADDRESS
        seen.coordinated += (text[: span.start].endswith(_JOINS)) or after.startswith(_JOINS)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def trim_function_words(side: Side, tokens: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """A range of English words without articles and the like at its edges."""

    def is_function(at: int) -> bool:
        return not side.known[tokens[at]] and side.words[tokens[at]] in FUNCTION

    while low < high and is_function(low):
        low += 1
    while low < high and is_function(high - 1):
        high -= 1
    return low, high


def cuts_a_name(side: Side, segment: int, low: int, high: int, breaks: Sequence[int]) -> bool:
    """Whether a phrase begins or ends in the middle of capitalized words."""
    text, starts = side.texts[segment], side.starts[segment]

    def capital(at: int) -> bool:
        return at > 0 and text[starts[at]].isupper()

    of = low > 2 and high - low > 1 and side.words[side.tokens[segment][low - 1]] in ("of", "on")
    at = low - 2 if of else low - 1
    before = at > 0 and low not in breaks and capital(low) and capital(at)
    after = high < len(starts) and high not in breaks and capital(high - 1) and capital(high)
    return before or after


def name_goes_on(side: Side, segment: int, low: int, high: int, breaks: Sequence[int]) -> bool:
    """Whether behind function words on either side of a capitalized phrase more capitals stand.

    Economic [and Social Council], [United Nations Entity for Gender Equality] and the Empowerment
    of Women: the phrase may be part of a longer name.
    """
    text, starts = side.texts[segment], side.starts[segment]
    words = [side.words[t] for t in side.tokens[segment]]

    def goes_on(at: int, step: int) -> bool:
        joined = False
        while 0 <= at < len(words) and (at if step > 0 else at + 1) not in breaks:
            if words[at] not in FUNCTION:
                return joined and at > 0 and text[starts[at]].isupper()
            joined = True
            at += step
        return False

    return (text[starts[low]].isupper() and goes_on(low - 1, -1)) or (
        text[starts[high - 1]].isupper() and goes_on(high, 1)
    )
