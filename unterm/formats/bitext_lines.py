"""Bitexts as JSON Lines: the form that restores a bitext completely, and bare pairs.

The first line describes both documents (texts, paragraphs, symbols …); each further line is a
bead with the segments of either side. A file of bare pairs has a line such as
``{"en": "good offices", "zh": "斡旋"}`` for each.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import Field, ValidationError

from unterm.errors import FormatError, InputError
from unterm.formats.bitexts import BeadRow, bitext_of
from unterm.formats.faults import explain
from unterm.formats.files import read_lines, write_atomically
from unterm.formats.reports import Loss
from unterm.model import (
    Bead,
    Bitext,
    Document,
    Language,
    OffsetMap,
    Paragraph,
    ParagraphKind,
    Record,
    Run,
    Segment,
)

_R = TypeVar("_R", bound=Record)
_FORMAT: Literal["unterm bitext"] = "unterm bitext"


class _Paragraph(Record):
    kind: ParagraphKind = ParagraphKind.BODY
    count: int = Field(default=1, ge=0)
    number: str | None = None
    level: int = 0


class _Document(Record):
    lang: Language
    text: str
    symbol: str | None = None
    date: dt.date | None = None
    title: str | None = None
    path: str | None = None
    decisions: tuple[str, ...] = ()
    paragraphs: tuple[_Paragraph, ...] = ()


class _Header(Record):
    format: Literal["unterm bitext"]
    version: Literal[1]
    source: _Document
    target: _Document
    decisions: tuple[str, ...] = ()


class _Segment(Record):
    """``runs`` are (place in the text, place in the document, length)."""

    text: str
    runs: tuple[tuple[int, int, int], ...] = ()


class _Bead(Record):
    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = Field(default=1.0, ge=0, le=1)
    fixed: bool = False
    source_segments: tuple[_Segment, ...] = ()
    target_segments: tuple[_Segment, ...] = ()


def dump_bitext_lines(bitext: Bitext, path: str | Path) -> tuple[Loss, ...]:
    """Write a bitext so that it comes back as it is; the loss report is always empty."""
    write_atomically(path, _lines(bitext))
    return ()


def load_bitext_lines(path: str | Path) -> Bitext:
    """The bitext of a JSON Lines file, whole or of bare pairs.

    Raises `FormatError` with line and field for the first line that is neither.
    """
    lines = ((n, text) for n, text in read_lines(path) if text and not text.isspace())
    first = next(lines, None)
    if first is None:
        raise FormatError(path, None, "the file is empty; nothing to read")
    number, text = first
    if '"format"' not in text:
        return bitext_of(_pairs(path, [first, *lines]))
    header = _parse(_Header, path, number, text)
    beads = [(n, _parse(_Bead, path, n, line)) for n, line in lines]
    sides = [_segments(path, beads, side) for side in ("source", "target")]
    try:
        return Bitext(
            source=_restore(header.source, sides[0]),
            target=_restore(header.target, sides[1]),
            beads=tuple(Bead(b.source, b.target, b.confidence, b.fixed) for _, b in beads),
            decisions=header.decisions,
        )
    except (InputError, ValueError) as error:
        raise FormatError(path, None, f"{error}; write the file anew") from error


def _pairs(path: str | Path, lines: Iterable[tuple[int, str]]) -> Iterator[BeadRow]:
    for number, text in lines:
        try:
            value = json.loads(text)
        except ValueError as error:
            raise FormatError(path, number, f"not JSON ({error}); mend the line") from error
        known = {k: value.get(k, "") for k in ("en", "zh")} if isinstance(value, dict) else {}
        if not any(known.values()):
            raise FormatError(path, number, 'no pair; wanted: {"en": "…", "zh": "…"}')
        if not all(isinstance(side, str) for side in known.values()):
            raise FormatError(path, number, "'en' and 'zh' must be texts in quotation marks")
        english, chinese = known["en"], known["zh"]
        yield BeadRow((english,) if english else (), (chinese,) if chinese else ())


def _lines(bitext: Bitext) -> Iterator[str]:
    header = _Header(
        format=_FORMAT,
        version=1,
        source=_describe(bitext.source),
        target=_describe(bitext.target),
        decisions=bitext.decisions,
    )
    yield _json(header)
    for bead in bitext.beads:
        yield _json(
            _Bead(
                source=bead.source,
                target=bead.target,
                confidence=bead.confidence,
                fixed=bead.fixed,
                source_segments=tuple(_noted(bitext.source.segments[i]) for i in bead.source),
                target_segments=tuple(_noted(bitext.target.segments[i]) for i in bead.target),
            )
        )


def _json(record: Record) -> str:
    return record.model_dump_json(exclude_defaults=True) + "\n"


def _describe(document: Document) -> _Document:
    return _Document(
        lang=document.lang,
        text=document.text,
        symbol=document.symbol,
        date=document.date,
        title=document.title,
        path=document.path,
        decisions=document.decisions,
        paragraphs=tuple(
            _Paragraph(kind=p.kind, count=len(p.segments), number=p.number, level=p.level)
            for p in document.paragraphs
        ),
    )


def _noted(segment: Segment) -> _Segment:
    return _Segment(text=segment.text, runs=tuple(tuple(run) for run in segment.offsets.runs))


def _parse(record: type[_R], path: str | Path, number: int, text: str) -> _R:
    try:
        return record.model_validate_json(text)
    except ValidationError as error:
        raise FormatError(path, number, f"{explain(error)}; mend the line") from error


def _segments(path: str | Path, beads: list[tuple[int, _Bead]], side: str) -> list[Segment]:
    segments: list[Segment] = []
    for number, bead in beads:
        noted: tuple[_Segment, ...] = getattr(bead, f"{side}_segments")
        if len(noted) != len(getattr(bead, side)):
            raise FormatError(
                path,
                number,
                f"{side} has {len(getattr(bead, side))} indices, {len(noted)} segments",
            )
        for segment in noted:
            runs = OffsetMap(tuple(Run(*run) for run in segment.runs))
            try:
                segments.append(Segment(segment.text, runs))
            except InputError as error:
                raise FormatError(path, number, f"{error}; write the file anew") from error
    return segments


def _restore(document: _Document, segments: list[Segment]) -> Document:
    paragraphs: list[Paragraph] = []
    start = 0
    for p in document.paragraphs:
        paragraphs.append(Paragraph(p.kind, range(start, start + p.count), p.number, p.level))
        start += p.count
    return Document(
        text=document.text,
        lang=document.lang,
        segments=tuple(segments),
        paragraphs=tuple(paragraphs),
        symbol=document.symbol,
        date=document.date,
        title=document.title,
        path=document.path,
        decisions=document.decisions,
    )
