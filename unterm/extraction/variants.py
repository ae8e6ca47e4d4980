"""Candidates that are one term written in two ways, and what a glossary says of a candidate."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from unterm.glossary.index import count_uses
from unterm.language.folding import fold_key
from unterm.model import Concept, Designation, Status, TermType

_COORDINATORS = re.compile("[和与及或、]|以及")
_PARTICLES = re.compile("(?<=.)[的之](?=.)|(?<=..)性(?=..)")
_MARKS = str.maketrans("", "", '《》“”"')

Kind = Literal["known", "new", "variant"]


def plain_key(text: str) -> str:
    """Folded, without title and quotation marks.

    >>> plain_key("《聯合國憲章》")
    '联合国宪章'
    """
    return fold_key(text.translate(_MARKS))


def variant_key(text: str) -> str:
    """What two spellings of one term share: script, 的 之 性 inside, and which word says "and".

    性 is left alone at an end and beside a single character, where it is part of the word.

    >>> variant_key("预防性外交") == variant_key("预防外交") == variant_key("預防外交")
    True
    >>> variant_key("性别平等"), variant_key("可能性")
    ('性别平等', '可能性')
    """
    return _PARTICLES.sub("", _COORDINATORS.sub("和", plain_key(text)))


class Verdict(NamedTuple):
    """Whether a glossary knows a string, with the concept and the words that say how."""

    kind: Kind
    concept: Concept | None
    reason: str | None


def _precedence(found: tuple[Concept, Designation]) -> tuple[bool, bool, bool, int, str]:
    """As in a look-up: the preferred full term first, then what texts use most."""
    concept, designation = found
    return (
        not designation.status.allowed,
        designation.status is not Status.PREFERRED,
        designation.term_type is not TermType.FULL,
        -count_uses(concept),
        concept.id,
    )


class Known:
    """The Chinese designations of a glossary, by their spelling and by what variants share."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._exact: dict[str, list[tuple[Concept, Designation]]] = defaultdict(list)
        self._near: dict[str, tuple[Concept, Designation]] = {}
        for concept in concepts:
            for designation in concept.designations:
                if designation.lang == "zh":
                    self._exact[plain_key(designation.text)].append((concept, designation))
                    self._near.setdefault(variant_key(designation.text), (concept, designation))
        for found in self._exact.values():
            found.sort(key=_precedence)

    def judge(self, text: str) -> Verdict:
        """Whether the glossary has the string: known, a variant of something known, or new."""
        exact = self._exact.get(plain_key(text))
        if exact:
            concept, designation = exact[0]
            if designation.status.allowed:
                allowed = [c.english for c, d in exact if d.status.allowed]
                names = ", also ".join(dict.fromkeys(allowed))
                return Verdict("known", concept, f"in the glossary: {names}")
            return Verdict(
                "variant",
                concept,
                f"{designation.status.value} in the glossary; preferred is {concept.chinese}",
            )
        near = self._near.get(variant_key(text))
        if near is not None:
            return Verdict("variant", near[0], f"differs little from {near[1].text}")
        return Verdict("new", None, None)
