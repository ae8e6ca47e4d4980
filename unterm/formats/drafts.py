"""Entries of foreign glossaries on their way to concepts.

A foreign entry may lack a language, name two terms preferred or none, and bear an id that is none
of ours. What can be settled without guessing is settled, and said; what cannot is refused with its
terms, never dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from unterm.formats.reports import Problem, Reading
from unterm.formats.tags import language_of, rank, region_of
from unterm.model import (
    LANGUAGE_NAMES,
    Citation,
    Concept,
    Designation,
    Kind,
    Language,
    Relation,
    Status,
    TermType,
    slug,
)

DEFAULT_SUBJECT = "general"


@dataclass(frozen=True, slots=True)
class DraftTerm:
    """A term as a foreign file has it; ``status`` None where the file says nothing."""

    text: str
    tag: str
    status: Status | None = None
    term_type: TermType = TermType.FULL
    sources: tuple[Citation, ...] = ()
    region: str | None = None
    note: str | None = None
    valid_from: int | None = None
    valid_until: int | None = None
    detect: bool = True
    case_sensitive: bool | None = None
    not_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as a foreign file has it, with the line it begins on.

    ``relations`` are (type, id as the file writes it).
    """

    line: int
    id: str | None
    terms: tuple[DraftTerm, ...]
    subject_field: str | None = None
    kind: Kind = Kind.TERM
    definition: str | None = None
    notes: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Gathering:
    """Turns drafts into a `Reading`, one after the other."""

    concepts: list[Concept] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)

    def problem(
        self, line: int | None, entry: str, message: str, terms: Iterable[str] = ()
    ) -> None:
        """Note something that was not taken, or was changed."""
        self.problems.append(Problem(line, entry, message, tuple(terms)))

    def take(self, draft: Draft) -> None:
        """Make a concept of the draft, or note why it can be none."""
        self.languages.update(term.tag for term in draft.terms)
        made: dict[DraftTerm, Designation] = {}
        label = _label(draft)
        for language in ("en", "zh"):
            ours = [t for t in draft.terms if language_of(t.tag) == language]
            ours = self._without_doubles(draft, label, ours)
            made |= zip(ours, self._designations(draft, label, language, ours), strict=True)
        designations = [made[term] for term in dict.fromkeys(draft.terms) if term in made]
        missing = [
            name
            for language, name in LANGUAGE_NAMES.items()
            if not any(d.lang == language and d.status is Status.PREFERRED for d in designations)
        ]
        if missing:
            self.problem(
                draft.line,
                label,
                f"has no {' and no '.join(missing)} term that may be used; "
                "a concept needs one preferred term in each language",
                [d.text for d in designations],
            )
            return
        self._add(draft, label, designations)

    def result(self) -> Reading:
        """All that was taken, and all that was not."""
        other = {t: n for t, n in sorted(self.languages.items()) if language_of(t) is None}
        problems = list(self.problems)
        for tag, count in other.items():
            problems.append(
                Problem(
                    None, "", f"{count} terms in {tag!r} not taken: neither English nor Chinese"
                )
            )
        return Reading(tuple(self.concepts), tuple(problems), dict(self.languages), other)

    def _add(self, draft: Draft, label: str, designations: list[Designation]) -> None:
        english = next(
            d.text for d in designations if d.lang == "en" and d.status is Status.PREFERRED
        )
        wanted = slug(draft.id) if draft.id else slug(english)
        identifier, number = wanted, 1
        while identifier in self.ids:
            number += 1
            identifier = f"{wanted}-{number}"
        if draft.id and number > 1:
            self.problem(
                draft.line, label, f"its id stands on an earlier entry; it became {identifier!r}"
            )
        self.ids.add(identifier)
        self.concepts.append(
            Concept(
                id=identifier,
                kind=draft.kind,
                subject_field=draft.subject_field or DEFAULT_SUBJECT,
                designations=tuple(designations),
                definition=draft.definition,
                notes=draft.notes,
                relations=tuple(
                    Relation.model_validate({"type": kind, "target": slug(target)})
                    for kind, target in draft.relations
                ),
            )
        )

    def _without_doubles(self, draft: Draft, label: str, terms: list[DraftTerm]) -> list[DraftTerm]:
        """Each text once, from the tag nearest to United Nations usage."""
        kept: dict[str, DraftTerm] = {}
        for term in sorted(terms, key=lambda term: rank(term.tag)):
            if term.text in kept:
                self.problem(
                    draft.line, label, f"{term.text!r} stands twice; taken once", [term.text]
                )
            else:
                kept[term.text] = term
        return [term for term in terms if kept.get(term.text) is term]

    def _designations(
        self, draft: Draft, label: str, language: Language, terms: list[DraftTerm]
    ) -> list[Designation]:
        preferred = self._preferred(draft, label, language, terms)
        designations: list[Designation] = []
        for term in terms:
            status = term.status or Status.ADMITTED
            if term is preferred:
                status = Status.PREFERRED
            elif status is Status.PREFERRED:
                status = Status.ADMITTED
            designations.append(
                Designation(
                    text=term.text,
                    lang=language,
                    status=status,
                    term_type=term.term_type,
                    sources=term.sources,
                    valid_from=term.valid_from,
                    valid_until=term.valid_until,
                    region=term.region or region_of(term.tag),
                    note=term.note,
                    detect=term.detect,
                    case_sensitive=term.case_sensitive,
                    not_in=term.not_in,
                )
            )
        return designations

    def _preferred(
        self, draft: Draft, label: str, language: Language, terms: list[DraftTerm]
    ) -> DraftTerm | None:
        """The term that is to be preferred: the one marked so, else the first that may be used.

        Of several, that of the variety nearest to the United Nations', then a full form, then the
        first in the file.
        """
        marked = [t for t in terms if t.status is Status.PREFERRED]
        free = marked or [t for t in terms if t.status is None]
        free = free or [t for t in terms if t.status is Status.ADMITTED]
        if not free:
            return None
        chosen = min(free, key=lambda t: (rank(t.tag), t.term_type is not TermType.FULL))
        if len(marked) > 1:
            others = ", ".join(repr(t.text) for t in marked if t is not chosen)
            self.problem(
                draft.line,
                label,
                f"marks several {LANGUAGE_NAMES[language]} terms as preferred; "
                f"kept {chosen.text!r}, made admitted: {others}",
            )
        elif not marked and chosen.status is Status.ADMITTED:
            self.problem(
                draft.line,
                label,
                f"marks no {LANGUAGE_NAMES[language]} term as preferred; took {chosen.text!r}",
            )
        return chosen


def collapse(text: str) -> str:
    """Text with each run of white space as one blank, as XML formats mean it."""
    return " ".join(text.split())


def _label(draft: Draft) -> str:
    """What an entry is called in messages: its id, or its first term."""
    return draft.id or next((t.text for t in draft.terms), "an entry without terms")
