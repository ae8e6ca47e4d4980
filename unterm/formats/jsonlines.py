"""Concepts as JSON Lines, the format of the library's own glossaries: one concept a line.

The form is canonical: sorted by id, fields in the order of the model, what has its default value
left out, no escapes for what UTF-8 can say. So a glossary has one spelling, and two versions of it
can be compared line by line.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from unterm.errors import FormatError, GlossaryError
from unterm.formats.faults import explain
from unterm.formats.files import read_lines, write_atomically
from unterm.model import Concept


def load_concepts(path: str | Path) -> tuple[Concept, ...]:
    """The concepts of a JSON Lines file, in the order of the file; blank lines are passed over.

    Raises `FormatError` with path, line and field at the first line that is no concept or whose id
    stands on an earlier line.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "terms.jsonl")
    ...     dump_concepts([Concept.of("good offices", "斡旋")], path)
    ...     [concept.chinese for concept in load_concepts(path)]
    ['斡旋']
    """
    concepts: list[Concept] = []
    seen: dict[str, int] = {}
    validate = Concept.__pydantic_validator__.validate_json
    for number, line in read_lines(path):
        if not line or line.isspace():
            continue
        try:
            concept: Concept = validate(line)
        except ValidationError as error:
            raise FormatError(path, number, f"{explain(error)}; mend the line") from error
        first = seen.setdefault(concept.id, number)
        if first != number:
            raise FormatError(
                path,
                number,
                f"id {concept.id!r} stands on line {first} already; give one of the two another id",
            )
        concepts.append(concept)
    return tuple(concepts)


def dump_concepts(concepts: Iterable[Concept], path: str | Path) -> None:
    """Write concepts in canonical form; nothing of them is lost.

    Raises `GlossaryError` where two have the same id.
    """
    ordered = sorted(concepts, key=lambda concept: concept.id)
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id:
            raise GlossaryError(
                f"two concepts have the id {later.id!r}: {earlier.english!r} and {later.english!r}"
            )
    write_atomically(path, (f"{line(concept)}\n" for concept in ordered))


def line(concept: Concept) -> str:
    """One concept in canonical form, without line end.

    >>> line(Concept.of("good offices", "斡旋", subject_field="mediation"))
    '{"id":"good-offices","subject_field":"mediation","designations":[{"text":"good
    offices","lang":"en"},{"text":"斡旋","lang":"zh"}]}'
    """
    return concept.model_dump_json(exclude_defaults=True)
