"""From a reviewed candidate list to concepts that can be merged."""

from __future__ import annotations

from collections.abc import Iterable

from unterm.errors import InputError, UnknownConceptError
from unterm.formats.review_columns import Decision, Reviewed
from unterm.glossary import Glossary
from unterm.language.scripts import detect_language
from unterm.merging.identity import Concepts
from unterm.model import Citation, Concept, Designation, Language, Status


def concepts_of_review(
    review: Iterable[Reviewed], glossary: Glossary, *, subject_field: str = "general"
) -> tuple[Concept, ...]:
    """The concepts that the accepted and merged candidates of a review make, ready for `merge`.

    An accepted candidate is a new concept of the subject field, each term cited from the contexts
    in its language. Where the glossary knows it, by any of its English designations, it is the
    known concept, so that `merge` says where the two contradict one another. A merged one is the
    concept that it names, with the candidate's Chinese term as an admitted one. Raises
    `InputError` with the row where that concept is not in the glossary, before anything is made.
    """
    known = Concepts(glossary)
    concepts: list[Concept] = []
    for entry in review:
        if entry.status is Decision.ACCEPTED and entry.candidate.english:
            concepts.append(_accepted(entry, entry.candidate.english, subject_field, known))
        elif entry.status is Decision.MERGED and entry.into:
            concepts.append(_merged(entry, entry.into, glossary))
    return tuple(concepts)


def _accepted(entry: Reviewed, english: str, subject_field: str, known: Concepts) -> Concept:
    chinese = entry.candidate.chinese
    namesake = known.namesake(english, chinese)
    if namesake is not None:
        # Under its official term, for `merge` tells concepts by that.
        bare = Concept.of(namesake.english, chinese, id=namesake.id)
    else:
        bare = Concept.of(english, chinese)
        if known.find(bare) is None:
            bare = bare.model_copy(update={"subject_field": subject_field})
    return bare.model_copy(
        update={
            "designations": tuple(
                _cited(d, entry) if d.text in (english, chinese) else d for d in bare.designations
            ),
            "notes": (entry.note,) if entry.note else (),
        }
    )


def _merged(entry: Reviewed, into: str, glossary: Glossary) -> Concept:
    try:
        concept = glossary.by_id(into)
    except UnknownConceptError:
        try:
            concept = glossary[into]
        except UnknownConceptError as error:
            raise InputError(f"row {entry.row}: merged into {into!r}, but {error}") from error
    chinese = entry.candidate.chinese
    if any((d.lang, d.text) == ("zh", chinese) for d in concept.designations):
        designations = tuple(
            _cited(d, entry) if (d.lang, d.text) == ("zh", chinese) and d.status.allowed else d
            for d in concept.designations
        )
    else:
        wider = Designation(text=chinese, lang="zh", status=Status.ADMITTED)
        designations = (*concept.designations, _cited(wider, entry))
    return concept.model_copy(update={"designations": designations})


def _cited(designation: Designation, entry: Reviewed) -> Designation:
    """The designation with the citations of the candidate's contexts in its language added."""
    found = _citations(entry, designation.lang)
    sources = tuple(dict.fromkeys((*designation.sources, *found)))
    return designation.model_copy(update={"sources": sources})


def _citations(entry: Reviewed, lang: Language) -> list[Citation]:
    """The citations of the contexts in a language; what shows none is Chinese, as the list is."""
    return [
        context.citation
        for context in entry.candidate.contexts
        if context.citation and (detect_language(context.text) or "zh") == lang
    ]
