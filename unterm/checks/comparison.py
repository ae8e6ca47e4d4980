"""Figures of two sides set against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from unterm.language.quantities import Quantity, QuantityKind, unmatched

_ALIKE: Final = 0.6
_FEWEST: Final = 3


def compare(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[int, list[Quantity], list[Quantity]]:
    """How many figures of the source the target has, those it lacks, and those it adds.

    >>> from unterm.language.quantities import find_quantities
    >>> source = find_quantities("75 per cent of 1,200 cases", lang="en")
    >>> target = find_quantities("1 300起案件中的75%", lang="zh")
    >>> shared, lacking, added = compare(source, target)
    >>> shared, [q.text for q in lacking], [q.text for q in added]
    (1, ['1,200'], ['1 300'])
    """
    lacking = list(unmatched(source, target))
    added = list(unmatched(target, source))
    certain = sum(q.certain and q.kind is not QuantityKind.FRACTION for q in source)
    return max(0, certain - len(lacking)), lacking, added


def similar(one: Quantity, other: Quantity) -> bool:
    """Whether one figure may be a slip for the other: a digit exchanged, left out or moved.

    >>> from unterm.language.quantities import find_quantities
    >>> [a], [b] = (find_quantities(t, lang="en") for t in ("S/2020/372", "S/2020/327"))
    >>> similar(a, b)
    True
    """
    if one.kind is not other.kind:
        return False
    if one.kind is QuantityKind.DATE:
        return bool(set(one.atoms) & set(other.atoms))
    longest = max(len(one.value), len(other.value))
    if longest < _FEWEST:
        return one.value[:1] == other.value[:1] or one.value[-1:] == other.value[-1:]
    return OSA.distance(one.value, other.value) <= longest * (1 - _ALIKE)
