"""The form section: what a text marks as a term by the way it is written, however seldom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unterm.extraction.counts import Counts, Tokens
from unterm.extraction.names import find_names, reach_left
from unterm.extraction.shortforms import find_short_forms
from unterm.extraction.words import Words
from unterm.language.scripts import HAN
from unterm.model import Document, ParagraphKind, Span

_TITLE = re.compile(r"《[^《》]{2,60}》")
_ACRONYM = re.compile(r"[(（](?P<acronym>[A-Z][A-Za-z]*[A-Z][A-Za-z0-9-]*)[)）]")
_LINE = re.compile(rf"[{HAN}A-Za-z·\-/ 和与及、()（）]{{4,40}}")
_LEAST_LINES = 3
_SHORT_TITLE = 10

TITLE, FULL, SHORT, ACRONYM, LONG_TITLE, LINE, NAME, DOUBTFUL = (
    1,
    0.98,
    0.97,
    0.9,
    0.8,
    0.8,
    0.6,
    0.2,
)
"""Scores of the forms."""


class FormEvidence(NamedTuple):
    """A place where form shows a term."""

    text: str
    place: int
    span: Span
    score: float
    reason: str


def find_forms(counts: Counts, words: Words) -> Iterator[FormEvidence]:
    """All evidence of form in the documents, in their order."""
    lines = {
        (number, paragraph)
        for number, document in enumerate(counts.documents)
        for paragraph in _name_lines(document, counts, words)
    }
    for number, (place, tokens) in enumerate(
        zip(counts.places, counts.segment_tokens(), strict=True)
    ):
        text = place.text
        for match in _TITLE.finditer(text):
            score = TITLE if _names_a_document(match[0], counts, words) else LONG_TITLE
            yield FormEvidence(match[0], number, Span(*match.span()), score, "title in 《》")
        yield from _short_forms(text, number, tokens, words)
        if (place.document, place.paragraph) in lines:
            span = _strip_line(text)
            yield FormEvidence(span.cut(text), number, span, LINE, "a line of a list of names")
    segments = list(counts.segment_tokens())
    for name in find_names(segments, words):
        tokens = segments[name.place]
        span = Span(tokens.starts[name.start], tokens.ends[name.end - 1])
        score = DOUBTFUL if name.doubtful else NAME
        reason = f"ends as names do (…{tokens.words[name.end - 1]})"
        yield FormEvidence(
            span.cut(counts.places[name.place].text), name.place, span, score, reason
        )


def _names_a_document(title: str, counts: Counts, words: Words) -> bool:
    """Whether a title is as short as names are, or ends as those of instruments do."""
    bare = title.strip("《》")
    return len(bare) <= _SHORT_TITLE or (
        words.ends_names(counts.last_word(bare)) and "，" not in bare and "：" not in bare
    )


def _short_forms(text: str, number: int, tokens: Tokens, words: Words) -> Iterator[FormEvidence]:
    for pair in find_short_forms(text):
        full = _word_edge(tokens, pair.full, words)
        name, short = full.cut(text), pair.short.cut(text)
        if name == short or not _plausible(short, words):
            continue
        yield FormEvidence(name, number, full, FULL, f"full name of {short}")
        yield FormEvidence(short, number, pair.short, SHORT, f"short form of {name}")


def _plausible(short: str, words: Words) -> bool:
    """A short form is coined: no ordinary word opens it that never opens a term."""
    for length in (2, 3):
        if short[:length] in words.standings and words.shares(short[:length])[1] < 0.005:
            return sum(words.shares(short[:length])) > 0.05
    return True


def _word_edge(tokens: Tokens, span: Span, words: Words) -> Span:
    """The span from the start of the word that its first character is in, and further left."""
    at = max((i for i, s in enumerate(tokens.starts) if s <= span.start), default=None)
    if at is None or span.start >= tokens.ends[at]:
        return span
    return Span(tokens.starts[reach_left(tokens.words, at, words)], span.end)


def _strip_line(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return Span(start, len(text.rstrip(" 。；;，,")))


def _name_lines(document: Document, counts: Counts, words: Words) -> Iterator[int]:
    """Paragraphs that are one name each, in a list whose lines mostly end as names do."""
    run: list[tuple[int, bool]] = []
    for index, paragraph in enumerate(document.paragraphs):
        text = document.segments[paragraph.segments.start].text if len(paragraph.segments) else ""
        span = _strip_line(text)
        line = span.cut(text)
        if (
            len(paragraph.segments) == 1
            and paragraph.kind is ParagraphKind.LIST_ITEM
            and _LINE.fullmatch(line)
        ):
            run.append((index, words.ends_names(counts.last_word(line))))
            continue
        yield from _settle(run)
        run = []
    yield from _settle(run)


def _settle(run: list[tuple[int, bool]]) -> Iterator[int]:
    names = sum(name for _, name in run)
    if len(run) >= _LEAST_LINES and 2 * names > len(run):
        yield from (index for index, _ in run)
