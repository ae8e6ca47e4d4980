"""A matcher for designations: one pass over the text, then the longest hits win.

The search itself is an Aho–Corasick automaton (Aho and Corasick 1975) over folded text, by
`ahocorasick_rs`. All hits are collected, those that break a rule (Latin word edges, case, longer
strings in which the designation is no occurrence) are dropped, and of overlapping ones the longest
is kept, the leftmost of equals.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from operator import itemgetter
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from unterm.language.folding import Folded, fold, fold_key
from unterm.matching.patterns import Numbering, Pattern, PatternTable, forms_of, numbers
from unterm.model import Concept, Designation, Span

Found = tuple[int, int, int]
"""Which key, and from where to where of the folded text."""

_WORD: Final = frozenset(
    character
    for character in map(chr, range(0x250))
    if character.isalpha() or (character.isascii() and character.isdigit())
)
# Characters of a text with so many hits that the collector's going through them is felt.
_LONG: Final = 100_000
# What has to be looked at before a hit of a key counts.
_LEFT_EDGE: Final = 1
_RIGHT_EDGE: Final = 2
_CASE: Final = 4
_MASK: Final = 8
_CAN_BE_MASKED: Final = 16


class Hit(NamedTuple):
    """Where patterns were found: ``span`` points into the text as given.

    ``patterns`` are all that the characters can stand for, allowed ones first.
    """

    span: Span
    text: str
    patterns: tuple[Pattern, ...]


# `Hit(*fields)` without a call in Python: a long text has hundreds of thousands.
_make_hit: Callable[[tuple[Span, str, tuple[Pattern, ...]]], Hit] = partial(tuple.__new__, Hit)


def accepts(designation: Designation) -> bool:
    """What a matcher looks for unless told otherwise: all but what is not to be detected."""
    return designation.detect


class Matcher:
    """Finds the designations of concepts in texts of either language.

    Building one for 50,000 designations takes a fraction of a second; it holds no text and can be
    used on any number of texts.

    >>> concept = Concept.of("peacebuilding", "建设和平")
    >>> [hit.text for hit in Matcher([concept]).find("为建设\\n\\n和平提供资金")]
    ['建设\\n\\n和平']
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        *,
        accept: Callable[[Designation], bool] = accepts,
    ) -> None:
        numbering = Numbering.of(tuple(concepts))
        self._set_up(numbering, PatternTable.of(numbering, accept))

    @classmethod
    def of_table(cls, numbering: Numbering, table: PatternTable) -> Matcher:
        """The matcher for a table that was made before; concepts are drawn when they are found."""
        matcher = cls.__new__(cls)
        matcher._set_up(numbering, table)
        return matcher

    def _set_up(self, numbering: Numbering, table: PatternTable) -> None:
        # A mask that is also a pattern masks as a pattern does, by being the longer one.
        masks = [key for key in table.masks if key not in table.patterns]
        keys = [*table.patterns, *masks]
        self._count = len(table.patterns)
        self._patterns = _Patterns(numbering, list(table.patterns.values()))
        # Latin word edges matter only where the key itself begins or ends in Latin.
        self._rules = bytearray(
            (key[0] in _WORD and _LEFT_EDGE) | (key[-1] in _WORD and _RIGHT_EDGE) for key in keys
        )
        for at in table.exact:
            self._rules[at] |= _CASE
        self._masked = self._by_mask(keys, masks, numbering, table)
        self._keys = keys
        # For many keys the library would choose a form that is built sooner and runs half as fast.
        self._automaton = (
            AhoCorasick(keys, implementation=Implementation.ContiguousNFA) if keys else None
        )

    def _by_mask(
        self, keys: list[str], masks: list[str], numbering: Numbering, table: PatternTable
    ) -> dict[int, frozenset[int]]:
        """For each mask the keys that are no occurrence inside it."""
        if not masks:
            return {}
        place = {key: at for at, key in enumerate(keys)}
        masked: dict[int, frozenset[int]] = {}
        for mask in masks:
            designations = [numbering.pattern(n).designation for n in numbers(table.masks[mask])]
            inside = frozenset(
                place[key]
                for designation in designations
                for form in forms_of(designation)
                if (key := fold_key(form)) in table.patterns
            )
            masked[place[mask]] = inside
            self._rules[place[mask]] |= _MASK
            for at in inside:
                self._rules[at] |= _CAN_BE_MASKED
        return masked

    def __len__(self) -> int:
        """How many folded strings it looks for."""
        return len(self._keys)

    def find(self, text: str) -> list[Hit]:
        """Every occurrence in a text, in order, none overlapping another."""
        return self.find_folded(text, fold(text))

    def find_folded(self, text: str, folded: Folded) -> list[Hit]:
        """The same for a text that was folded before."""
        if self._automaton is None or not folded.text:
            return []
        with _uncollected() if len(folded.text) >= _LONG else nullcontext():
            found = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
            kept = longest_first(self._standing(found, text, folded))
            spans = folded.offsets.spans(map(itemgetter(1, 2), kept))
            texts = [text[start:end] for start, end in spans]
            rules = self._rules
            patterns = [
                self._fitting(at, given) if rules[at] & _CASE else self._patterns[at]
                for (at, _, _), given in zip(kept, texts, strict=True)
            ]
            return list(map(_make_hit, zip(spans, texts, patterns, strict=True)))

    def _standing(self, found: list[Found], text: str, folded: Folded) -> list[Found]:
        """The hits that no rule forbids."""
        standing: list[Found] = []
        maskable = False
        masks: list[Found] = []
        rules = self._rules
        characters = folded.text
        length = len(characters)
        for hit in found:
            rule = rules[hit[0]]
            if rule:
                at, start, end = hit
                if rule & _LEFT_EDGE and start and characters[start - 1] in _WORD:
                    continue
                if rule & _RIGHT_EDGE and end < length and characters[end] in _WORD:
                    continue
                if rule & _CASE and not self._fitting(at, folded.span(start, end).cut(text)):
                    continue
                if rule & _MASK:
                    masks.append(hit)
                    continue
                maskable = maskable or bool(rule & _CAN_BE_MASKED)
            standing.append(hit)
        return self._unmasked(standing, masks) if masks and maskable else standing

    def _unmasked(self, found: list[Found], masks: list[Found]) -> list[Found]:
        places: dict[int, list[tuple[int, int]]] = {}
        for mask, start, end in masks:
            for at in self._masked[mask]:
                places.setdefault(at, []).append((start, end))
        return [
            (at, start, end)
            for at, start, end in found
            if not any(low <= start and end <= high for low, high in places.get(at, ()))
        ]

    def _fitting(self, at: int, given: str) -> tuple[Pattern, ...]:
        """The patterns of a key that the characters as given stand for."""
        patterns = self._patterns[at]
        return tuple(
            pattern
            for pattern in patterns
            if not pattern.designation.exact_case or _in_case(pattern.designation, given)
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles, which goes through all hits again and again as they grow to
    hundreds of thousands; a hit is in no cycle.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _Patterns(dict[int, tuple[Pattern, ...]]):
    """The patterns of each key, made when it is first found."""

    def __init__(self, numbering: Numbering, references: Sequence[int | list[int]]) -> None:
        super().__init__()
        self._numbering = numbering
        self._references = references

    def __missing__(self, at: int) -> tuple[Pattern, ...]:
        made = tuple(self._numbering.pattern(number) for number in numbers(self._references[at]))
        return self.setdefault(at, made)


def _in_case(designation: Designation, given: str) -> bool:
    """Whether one form of a designation has the very letters of the text."""
    letters = [c for c in given if c.isalpha()]
    return any(letters == [c for c in form if c.isalpha()] for form in forms_of(designation))


def longest_first(found: Sequence[Found]) -> list[Found]:
    """Of overlapping (index, start, end) triples the longest, the leftmost of equals; in order.

    The triples come in the order of their ends, as the automaton gives them.

    >>> longest_first([(0, 0, 4), (1, 2, 8), (2, 8, 9)])
    [(1, 2, 8), (2, 8, 9)]
    """
    kept: list[Found] = []
    group: list[Found] = []  # hits that hang together by overlaps; most stand alone
    low = 0
    for hit in reversed(found):
        if not group or hit[2] > low:
            group.append(hit)
            low = min(low, hit[1]) if len(group) > 1 else hit[1]
            continue
        kept += group if len(group) == 1 else _longest_of(group, low)
        group = [hit]
        low = hit[1]
    kept += group if len(group) <= 1 else _longest_of(group, low)
    kept.reverse()
    return kept


def _longest_of(group: list[Found], low: int) -> list[Found]:
    """The longest hits of a group that begins at ``low``, the last one first."""
    taken = bytearray(group[0][2] - low)
    kept: list[Found] = []
    for hit in sorted(group, key=_longest_then_leftmost):
        start, end = hit[1] - low, hit[2] - low
        # What was taken is no shorter, so what overlaps this hit covers its first or its last
        # character.
        if not (taken[start] or taken[end - 1]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(hit)
    kept.sort(key=itemgetter(1), reverse=True)
    return kept


def _longest_then_leftmost(hit: Found) -> tuple[int, int]:
    return hit[1] - hit[2], hit[1]
