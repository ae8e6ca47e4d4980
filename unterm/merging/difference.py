"""In what two glossaries differ, as a terminologist would read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unterm.errors import require_each
from unterm.glossary import Glossary
from unterm.model import LANGUAGE_NAMES, Concept, Designation, Relation, Status

_SINGLE = ("id", "kind", "subject_field", "definition", "attestation")
_LISTS = ("notes", "relations", "specs")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed in a concept; ``before`` is empty if it is new, ``after`` if gone.

    ``field`` is in the words of a terminologist: "preferred Chinese", "admitted English",
    "definition", "source of '斡旋'".
    """

    field: str
    before: str
    after: str

    @property
    def widens(self) -> bool:
        """Whether it only adds."""
        return not self.before

    def __str__(self) -> str:
        if not self.before:
            return f"+ {self.field}: {self.after}"
        if not self.after:
            return f"- {self.field}: {self.before}"
        return f"  {self.field}: {self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class ChangedConcept:
    """A concept that both glossaries have, and what changed in it."""

    before: Concept
    after: Concept
    changes: tuple[Change, ...]

    @property
    def widened(self) -> bool:
        """Whether nothing was taken away or exchanged."""
        return all(change.widens for change in self.changes)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, gone, widened and changed between two glossaries; its text is for reading."""

    added: tuple[Concept, ...]
    removed: tuple[Concept, ...]
    changed: tuple[ChangedConcept, ...]

    @property
    def widened(self) -> tuple[ChangedConcept, ...]:
        """The concepts to which something was only added."""
        return tuple(concept for concept in self.changed if concept.widened)

    @property
    def conflicting(self) -> tuple[ChangedConcept, ...]:
        """The concepts of which the two glossaries say different things."""
        return tuple(concept for concept in self.changed if not concept.widened)

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.removed or self.changed)

    def __str__(self) -> str:
        if not self:
            return "no difference\n"
        return "".join(
            f"{line}\n"
            for title, lines in (
                ("new", [_headline("+", c) for c in self.added]),
                ("gone", [_headline("-", c) for c in self.removed]),
                ("widened", list(_details(self.widened))),
                ("changed", list(_details(self.conflicting))),
            )
            for line in _section(title, lines)
        )


def diff(old: Iterable[Concept], new: Iterable[Concept]) -> Difference:
    """What changed from one glossary to another.

    Concepts are the same where their ids are, or, for those that have no counterpart, where both
    official terms are.

    >>> old = [Concept.of("good offices", "斡旋"), Concept.of("mediation", "调停")]
    >>> new = [Concept.of("mediation", "调解"), Concept.of("peacemaking", "建立和平")]
    >>> print(diff(old, new))
    1 new
      + peacemaking = 建立和平
    1 gone
      - good offices = 斡旋
    1 changed
      mediation = 调解
        preferred Chinese: 调停 → 调解
    """
    before = {
        concept.id: concept for concept in require_each("old", old, Concept, as_given=Glossary)
    }
    after = {
        concept.id: concept for concept in require_each("new", new, Concept, as_given=Glossary)
    }
    pairs = {i: i for i in before.keys() & after.keys()}
    left = {_terms(after[i]): i for i in sorted(after.keys() - before.keys(), reverse=True)}
    for identifier in sorted(before.keys() - after.keys()):
        counterpart = left.pop(_terms(before[identifier]), None)
        if counterpart is not None:
            pairs[identifier] = counterpart
    changed = [
        ChangedConcept(before[i], after[j], tuple(_changes(before[i], after[j])))
        for i, j in sorted(pairs.items())
        if before[i] != after[j]
    ]
    return Difference(
        added=tuple(after[j] for j in sorted(after.keys() - set(pairs.values()))),
        removed=tuple(before[i] for i in sorted(before.keys() - pairs.keys())),
        changed=tuple(changed),
    )


def _terms(concept: Concept) -> tuple[str, str]:
    return concept.english, concept.chinese


def _changes(before: Concept, after: Concept) -> Iterator[Change]:
    for lang, language in LANGUAGE_NAMES.items():
        sides = [[d for d in concept.designations if d.lang == lang] for concept in (before, after)]
        yield from _designation_changes(language, *sides)
    for name in _SINGLE:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(name.replace("_", " "), _shown(old), _shown(new))
    for name in _LISTS:
        yield from _list_changes(name.rstrip("s"), getattr(before, name), getattr(after, name))
    if _order(before) != _order(after) and set(_order(before)) == set(_order(after)):
        yield Change("order of the terms", *(", ".join(_order(c)) for c in (before, after)))


def _designation_changes(
    language: str, before: list[Designation], after: list[Designation]
) -> Iterator[Change]:
    old, new = ({d.text: d for d in reversed(side)} for side in (before, after))
    preferred = [next(d.text for d in s if d.status is Status.PREFERRED) for s in (before, after)]
    if preferred[0] != preferred[1]:
        yield Change(f"preferred {language}", *preferred)
    for text in dict.fromkeys(d.text for d in (*before, *after)):
        if text not in new:
            if text != preferred[0]:
                yield Change(f"{old[text].status} {language}", text, "")
        elif text not in old:
            if text != preferred[1]:
                yield Change(f"{new[text].status} {language}", "", text)
        else:
            yield from _field_changes(old[text], new[text])
    repeated = [_repeated(side) for side in (before, after)]
    if repeated[0] != repeated[1]:
        yield Change(f"repeated {language}", *repeated)


def _repeated(designations: list[Designation]) -> str:
    """The designations whose text an earlier one has, in words."""
    again = [d for n, d in enumerate(designations) if d.text in {e.text for e in designations[:n]}]
    return ", ".join(f"{d.text} ({d.status})" for d in again)


def _field_changes(before: Designation, after: Designation) -> Iterator[Change]:
    preferred = Status.PREFERRED in (before.status, after.status)
    for name in Designation.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old == new or (name == "status" and preferred and old.allowed and new.allowed):
            continue
        label = f"{name.replace('_', ' ')} of {before.text!r}"
        if isinstance(old, tuple):
            yield from _list_changes(label.replace("sources", "source"), old, new)
        else:
            yield Change(label, _shown(old), _shown(new))


def _list_changes(
    label: str, before: tuple[object, ...], after: tuple[object, ...]
) -> Iterator[Change]:
    for value in before:
        if value not in after:
            yield Change(label, _shown(value), "")
    for value in after:
        if value not in before:
            yield Change(label, "", _shown(value))
    if before != after and set(map(str, before)) == set(map(str, after)):
        yield Change(
            f"order of {label}", *("; ".join(map(_shown, side)) for side in (before, after))
        )


def _order(concept: Concept) -> list[str]:
    return [d.text for d in concept.designations]


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Relation):
        return f"{value.type}: {value.target}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _headline(mark: str, concept: Concept) -> str:
    return f"{mark} {concept.english} = {concept.chinese}"


def _details(concepts: Iterable[ChangedConcept]) -> Iterator[str]:
    for concept in concepts:
        yield f"{concept.after.english} = {concept.after.chinese}"
        for change in concept.changes:
            yield f"  {change}".replace("    ", "  ", 1)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        heads = sum(not line.startswith(" ") for line in lines)
        yield f"{heads} {title}"
        yield from (f"  {line}" for line in lines)
