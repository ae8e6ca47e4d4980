"""Names in an English segment: capitalized runs, quoted strings, what stands before its acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unterm.extraction.english import FUNCTION
from unterm.extraction.sides import Side

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_ACRONYM = re.compile(r"[”\"]?\s*\([“\"]?((?:UN[-‑ ])?[A-Z][A-Za-z0-9‑-]*)[”\"]?\)")
_GAP = re.compile(r"\s+|\s*[-‑–/]\s*|,\s+|:\s+|\s?&\s?|")
"""What may stand inside a title; a bracket, a full stop and a semicolon end it."""
_FIGURE = re.compile(r"[\d.,]+|[IVXL]+")
LONGEST_RUN = 30


class Run(NamedTuple):
    """Words ``low`` to ``high`` (exclusive) of a segment, all of which can be one name.

    ``whole`` says that the name is neither shorter nor longer: it was quoted.
    """

    low: int
    high: int
    whole: bool


class Abbreviated(NamedTuple):
    """A name before a bracket with its acronym: the words it can begin with, and its end.

    ``lows`` is one word if the letters of the acronym tell it; else all words of the run before the
    bracket that have its first letter, or all (United Nations Children's Fund (UNICEF)).
    ``acronym`` has its first word and the one behind it: UN-Women has two.
    """

    lows: tuple[int, ...]
    high: int
    acronym: tuple[int, int]


def is_capital(side: Side, segment: int, at: int) -> bool:
    """Whether a word is written as the words of names are: a capital or a figure first.

    A function word has its capital from the beginning of its sentence if it stands there, and else
    belongs to the name: Our Common Agenda.
    """
    token = side.tokens[segment][at]
    first = side.texts[segment][side.starts[segment][at]]
    if not (first.isupper() or first.isdigit()):
        return False
    function = not side.known[token] and side.words[token] in FUNCTION
    return not (function and side.opens_sentence(segment, at))


def can_open(side: Side, segment: int, at: int) -> bool:
    """Whether a name can begin with a word: no figure before "of" and the like.

    In article 7 of the Rome Statute the name does not begin with 7.
    """
    if not is_capital(side, segment, at):
        return False
    tokens = side.tokens[segment]
    figure = _FIGURE.fullmatch(side.cut(segment, at, at + 1)) is not None
    return not (figure and at + 1 < len(tokens) and side.words[tokens[at + 1]] in FUNCTION)


def find_runs(side: Side, segment: int) -> Iterator[Run]:
    """Quoted strings; and the longest runs of capitalized words, joined by function words.

    A comma or a colon may stand inside: Convention against Torture and Other Cruel, Inhuman …
    What opens a quotation is no run of its own.
    """
    quoted = list(_quoted(side, segment))
    yield from quoted
    opened = {run.low for run in quoted}
    yield from (run for run in _capitalized(side, segment) if run.low not in opened)


def _quoted(side: Side, segment: int) -> Iterator[Run]:
    starts, ends = side.starts[segment], side.ends[segment]
    for match in _QUOTED.finditer(side.texts[segment]):
        low = sum(start < match.start(1) for start in starts)
        high = sum(end <= match.end(1) for end in ends)
        if low < high <= low + LONGEST_RUN:
            yield Run(low, high, True)


def _capitalized(side: Side, segment: int) -> Iterator[Run]:
    low = last = -1
    for at, token in enumerate(side.tokens[segment]):
        capital = is_capital(side, segment, at)
        goes_on = capital or side.words[token] in FUNCTION
        if low >= 0 and not (goes_on and _joins(side, segment, at)):
            yield Run(low, last + 1, False)
            low = -1
        if capital:
            low, last = (at if low < 0 else low), at
    if low >= 0:
        yield Run(low, last + 1, False)


def _joins(side: Side, segment: int, at: int) -> bool:
    """Whether a word can go on with the name before it; after a comma a capital, "and" or "or"."""
    text, starts, ends = side.texts[segment], side.starts[segment], side.ends[segment]
    between = text[ends[at - 1] : starts[at]]
    listed = is_capital(side, segment, at) or side.words[side.tokens[segment][at]] in ("and", "or")
    return _GAP.fullmatch(between) is not None and (listed or not between.startswith(","))


def find_abbreviated(side: Side, segment: int) -> Iterator[Abbreviated]:
    """Names before their acronym."""
    text, starts, ends = side.texts[segment], side.starts[segment], side.ends[segment]
    for high in range(1, len(starts)):
        match = _ACRONYM.match(text, ends[high - 1])
        if match is None or starts[high] != match.start(1):
            continue
        last = sum(end <= match.end(1) for end in ends)
        run = next((r for r in find_runs(side, segment) if not r.whole and r.high == high), None)
        low = _first_word(side, segment, high, [c for c in match[1] if c.isupper()])
        if low is not None:
            yield Abbreviated((low,), high, (high, last))
        elif run is not None:
            lows = [at for at in range(run.low, high) if can_open(side, segment, at)]
            alike = [at for at in lows if text[starts[at]].upper() == match[1][0]]
            yield Abbreviated(tuple(alike or lows), high, (high, last))


def _first_word(side: Side, segment: int, high: int, letters: list[str]) -> int | None:
    """The word that opens a name whose words give the letters, found from right to left."""
    text, starts, ends = side.texts[segment], side.starts[segment], side.ends[segment]
    at = high
    waiting = list(letters)
    while waiting:
        at -= 1
        if at < max(0, high - LONGEST_RUN):
            return None
        if at + 1 < high and not _GAP.fullmatch(text[ends[at] : starts[at + 1]]):
            return None
        if text[starts[at]].upper() == waiting[-1]:
            waiting.pop()
    return at if can_open(side, segment, at) else None
