"""How findings are made: spans led back to the given text, severity by kind and confidence."""

from __future__ import annotations

from typing import Final

from unterm.checks.drafts import Draft, Side, Unit
from unterm.model import Concept, Finding, Severity, Span

# A finding less certain than this is put as advice, whatever it is about.
LIKELY: Final = 0.5
# A finding is an error only from here on, where more than nine in ten are right (measured).
SURE: Final = 0.8


def severity_of(concept: Concept, confidence: float) -> Severity:
    """Names and titles are errors, ordinary terms warnings, doubtful findings advice."""
    if confidence < LIKELY:
        return Severity.ADVICE
    if concept.kind.names_one_thing and confidence >= SURE:
        return Severity.ERROR
    return Severity.WARNING


def graded(severity: Severity, confidence: float) -> Severity:
    """A severity, no graver than its confidence allows."""
    if confidence < LIKELY:
        return Severity.ADVICE
    if severity is Severity.ERROR and confidence < SURE:
        return Severity.WARNING
    return severity


def finding(
    draft: Draft,
    unit: Unit,
    code: str,
    severity: Severity,
    confidence: float,
    message: str,
    *,
    at: Span | None = None,
    suggestions: tuple[str, ...] = (),
    concept: Concept | None = None,
    source_at: Span | None = None,
) -> Finding:
    """A finding about a unit; ``at`` and ``source_at`` are in characters of the unit's sides.

    Without ``at`` something is missing: the span is the empty one where the unit begins.
    """
    span = unit.target.start if at is None else unit.target.span(at)
    source_span = None
    if unit.source is not None:
        source_span = unit.source.span(source_at or _place(unit.source, concept))
    return finding_between(
        draft,
        unit.bead,
        code,
        severity,
        confidence,
        message,
        target=span,
        source=source_span,
        suggestions=suggestions,
        concept=concept,
    )


def finding_between(
    draft: Draft,
    bead: int | None,
    code: str,
    severity: Severity,
    confidence: float,
    message: str,
    *,
    target: Span,
    source: Span | None,
    suggestions: tuple[str, ...] = (),
    concept: Concept | None = None,
) -> Finding:
    """A finding about a bead, which may have nothing on one side; the spans are of the documents.

    The confidence is never 0 or 1, whatever was computed.
    """
    return Finding(
        code=code,
        severity=severity,
        confidence=round(min(max(confidence, 0.01), 0.99), 3),
        message=message,
        found=target.cut(draft.target.text),
        target_span=target,
        suggestions=suggestions,
        concept=concept,
        source_span=source,
        bead=bead,
    )


def _place(source: Side, concept: Concept | None) -> Span:
    """Where the source names a concept, else the whole of it."""
    for hit in source.hits if concept else ():
        if any(concept is not None and p.concept.id == concept.id for p in hit.patterns):
            return hit.span
    return Span(0, len(source.text))
