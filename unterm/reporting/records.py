"""A report as plain records, which every format is made of."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from unterm.model import Finding, Position, Report, Severity


@dataclass(frozen=True)
class Lines:
    """The lines of a text: where each begins, for positions without counting anew."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each line's first character."""
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """The line and column of an offset, both from 1.

        >>> Lines("甲\\n乙丙").position(3)
        Position(line=2, column=2)
        """
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)


def counts(report: Report) -> dict[str, int]:
    """How many findings of each severity, the gravest first."""
    return {s.value: sum(f.severity is s for f in report) for s in Severity}


def record(finding: Finding, lines: Lines) -> dict[str, Any]:
    """A finding as values that JSON can hold."""
    begin = lines.position(finding.target_span.start)
    concept = finding.concept
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "line": begin.line,
        "column": begin.column,
        "found": finding.found,
        "suggestions": list(finding.suggestions),
        "message": finding.message,
        "target_span": list(finding.target_span),
        "source_span": None if finding.source_span is None else list(finding.source_span),
        "bead": finding.bead,
        "concept": None
        if concept is None
        else {
            "id": concept.id,
            "english": concept.english,
            "chinese": concept.chinese,
            "sources": [str(citation) for citation in concept.sources],
        },
    }


def summary(report: Report) -> str:
    """The figures of a report in one line.

    >>> summary(Report(findings=(), target="", segment_count=3))
    'no findings in 3 segments'
    """
    where = f"in {report.segment_count} segment{'' if report.segment_count == 1 else 's'}"
    words = [
        f"{n} {name if name == 'advice' or n == 1 else name + 's'}"
        for name, n in counts(report).items()
        if n
    ]
    return f"{', '.join(words) or 'no findings'} {where}"


def printable(text: str) -> str:
    """Text that any file can hold: half characters (lone surrogates) are replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
