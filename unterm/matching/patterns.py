"""The folded strings that a matcher looks for, and which designations each stands for.

A table holds numbers instead of concepts, so that it can be kept in a file and a concept be made
when one of its designations is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unterm.language.folding import fold_key
from unterm.matching.inflection import english_forms
from unterm.model import Concept, Designation

References = dict[str, int | list[int]]
"""Keys with the number of the designation that each stands for, or several numbers."""


class Pattern(NamedTuple):
    """A designation of a concept, to be found in texts."""

    concept: Concept
    designation: Designation


def refer(references: References, key: str, number: int) -> None:
    """Let a key stand for one more designation."""
    known = references.setdefault(key, number)
    if isinstance(known, list):
        if number not in known:
            known.append(number)
    elif known != number:
        references[key] = [known, number]


def numbers(reference: int | list[int] | None) -> Sequence[int]:
    """All numbers of one entry of a table.

    >>> numbers(7), numbers([7, 9]), numbers(None)
    ((7,), [7, 9], ())
    """
    if reference is None:
        return ()
    return reference if isinstance(reference, list) else (reference,)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Numbers for the designations of a sequence of concepts."""

    concepts: Sequence[Concept]
    width: int

    @classmethod
    def of(cls, concepts: Sequence[Concept]) -> Numbering:
        """A numbering with room for the concept that has the most designations."""
        return cls(concepts, max((len(c.designations) for c in concepts), default=1))

    def pattern(self, number: int) -> Pattern:
        """The designation with this number, and its concept."""
        concept_number, designation_number = divmod(number, self.width)
        concept = self.concepts[concept_number]
        return Pattern(concept, concept.designations[designation_number])

    def each(self) -> Iterable[tuple[int, Designation]]:
        """Every designation with its number, in order."""
        for concept_number, concept in enumerate(self.concepts):
            first = concept_number * self.width
            yield from enumerate(concept.designations, start=first)


@dataclass(frozen=True, slots=True)
class PatternTable:
    """What to look for: ``patterns`` in text, allowed designations first, and ``masks``, longer
    strings inside which the listed designations are no occurrence.

    ``exact`` lists the positions, among the patterns, of those for which upper and lower case may
    have to agree.
    """

    patterns: References
    masks: References
    exact: list[int]

    @classmethod
    def of(cls, numbering: Numbering, accept: Callable[[Designation], bool]) -> PatternTable:
        """The table of all designations that ``accept`` takes, with their English number forms."""
        allowed: References = {}
        others: References = {}
        masks: References = {}
        exact: set[str] = set()
        for number, designation in numbering.each():
            if not accept(designation):
                continue
            for form in forms_of(designation):
                key = fold_key(form)
                if not key:
                    continue
                refer(allowed if designation.status.allowed else others, key, number)
                if designation.exact_case:
                    exact.add(key)
            for longer in designation.not_in:
                if mask := fold_key(longer):
                    refer(masks, mask, number)
        for key, reference in others.items():
            for number in numbers(reference):
                refer(allowed, key, number)
        return cls(allowed, masks, [at for at, key in enumerate(allowed) if key in exact])


def forms_of(designation: Designation) -> tuple[str, ...]:
    """The strings that a designation is written as: an English one has number forms."""
    if designation.lang == "en":
        return english_forms(designation.text)
    return (designation.text,)
