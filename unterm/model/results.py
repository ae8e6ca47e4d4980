"""What the library computes: occurrences, look-ups, candidates, findings, merges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from unterm.model.spans import Span
from unterm.model.terms import Citation, Concept, Designation, Status


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A designation found in a text: ``text[span.start:span.end] == occurrence.text``.

    ``homonyms`` are the other (concept, designation) pairs that the same characters can stand
    for. ``certainty`` is below 1 where word segmentation doubts the boundary.
    """

    span: Span
    text: str
    concept: Concept
    designation: Designation
    homonyms: tuple[tuple[Concept, Designation], ...] = ()
    certainty: float = 1.0

    @property
    def status(self) -> Status:
        """The status of the designation that was found."""
        return self.designation.status


@dataclass(frozen=True, slots=True)
class LookupResult:
    """A concept that answers a look-up, with the reason in one machine-readable word.

    ``reason`` is one of exact, folded, acronym, short-form, variant, deprecated, superseded,
    fuzzy, pinyin; ``score`` is 1 for an exact hit and falls with the distance.
    """

    concept: Concept
    designation: Designation
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """A candidate in its sentence: the sentence, where in it, and where that sentence is from."""

    text: str
    span: Span
    document: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term candidate with its evidence. ``english`` is None where no bitext was given."""

    chinese: str
    english: str | None
    count: int
    document_count: int
    kind: Literal["known", "new", "variant"]
    section: Literal["form", "statistical"]
    score: float
    reasons: tuple[str, ...]
    contexts: tuple[Context, ...] = ()
    concept: Concept | None = None
    variants: tuple[str, ...] = ()


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a draft.

    ``found`` is what stands in the draft: ``target_span`` cuts it out of the draft's text as it
    was given. Where something is missing, ``found`` is empty and ``target_span`` the place where
    it was looked for. ``source_span`` points into the source document's text. ``bead`` is the
    index of the bead, None in a check of Chinese alone.
    """

    code: str
    severity: Severity
    confidence: float
    message: str
    found: str
    target_span: Span
    suggestions: tuple[str, ...] = ()
    concept: Concept | None = None
    source_span: Span | None = None
    bead: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, in the order of the draft, with what was checked.

    ``pairs`` are the spans that were compared, in ``target`` and ``source``: one for each bead.
    """

    findings: tuple[Finding, ...]
    target: str
    source: str | None = None
    path: str | None = None
    segment_count: int = 0
    decisions: tuple[str, ...] = ()
    pairs: tuple[tuple[Span, Span | None], ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of this severity or a graver one."""
        return tuple(f for f in self.findings if f.severity.rank <= severity.rank)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two records that say different things, and which of them stands in the merged glossary."""

    concept_id: str
    field: str
    kept: str
    rejected: str


@dataclass(frozen=True, slots=True)
class Position:
    """A line and column of a text, both from 1, for messages to people."""

    line: int
    column: int

    @classmethod
    def of(cls, text: str, offset: int) -> Position:
        """Where character ``offset`` stands.

        >>> Position.of("甲\\n乙丙", 3)
        Position(line=2, column=2)
        """
        start = text.rfind("\n", 0, offset) + 1
        return cls(text.count("\n", 0, offset) + 1, offset - start + 1)
