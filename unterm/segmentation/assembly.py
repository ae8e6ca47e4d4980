"""A text to a document: lines, page, layout, blocks, paragraphs, sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from unterm.language.scripts import HAN
from unterm.language.sentences import split_sentences
from unterm.model.documents import Document, Paragraph, ParagraphKind, Segment
from unterm.model.spans import OffsetMap, Run, Span
from unterm.model.terms import Language
from unterm.segmentation.blocks import Joiner, Repaired, repair
from unterm.segmentation.footnotes import Footnote, find_footnotes, find_references
from unterm.segmentation.furniture import SYMBOL, Page, Part, sort_lines
from unterm.segmentation.labels import Label, Style
from unterm.segmentation.layout import Layout, measure_layout
from unterm.segmentation.lines import Line, split_lines
from unterm.segmentation.paragraphs import Shape, classify
from unterm.segmentation.titles import find_title

_LETTERSPACED: Final = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000]+[{HAN}](?![{HAN}]))+")
_BLANKS: Final = re.compile(r"[ \u3000]+")
_HAN_BLANKS: Final = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_COLUMNS: Final = re.compile(rf"\s{{2,}}|\s+(?={SYMBOL}$)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SPACED_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """What a format knows of a paragraph that plain text does not say."""

    kind: ParagraphKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """A block with its repaired text, before its kind is known."""

    place: tuple[int, int, int]
    repaired: Repaired
    shape: Shape


def assemble(
    text: str, lang: Language, *, hints: Mapping[int, Hint] | None = None, flowing: bool = False
) -> Document:
    """The document of a text.

    ``hints`` are by the offset at which a paragraph starts; ``flowing`` says that each line is a
    paragraph, as a format that knows its paragraphs gives it.
    """
    lines = split_lines(text)
    page = sort_lines(text, lines)
    parts = list(page.parts)
    plain = [line for line, part in zip(lines, parts, strict=True) if part is Part.TEXT]
    layout = measure_layout(text, plain, lang)
    if flowing:
        layout = replace(layout, width=0)
    notes, taken = find_footnotes(text, lines, parts, layout)
    marks = frozenset(note.mark for note in notes if note.mark)
    words = _words(text) if layout.wrapped and lang == "en" else frozenset()
    drafts = _letterheads(text, lines, parts, lang)
    drafts += _bodies(text, lines, parts, taken, layout, words, marks, lang, hints or {})
    drafts += _footnotes(text, notes, drafts, layout, words)
    drafts.sort(key=lambda draft: draft.place)
    shapes = classify([draft.shape for draft in drafts], lang, lost_marks=layout.lost_marks)
    return _document(text, lang, drafts, shapes, page, layout, marks)


def _letterheads(
    text: str, lines: Sequence[Line], parts: Sequence[Part], lang: Language
) -> list[Draft]:
    drafts: list[Draft] = []
    for index, (line, part) in enumerate(zip(lines, parts, strict=True)):
        if part is not Part.LETTERHEAD:
            continue
        content = text[line.start : line.end]
        at = 0
        columns = [*((m.start(), m.end()) for m in _COLUMNS.finditer(content)), (len(content),) * 2]
        for column, (low, high) in enumerate(columns):
            piece = Repaired(content[at:low], (Run(0, line.start + at, low - at),))
            at = high
            spaced = _join_letterspaced(piece, whole=lang == "zh")
            shape = Shape(spaced.text, kind=ParagraphKind.LETTERHEAD)
            drafts.append(Draft((index, 0, column), spaced, shape))
    return drafts


def _bodies(
    text: str,
    lines: Sequence[Line],
    parts: Sequence[Part],
    taken: set[int],
    layout: Layout,
    words: frozenset[str],
    marks: frozenset[str],
    lang: Language,
    hints: Mapping[int, Hint],
) -> list[Draft]:
    kept: list[Line] = []
    fresh: list[bool] = []
    index_of: dict[int, int] = {}
    turned = False
    gap: int | None = None
    for index, line in enumerate(lines):
        content = text[line.start : min(line.end, line.start + 6)]
        if parts[index] is not Part.TEXT or index in taken:
            turned, gap = True, line.gap if gap is None else gap
        elif content in marks and set(content) <= set("*†‡§"):
            continue  # a reference raised above its line, such as the star of a title
        else:
            at_top = turned or line.page or (layout.spaced and line.gap == 0 and bool(kept))
            fresh.append(at_top)
            kept.append(replace(line, gap=gap) if gap is not None else line)
            index_of[line.start] = index
            turned, gap = False, None
    drafts: list[Draft] = []
    for block in Joiner(text, layout).join(kept, fresh):
        first = block.lines[0]
        repaired = _join_letterspaced(repair(text, block.lines, layout, words), whole=True)
        repaired = _drop(repaired, find_references(repaired.text, marks))
        hint = hints.get(first.start)
        shape = Shape(
            repaired.text,
            gap=block.gap,
            indent=first.indent,
            kind=hint.kind if hint else None,
            level=hint.level if hint else 0,
        )
        drafts.append(Draft((index_of[first.start], 0, 0), repaired, shape))
    return drafts


def _footnotes(
    text: str,
    notes: Iterable[Footnote],
    drafts: Sequence[Draft],
    layout: Layout,
    words: frozenset[str],
) -> list[Draft]:
    """Footnotes, each placed after the paragraph that its page interrupts."""
    starts = sorted(draft.place[0] for draft in drafts)
    out: list[Draft] = []
    for note in notes:
        before = bisect_right(starts, note.first)
        place = (starts[before - 1] if before else -1, 1, note.first)
        whole = repair(text, note.lines, layout, words)
        skip = min(note.skip, len(whole.text))
        while skip < len(whole.text) and whole.text[skip].isspace():
            skip += 1
        body = _drop(whole, [(0, skip)])
        label = Label(note.mark, Style.BULLET, None, 0) if note.mark else None
        out.append(Draft(place, body, Shape(body.text, kind=ParagraphKind.FOOTNOTE, label=label)))
    return out


def _document(
    text: str,
    lang: Language,
    drafts: Sequence[Draft],
    shapes: Sequence[Shape],
    page: Page,
    layout: Layout,
    marks: frozenset[str],
) -> Document:
    segments: list[Segment] = []
    paragraphs: list[Paragraph] = []
    for draft, shape in zip(drafts, shapes, strict=True):
        label = shape.label
        kind = shape.kind or ParagraphKind.BODY
        body = _drop(draft.repaired, [(0, label.length)]) if label else draft.repaired
        spans = split_sentences(body.text, lang=lang)
        if layout.lost_marks and not _is_name(shape):
            spans = [piece for span in spans for piece in _separate(body.text, span)]
        if not spans:
            continue
        first = len(segments)
        segments.extend(_segments(body, spans))
        paragraphs.append(
            Paragraph(kind, range(first, len(segments)), label.text if label else None, shape.level)
        )
    title, day = find_title(
        [(p.kind, "".join(segments[i].text for i in p.segments)) for p in paragraphs[:40]]
    )
    return Document(
        text=text,
        lang=lang,
        segments=tuple(segments),
        paragraphs=tuple(paragraphs),
        symbol=page.symbol,
        date=page.date or day,
        title=title,
        decisions=tuple(_decisions(page, layout, paragraphs)),
    )


def _decisions(page: Page, layout: Layout, paragraphs: Sequence[Paragraph]) -> Iterable[str]:
    if layout.wrapped:
        yield f"lines are hard-wrapped at about {layout.width} columns: joined to paragraphs"
    if layout.lost_marks:
        yield "the punctuation is lost: a blank between Han characters separates segments"
    removed = sum(part in (Part.REMOVED, Part.RULE) for part in page.parts)
    if removed:
        yield f"page furniture taken out: {removed} lines"
    notes = sum(paragraph.kind is ParagraphKind.FOOTNOTE for paragraph in paragraphs)
    if notes:
        yield f"footnotes set apart: {notes}"


def _is_name(shape: Shape) -> bool:
    """A heading or a signature: its blanks stand for no lost mark that would end a clause."""
    return shape.kind in (ParagraphKind.HEADING, ParagraphKind.LETTERHEAD) or (
        shape.kind is ParagraphKind.BODY and shape.indent >= 8 and len(shape.text) < 20
    )


def _separate(text: str, span: Span) -> list[Span]:
    spans: list[Span] = []
    start = span.start
    for match in _HAN_BLANKS.finditer(text, span.start, span.end):
        spans.append(Span(start, match.start()))
        start = match.end()
    spans.append(Span(start, span.end))
    return spans


def _join_letterspaced(repaired: Repaired, *, whole: bool) -> Repaired:
    """Close up 联 合 国: three spaced characters, or two that are the whole text (决  议)."""
    drops: list[tuple[int, int]] = []
    for match in _LETTERSPACED.finditer(repaired.text):
        letters = len(_BLANKS.sub("", match.group()))
        alone = whole and match.span() == (0, len(repaired.text))
        if letters >= _SPACED_LETTERS or (alone and letters >= 2):
            drops.extend(
                (match.start() + m.start(), match.start() + m.end())
                for m in _BLANKS.finditer(match.group())
            )
    return _drop(repaired, drops)


def _drop(repaired: Repaired, drops: Sequence[tuple[int, int]]) -> Repaired:
    """The text without these ranges, which are in order and do not overlap."""
    if not any(low < high for low, high in drops):
        return repaired
    bounds = [0, *(bound for drop in drops for bound in drop), len(repaired.text)]
    kept = [Span(low, high) for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for piece, cut in zip(kept, _cut(repaired.runs, kept), strict=True):
        runs.extend(Run(length + run.target, run.source, run.length) for run in cut)
        parts.append(piece.cut(repaired.text))
        length += len(piece)
    return Repaired("".join(parts), tuple(runs))


def _cut(runs: Sequence[Run], spans: Sequence[Span]) -> Iterable[list[Run]]:
    """The runs of each span, counted from its start; one walk over both, which are in order."""
    index = 0
    for span in spans:
        while index < len(runs) and runs[index].target + runs[index].length <= span.start:
            index += 1
        cut: list[Run] = []
        at = index
        while at < len(runs) and runs[at].target < span.end:
            run = runs[at]
            low = max(run.target, span.start)
            high = min(run.target + run.length, span.end)
            if low < high:
                cut.append(Run(low - span.start, run.source + low - run.target, high - low))
            at += 1
        yield cut


def _segments(body: Repaired, spans: Sequence[Span]) -> Iterable[Segment]:
    for span, runs in zip(spans, _cut(body.runs, spans), strict=True):
        yield Segment(span.cut(body.text), OffsetMap(tuple(runs)))


def _words(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _WORD.finditer(text))
