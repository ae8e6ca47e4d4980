"""Several concepts of the source that a draft designates by one term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import comb
from typing import Final

from unterm.checks.drafts import Draft, Unit
from unterm.checks.equivalents import Gap, judged_gaps
from unterm.checks.findings import finding, graded
from unterm.checks.knowledge import plain_key
from unterm.checks.registry import rule
from unterm.checks.standins import is_elsewhere
from unterm.matching import Hit
from unterm.model import Concept, Finding, Severity

# That a term stands by chance where another is missing happens so often at least, and the chance
# that it happens as often as it does must be below this.
_BY_CHANCE: Final = 0.03
_UNLIKELY: Final = 1e-4
# A habit shows in so many places, and in so large a share of those where the concept is named.
_FEWEST: Final = 3
_SHARE: Final = 0.7
# One likeness of two terms may be a free rendering; of two names, one exchange is a slip, which
# `wrong-term` reports.
_FEWEST_ALIKE: Final = 2
_FEWEST_NAMES: Final = 2
_MERGED: Final = 0.85
_MERGED_NAMES: Final = 0.95
_SPEAKS: Final = 0.5


@dataclass(slots=True)
class _Merger:
    """A missing concept and another one's term in its place: where that is so.

    ``exchanges`` are the places where the two can be taken for each other, ``likenesses`` those
    where the terms only look alike.
    """

    concept: Concept
    places: list[tuple[Unit, Gap, Hit]] = field(default_factory=list)
    exchanges: int = 0
    likenesses: int = 0


@rule("merged-terms", "terminology", needs_source=True, fix="suggested")
def check_mergers(draft: Draft) -> Iterator[Finding]:
    """Two concepts of the source are designated by one term: both 维持和平.

    *Peacekeeping* and *sustaining peace* are two things, and the draft has 维持和平 for either. The
    term renders the one properly somewhere in the draft, and stands where the source has the
    other, again and again or in the place of a confusable term (of a name, more than once). The
    first such place is reported; the others are reported as ``wrong-term`` where the two are
    confusable.
    """
    for (_, other_id), merger in _mergers(draft).items():
        unit, gap, hit = merger.places[0]
        other = draft.concept(other_id)
        names = merger.concept.kind.names_one_thing
        confidence = (_MERGED_NAMES if names else _MERGED) * max(u.fit for u, _, _ in merger.places)
        where = f"{len(merger.places)}×" if len(merger.places) > 1 else "here"
        yield finding(
            draft,
            unit,
            "merged-terms",
            graded(Severity.ERROR if names else Severity.WARNING, confidence),
            confidence,
            f"{hit.text} renders {other.english} in this draft, and {where} also "
            f"{gap.hit.text}, which is {merger.concept.chinese}",
            at=hit.span,
            suggestions=(merger.concept.chinese,),
            concept=merger.concept,
            source_at=gap.hit.span,
        )


def _mergers(draft: Draft) -> dict[tuple[str, str], _Merger]:
    """The habits of a draft, by the ids of the missing concept and of the one whose term is there.

    Kept where the two are exchanged once, look alike more than once, or meet too often for chance.
    """
    strays = _strays(draft)
    named = Counter(id for _, source in draft.pairs for id in source.concepts)
    total = sum(1 for _ in draft.pairs)
    kept: dict[tuple[str, str], _Merger] = {}
    for (concept_id, other_id), merger in _meetings(draft).items():
        times, of = len(merger.places), named[concept_id]
        # how often the term stands for nothing where the missing concept is not named
        rate = (strays[other_id] - times) / max(1, total - of)
        fewest = _FEWEST_NAMES if merger.concept.kind.names_one_thing else 1
        if (
            merger.exchanges >= fewest
            or merger.likenesses >= _FEWEST_ALIKE
            or _improbable(times, of, rate)
        ):
            kept[concept_id, other_id] = merger
    return kept


def _meetings(draft: Draft) -> dict[tuple[str, str], _Merger]:
    """Every missing concept with every term in its unit that renders its own concept elsewhere."""
    rendered = {
        i
        for unit, source in draft.pairs
        for i in unit.target.concepts.keys() & source.concepts.keys()
    }
    found: dict[tuple[str, str], _Merger] = {}
    for unit, gap, _ in draft.once(judged_gaps):
        if unit.source is None or unit.fit < _SPEAKS:
            continue
        seen: set[str] = set()
        for hit in unit.target.hits:
            other = hit.patterns[0].concept
            stands = gap.stand_in is not None and gap.stand_in.hit.span == hit.span
            if other.id in seen or other.id not in rendered:
                continue
            if not stands and not (_stray(unit, hit) and _apart(gap, hit)):
                continue
            seen.add(other.id)
            merger = found.setdefault((gap.concept.id, other.id), _Merger(gap.concept))
            merger.places.append((unit, gap, hit))
            if stands and gap.stand_in is not None:
                elsewhere = is_elsewhere(gap.concept, gap.hit.text, hit, unit.source)
                merger.exchanges += gap.stand_in.exchanged and not elsewhere
                merger.likenesses += not gap.stand_in.exchanged
    return found


def _stray(unit: Unit, hit: Hit) -> bool:
    """Whether the source has nothing that a hit renders."""
    source = unit.source
    return (
        source is not None
        and hit.patterns[0].designation.status.allowed
        and not any(source.concepts[p.concept.id] for p in hit.patterns)
    )


def _apart(gap: Gap, hit: Hit) -> bool:
    """Whether a hit is of the same sort as the missing concept, and neither a part of the other."""
    other = hit.patterns[0].concept
    if other.kind.names_one_thing is not gap.concept.kind.names_one_thing:
        return False
    english = [d.text.lower() for d in other.designations if d.lang == "en"]
    named = gap.hit.text.lower()
    chinese = plain_key(gap.concept.chinese)
    return not (
        any(name in named or named in name for name in english)
        or hit.text in chinese
        or chinese in hit.text
    )


def _strays(draft: Draft) -> Counter[str]:
    """In how many units the term of each concept stands though the source has no such concept."""
    return Counter(
        id
        for unit, _ in draft.pairs
        for id in {h.patterns[0].concept.id for h in unit.target.hits if _stray(unit, h)}
    )


def _improbable(times: int, of: int, rate: float) -> bool:
    """Whether so many places in a row are no chance (the upper tail of a binomial)."""
    if times < _FEWEST or times < _SHARE * of:
        return False
    rate = min(max(rate, _BY_CHANCE), 0.99)
    tail = sum(comb(of, k) * rate**k * (1 - rate) ** (of - k) for k in range(times, of + 1))
    return tail < _UNLIKELY
