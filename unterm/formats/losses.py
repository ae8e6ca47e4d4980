"""What becomes of a concept in a format that holds less than the model does.

A format says what it keeps by making the concept that will come back from it; the loss report is
the difference, so that it cannot fall short of the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from unterm.formats.citations import parse_citation
from unterm.formats.reports import Loss
from unterm.model import Citation, Concept, Designation, Relation, Status

_EMPTY: tuple[object, ...] = (None, (), "")
Clean = Callable[[str], str]


def losses(concept: Concept, kept: Concept | None) -> Iterator[Loss]:
    """Each field of ``concept`` that ``kept`` has otherwise; ``kept`` None means all of it.

    >>> concept = Concept.of("good offices", "斡旋", subject_field="mediation")
    >>> bare = concept.model_copy(update={"subject_field": "general"})
    >>> [str(loss) for loss in losses(concept, bare)]
    ['good-offices: subject_field: mediation became general']
    """
    if kept is None:
        yield Loss(concept.id, "concept", "cannot be written: a preferred term would be empty")
        return
    for name in Concept.model_fields:
        before, after = getattr(concept, name), getattr(kept, name)
        if before == after:
            continue
        if name == "designations":
            yield from _designation_losses(concept, kept)
        else:
            yield Loss(concept.id, name, _difference(before, after))


def reorder(designations: Iterable[Designation]) -> tuple[Designation, ...]:
    """English before Chinese, each text once a language: the preferred one, else the first."""
    kept: dict[tuple[str, str], Designation] = {}
    for designation in designations:
        key = (designation.lang, designation.text)
        if key not in kept or designation.status is Status.PREFERRED:
            kept[key] = designation
    return tuple(sorted(kept.values(), key=lambda d: d.lang))


def rebuild(concept: Concept, **changes: object) -> Concept | None:
    """The concept with other fields, checked anew; None where it then has no preferred term."""
    designations = changes["designations"]
    if not isinstance(designations, tuple):
        raise TypeError("designations must be a tuple")
    for lang in ("en", "zh"):
        if not any(d.lang == lang and d.status is Status.PREFERRED for d in designations):
            return None
    fields = {name: getattr(concept, name) for name in Concept.model_fields}
    return Concept.model_validate(fields | changes)


def clean_citations(citations: Iterable[Citation], clean: Clean) -> tuple[Citation, ...]:
    """The citations that come back from one line of text each."""
    lines = (clean(str(citation)) for citation in citations)
    return tuple(parse_citation(line) for line in lines if line)


def clean_texts(texts: Iterable[str], clean: Clean) -> tuple[str, ...]:
    """The texts as they come back, without those of which nothing is left."""
    return tuple(text for text in map(clean, texts) if text)


def _designation_losses(concept: Concept, kept: Concept) -> Iterator[Loss]:
    left = list(kept.designations)
    matched: list[Designation] = []
    for number, before in enumerate(concept.designations, start=1):
        place = f"designations, number {number}"
        after = _counterpart(before, left)
        if after is None:
            yield Loss(concept.id, place, f"{before.lang} {before.text!r} as a whole")
            continue
        left.remove(after)
        matched.append(after)
        for name in Designation.model_fields:
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                yield Loss(
                    concept.id, f"{place}, {name}", f"{before.text!r}: {_difference(old, new)}"
                )
    if tuple(matched) != kept.designations:
        yield Loss(concept.id, "designations", "their order: English terms come first")


def _counterpart(designation: Designation, left: list[Designation]) -> Designation | None:
    """Which of the designations that came back this one became."""
    same = [d for d in left if d.lang == designation.lang]
    for candidates in (
        [d for d in same if d.text == designation.text and d.status is designation.status],
        [d for d in same if d.text.split() == designation.text.split()],
        [d for d in same if d.status is Status.PREFERRED is designation.status],
    ):
        if candidates:
            return candidates[0]
    return None


def _difference(before: object, after: object) -> str:
    lost = _words(before)
    return lost if after in _EMPTY or isinstance(before, bool) else f"{lost} became {_words(after)}"


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_words, value)) or "nothing"
    if isinstance(value, Relation):
        return f"{value.type}: {value.target}"
    return "nothing" if value is None else str(value)
