"""The rules of the gate: one function, one code, its docstring the explanation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from unterm.glossary import Glossary
from unterm.language.folding import fold_key, simplify
from unterm.language.scripts import HAN
from unterm.model import Concept, Designation, Status, TermType


class Problem(NamedTuple):
    """A defect of a glossary: its code, the concept it is about, and what to do."""

    code: str
    concept_id: str
    message: str


Rule = Callable[[Glossary], Iterator[Problem]]
RULES: Final[dict[str, Rule]] = {}

_STRAY: Final = re.compile(
    rf"^\s|\s$|\s\s|[\u3000\u00a0\u200b\ufeff\t\r\n]|(?<=[{HAN}]) (?=[{HAN}])"
    r"|[\uff01-\uff5e](?<![，；：？！（）])"
)


def rule(function: Rule) -> Rule:
    """Register a rule under its name, underscores as hyphens."""
    RULES[function.__name__.replace("_", "-")] = function
    return function


def _told_apart(concept: Concept, other: Concept) -> bool:
    linked = {relation.target for relation in concept.relations}
    return bool(concept.notes) or other.id in linked


def _allowed_chinese(glossary: Glossary) -> Iterator[tuple[Concept, Designation]]:
    for concept in glossary:
        for designation in concept.designations:
            if designation.lang == "zh" and designation.status is not Status.DEPRECATED:
                yield concept, designation


@rule
def ambiguous_key(glossary: Glossary) -> Iterator[Problem]:
    """Two concepts have one official English term, and no note or link tells them apart."""
    owners: dict[str, list[Concept]] = defaultdict(list)
    for concept in glossary:
        owners[fold_key(concept.english)].append(concept)
    for concepts in owners.values():
        for concept in concepts[1:]:
            first = concepts[0]
            if not _told_apart(concept, first) and not _told_apart(first, concept):
                yield Problem(
                    "ambiguous-key",
                    concept.id,
                    f"{concept.english!r} is also {first.id!r}: merge the two, or add a note to "
                    "each that tells the homonyms apart",
                )


@rule
def repeated_designation(glossary: Glossary) -> Iterator[Problem]:
    """A concept lists one designation twice."""
    for concept in glossary:
        seen: set[tuple[str, str]] = set()
        for designation in concept.designations:
            key = (designation.lang, designation.text)
            if key in seen:
                yield Problem(
                    "repeated-designation",
                    concept.id,
                    f"{designation.text!r} is listed twice: delete one",
                )
            seen.add(key)


@rule
def deprecated_in_allowed(glossary: Glossary) -> Iterator[Problem]:
    """A deprecated form is, or stands inside, an allowed one, and would make that an error."""
    deprecated = [
        (concept, designation)
        for concept in glossary
        for designation in concept.designations
        if designation.status is Status.DEPRECATED and designation.lang == "zh"
    ]
    if not deprecated:
        return
    keys = [fold_key(designation.text) for _, designation in deprecated]
    automaton = AhoCorasick(keys)
    for concept, allowed in _allowed_chinese(glossary):
        text = fold_key(allowed.text)
        for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True):
            owner, designation = deprecated[index]
            excused = {fold_key(longer) for longer in designation.not_in}
            if any(longer in text for longer in excused):
                continue
            yield Problem(
                "deprecated-in-allowed",
                owner.id,
                f"deprecated {designation.text!r} stands in {allowed.text!r} of {concept.id!r}: "
                "delete the deprecated form, or name the longer one in its not_in",
            )


@rule
def traditional_character(glossary: Glossary) -> Iterator[Problem]:
    """A Chinese designation holds Traditional characters; the glossary is in Simplified script."""
    for concept in glossary:
        for designation in concept.designations:
            simple = simplify(designation.text)
            if designation.lang == "zh" and simple != designation.text:
                yield Problem(
                    "traditional-character",
                    concept.id,
                    f"{designation.text!r} has Traditional characters: write {simple!r}",
                )


@rule
def stray_space(glossary: Glossary) -> Iterator[Problem]:
    """A designation has a blank or a full-width letter where none belongs."""
    for concept in glossary:
        for designation in concept.designations:
            found = _STRAY.search(designation.text)
            if found:
                yield Problem(
                    "stray-space",
                    concept.id,
                    f"{designation.text!r} has {found[0]!r} at character {found.start() + 1}: "
                    "delete it, or write it half-width",
                )


@rule
def shared_acronym(glossary: Glossary) -> Iterator[Problem]:
    """Two concepts share an acronym, and neither a note nor a link tells them apart."""
    owners: dict[str, list[Concept]] = defaultdict(list)
    for concept in glossary:
        for designation in concept.designations:
            if designation.term_type is TermType.ACRONYM and designation.status.allowed:
                owners[designation.text].append(concept)
    for acronym, concepts in owners.items():
        first = concepts[0]
        for concept in concepts[1:]:
            if concept.id != first.id and not (
                _told_apart(concept, first) or _told_apart(first, concept)
            ):
                yield Problem(
                    "shared-acronym",
                    concept.id,
                    f"{acronym} is also {first.id!r}: add a note that says which is meant when",
                )


@rule
def missing_citation(glossary: Glossary) -> Iterator[Problem]:
    """Nothing says what stands behind a concept: it was never looked for in any text."""
    for concept in glossary:
        if concept.attestation is None and not concept.sources:
            yield Problem(
                "missing-citation",
                concept.id,
                "no citation and no counts: run `unterm attest` over texts, which also marks what "
                "is known but not attested",
            )


@rule
def dangling_relation(glossary: Glossary) -> Iterator[Problem]:
    """A relation leads to no concept, or to the concept itself."""
    ids = {concept.id for concept in glossary}
    for concept in glossary:
        for relation in concept.relations:
            if relation.target not in ids or relation.target == concept.id:
                yield Problem(
                    "dangling-relation",
                    concept.id,
                    f"{relation.type} {relation.target!r} leads nowhere: mend the id",
                )


@rule
def too_short_to_find(glossary: Glossary) -> Iterator[Problem]:
    """A designation of one Han character, or of one Latin letter, is searched for in texts."""
    for concept in glossary:
        for designation in concept.designations:
            if designation.detect and len(fold_key(designation.text)) < 2:
                yield Problem(
                    "too-short-to-find",
                    concept.id,
                    f"{designation.text!r} would be found everywhere: set detect to false",
                )
