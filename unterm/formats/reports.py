"""What reading and writing leave to be said: what was not taken, and what a format cannot hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from unterm.model import Concept


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file just written does not hold: whose, which field, and in words what.

    ``owner`` is a concept's id, "bead 3" (from 1) or "document". ``field`` is the field of the
    model that comes back with another value; ``what`` is for people.

    >>> str(Loss("good-offices", "relations", "related: mediation"))
    'good-offices: relations: related: mediation'
    """

    owner: str
    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.owner}: {self.field}: {self.what}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that was not taken, or was taken otherwise than it stands.

    ``line`` counts from 1 (a row, in a table) and is None where it concerns the whole file.
    ``terms`` are the English and Chinese terms that did not get in.
    """

    line: int | None
    entry: str
    message: str
    terms: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = "" if self.line is None else f"{self.line}: "
        return f"{place}{self.entry}: {self.message}" if self.entry else f"{place}{self.message}"


@dataclass(frozen=True, slots=True)
class Reading:
    """The concepts of a terminology file, with all that stands in it and is not among them.

    ``languages`` counts the terms of the file by language tag, as it is written there. Nothing is
    lost in silence: the terms of all languages are those of the ``concepts``, those named in the
    ``problems``, and those of ``other_languages``.
    """

    concepts: tuple[Concept, ...]
    problems: tuple[Problem, ...] = ()
    languages: Mapping[str, int] = field(default_factory=dict)
    other_languages: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused(self) -> tuple[str, ...]:
        """The English and Chinese terms that did not get in."""
        return tuple(term for problem in self.problems for term in problem.terms)
