"""Merging: what is new comes in, what widens a concept widens it, what contradicts is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, get_args

from unterm.errors import require_choice, require_each
from unterm.glossary import Glossary
from unterm.language.folding import fold_key
from unterm.merging.identity import Concepts, Match
from unterm.model import Concept, Conflict, Designation, Kind, Language, Relation, Status

_T = TypeVar("_T")
Prefer = Literal["curated", "new"]
_UNSAID_SUBJECT = "general"
_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a merge: the new glossary, and what of the incoming concepts came into it.

    ``added`` are the concepts that are new, ``widened`` those that took something in, as they now
    stand, ``conflicts`` every point on which the two sides say different things, with which stands.
    """

    glossary: Glossary
    added: tuple[Concept, ...]
    widened: tuple[Concept, ...]
    conflicts: tuple[Conflict, ...]


def merge(
    glossary: Iterable[Concept], concepts: Iterable[Concept], *, prefer: Prefer = "curated"
) -> Merge:
    """The glossary with the concepts brought in; neither is changed, and twice is as once.

    Two records are one concept where they share terms in both languages. Such a concept is widened
    by the terms, sources, notes and relations that it lacks. Where the two contradict one another,
    the glossary's word stands, or the incoming one with ``prefer="new"`` (a term that was
    preferred then stays as admitted); either way there is a `Conflict`. An incoming concept whose
    official English term is known with quite other Chinese ones brings nothing in but that
    conflict, unless it is preferred.

    >>> known = Glossary([Concept.of("good offices", "斡旋")])
    >>> merged = merge(known, [Concept.of("mediation", "调解"), Concept.of("Good offices", "调停")])
    >>> [concept.english for concept in merged.added], merged.widened
    (['mediation'], ())
    >>> merged.conflicts
    (Conflict(concept_id='good-offices', field='preferred Chinese', kept='斡旋', rejected='调停'),)
    """
    require_choice("prefer", prefer, get_args(Prefer))
    curated = tuple(require_each("glossary", glossary, Concept, as_given=Glossary))
    incoming = tuple(require_each("concepts", concepts, Concept, as_given=Glossary))
    state = _State(Concepts(curated), prefer)
    renamed = state.take(incoming)
    if renamed:
        state = _State(Concepts(curated), prefer)
        state.take(_retargeted(concept, renamed) for concept in incoming)
    # What one incoming concept brings can make room for what another brought before.
    for _ in range(_MOST_ROUNDS):
        before_round, renamed_before = dict(state.concepts.by_id), renamed
        renamed = state.again(_retargeted(concept, renamed) for concept in incoming)
        if (before_round, renamed_before) == (state.concepts.by_id, renamed):
            break
    result = state.concepts.by_id
    before = {concept.id: concept for concept in curated}
    return Merge(
        glossary=Glossary(result.values()),
        added=tuple(result[i] for i in sorted(result.keys() - before.keys())),
        widened=tuple(
            result[i] for i in sorted(before) if result[i] != before[i] and i in state.widened
        ),
        conflicts=tuple(dict.fromkeys(state.conflicts)),
    )


@dataclass(slots=True)
class _State:
    """A merge under way."""

    concepts: Concepts
    prefer: Prefer
    widened: set[str] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)

    def take(self, incoming: Iterable[Concept]) -> dict[str, str]:
        """Bring concepts in; gives the ids that became others."""
        renamed: dict[str, str] = {}
        for given in incoming:
            concept = self._without_repetition(given)
            found = self.concepts.find(concept)
            if found is None:
                identifier = self.concepts.free_id(concept)
                self.concepts.put(concept.model_copy(update={"id": identifier}))
            else:
                match, known = found
                identifier = known.id
                self._join(match, known, concept)
            if identifier != concept.id:
                renamed.setdefault(concept.id, identifier)
        return renamed

    def again(self, incoming: Iterable[Concept]) -> dict[str, str]:
        """`take` the same concepts once more; of conflicts, only those on new points are added."""
        known, self.conflicts = self.conflicts, []
        renamed = self.take(incoming)
        points = {(conflict.concept_id, conflict.field) for conflict in known}
        self.conflicts = [
            *known,
            *(c for c in self.conflicts if (c.concept_id, c.field) not in points),
        ]
        return renamed

    def _without_repetition(self, concept: Concept) -> Concept:
        """Each text once a language: the preferred designation, else the first."""
        kept: dict[tuple[str, str], Designation] = {}
        for new in concept.designations:
            known = kept.setdefault((new.lang, new.text), new)
            if known is not new:
                first, second = known, new
                if new.status is Status.PREFERRED:
                    first, second = new, known
                    kept[new.lang, new.text] = new
                if first != second:
                    field = f"repeated {new.text!r}"
                    self.conflicts.append(
                        Conflict(concept.id, field, first.status.value, second.status.value)
                    )
        return concept.model_copy(update={"designations": tuple(kept.values())})

    def _join(self, match: Match, known: Concept, concept: Concept) -> None:
        if match is Match.CONTRADICTION and self.prefer == "curated":
            self.conflicts.append(
                Conflict(known.id, "preferred Chinese", known.chinese, concept.chinese)
            )
            return
        joint = _Joint(self._without_repetition(known), concept, self.prefer, match)
        result = joint.result()
        self.conflicts.extend(joint.conflicts)
        if result != known:
            self.widened.add(known.id)
            self.concepts.put(result)


