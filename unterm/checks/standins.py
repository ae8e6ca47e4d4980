"""What stands in the place of a missing term: another concept's designation, not accounted for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass
from typing import Final

from unterm.checks.drafts import Side
from unterm.checks.knowledge import Knowledge
from unterm.matching import Hit
from unterm.model import Concept, Kind, Span

# Names of one sort can be taken for one another: a body for an organization, a treaty for a report.
_SORTS: Final = {
    Kind.PLACE: "place",
    Kind.BODY: "body",
    Kind.ORGANIZATION: "body",
    Kind.MISSION: "mission",
    Kind.POST: "post",
    Kind.INSTRUMENT: "title",
    Kind.DOCUMENT: "title",
    Kind.CONFERENCE: "conference",
}
# A programme that is run like a body, such as a fund; others go by their last word (日, 十年).
_RUN_AS_BODY: Final = ("署", "基金", "组织")
# A shorter name of a body may be a word (大会, 主席); the names of States are short.
_SHORTEST_NAME: Final = 3
_SHORTEST_PLACE: Final = 2
# An adjective tells of its State by so many letters: Danish, Polish; Irish, French.
_STEM: Final = 3
_ADJECTIVE: Final = re.compile(r"\b([A-Z][a-z])[a-z]*(?:sh|ch|ss|an|ese|ic|i)\b")
_RESUMED: Final = re.compile(r"\b(?:[Tt]he|[Tt]his|[Ii]ts)\s([A-Z][a-z]{2,})\b(?!\s[A-Z]|\sof\s)")
_CAPITALIZED: Final = re.compile(r"\b[A-Z][a-z]{2,}")


@dataclass(frozen=True, slots=True)
class StandIn:
    """A hit of the draft that stands for a missing concept.

    ``exchanged``: the glossary marks the two as confusable, or both are names of one sort, so that
    no text about the one can mean the other. Else the two terms only look alike.
    """

    hit: Hit
    exchanged: bool


def find_stand_in(
    knowledge: Knowledge,
    concepts: Sequence[Concept],
    named: Hit,
    source: Side,
    target: Side,
    spent: Container[Span] = (),
) -> StandIn | None:
    """A hit of the draft that renders nothing in the source and can stand for the missing term.

    Or one too many of a confusable concept that the source names as well. One that is surely an
    exchange goes before one that only looks like the missing term. What is ``spent`` stands for
    another term already.
    """
    ids = {c.id for c in concepts}
    keys = [key for c in concepts for key in knowledge.equivalents(c)]
    best: StandIn | None = None
    for hit in target.hits:
        if hit.span in spent:
            continue
        others = {p.concept.id for p in hit.patterns}
        confusable = any(others & knowledge.neighbours.get(i, frozenset()) for i in ids)
        if any(source.concepts[i] for i in others):
            if confusable and all(target.concepts[i] > source.concepts[i] for i in others):
                best = best or StandIn(hit, True)
            continue
        if not hit.patterns[0].designation.status.allowed:
            if others & ids:
                return None  # a deprecated form of the concept itself is reported as such
            continue
        if confusable or _same_sort(concepts, keys, named, hit, source):
            return StandIn(hit, True)
        if any(_alike(hit.text, key) for key in keys) and not _related(hit, named.text):
            best = best or StandIn(hit, False)
    return best


def _same_sort(
    concepts: Sequence[Concept], keys: Sequence[str], named: Hit, hit: Hit, source: Side
) -> bool:
    """Whether both are names of one sort, and nothing in the source can be rendered by the hit."""
    sorts = {_sort_of(c) for c in concepts}
    if None in sorts or not all(_sort_of(p.concept) in sorts for p in hit.patterns):
        return False
    place = sorts == {"place"}
    if len(hit.text) < (_SHORTEST_PLACE if place else _SHORTEST_NAME):
        return False
    if not place and len(hit.text) * 2 < min(map(len, keys)):
        return False  # 特别代表 is no match for a post named in full
    # 联合国 in the place of a United Nations body is a part of its name
    if any(hit.text in key or key in hit.text for key in keys):
        return False
    own = {
        word
        for c in concepts
        for d in c.designations
        if d.lang == "en"
        for word in _CAPITALIZED.findall(d.text)
    }
    return not _accounted_for(hit, named, own, source, by_adjective=place)


def _sort_of(concept: Concept) -> str | None:
    if concept.kind is not Kind.PROGRAMME:
        return _SORTS.get(concept.kind)
    chinese = concept.chinese.strip("“”《》")
    return "body" if chinese.endswith(_RUN_AS_BODY) else f"programme {chinese[-1:]}"


def _accounted_for(
    hit: Hit, named: Hit, own: Set[str], source: Side, *, by_adjective: bool
) -> bool:
    """Whether the source has anything that the hit may render: a word of its name will do.

    ``own`` are the words of the missing name, which resume that.
    """
    if _related(hit, named.text):
        return True
    start, end = named.span
    rest = f"{source.text[:start]}\n{source.text[end:]}"
    names = [d.text for p in hit.patterns for d in p.concept.designations if d.lang == "en"]
    lower = rest.lower()
    if any(name.lower() in lower for name in names):
        return True
    # "the Entity" resumes a name by its head
    resumed = set(_RESUMED.findall(rest)) - own
    if any(word in resumed for name in names for word in _CAPITALIZED.findall(name)):
        return True
    if not by_adjective:
        return False
    # what names another State (the Islamic Republic of Iran) tells of none besides
    rest = _without_places(source, named)
    stems = {word[:_STEM] for word in _CAPITALIZED.findall(rest)} | set(_ADJECTIVE.findall(rest))
    return any(
        word[:_STEM] in stems or word[:2] in stems
        for name in names
        for word in _CAPITALIZED.findall(name)
    )


def _without_places(source: Side, named: Hit) -> str:
    """The source without what is missing and without the names of places in it."""
    text = source.text
    kept: list[str] = []
    end = 0
    for hit in source.hits:
        if hit == named or any(p.concept.kind is Kind.PLACE for p in hit.patterns):
            kept.append(text[end : hit.span.start])
            end = max(end, hit.span.end)
    return "\n".join([*kept, text[end:]])


def _alike(one: str, other: str) -> bool:
    """Whether two terms have half their characters in common, and an end, neither in the other."""
    if len(one) < 3 or len(other) < 3 or one in other or other in one:
        return False
    common = sum((Counter(one) & Counter(other)).values())
    ends = one[0] == other[0] or one[-1] == other[-1]
    return ends and common * 2 >= max(len(one), len(other))


def _related(hit: Hit, named: str) -> bool:
    """Whether the hit says what the source names more fully or less: Advisory Committee, ACABQ."""
    short = named.lower()
    return any(
        short in d.text.lower() or d.text.lower() in short
        for p in hit.patterns
        for d in p.concept.designations
        if d.lang == "en"
    )


def is_elsewhere(concept: Concept, named: str, hit: Hit, source: Side) -> bool:
    """Whether the source may well mean the other concept: the Member States of another body.

    A name is not meant by what another body calls its own.
    """
    if all(p.concept.kind.names_one_thing for p in hit.patterns):
        return False
    body = any(
        p.concept.kind is Kind.ORGANIZATION and p.concept.id != concept.id
        for other in source.hits
        for p in other.patterns
    )
    first = named.lower().split()[0]
    return body and any(
        d.lang == "en" and d.text.lower().split()[0] == first
        for p in hit.patterns
        for d in p.concept.designations
    )
