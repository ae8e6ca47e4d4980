"""Whether two documents belong together, and what is to be said about the pair."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp, log, log1p

import numpy as np

from unterm.alignment.evidence import COVERAGE, Links, Witnesses
from unterm.alignment.lattice import Ints
from unterm.alignment.sides import Side
from unterm.language.scripts import detect_language
from unterm.model import LANGUAGE_NAMES, Bead, Document

BELONGING = 0.3
"""Documents of which a smaller share has partners do not belong together."""

PRIOR = 0.9
"""How probable it is beforehand that documents given for alignment belong together."""

IMAGINED = 4.0
"""Words behind `COVERAGE`: texts differ much in how often a word's known translation is used."""

UNSEEN = 0.02
"""Chance of a translation in a stretch, where it stands nowhere: a short text cannot tell."""

SHARES = np.linspace(0.01, 0.99, 25)
"""Shares of the words that find a translation because it is one: a grid to integrate over."""

WORD_WEIGHT = 0.4
"""Words of one sentence are not independent: the weight of their summed evidence."""


_DENSITY = SHARES ** (COVERAGE * IMAGINED - 1) * (1 - SHARES) ** ((1 - COVERAGE) * IMAGINED - 1)
_WEIGHTS = _DENSITY / _DENSITY.sum()


def belong(source: Side, target: Side, links: Links, path: Ints) -> float:
    """The probability that two sides belong together, by the words of the path's beads.

    The words of unrelated texts find a translation as often as a stretch of that length taken at
    random would hold one. Of those of translations a share, unknown and spread around `COVERAGE`,
    find theirs because it is one; the others by chance. Words without a known translation say
    nothing, so two texts of such words alone keep `PRIOR`.
    """
    ratios = np.zeros(len(SHARES))
    ways = ((source, target, links, path), (target, source, links.reversed(), path[:, ::-1]))
    for side, other, table, way in ways:
        witnesses = Witnesses.gather(side, other, table, np.full(len(side.types), COVERAGE))
        steps = np.diff(way[:, 0])
        first, last = (np.repeat(ends, steps) for ends in (way[:-1, 1], way[1:, 1]))
        first, last = first[witnesses.segments], last[witnesses.segments]
        token, _ = witnesses.hits(0, len(first), first, last)
        inside = last > first
        hit = np.zeros(len(first), dtype=bool)
        hit[token] = True
        standing = np.isin(witnesses.types, witnesses.keys // witnesses.size)
        rate = np.where(standing, -witnesses.found[2], UNSEEN)
        ends = witnesses.ends
        chance = -np.expm1(-rate * np.maximum(ends[last] - ends[first], 0.1))
        hit, chance = hit[inside], chance[inside]
        for number, share in enumerate(SHARES):
            gained = chance + share * (1 - chance)
            likely = np.log(np.where(hit, gained / chance, (1 - gained) / (1 - chance)))
            ratios[number] += WORD_WEIGHT * likely.sum()
    top = float(ratios.max())
    odds = log(PRIOR) - log1p(-PRIOR) + top + log(float(_WEIGHTS @ np.exp(ratios - top)))
    return 1.0 / (1.0 + exp(-min(max(odds, -50.0), 50.0)))


def part(beads: Iterable[Bead], probability: float) -> tuple[Bead, ...]:
    """The beads of documents that do not belong together: each segment without a partner.

    That is as sure as it is that they do not, or surer. Beads that a person has set stay.
    """
    parted: list[Bead] = []
    for bead in beads:
        if bead.fixed:
            parted.append(bead)
        elif not (bead.source and bead.target):
            sure = max(bead.confidence, 1 - probability)
            parted.append(Bead(bead.source, bead.target, sure))
        else:
            parted += [Bead((i,), (), 1 - probability) for i in bead.source]
            parted += [Bead((), (j,), 1 - probability) for j in bead.target]
    return tuple(parted)


def partnered(source: Document, target: Document, beads: Iterable[Bead]) -> float:
    """The expected share of the shorter document's segments that have a partner."""
    if not (len(source) and len(target)):
        return 0.0
    side = "source" if len(source) <= len(target) else "target"
    found = sum(len(getattr(b, side)) * b.confidence for b in beads if b.source and b.target)
    return found / min(len(source), len(target))


def describe(source: Document, target: Document, beads: Iterable[Bead]) -> tuple[str, ...]:
    """What is to be said about the pair as a whole."""
    if not (len(source) and len(target)):
        empty = "source" if not len(source) else "target"
        return (f"The {empty} document is empty: no segment has a partner.",)
    said = []
    for name, document in (("source", source), ("target", target)):
        written = detect_language("\n".join(segment.text for segment in document))
        if written is not None and written != document.lang:
            said.append(
                f"The {name} document is declared {LANGUAGE_NAMES[document.lang]} but is written "
                f"in {LANGUAGE_NAMES[written]}: give lang={written!r}."
            )
    if source.lang == target.lang and source.text != target.text:
        said.append(
            f"Both documents are in {LANGUAGE_NAMES[source.lang]}: they are compared by their own "
            "words, as two versions of one text."
        )
    share = partnered(source, target, beads)
    if share < BELONGING:
        said.insert(
            0,
            "The documents do not seem to belong together: about "
            f"{round(100 * share)} % of the segments of the shorter one have a partner.",
        )
    return tuple(said)
