"""What the checks know beyond the glossary's records: tables made of it once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar, cast

from unterm.glossary import Glossary
from unterm.language.folding import fold_key
from unterm.matching import Matcher
from unterm.model import Concept, Designation, Kind, TermType

T = TypeVar("T")

# Before any count is seen, how often an official text renders a concept by an admitted
# designation, and what weight (in pairs) that expectation has. This and the lines below were
# fitted to official pairs, each left out of the counts it was judged by.
_PRIOR_NAME: Final = (0.90, 2.0)
_PRIOR_TERM: Final = (0.88, 4.0)
# How often nothing seems to render the concept: at least, and for each time that no designation
# stands outright (elision and resumption explain the rest). For names, terms, and single words.
_GAP_NAME: Final = (0.004, 0.32)
_GAP_TERM: Final = (0.001, 0.42)
_GAP_WORD: Final = (0.010, 0.65)
# 宪章 or 责任公约 may be a word; a title of five characters and more is one.
_SHORTEST_TITLE: Final = 5
_TITLE_MARKS: Final = str.maketrans("", "", "《》〈〉")


class Knowledge:
    """A glossary with the tables that the checks share; kept while the glossary is."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._keys: dict[str, tuple[str, ...]] = {}
        self._rates: dict[str, float] = {}
        self._made: dict[Any, Any] = {}

    def equivalents(self, concept: Concept) -> tuple[str, ...]:
        """The folded Chinese designations that render a concept, without title marks."""
        keys = self._keys.get(concept.id)
        if keys is None:
            keys = tuple(
                dict.fromkeys(
                    key
                    for d in concept.designations
                    if d.lang == "zh" and renders(d)
                    if (key := plain_key(d.text))
                )
            )
            self._keys[concept.id] = keys
        return keys

    def rate(self, concept: Concept) -> float:
        """How probable it is that a correct text renders this concept by one of its designations.

        The mean of a Beta distribution: the counts of the concept's attestation on top of what is
        expected of its kind.
        """
        rate = self._rates.get(concept.id)
        if rate is None:
            mean, weight = _PRIOR_NAME if concept.kind.names_one_thing else _PRIOR_TERM
            counts = concept.attestation
            seen, both = (counts.english_pairs, counts.both_pairs) if counts else (0, 0)
            rate = (both + mean * weight) / (seen + weight)
            self._rates[concept.id] = rate
        return rate

    def gap_rate(self, concept: Concept, named: str) -> float:
        """How probable it is that a correct text seems to go without the concept.

        ``named`` is what the source has: a single English word is also used in other senses.
        """
        if concept.kind.names_one_thing:
            least, share = _GAP_NAME
        else:
            least, share = _GAP_WORD if named.isalpha() else _GAP_TERM
        return least + share * (1 - self.rate(concept))

    def once(self, make: Callable[[Knowledge], T]) -> T:
        """What a function makes of the knowledge, made at the first call and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @cached_property
    def neighbours(self) -> dict[str, frozenset[str]]:
        """The ids of the concepts that are marked as confusable, in both directions."""
        table: dict[str, set[str]] = {}
        for concept in self.glossary:
            for relation in concept.relations:
                if relation.type == "confusable":
                    table.setdefault(concept.id, set()).add(relation.target)
                    table.setdefault(relation.target, set()).add(concept.id)
        return {id: frozenset(others) for id, others in table.items()}

    @cached_property
    def allowed_keys(self) -> frozenset[str]:
        """The folded Chinese designations that any concept admits, with and without title marks."""
        return frozenset(
            key
            for concept in self.glossary
            for d in concept.allowed("zh")
            for key in (fold_key(d.text), plain_key(d.text))
        )

    @cached_property
    def title_matcher(self) -> Matcher:
        """Finds bare titles that are wrong without book-title marks: 联合国宪章."""
        allowed = {fold_key(d.text) for c in self.glossary for d in c.allowed("zh")}
        bare: list[Concept] = []
        for concept in self.glossary:
            if concept.kind not in (Kind.INSTRUMENT, Kind.DOCUMENT):
                continue
            if not concept.chinese.startswith("《"):
                continue
            for number, d in enumerate(concept.allowed("zh")):
                key = plain_key(d.text)
                marked = d.text.startswith("《") and d.text.endswith("》")
                if d.term_type in (TermType.SHORT, TermType.ACRONYM):
                    continue
                if marked and key not in allowed and len(key) >= _SHORTEST_TITLE:
                    record = Concept.of(f"{concept.id} {number}", key, id=concept.id)
                    bare.append(record)
        return Matcher(bare, accept=lambda designation: designation.lang == "zh")


def renders(designation: Designation) -> bool:
    """Whether a Chinese designation counts as a rendering; a superseded one is reported apart."""
    return designation.status.value != "deprecated"


def plain_key(text: str) -> str:
    """Folded, without book-title marks."""
    return fold_key(text.translate(_TITLE_MARKS))


@lru_cache(maxsize=8)
def knowledge_of(glossary: Glossary) -> Knowledge:
    """The knowledge of a glossary, made once."""
    return Knowledge(glossary)
