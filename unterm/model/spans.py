"""Places in a text, and the map that leads from a changed text back to the one that was given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from unterm.errors import InputError


class Span(NamedTuple):
    """A half-open range of characters (code points): ``text[start:end]``.

    >>> span = Span(2, 4)
    >>> "安理会强调"[span.start:span.end], len(span), span.cut("安理会强调")
    ('会强', 2, '会强')
    """

    start: int
    end: int

    def cut(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:  # length in characters, not the tuple's two fields
        return self.end - self.start


# `Span(*pair)` without a call in Python: millions are made.
_make_span: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)


class Run(NamedTuple):
    """``length`` characters that stand at ``target`` in the new text, at ``source`` in the old."""

    target: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where each character of a new text stood in the old one.

    The new text is a concatenation of pieces of the old (with characters perhaps exchanged one for
    one); what was dropped between two pieces is simply not covered. Runs are in order on both
    sides and gapless on the new side.

    >>> joined = OffsetMap((Run(0, 0, 2), Run(2, 4, 2)))   # "预防\\n\\n冲突" -> "预防冲突"
    >>> joined.span(0, 4)
    Span(start=0, end=6)
    >>> list(joined.pieces(1, 3))
    [Span(start=1, end=2), Span(start=4, end=5)]
    """

    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, length: int, start: int = 0) -> OffsetMap:
        """The map of a text that stands unchanged at ``start`` of the old one."""
        return cls((Run(0, start, length),) if length else ())

    @classmethod
    def from_pieces(cls, pieces: Iterable[tuple[int, int]]) -> OffsetMap:
        """The map of a text that is the concatenation of these spans of the old one."""
        runs: list[Run] = []
        target = source = length = 0
        for start, end in pieces:
            if start >= end:
                continue
            if length and source + length == start:
                length += end - start
                continue
            if length:
                runs.append(Run(target, source, length))
            target, source, length = target + length, start, end - start
        if length:
            runs.append(Run(target, source, length))
        return cls(tuple(runs))

    def __len__(self) -> int:
        """Length of the new text in characters."""
        return self.runs[-1].target + self.runs[-1].length if self.runs else 0

    def source(self, index: int) -> int:
        """Where character ``index`` of the new text stood in the old one."""
        if not 0 <= index < len(self):
            raise InputError(f"offset {index} lies outside a text of {len(self)} characters")
        run = self.runs[bisect_right(self.runs, index, key=lambda r: r.target) - 1]
        return run.source + index - run.target

    def span(self, start: int, end: int) -> Span:
        """The span of the old text from the first to the last character of ``start:end``.

        An empty range becomes an empty span where its next character stood.
        """
        if start >= end:
            at = (
                self.source(start)
                if start < len(self)
                else (self.source(len(self) - 1) + 1 if self.runs else 0)
            )
            return Span(at, at)
        return Span(self.source(start), self.source(end - 1) + 1)

    def spans(self, ranges: Iterable[tuple[int, int]]) -> list[Span]:
        """`span` of many ranges of the new text, in the order of their starts, none of them empty.

        >>> OffsetMap((Run(0, 0, 2), Run(2, 4, 2))).spans([(0, 1), (1, 3)])
        [Span(start=0, end=1), Span(start=1, end=5)]
        """
        if len(self.runs) == 1 and self.runs[0].source == 0:
            return list(map(_make_span, ranges))
        spans: list[Span] = []
        targets = [run.target for run in self.runs]
        following = 0
        next_target = shift = 0
        for start, end in ranges:
            if start >= next_target:
                following = bisect_right(targets, start, following)
                run = self.runs[following - 1]
                shift = run.source - run.target
                next_target = run.target + run.length
            if end <= next_target:
                spans.append(_make_span((start + shift, end + shift)))
            else:
                spans.append(Span(start + shift, self.source(end - 1) + 1))
        return spans

    def pieces(self, start: int, end: int) -> Iterator[Span]:
        """The spans of the old text, in order, whose concatenation is ``start:end`` of the new."""
        first = max(0, bisect_right(self.runs, start, key=lambda r: r.target) - 1)
        for run in self.runs[first:]:
            if run.target >= end:
                break
            low = max(start, run.target)
            high = min(end, run.target + run.length)
            if low < high:
                offset = run.source - run.target
                yield Span(low + offset, high + offset)

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """This map applied to the result of ``earlier``: from the newest text to the oldest."""
        return OffsetMap.from_pieces(
            piece
            for run in self.runs
            for piece in earlier.pieces(run.source, run.source + run.length)
        )
