"""The form section: what a text marks as a term by the way it is written, however seldom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from unterm.extraction.counts import Counts, Tokens
from unterm.extraction.names import find_names, name_start, reach_left
from unterm.extraction.posts import find_posts, load_frames
from unterm.extraction.shortforms import ShortForm, find_short_forms
from unterm.extraction.words import Words
from unterm.language.scripts import HAN
from unterm.model import Span

TITLE_MARKED = re.compile(r"《[^《》]{2,60}》")
_ACRONYM = re.compile(r"[(（](?P<acronym>[A-Z][A-Za-z]*[A-Z][A-Za-z0-9-]*)[)）]")
_LINE = re.compile(rf"[{HAN}A-Za-z·\-/ 和与及、()（）]{{4,40}}")
_LEAST_LINES = 3
_SHORT_TITLE = 10
_LEAST_SHARE = 0.05
_LONGEST_OPAQUE = 5
"""Characters of a short form that has none of its name's: 伊加特."""

TITLE = 1.0
FULL = 0.98
SHORT = 0.97
ACRONYM = 0.9
LONG_TITLE = 0.8
LINE = 0.8
"""From this score on a form leaves no doubt."""
POST = 0.6
NAME = 0.6
DOUBTFUL = 0.2


class FormEvidence(NamedTuple):
    """A place where form shows a term."""

    text: str
    place: int
    span: Span
    score: float
    reason: str


def find_forms(counts: Counts, words: Words) -> Iterator[FormEvidence]:
    """All evidence of form in the documents, in their order."""
    lines = set(_name_lines(counts, words))
    for number, (place, tokens) in enumerate(
        zip(counts.places, counts.segment_tokens(), strict=True)
    ):
        text = place.text
        for match in TITLE_MARKED.finditer(text):
            score = TITLE if _names_a_document(match[0], counts, words) else LONG_TITLE
            yield FormEvidence(match[0], number, Span(*match.span()), score, "title in 《》")
        yield from _short_forms(text, number, tokens, words)
        yield from _acronyms(text, number, tokens, words)
        if number in lines:
            span = _strip_line(text)
            yield FormEvidence(span.cut(text), number, span, LINE, "a line of a list of names")
    for at, span, (first, last) in find_posts(counts.segment_tokens(), words, load_frames()):
        reason = f"begins and ends as titles of posts do ({first}…{last})"
        yield FormEvidence(span.cut(counts.places[at].text), at, span, POST, reason)
    for name in find_names(counts.segment_tokens(), words):
        score = DOUBTFUL if name.doubtful else NAME
        text = name.span.cut(counts.places[name.place].text)
        reason = f"ends as names do (…{name.words[-1]})"
        yield FormEvidence(text, name.place, name.span, score, reason)


def _names_a_document(title: str, counts: Counts, words: Words) -> bool:
    """Whether a title is as short as names are, or ends as those of instruments do."""
    bare = title.strip("《》")
    return len(bare) <= _SHORT_TITLE or (
        words.ends_names(counts.last_word(bare)) and "，" not in bare and "：" not in bare
    )


def _short_forms(text: str, number: int, tokens: Tokens, words: Words) -> Iterator[FormEvidence]:
    for pair in find_short_forms(text):
        short = pair.short.cut(text)
        full = full_name(text, pair, short, tokens, words)
        if full is None:
            continue
        name = full.cut(text)
        yield FormEvidence(name, number, full, FULL, f"full name of {short}")
        yield FormEvidence(short, number, pair.short, SHORT, f"short form of {name}")


def _acronyms(text: str, number: int, tokens: Tokens, words: Words) -> Iterator[FormEvidence]:
    """Names before a bracket with their foreign acronym."""
    for match in _ACRONYM.finditer(text):
        end = bisect_left(tokens.ends, match.start())
        cut = end == len(tokens.ends) or tokens.ends[end] != match.start()
        if cut or not words.ends_names(tokens.words[end]):
            continue
        start = name_start(tokens.words, end + 1, words)
        if start is not None:
            first = reach_left(tokens.words, start, words)
            span = Span(tokens.starts[first], match.start())
            reason = f"stands before its acronym {match['acronym']}"
            yield FormEvidence(span.cut(text), number, span, ACRONYM, reason)


def full_name(text: str, pair: ShortForm, short: str, tokens: Tokens, words: Words) -> Span | None:
    """Where the full name stands, whole words and what surely belongs to it; None if none does."""
    if not _is_coined(short, words):
        return None
    if pair.alignment and text[pair.full.start] == "《":
        return pair.full
    end = bisect_left(tokens.ends, pair.full.end)
    at = bisect_right(tokens.starts, pair.full.start) - 1
    if at < 0 or end == len(tokens.ends):
        return None
    if not pair.alignment:
        start = name_start(tokens.words, end + 1, words)
        opaque = (
            short not in words.frequencies
            and len(short) <= _LONGEST_OPAQUE
            and not words.bounds(short[0])
            and text[pair.full.end] != "》"
        )
        if start is None or not (pair.said or (opaque and words.ends_names(tokens.words[end]))):
            return None
        return Span(tokens.starts[reach_left(tokens.words, start, words)], pair.full.end)
    start = reach_left(tokens.words, at, words)
    if len(short) >= pair.full.end - tokens.starts[start]:  # the name's own end: it goes further
        further = name_start(tokens.words, end + 1, words)
        start = start if further is None else min(start, further)
    if start > 1 and re.fullmatch("[-/]", text[tokens.ends[start - 2] : tokens.starts[start]]):
        start -= 2  # 联合国-非洲联盟 …: an edge stands between the two
    full = Span(tokens.starts[start], pair.full.end)
    return full if len(full) > len(short) else None


def _is_coined(short: str, words: Words) -> bool:
    """Whether no ordinary word opens a short form that never opens a term (包括女童)."""
    for length in (2, 3):
        word = short[:length]
        if word in words.standings and sum(words.shares(word)) < _LEAST_SHARE:
            return False
    return short not in words.standings or sum(words.shares(short)) >= _LEAST_SHARE


def _strip_line(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return Span(start, len(text.rstrip(" 。；;，,")))


def _name_lines(counts: Counts, words: Words) -> Iterator[int]:
    """Segments that are one name each, in a list whose lines mostly end as names do."""
    run: list[tuple[int, bool]] = []
    for number, place in enumerate(counts.places):
        line = _strip_line(place.text).cut(place.text)
        if place.is_line and _LINE.fullmatch(line):
            run.append((number, words.ends_names(counts.last_word(line))))
            continue
        yield from _settle(run)
        run = []
    yield from _settle(run)


def _settle(run: list[tuple[int, bool]]) -> Iterator[int]:
    names = sum(name for _, name in run)
    if len(run) >= _LEAST_LINES and 2 * names > len(run):
        yield from (number for number, _ in run)
