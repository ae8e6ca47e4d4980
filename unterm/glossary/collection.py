"""The collection itself: an immutable set of concepts with its look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from unterm.errors import GlossaryError, UnknownConceptError, require, require_each
from unterm.glossary.index import Index
from unterm.glossary.tables import Tables
from unterm.language.folding import fold_key
from unterm.matching import Matcher, Numbering
from unterm.matching.patterns import numbers
from unterm.model import Concept, LookupResult


class Glossary:
    """Concepts keyed by their official English term.

    Iterating gives the concepts, in the order of their ids. Two concepts may share an English
    term (homonyms); their ids tell them apart.

    >>> glossary = Glossary([Concept.of("good offices", "斡旋")])
    >>> glossary["good offices"].chinese
    '斡旋'
    >>> "Good Offices" in glossary, "mediation" in glossary, len(glossary)
    (True, False, 1)
    """

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        given = require_each("concepts", concepts, Concept, as_given=Glossary)
        ordered = tuple(sorted(given, key=lambda concept: concept.id))
        for one, next_one in pairwise(ordered):
            if one.id == next_one.id:
                raise GlossaryError(
                    f"two concepts have the id {one.id!r} ({one.english} = {one.chinese}; "
                    f"{next_one.english} = {next_one.chinese}): give one of them another id, "
                    "or merge them"
                )

        self.tables = Tables(Numbering.of(ordered))

    @classmethod
    def of_tables(cls, tables: Tables) -> Glossary:
        """The glossary of concepts that were found right before, with their tables."""
        glossary = cls.__new__(cls)
        glossary.tables = tables
        return glossary

    def __reduce__(self) -> tuple[type[Glossary], tuple[tuple[Concept, ...]]]:
        return Glossary, (tuple(self),)  # a matcher cannot be pickled; it is made again

    @property
    def _concepts(self) -> Sequence[Concept]:
        return self.tables.numbering.concepts

    def __iter__(self) -> Iterator[Concept]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    def __contains__(self, english: object) -> bool:
        return isinstance(english, str) and fold_key(english) in self.tables.english

    def __getitem__(self, english: str) -> Concept:
        """The concept with this official English term; case, width and hyphens do not matter.

        Raises UnknownConceptError (a KeyError) where there is none, or where the term has
        homonyms: those are told apart with `by_id` or shown by `lookup`.
        """
        require("an English term", english, str)
        found = [self._concepts[at] for at in numbers(self.tables.english.get(fold_key(english)))]
        exact = [concept for concept in found if concept.english == english] or found
        if len(exact) == 1:
            return exact[0]
        if exact:
            ids = ", ".join(concept.id for concept in exact)
            raise UnknownConceptError(f"{english!r} is {len(exact)} concepts; use by_id: {ids}")
        near = [result.concept.english for result in self.lookup(english)[:3]]
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UnknownConceptError(f"no concept has the official English term {english!r}{hint}")

    def __repr__(self) -> str:
        return f"<Glossary of {len(self)} concepts>"

    def by_id(self, id: str) -> Concept:
        """The concept with this id; raises UnknownConceptError where there is none."""
        try:
            return self._concepts[self.tables.ids[id]]
        except KeyError:
            raise UnknownConceptError(f"no concept has the id {id!r}") from None

    def get(self, english: str) -> Concept | None:
        """The concept with this official English term, None where there is not exactly one."""
        try:
            return self[english]
        except UnknownConceptError:
            return None

    def lookup(self, text: str, *, limit: int = 10) -> list[LookupResult]:
        """Concepts that any designation of either language leads to, the best first.

        Each with its reason: exact, folded, acronym, short-form, variant, deprecated, superseded,
        fuzzy, pinyin. Homonyms all come. Unknown text gives an empty list, never a guess.

        >>> concept = Concept.of("confidence-building measures", "建立信任措施")
        >>> [(r.concept.english, r.reason) for r in Glossary([concept]).lookup("建立信任措施")]
        [('confidence-building measures', 'exact')]
        >>> Glossary([concept]).lookup("confidence building measure")[0].reason
        'folded'
        """
        require("text", text, str)
        require("limit", limit, int)
        return self._index.find(text, limit=limit)

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher for all its designations, built at first use."""
        return Matcher.of_table(self.tables.numbering, self.tables.patterns)

    def subset(self, text: str) -> Glossary:
        """The concepts that occur in a text, of either language.

        >>> glossary = Glossary([Concept.of("good offices", "斡旋"), Concept.of("veto", "否决权")])
        >>> [concept.english for concept in glossary.subset("He offered his good offices.")]
        ['good offices']
        """
        require("text", text, str)
        found = {
            pattern.concept.id: pattern.concept
            for hit in self.matcher.find(text)
            for pattern in hit.patterns
        }
        return Glossary(found.values())

    @cached_property
    def _index(self) -> Index:
        return Index(self.tables.numbering, self.tables.lookup)