class _Joint:
    """Two records of one concept becoming one."""

    def __init__(self, known: Concept, new: Concept, prefer: Prefer, match: Match) -> None:
        self._known, self._new, self._prefer = known, new, prefer
        self._match = match
        self.conflicts: list[Conflict] = []

    def result(self) -> Concept:
        """The one record; ``conflicts`` then holds what was decided."""
        known, new = self._known, self._new
        designations = self._designations()
        fields = {
            "kind": self._either("kind", known.kind, new.kind, Kind.TERM),
            "subject_field": self._either(
                "subject field", known.subject_field, new.subject_field, _UNSAID_SUBJECT
            ),
            "designations": designations,
            "definition": self._either("definition", known.definition, new.definition, None),
            "notes": _union(known.notes, new.notes),
            "relations": _union(known.relations, _relations(new, known.id)),
            "specs": _union(known.specs, new.specs),
            "attestation": self._either("attestation", known.attestation, new.attestation, None),
        }
        return Concept.model_validate({"id": known.id} | fields)

    def _either(self, name: str, known: _T, new: _T, unsaid: _T) -> _T:
        """The value of a field that has one: the one that is said, or the preferred."""
        if new in (known, unsaid):
            return known
        if known == unsaid:
            return new
        kept, rejected = self._ordered(known, new)
        self._note(name, kept, rejected)
        return kept

    def _designations(self) -> tuple[Designation, ...]:
        joined = list(self._known.designations)
        # The one preferred term of each language; an older one becomes admitted.
        standing = {"en": self._known.english, "zh": self._known.chinese}
        places: dict[tuple[str, str], int] = {}
        for place, known in enumerate(joined):
            if (known.lang, known.text) not in places or known.status is Status.PREFERRED:
                places[known.lang, known.text] = place
        for new in self._new.designations:
            status: Status | None = new.status
            known_place = places.get((new.lang, new.text))
            if status is Status.PREFERRED:
                preferred = self._known.preferred(new.lang).text
                if self._is_known_as_preferred(new, preferred):
                    known_place = places[new.lang, preferred]
                else:
                    status = self._preference(new)
                    if status is Status.PREFERRED:
                        standing[new.lang] = new.text
            if known_place is not None:
                joined[known_place] = self._one_designation(joined[known_place], new, status)
            elif status is not None:
                places[new.lang, new.text] = len(joined)
                joined.append(new.model_copy(update={"status": status}))
        return tuple(
            d.model_copy(update={"status": Status.ADMITTED})
            if d.status is Status.PREFERRED and d.text != standing[d.lang]
            else d
            for d in joined
        )

    def _is_known_as_preferred(self, new: Designation, preferred: str) -> bool:
        """Whether two preferred terms differ in case, width or script alone."""
        if new.text == preferred:
            return True
        told_apart = any((d.lang, d.text) == (new.lang, preferred) for d in self._new.designations)
        return fold_key(new.text) == fold_key(preferred) and not told_apart

    def _preference(self, new: Designation) -> Status | None:
        """The status of another preferred term than the known; None where it is not taken in."""
        known = self._known.preferred(new.lang)
        if self._match is Match.VARIANT and new.lang == "en":
            return Status.ADMITTED
        name = f"preferred {'English' if new.lang == 'en' else 'Chinese'}"
        self._note(name, *self._ordered(known.text, new.text))
        return None if self._prefer == "curated" else Status.PREFERRED

    def _one_designation(
        self, known: Designation, new: Designation, status: Status | None
    ) -> Designation:
        changes: dict[str, object] = {
            "sources": _union(known.sources, new.sources),
            "not_in": _union(known.not_in, new.not_in),
            "status": self._status(known, status),
        }
        for name in Designation.model_fields.keys() - {"text", "lang", "status", *changes}:
            default = Designation.model_fields[name].default
            old, other = getattr(known, name), getattr(new, name)
            changes[name] = self._either(f"{name} of {known.text!r}", old, other, default)
        return known.model_copy(update=changes)

    def _status(self, known: Designation, new: Status | None) -> Status:
        """The status of a term that both records have."""
        if new is None or new is known.status:
            return known.status
        if new.allowed and known.status.allowed:
            return new if new is Status.PREFERRED else known.status
        if known.status is Status.PREFERRED and self._keeps_preferred(known.lang):
            order: tuple[Status, Status] = known.status, new
        else:
            order = self._ordered(Status(known.status), new)
        self._note(f"status of {known.text!r}", *order)
        return order[0]

    def _keeps_preferred(self, lang: Language) -> bool:
        """Whether the known preferred term of a language stands, whatever is incoming."""
        return self._prefer == "curated" or (self._match is Match.VARIANT and lang == "en")

    def _ordered(self, known: _T, new: _T) -> tuple[_T, _T]:
        """Of two values, the one that stands, then the one that does not."""
        return (known, new) if self._prefer == "curated" else (new, known)

    def _note(self, name: str, kept: object, rejected: object) -> None:
        self.conflicts.append(Conflict(self._known.id, name, str(kept), str(rejected)))


def _union(known: tuple[_T, ...], new: tuple[_T, ...]) -> tuple[_T, ...]:
    return (*known, *(value for value in dict.fromkeys(new) if value not in known))


def _relations(concept: Concept, identifier: str) -> tuple[Relation, ...]:
    """The relations of an incoming concept, but not to itself."""
    return tuple(r for r in concept.relations if r.target != identifier)


def _retargeted(concept: Concept, renamed: Mapping[str, str]) -> Concept:
    relations = tuple(
        r.model_copy(update={"target": renamed.get(r.target, r.target)}) for r in concept.relations
    )
    return concept.model_copy(update={"relations": relations})
