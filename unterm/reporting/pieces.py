"""A text cut at the edges of the findings, so that each can be highlighted where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from unterm.model import Finding, Report, Span
from unterm.reporting.records import Lines


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
    text: str,
    span: Span,
    marks: Sequence[tuple[int, Span, Finding]],
    *,
    places: bool = True,
    whole: Span | None = None,
) -> tuple[Piece, ...]:
    """The pieces of a stretch of text; ``marks`` are (number, span, finding).

    With ``places`` empty marks become pieces without text. A mark that covers ``whole`` (without
    it, the stretch) says nothing of where something stands.

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
            close = [m for m in active if not m[1].covers(whole or span)]
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
    """Draft and source side by side, bead by bead; a draft alone line by line.

    What stands between two beads, such as the number of a paragraph, goes with the later one. Blank
    lines are left out. A row has the number of the line on which it begins in the draft.
    """
    targets, sources, compared = _places(report)
    in_target = _by_place([(n, f.target_span, f) for n, f in enumerate(report.findings)], targets)
    in_source = _by_place(
        [(n, f.source_span, f) for n, f in enumerate(report.findings) if f.source_span], sources
    )
    source = report.source or ""
    lines = Lines(report.target)
    found: list[Row] = []
    for at, (target, beside, whole) in enumerate(zip(targets, sources, compared, strict=True)):
        shown, shown_beside = _trimmed(report.target, target), _trimmed(source, beside)
        if in_target[at] or len(shown) or len(shown_beside):
            left = cut(report.target, shown, in_target[at])
            right = cut(source, shown_beside, in_source[at], places=False, whole=whole)
            found.append(Row(lines.position(shown.start).line, left, right))
    return found


def _places(report: Report) -> tuple[list[Span], list[Span], list[Span]]:
    """The places of each row in the draft and in the source, and what of the source is compared."""
    if report.source is None:
        lines = _lines(report.target)
        return lines, [Span(0, 0)] * len(lines), [Span(0, 0)] * len(lines)
    targets = _split(report.target, [target.end for target, _ in report.pairs])
    last = 0
    ends: list[int] = []
    compared: list[Span] = []
    for _, source in report.pairs:
        last = last if source is None else source.end
        ends.append(last)
        compared.append(source or Span(last, last))
    return targets, _split(report.source, ends), compared or [Span(0, len(report.source))]


def _split(text: str, ends: Sequence[int]) -> list[Span]:
    """A text cut after these places, which only go on; all of it, the last part to its end."""
    spans: list[Span] = []
    start = 0
    for end in ends[:-1]:
        spans.append(Span(start, max(start, end)))
        start = max(start, end)
    return [*spans, Span(start, len(text))]


def _trimmed(text: str, span: Span) -> Span:
    """A span without the blanks at its ends."""
    part = span.cut(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, max(start, span.start + len(part.rstrip())))


def _lines(text: str) -> list[Span]:
    return _split(text, [*(at + 1 for at, character in enumerate(text) if character == "\n"), 0])


def _by_place(
    marks: list[tuple[int, Span, Finding]], places: list[Span]
) -> list[list[tuple[int, Span, Finding]]]:
    table: list[list[tuple[int, Span, Finding]]] = [[] for _ in places]
    starts = [line.start for line in places]
    for mark in marks:
        span = mark[1]
        first = max(0, bisect_right(starts, span.start) - 1)
        for number in range(first, len(places)):
            if places[number].start > max(span.start, span.end - 1):
                break
            table[number].append(mark)
    return table
