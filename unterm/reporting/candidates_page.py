"""Term candidates as one HTML page, to be read, searched and printed.

Nothing is loaded from anywhere: style and script stand in the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from unterm.formats.files import write_atomically
from unterm.model import Candidate, Context
from unterm.reporting.bitext_page import script_safe
from unterm.reporting.templates import load_template

SHOWN_CONTEXTS = 6
"""Contexts of a candidate that the page holds: three, or three in each language."""


def render_candidates(candidates: Iterable[Candidate], *, title: str | None = None) -> str:
    """The page as a string.

    >>> page = render_candidates([
    ...     Candidate("建立信任措施", None, 3, 1, "new", "form", 0.9, ("full name of 信任措施",)),
    ... ])
    >>> "full name of 信任措施" in page
    True
    """
    data = [_record(candidate) for candidate in candidates]
    return load_template("candidates.html").render(
        title=title or "Term candidates", data=script_safe(data)
    )


def write_candidates_page(
    candidates: Iterable[Candidate], path: str | Path, *, title: str | None = None
) -> None:
    """Write the page, whole or not at all."""
    write_atomically(path, [render_candidates(candidates, title=title)])


def _record(candidate: Candidate) -> dict[str, Any]:
    concept = candidate.concept
    return {
        "zh": candidate.chinese,
        "en": candidate.english or (concept.english if concept else ""),
        "count": candidate.count,
        "documents": candidate.document_count,
        "kind": candidate.kind,
        "section": candidate.section,
        "score": round(candidate.score, 4),
        "reasons": list(candidate.reasons),
        "variants": list(candidate.variants),
        "concept": None
        if concept is None
        else {
            "id": concept.id,
            "en": concept.english,
            "zh": concept.chinese,
            "subject": concept.subject_field,
            "sources": [str(citation) for citation in concept.sources[:SHOWN_CONTEXTS]],
        },
        "contexts": [_context(context) for context in candidate.contexts[:SHOWN_CONTEXTS]],
    }


def _context(context: Context) -> list[str]:
    """What stands before, in and after the term, and where its sentence is from."""
    start, end = context.span
    text = context.text
    cited = str(context.citation) if context.citation else context.document
    return [text[:start], text[start:end], text[end:], cited]
