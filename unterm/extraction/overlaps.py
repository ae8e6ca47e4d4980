"""Which strings stand inside longer ones, counted over all their occurrences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from unterm.extraction.variants import variant_key
from unterm.model import Span

Places = Sequence[tuple[int, Span]]
"""Where a string stands: number of the segment, and span."""


def count_inside(found: Mapping[str, Places]) -> dict[tuple[str, str], int]:
    """How often each string stands inside another one that is no variant of it: (longer, shorter).

    >>> count_inside({"建设和平": [(0, Span(2, 6))], "和平": [(0, Span(4, 6)), (0, Span(8, 10))]})
    {('建设和平', '和平'): 1}
    """
    inside: Counter[tuple[str, str]] = Counter()
    variants = {key: variant_key(key) for key in found}
    for key, longer in _nested(found):
        inside.update((outer, key) for outer in longer if variants[outer] != variants[key])
    return dict(inside)


def count_covered(
    found: Mapping[str, Places], by: Collection[str] | None = None
) -> tuple[Counter[str], Counter[str]]:
    """How many occurrences of each string another one covers, and how many each covers itself.

    Only the strings of ``by`` are looked at as covering others; None for all.
    """
    covered: Counter[str] = Counter()
    covers: Counter[str] = Counter()
    for key, longer in _nested(found):
        if by is not None:
            longer = longer.intersection(by)
        covered[key] += bool(longer)
        covers.update(longer)
    return covered, covers


def _nested(found: Mapping[str, Places]) -> Iterator[tuple[str, set[str]]]:
    """Each occurrence of each string, with the strings that cover it there."""
    by_segment: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for key, places in found.items():
        for number, span in places:
            by_segment[number].append((span, key))
    for spans in by_segment.values():
        spans.sort(key=lambda item: (item[0].start, -item[0].end))
        open_: list[tuple[Span, str]] = []
        for span, key in spans:
            open_ = [item for item in open_ if item[0].end > span.start]
            yield key, {longer for outer, longer in open_ if outer.covers(span)}
            open_.append((span, key))
