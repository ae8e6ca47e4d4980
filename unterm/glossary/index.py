"""Look-up by any designation: exact, folded, fuzzy, and pinyin where the extra is installed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from unterm.glossary.keys import is_chinese, lookup_key, parts, squeeze, with_or_without_un
from unterm.glossary.near import NearKeys
from unterm.glossary.pinyin import SpokenKeys
from unterm.language.folding import fold_key
from unterm.matching.inflection import english_forms
from unterm.matching.patterns import Numbering, References, numbers, refer
from unterm.model import Concept, LookupResult, Status, TermType

_SCORES: Final = {
    "exact": 1.0,
    "folded": 0.97,
    "acronym": 0.95,
    "short-form": 0.94,
    "variant": 0.93,
    "superseded": 0.85,
    "deprecated": 0.8,
    "pinyin": 0.75,
}
_FUZZY: Final = 0.9
# Fewer characters without their blanks may be anything: "is a" is no ISA.
_SHORTEST_SQUEEZED: Final = (6, 3)


@dataclass(frozen=True, slots=True)
class LookupTable:
    """Keys with the numbers of the designations that they lead to: ``entries`` by the designation
    as it stands, ``forms`` by the other number of an English one. ``acronyms`` are the keys that
    are nothing else: a slip in one makes another one, so they are not searched by likeness.
    """

    entries: References
    forms: References
    acronyms: list[str]

    @classmethod
    def of(cls, numbering: Numbering) -> LookupTable:
        """The table of all designations."""
        entries: References = {}
        forms: References = {}
        acronyms: set[str] = set()
        words: set[str] = set()
        for number, designation in numbering.each():
            key = lookup_key(designation.text)
            if not key:
                continue
            refer(entries, key, number)
            same = acronyms if designation.term_type is TermType.ACRONYM else words
            same.add(key)
            if designation.lang == "en":
                for form in english_forms(designation.text)[1:]:
                    other = lookup_key(form)
                    refer(forms, other, number)
                    same.add(other)
        return cls(entries, forms, sorted(acronyms - words))


class Index:
    """The ways from a question to concepts, the surest first."""

    def __init__(self, numbering: Numbering, table: LookupTable) -> None:
        self._numbering = numbering
        self._table = table

    def find(self, text: str, *, limit: int) -> list[LookupResult]:
        """The ranked results for a text."""
        key = lookup_key(text)
        if not key:
            return []
        given = text.strip()
        found = self._known(key) or self._known_in_parts(key)
        results = [self._result(given, number) for number in found]
        results = results or self._fuzzy(key) or self._by_pinyin(fold_key(text))
        results.sort(key=lambda result: _rank(result, given, key))
        best: dict[str, LookupResult] = {}
        for result in results:
            best.setdefault(result.concept.id, result)
        return list(best.values())[:limit]

    def _known(self, key: str) -> list[int]:
        """The designations with this key, or the same words written or introduced otherwise."""
        for attempt in (self._direct, self._squeezed, self._beside_un):
            if found := attempt(key):
                return found
        return []

    def _direct(self, key: str) -> list[int]:
        table = self._table
        return [*numbers(table.entries.get(key)), *numbers(table.forms.get(key))]

    def _squeezed(self, key: str) -> list[int]:
        short = _squeeze(key)
        if not short:
            return []
        return self._direct(short) or list(numbers(self._by_squeezed.get(short)))

    def _beside_un(self, key: str) -> list[int]:
        if not _squeeze(key):
            return []
        return [
            number
            for other in with_or_without_un(key)
            for number in self._direct(other) or self._squeezed(other)
        ]

    def _known_in_parts(self, key: str) -> list[int]:
        return [number for part in parts(key) for number in self._known(part)]

    def _fuzzy(self, key: str) -> list[LookupResult]:
        return [
            LookupResult(
                *self._numbering.pattern(number), round(_FUZZY * near.similarity, 3), "fuzzy"
            )
            for near in self._near.find(key)
            for number in self._direct(near.key)
        ]

    def _by_pinyin(self, question: str) -> list[LookupResult]:
        return [
            LookupResult(*self._numbering.pattern(number), _SCORES["pinyin"], "pinyin")
            for spoken in self._spoken.find(question)
            for number in self._direct(spoken)
        ]

    def _result(self, given: str, number: int) -> LookupResult:
        concept, designation = self._numbering.pattern(number)
        if designation.status is Status.DEPRECATED:
            reason = "deprecated"
        elif designation.status is Status.SUPERSEDED:
            reason = "superseded"
        elif designation.term_type is TermType.ACRONYM:
            reason = "acronym"
        elif designation.term_type is TermType.SHORT:
            reason = "short-form"
        elif designation.status is Status.ADMITTED:
            reason = "variant"
        else:
            reason = "exact" if designation.text == given else "folded"
        return LookupResult(concept, designation, _SCORES[reason], reason)

    def _keys(self) -> Iterable[str]:
        return dict.fromkeys(chain(self._table.entries, self._table.forms))

    @cached_property
    def _by_squeezed(self) -> References:
        table: References = {}
        for key in self._keys():
            short = squeeze(key)
            if short != key:
                for number in self._direct(key):
                    refer(table, short, number)
        return table

    @cached_property
    def _near(self) -> NearKeys:
        acronyms = set(self._table.acronyms)
        return NearKeys(key for key in self._keys() if key not in acronyms)

    @cached_property
    def _spoken(self) -> SpokenKeys:
        return SpokenKeys(filter(is_chinese, self._table.entries))


def _squeeze(key: str) -> str:
    """The key squeezed, or nothing where so little is left that it may be anything."""
    short = squeeze(key)
    return short if len(short) >= _SHORTEST_SQUEEZED[is_chinese(key)] else ""


def _rank(result: LookupResult, given: str, key: str) -> tuple[float, bool, bool, int, str]:
    """Of equal scores the very letters come first (AIDS, aids), then the number that was asked for
    (UNOWAS before the plural of UNOWA), then what texts use most.
    """
    text, concept = result.designation.text, result.concept
    return -result.score, text != given, lookup_key(text) != key, -count_uses(concept), concept.id


def count_uses(concept: Concept) -> int:
    """How often texts were seen to use a concept."""
    counts = concept.attestation
    return counts.english_pairs + counts.chinese_count if counts else 0
