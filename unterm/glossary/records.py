"""Concepts that stay lines of JSON until they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from unterm.model import Concept


class Records(Sequence[Concept]):
    """The concepts of JSON Lines that were found right before, each made at first use.

    ``places`` are (start, end) in bytes of ``raw``, two numbers a concept, in the order in which
    the concepts are to stand. A concept once made is kept, so the same number always gives the
    same object.

    >>> lines = Concept.of("veto", "否决权").model_dump_json(exclude_defaults=True).encode()
    >>> Records(lines, [0, len(lines)])[0].chinese
    '否决权'
    """

    def __init__(self, raw: bytes, places: Sequence[int]) -> None:
        self._raw = raw
        self._places = places
        self._made: dict[int, Concept] = {}

    def __len__(self) -> int:
        return len(self._places) // 2

    @overload
    def __getitem__(self, number: int) -> Concept: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Concept, ...]: ...
    def __getitem__(self, number: int | slice) -> Concept | tuple[Concept, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        made = self._made.get(number)
        if made is not None:
            return made
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        start, end = self._places[2 * number], self._places[2 * number + 1]
        concept: Concept = Concept.__pydantic_validator__.validate_json(self._raw[start:end])
        return self._made.setdefault(number, concept)

    def __iter__(self) -> Iterator[Concept]:
        return map(self.__getitem__, range(len(self)))
