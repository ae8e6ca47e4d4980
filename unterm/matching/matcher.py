"""A matcher for designations: one pass over the text, then the longest hits win.

The search itself is an Aho–Corasick automaton (Aho and Corasick 1975) over folded text, by
`ahocorasick_rs`. All hits are collected, those that break a rule (Latin word edges, case, longer
strings in which the designation is no occurrence) are dropped, and of overlapping ones the longest
is kept, the leftmost of equals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from unterm.language.folding import Folded, fold, fold_key
from unterm.matching.inflection import english_forms
from unterm.model import Concept, Designation, Span


class Pattern(NamedTuple):
    """A designation of a concept, to be found in texts."""

    concept: Concept
    designation: Designation


class Hit(NamedTuple):
    """Where patterns were found: ``span`` points into the text as given.

    ``patterns`` are all that the characters can stand for, allowed ones first.
    """

    span: Span
    text: str
    patterns: tuple[Pattern, ...]


_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _is_word(character: str) -> bool:
    return character in _ASCII_WORD or (character > "\x7f" and _is_latin_letter(character))


def _is_latin_letter(character: str) -> bool:
    return character < "\u0250" and character.isalpha()


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
        accept: Callable[[Designation], bool] = lambda designation: designation.detect,
    ) -> None:
        patterns: dict[str, list[tuple[str, Pattern]]] = {}
        masks: set[str] = set()
        for concept in concepts:
            for designation in concept.designations:
                if not accept(designation):
                    continue
                forms = (
                    english_forms(designation.text)
                    if designation.lang == "en"
                    else (designation.text,)
                )
                for form in forms:
                    key = fold_key(form)
                    if key:
                        patterns.setdefault(key, []).append((form, Pattern(concept, designation)))
                masks.update(fold_key(longer) for longer in designation.not_in)
        masks -= patterns.keys()
        masks.discard("")
        self._keys = [*patterns, *masks]
        self._patterns: list[tuple[tuple[str, Pattern], ...]] = [
            tuple(sorted(patterns[key], key=lambda p: not p[1].designation.status.allowed))
            for key in patterns
        ]
        # Latin word edges matter only where the pattern itself begins or ends in Latin.
        self._edges = [(_is_word(key[0]), _is_word(key[-1])) for key in self._keys]
        self._automaton = AhoCorasick(self._keys) if self._keys else None

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
        hits: list[Hit] = []
        for index, start, end in self._resolve(folded.text):
            if index >= len(self._patterns):
                continue  # a mask: no occurrence of anything, but nothing inside it is one
            span = folded.span(start, end)
            given = span.cut(text)
            fitting = tuple(
                pattern
                for form, pattern in self._patterns[index]
                if not pattern.designation.exact_case or _same_case(form, given)
            )
            if fitting:
                hits.append(Hit(span, given, fitting))
        return hits

    def _resolve(self, text: str) -> list[tuple[int, int, int]]:
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = []
        length = len(text)
        edges = self._edges
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            left, right = edges[index]
            if left and start and _is_word(text[start - 1]):
                continue
            if right and end < length and _is_word(text[end]):
                continue
            found.append((index, start, end))
        return longest_first(found)


def _same_case(form: str, given: str) -> bool:
    letters = [c for c in form if c.isalpha()]
    return [c for c in given if c.isalpha()][: len(letters)] == letters


def longest_first(found: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of overlapping (index, start, end) triples the longest, the leftmost of equals; in order.

    >>> longest_first([(0, 0, 4), (1, 2, 8), (2, 8, 9)])
    [(1, 2, 8), (2, 8, 9)]
    """
    ordered = sorted(found, key=lambda hit: (hit[1], -hit[2]))
    kept: list[tuple[int, int, int]] = []
    cluster: list[tuple[int, int, int]] = []
    reach = -1
    for hit in ordered:
        if cluster and hit[1] >= reach:
            kept.extend(_resolve_cluster(cluster))
            cluster = []
            reach = -1
        cluster.append(hit)
        reach = max(reach, hit[2])
    kept.extend(_resolve_cluster(cluster))
    return kept


def _resolve_cluster(cluster: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    if len(cluster) <= 1:
        return cluster
    taken: list[tuple[int, int, int]] = []
    for hit in sorted(cluster, key=lambda hit: (hit[1] - hit[2], hit[1])):
        if all(hit[2] <= other[1] or other[2] <= hit[1] for other in taken):
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit[1])
