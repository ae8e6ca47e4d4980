"""Checks of a draft as a whole: is one thing said in one way?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.language.folding import fold_key
from unterm.matching import Hit
from unterm.model import Concept, Finding, Severity, TermType

_VARIES: Final = 0.3
_PARTICLES: Final = str.maketrans("及与", "和和", "的各之 ,，、")
_LONG_ENOUGH: Final = 24
_REPEATED: Final = 0.45
_NOT_WORDS: Final = re.compile(r"[\W\d_]+")
_DIFFERS: Final = (TermType.SHORT, TermType.ACRONYM)


Uses = dict[str, dict[str, list[tuple[Unit, Hit]]]]
"""Of each concept, by id: the ways it is designated in, each with its places."""


def uses_of(draft: Draft) -> Uses:
    """How each concept is designated in a draft, short forms and acronyms left out."""
    uses: Uses = defaultdict(lambda: defaultdict(list))
    for unit in draft.units:
        for hit in unit.target.hits:
            if len(hit.patterns) > 1:
                continue  # homonyms: which concept is meant cannot be told
            concept, designation = hit.patterns[0]
            if not designation.status.allowed or designation.term_type in _DIFFERS:
                continue
            if unit.source is not None and not unit.source.concepts[concept.id]:
                continue
            uses[concept.id][fold_key(hit.text).strip("《》")].append((unit, hit))
    return uses


@rule("inconsistent-term", "terminology")
def check_terms(draft: Draft) -> Iterator[Finding]:
    """One concept is designated in several ways in one draft: 预防外交 and 预防性外交.

    Each is admitted, so it is advice; the rarer one is reported and the commoner one named. A full
    form and its short form or acronym are one way, and so is a title with and without its marks.
    Where several drafts are checked together, a draft that differs from the others is reported too.
    """
    for id, ways in draft.once(uses_of).items():
        concept = draft.concept(id)
        common = _commonest(concept, Counter({way: len(places) for way, places in ways.items()}))
        for way, places in ways.items():
            if way != common and _two_ways(way, common):
                where = f"elsewhere ({len(ways[common])}×)"
                yield _varying(draft, concept, places, common, where)


def differing_terms(drafts: Sequence[Draft]) -> Iterator[tuple[int, Finding]]:
    """(number of the draft, finding) where one draft names a concept otherwise than the others."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for id, ways in draft.once(uses_of).items():
            totals[id].update(ways.keys())
    for number, draft in enumerate(drafts):
        for id, ways in draft.once(uses_of).items():
            concept = draft.concept(id)
            common = _commonest(concept, totals[id])
            if len(ways) > 1 or common in ways:
                continue
            (way, places), *_ = ways.items()
            if _two_ways(way, common):
                where = f"in {totals[id][common]} of {len(drafts)} drafts"
                yield number, _varying(draft, concept, places, common, where)


def _commonest(concept: Concept, ways: Counter[str]) -> str:
    preferred = fold_key(concept.chinese).strip("《》")
    return min(ways, key=lambda way: (-ways[way], way != preferred, way))


def _varying(
    draft: Draft, concept: Concept, places: list[tuple[Unit, Hit]], common: str, where: str
) -> Finding:
    unit, hit = places[0]
    return finding(
        draft,
        unit,
        "inconsistent-term",
        Severity.ADVICE,
        _VARIES,
        f"{concept.english} is {hit.text} here ({len(places)}×) and {common} {where}",
        at=hit.span,
        suggestions=(common,),
        concept=concept,
    )


def _two_ways(one: str, other: str) -> bool:
    """Whether two designations are variants of one wording, and differ by more than a particle."""
    plain, model = one.translate(_PARTICLES), other.translate(_PARTICLES)
    if plain in model or model in plain:
        return False
    common = sum((Counter(plain) & Counter(model)).values())
    return common * 2 >= max(len(plain), len(model)) and min(len(one), len(other)) > 2


@rule("inconsistent-translation", "accuracy", needs_source=True)
def check_repetitions(draft: Draft) -> Iterator[Finding]:
    """The same source segment is translated in different ways.

    Segments of some length that are equal but for figures and punctuation. The commonest
    translation is named, the others are reported.
    """
    groups: dict[str, list[Unit]] = defaultdict(list)
    for unit, source in draft.pairs:
        key = _NOT_WORDS.sub(" ", source.folded.text).strip()
        if len(key) >= _LONG_ENOUGH and unit.fit > 1 - _REPEATED:
            groups[key].append(unit)
    for units in groups.values():
        if len(units) < 2:
            continue
        keys = [_NOT_WORDS.sub("", unit.target.folded.text) for unit in units]
        (common, count), *others = Counter(keys).most_common()
        if not others:
            continue
        model = units[keys.index(common)]
        reported: set[str] = set()
        for unit, key in zip(units, keys, strict=True):
            if key == common or key in reported:
                continue
            reported.add(key)
            confidence = (_REPEATED if count > 1 else _REPEATED * 0.8) * unit.fit
            yield finding(
                draft,
                unit,
                "inconsistent-translation",
                graded(Severity.WARNING, confidence),
                confidence,
                f"the same source is translated otherwise {count}× in this draft",
                suggestions=(model.target.text,),
            )
