"""Which concept of a glossary an incoming one is.

An English term alone does not make a concept: homonyms are told apart by what they are called in
Chinese. So two records are one concept where they share terms in both languages; where only the
official English term agrees, they contradict one another, and a person must say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from unterm.language.folding import fold_key
from unterm.model import Concept, Language, slug


class Match(IntEnum):
    """How sure it is that two records are one concept, the surest first."""

    SAME = 0
    """Both official terms agree."""
    ENGLISH = 1
    """The official English term agrees, and a Chinese one is shared."""
    ID = 2
    """The id agrees, and a term is shared."""
    CONTRADICTION = 3
    """The official English term agrees, and no Chinese one is shared."""
    VARIANT = 4
    """Another English term of the concept is the incoming official one, a Chinese one is shared."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """The folded terms of a concept."""

    english: str
    chinese: str
    all_english: frozenset[str]
    all_chinese: frozenset[str]


class Concepts:
    """The concepts of a merge under way, looked up by their terms."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.by_id: dict[str, Concept] = {}
        self._keys: dict[str, _Keys] = {}
        self._by_term: defaultdict[str, set[str]] = defaultdict(set)
        for concept in concepts:
            self.put(concept)

    def put(self, concept: Concept) -> None:
        """Add a concept, or exchange the one that has its id."""
        before = self._keys.get(concept.id)
        if before is not None:
            for term in before.all_english:
                self._by_term[term].discard(concept.id)
        keys = _keys(concept)
        self.by_id[concept.id] = concept
        self._keys[concept.id] = keys
        for term in keys.all_english:
            self._by_term[term].add(concept.id)

    def find(self, concept: Concept) -> tuple[Match, Concept] | None:
        """The concept that an incoming one is, and how sure that is; None for a new one."""
        keys = _keys(concept)
        ids = self._by_term.get(keys.english, set()) | ({concept.id} & self.by_id.keys())
        # Of several that fit equally well, the one that has the id.
        found = [
            (match, identifier != concept.id, identifier)
            for identifier in ids
            if (match := self._match(concept, keys, identifier)) is not None
        ]
        if not found:
            return None
        match, _, identifier = min(found)
        return match, self.by_id[identifier]

    def namesake(self, english: str, chinese: str) -> Concept | None:
        """A concept that an English term stands for already, but with other Chinese terms.

        None also where a concept has both. Of several, the one whose official term it is. An
        acronym stands for something in its own case alone.
        """
        key, chinese_key = fold_key(english), fold_key(chinese)
        found = [
            self.by_id[identifier]
            for identifier in sorted(self._by_term.get(key, ()))
            if any(
                d.text == english or not d.exact_case
                for d in self.by_id[identifier].designations
                if d.lang == "en" and fold_key(d.text) == key
            )
        ]
        if any(chinese_key in self._keys[concept.id].all_chinese for concept in found):
            return None
        return min(found, key=lambda c: self._keys[c.id].english != key, default=None)

    def free_id(self, concept: Concept) -> str:
        """The concept's id, or one made of its English term where another concept has it."""
        if concept.id not in self.by_id:
            return concept.id
        base = identifier = slug(concept.english)
        number = 1
        while identifier in self.by_id:
            number += 1
            identifier = f"{base}-{number}"
        return identifier

    def _match(self, concept: Concept, keys: _Keys, identifier: str) -> Match | None:
        other = self._keys[identifier]
        shares_chinese = bool(keys.all_chinese & other.all_chinese)
        if keys.english == other.english:
            if keys.chinese == other.chinese:
                return Match.SAME
            return Match.ENGLISH if shares_chinese else Match.CONTRADICTION
        if identifier == concept.id and (shares_chinese or keys.all_english & other.all_english):
            return Match.ID
        if keys.english in other.all_english and shares_chinese:
            return Match.VARIANT
        return None


def _keys(concept: Concept) -> _Keys:
    def all_of(lang: Language) -> frozenset[str]:
        return frozenset(fold_key(d.text) for d in concept.designations if d.lang == lang)

    return _Keys(fold_key(concept.english), fold_key(concept.chinese), all_of("en"), all_of("zh"))
