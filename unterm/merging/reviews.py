"""From a reviewed candidate list to concepts that can be merged."""

from __future__ import annotations

from collections.abc import Iterable

from unterm.errors import InputError, UnknownConceptError
from unterm.formats.review_columns import Decision, Reviewed
from unterm.glossary import Glossary
from unterm.model import Citation, Concept, Designation, Status


def concepts_of_review(
    review: Iterable[Reviewed], glossary: Glossary, *, subject_field: str = "general"
) -> tuple[Concept, ...]:
    """The concepts that the accepted and merged candidates of a review make, ready for `merge`.

    An accepted candidate is a new concept, its Chinese term cited from its contexts. A merged one
    is the concept that it names, with the candidate's Chinese term as an admitted one. Raises
    `InputError` with the row where that concept is not in the glossary, before anything is made.
    """
    concepts: list[Concept] = []
    for entry in review:
        if entry.status is Decision.ACCEPTED and entry.candidate.english:
            concepts.append(_accepted(entry, entry.candidate.english, subject_field))
        elif entry.status is Decision.MERGED and entry.into:
            concepts.append(_merged(entry, entry.into, glossary))
    return tuple(concepts)


def _accepted(entry: Reviewed, english: str, subject_field: str) -> Concept:
    bare = Concept.of(english, entry.candidate.chinese, subject_field=subject_field)
    cited = bare.preferred("zh").model_copy(update={"sources": _citations(entry)})
    notes = (entry.note,) if entry.note else ()
    return bare.model_copy(update={"designations": (bare.preferred("en"), cited), "notes": notes})


def _merged(entry: Reviewed, into: str, glossary: Glossary) -> Concept:
    try:
        concept = glossary.by_id(into)
    except UnknownConceptError:
        try:
            concept = glossary[into]
        except UnknownConceptError as error:
            raise InputError(f"row {entry.row}: merged into {into!r}, but {error}") from error
    known = {d.text for d in concept.designations if d.lang == "zh"}
    if entry.candidate.chinese in known:
        return concept
    wider = Designation(
        text=entry.candidate.chinese, lang="zh", status=Status.ADMITTED, sources=_citations(entry)
    )
    return concept.model_copy(update={"designations": (*concept.designations, wider)})


def _citations(entry: Reviewed) -> tuple[Citation, ...]:
    found = (context.citation for context in entry.candidate.contexts)
    return tuple(dict.fromkeys(citation for citation in found if citation))
