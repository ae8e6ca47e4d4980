"""Names that the Chinese side marks by form, paired with their English names.

A title in 《》 stands in capitals or in quotation marks on the English side; a full name with its
short form stands before its acronym. In each bead the lexicon says which words of the English
belong to the Chinese name rather than to the rest of the Chinese: the range of a capitalized run
with the highest sum of differences is the name there (a maximum-sum subsequence). Over all beads
the English name that fits best in most of them is the pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.capitals import can_open, find_abbreviated, find_runs, is_capital
from unterm.extraction.counts import Tokens
from unterm.extraction.english import FUNCTION
from unterm.extraction.forms import TITLE_MARKED, full_name
from unterm.extraction.ngrams import Floats
from unterm.extraction.shortforms import find_short_forms
from unterm.extraction.sides import Pairs, Side
from unterm.extraction.wordlinks import Table, WordLinks
from unterm.extraction.words import Words
from unterm.language.folding import simplify
from unterm.model import Span

Flags = NDArray[np.bool_]

_CAPITAL = 0.4
"""What a capitalized word is worth of which the lexicon knows nothing: names are whole runs."""
_LEAST_FIT = 0.1
"""Fit of two names below which they are no pair in a bead."""
_LEAST_PAIR = 0.28
"""The same over all beads with the Chinese name."""
_ACRONYM = 0.3
"""What an acronym behind the English adds to the fit where the Chinese has its short form too."""


class Place(NamedTuple):
    """Where a pair stands: segment, and the spans of both names."""

    segment: int
    chinese: Span
    english: Span


@dataclass(frozen=True, slots=True)
class FormPair:
    """A Chinese name and its English, how well they fit (0 to 1), and where they stand together."""

    chinese: str
    english: str
    fit: float
    reason: str
    count: int
    places: tuple[Place, ...]


class _Name(NamedTuple):
    """A Chinese name in its segment; ``short`` is the span of its short form, if it has one."""

    span: Span
    short: Span | None
    reason: str


class _Match(NamedTuple):
    """A Chinese name and an English range of its bead, with their fit there."""

    name: _Name
    low: int
    high: int
    acronym: tuple[int, int] | None
    fit: float


def find_form_pairs(pairs: Pairs, links: WordLinks, words: Words) -> list[FormPair]:
    """The pairs, the best first."""
    found: dict[str, dict[str, list[tuple[float, Place]]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, int] = defaultdict(int)
    reasons: dict[str, str] = {}
    written: dict[str, str] = {}
    here: dict[int, list[_Name]] = {}
    for segment, text in enumerate(pairs.chinese.texts):
        here[segment] = list(_names(pairs.chinese, segment, words))
        for name in here[segment]:
            for span in (name.span, name.short):
                if span is not None:
                    names[simplify(span.cut(text))] += 1
    for table in links.tables(segment for segment, found_here in here.items() if found_here):
        segment, text = table.segment, pairs.chinese.texts[table.segment]
        for match in _match(here[segment], pairs, table):
            for zh, low, high, reason in _sides(match, text):
                english = _write(pairs.english, segment, low, high)
                key = simplify(zh.cut(text))
                reasons.setdefault(key, reason)
                written.setdefault(key, zh.cut(text))
                place = Place(segment, zh, pairs.english.span(segment, low, high))
                found[key][english].append((match.fit, place))
    result = []
    for key, options in found.items():
        # Half an imagined name without a partner: a fit that was seen once is little evidence.
        values = {
            e: sum(fit for fit, _ in seen) / (names[key] + 0.5) for e, seen in options.items()
        }
        english = min(values, key=lambda e: (-values[e], e))
        seen = options[english]
        places = tuple(place for _, place in seen)
        if values[english] >= _LEAST_PAIR:
            fit = min(1.0, values[english])
            pair = FormPair(written[key], english, fit, reasons[key], len(seen), places)
            result.append(pair)
    result.sort(key=lambda pair: (-pair.fit, -pair.count, pair.chinese))
    return result


def _sides(match: _Match, text: str) -> Iterator[tuple[Span, int, int, str]]:
    name = match.name
    yield name.span, match.low, match.high, name.reason
    if name.short is not None and match.acronym is not None:
        full = name.span.cut(text)
        yield name.short, *match.acronym, f"short form of {full}"


def _write(side: Side, segment: int, low: int, high: int) -> str:
    return " ".join(side.cut(segment, low, high).split())


def _names(side: Side, segment: int, words: Words) -> Iterator[_Name]:
    """The titles and the full names with short forms that the glossary has not linked."""
    text = side.texts[segment]
    known = [
        Span(start, end)
        for token, start, end in zip(
            side.tokens[segment], side.starts[segment], side.ends[segment], strict=True
        )
        if side.known[token]
    ]
    for found in TITLE_MARKED.finditer(text):
        span = Span(*found.span())
        if Span(span.start + 1, span.end - 1) not in known and span not in known:
            yield _Name(span, None, "title in 《》")
    if "(" not in text and "（" not in text:
        return
    tokens = _with_edges(side, segment)
    for pair in find_short_forms(text):
        short = pair.short.cut(text)
        full = full_name(text, pair, short, tokens, words)
        if full is not None and full not in known and text[full.start] != "《":
            yield _Name(full, pair.short, f"full name of {short}")


def _with_edges(side: Side, segment: int) -> Tokens:
    """The words of a segment with an empty word wherever something stands between two."""
    tokens = Tokens([], [], [])
    end = 0
    rows = zip(side.tokens[segment], side.starts[segment], side.ends[segment], strict=True)
    for token, start, stop in rows:
        if start > end and tokens.words:
            tokens.words.append("")
            tokens.starts.append(end)
            tokens.ends.append(end)
        tokens.words.append(side.words[token])
        tokens.starts.append(start)
        tokens.ends.append(stop)
        end = stop
    return tokens


def _match(here: list[_Name], pairs: Pairs, table: Table) -> list[_Match]:
    """Each Chinese name with one English range, each word in one range: the best fit first."""
    likeness = _likeness(pairs, table)
    options = [m for name in here for m in _options(name, likeness, pairs, table.segment)]
    options.sort(key=lambda m: (-m.fit, m.name.span.start, m.low, m.high))
    kept: list[_Match] = []
    for option in options:
        if option.fit >= _LEAST_FIT and not any(
            option.name.span == other.name.span
            or (option.low < other.high and other.low < option.high)
            for other in kept
        ):
            kept.append(option)
    return kept


def _likeness(pairs: Pairs, links: Table) -> Floats:
    """How well each English word translates each Chinese one; equal figures and letters surely."""
    english, chinese = pairs.english, pairs.chinese
    en, zh = english.tokens[links.segment], chinese.tokens[links.segment]
    table = links.links.copy()
    places = {chinese.words[t].lower(): j for j, t in enumerate(zh)}
    for i, token in enumerate(en):
        at = places.get(english.words[token])
        if at is not None:
            table[i, at] = 1.0
        if english.words[token] in FUNCTION:
            table[i] = 0.0
    return table


def _options(name: _Name, table: Floats, pairs: Pairs, segment: int) -> Iterator[_Match]:
    english, chinese = pairs.english, pairs.chinese
    inside = np.array(
        [
            name.span.start <= start and end <= name.span.end
            for start, end in zip(chinese.starts[segment], chinese.ends[segment], strict=True)
        ]
    )
    if not inside.any():
        return
    own = table[:, inside]
    gain = own.max(axis=1) - (table[:, ~inside].max(axis=1) if not inside.all() else 0.0)
    capital = np.array([is_capital(english, segment, at) for at in range(len(table))])
    opening = np.array([can_open(english, segment, at) for at in range(len(table))])
    gain = gain + _CAPITAL * capital
    content = np.array([english.words[t] not in FUNCTION for t in english.tokens[segment]])
    if name.short is not None:
        for named in find_abbreviated(english, segment):
            low = max(named.lows, key=lambda at: float(gain[at : named.high].sum()))
            fit = min(1.0, _fit(own, content, low, named.high) + _ACRONYM)
            yield _Match(name, low, named.high, named.acronym, fit)
        return
    for run in find_runs(english, segment):
        low, high = run.low, run.high
        if not run.whole:
            low, high = _best_range(gain, opening, capital, low, high)
        if any(english.words[t].isalpha() for t in english.tokens[segment][low:high]):
            yield _Match(name, low, high, None, _fit(own, content, low, high))


def _best_range(
    gain: Floats, opening: Flags, capital: Flags, low: int, high: int
) -> tuple[int, int]:
    """The range of highest sum that begins and ends with a capitalized word."""
    sums = np.concatenate(([0.0], np.cumsum(gain)))
    return max(
        (
            (start, end + 1)
            for start in range(low, high)
            if opening[start]
            for end in range(start, high)
            if capital[end]
        ),
        key=lambda r: (sums[r[1]] - sums[r[0]], r[1] - r[0], -r[0]),
        default=(low, low),
    )


def _fit(own: Floats, content: Flags, low: int, high: int) -> float:
    """The harmonic mean of how well either side is covered by the other's words."""
    part = own[low:high][content[low:high]]
    if not part.size:
        return 0.0
    english, chinese = part.max(axis=1).mean(), part.max(axis=0).mean()
    return float(2 * english * chinese / (english + chinese)) if english + chinese else 0.0
