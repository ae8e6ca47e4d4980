"""A text cut at the edges of the findings, so that each can be highlighted where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from unterm.model import Finding, Report, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the numbers of the findings that cover it, the gravest first.

    A piece without text is the place of a finding that something is missing there. ``faint`` is
    what a finding covers as a whole line.
    """

    text: str
    numbers: tuple[int, ...] = ()
    severity: str | None = None
    faint: bool = False

    @property
    def shown(self) -> str:
        """The numbers as one attribute value."""
        return " ".join(map(str, self.numbers))


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: a stretch of the draft and the stretch of the source beside it."""

    number: int
    target: tuple[Piece, ...]
    source: tuple[Piece, ...]

    @property
    def marked(self) -> bool:
        """Whether a finding stands in it."""
        return any(piece.numbers for piece in (*self.target, *self.source))


def cut(
    text: str, span: Span, marks: Sequence[tuple[int, Span, Finding]], *, places: bool = True
) -> tuple[Piece, ...]:
    """The pieces of a stretch of text; ``marks`` are (number, span, finding).

    With ``places`` empty marks become pieces without text.

    >>> cut("甲乙丙", Span(0, 3), [])
    (Piece(text='甲乙丙', numbers=(), severity=None, faint=False),)
    """
    here = [
        (number, mark, finding)
        for number, mark, finding in marks
        if (mark.start < span.end and span.start < mark.end)
        or (places and not len(mark) and span.start <= mark.start <= span.end)
    ]
    edges = {span.start, span.end}
    for _, mark, _ in here:
        edges.update(at for at in mark if span.start <= at <= span.end)
    coming = sorted(here, key=lambda mark: (mark[1].start, mark[0]), reverse=True)
    active: list[tuple[int, Span, Finding]] = []
    pieces: list[Piece] = []
    ordered = sorted(edges)
    for start, end in zip(ordered, [*ordered[1:], ordered[-1]], strict=True):
        active = [mark for mark in active if mark[1].end > start]
        empty: list[tuple[int, Span, Finding]] = []
        while coming and coming[-1][1].start <= start:
            reached = coming.pop()
            (active if len(reached[1]) else empty).append(reached)
        if empty and places:
            pieces.append(_piece("", empty))
        if start < end:
            close = [m for m in active if not (m[1].start <= span.start and span.end <= m[1].end)]
            piece = _piece(text[start:end], close or active)
            faint = bool(active) and not close and not places
            pieces.append(replace(piece, faint=faint) if faint else piece)
    return tuple(pieces)


def _piece(text: str, marks: Sequence[tuple[int, Span, Finding]]) -> Piece:
    if not marks:
        return Piece(text)
    gravest = sorted(marks, key=lambda mark: mark[2].severity.rank)
    return Piece(text, tuple(n for n, _, _ in gravest), gravest[0][2].severity.value)


def rows(report: Report) -> list[Row]:
    """Draft and source side by side: line by line where both have as many lines, else whole.

    A bitext of pairs has a segment a line on both sides, so its rows are its beads. Blank lines
    are left out.
    """
    source = report.source or ""
    target_lines = _lines(report.target)
    source_lines = _lines(source)
    if report.source is None:
        source_lines = [Span(0, 0)] * len(target_lines)
    elif len(source_lines) != len(target_lines):
        target_lines, source_lines = [Span(0, len(report.target))], [Span(0, len(source))]
    in_target = _by_line(
        [(n, f.target_span, f) for n, f in enumerate(report.findings)], target_lines
    )
    in_source = _by_line(
        [(n, f.source_span, f) for n, f in enumerate(report.findings) if f.source_span],
        source_lines,
    )
    return [
        Row(
            number + 1,
            cut(report.target, target, in_target[number]),
            cut(source, beside, in_source[number], places=False),
        )
        for number, (target, beside) in enumerate(zip(target_lines, source_lines, strict=True))
        if in_target[number] or target.cut(report.target).strip() or beside.cut(source).strip()
    ]


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            spans.append(Span(start, len(text)))
            return spans
        spans.append(Span(start, end))
        start = end + 1


def _by_line(
    marks: list[tuple[int, Span, Finding]], lines: list[Span]
) -> list[list[tuple[int, Span, Finding]]]:
    table: list[list[tuple[int, Span, Finding]]] = [[] for _ in lines]
    starts = [line.start for line in lines]
    for mark in marks:
        span = mark[1]
        first = max(0, bisect_right(starts, span.start) - 1)
        for number in range(first, len(lines)):
            if lines[number].start > max(span.start, span.end - 1):
                break
            table[number].append(mark)
    return table
