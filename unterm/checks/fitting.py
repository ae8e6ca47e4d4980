"""How probable it is that the two sides of a bead translate each other.

An aligner errs, and a pair that is one line off would raise a finding for every term and figure
in it. Each bead is judged by what its sides share: terms, figures, symbols, length and the marks
at their ends. The share is itself estimated from the document (expectation–maximization on
a mixture of fitting and chance pairs; Dempster, Laird and Rubin 1977), so that in a sound bitext a
single missing term is never taken for a wrong pair.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from unterm.checks.comparison import likeness
from unterm.checks.drafts import Draft, Side, Unit
from unterm.checks.lengths import log_ratio
from unterm.language.quantities import QuantityKind
from unterm.model import Concept, Span

# How often a term of a chance pair, or a figure, happens to stand on the other side.
_CHANCE_TERM: Final = 0.08
_CHANCE_FIGURE: Final = 0.08
_SUREST: Final = 0.97
_TRUE_FIGURE: Final = 0.97
# The spread of the logarithm of the ratio of lengths in chance pairs, and how often a fitting pair
# is off by so many spreads more than the normal distribution has it.
_SPREAD_CHANCE: Final = 0.95
_FREE: Final = 0.03
_FREE_SPREAD: Final = 3.0
_UNUSUAL: Final = 1.5
# The expectation before any bead is seen, and its weight in beads.
_PRIOR_FIT: Final = 0.985
_PRIOR_WEIGHT: Final = 40.0
# More figures on one side are a table, whose comparison would take long and tell no more.
_MOST_FIGURES: Final = 60
# What a small number exchanged for another says (log odds).
_SMALL: Final = -1.5
# One figure exchanged for quite another of its sort: in a fitting pair one time in two hundred.
_OTHER: Final = -5.0
# A term with such a share of its characters in the text is probably rendered otherwise.
_STOOD_FOR: Final = 0.6
# Lengths alone say no more than this against a pair (log odds).
_LEAST_BY_LENGTH: Final = -6.0
# The marks that end the sides differ in so many fitting pairs, and in so many pairs by chance
# (counted on 6,355 official pairs that fit by all else, and on 620 that do not). That they agree
# tells little: most segments end in a full stop.
_ENDS_DIFFER: Final = 0.016
_ENDS_DIFFER_BY_CHANCE: Final = 0.42
_END: Final = re.compile("([.。]|[;；]|[:：]|[?？!！]|[,，、])[\"”’')）》\\]\\s]*$")
_ENDS: Final = (".。", ";；", ":：", "?？!！", ",，、")
_LAST: Final = 8
_NO_WORDS: Final = (QuantityKind.DATE, QuantityKind.REFERENCE, QuantityKind.SYMBOL)
_ROUNDS: Final = 4
_NEIGHBOURS: Final = 2
# No bead is taken to be surer, before its text is looked at, than evidence could overturn.
_GIVEN: Final = (0.02, 0.999)
_PRIOR: Final = (0.02, 0.998)


def estimate_fit(draft: Draft) -> None:
    """Set the ``fit`` of every unit that has a source."""
    pairs = list(draft.pairs)
    if not pairs:
        return
    likelihoods = [_likelihood(draft, unit, source) for unit, source in pairs]
    given = [_within(unit.fit, *_GIVEN) for unit, _ in pairs]
    share = _PRIOR_FIT
    fits = given
    for _ in range(_ROUNDS):
        fits = [
            _posterior(likelihood, share * confidence)
            for likelihood, confidence in zip(likelihoods, given, strict=True)
        ]
        share = (sum(fits) + _PRIOR_FIT * _PRIOR_WEIGHT) / (len(fits) + _PRIOR_WEIGHT)
    # A slip of the alignment goes on for a few lines: what stands around a bead tells of it.
    for (unit, _), likelihood, near, confidence in zip(
        pairs, likelihoods, _around(fits, [share] * len(fits)), given, strict=True
    ):
        unit.fit = _posterior(likelihood, near * confidence)


def _around(fits: Sequence[float], shares: Sequence[float]) -> Iterator[float]:
    """How probable it is of each bead that it fits, by the beads around it alone.

    ``shares`` are the shares of fitting beads in the whole draft, as each bead is to take it.
    """
    for position, share in enumerate(shares):
        around = [
            fits[other]
            for other in range(position - _NEIGHBOURS, position + _NEIGHBOURS + 1)
            if 0 <= other < len(fits) and other != position
        ]
        yield (sum(around) + share * _NEIGHBOURS) / (len(around) + _NEIGHBOURS)


def surroundings(draft: Draft) -> list[float]:
    """How probable it is of each pair of a draft that it fits, its own text not looked at."""
    fits = [unit.fit for unit, _ in draft.pairs]
    total = sum(fits) + _PRIOR_FIT * _PRIOR_WEIGHT
    shares = [(total - fit) / (len(fits) - 1 + _PRIOR_WEIGHT) for fit in fits]
    return list(_around(fits, shares))


def shared_evidence(draft: Draft, unit: Unit, source: Side) -> float:
    """The log odds for a fitting pair by the terms and figures that both sides have."""
    text = unit.target.folded.text
    total = 0.0
    for id in source.concepts:
        concept = draft.concept(id)
        if any(key in text for key in draft.knowledge.equivalents(concept)):
            total += math.log(min(draft.knowledge.rate(concept), _SUREST) / _CHANCE_TERM)
    return total + unit.figures[0] * math.log(_TRUE_FIGURE / _CHANCE_FIGURE)


def _posterior(likelihood: float, prior: float) -> float:
    """How probable it is that a pair fits, by a log likelihood ratio and its prior probability."""
    prior = _within(prior, *_PRIOR)
    odds = math.log(prior / (1 - prior)) + likelihood
    return 1 / (1 + math.exp(-_within(odds, -50.0, 50.0)))  # else exp overflows


def _within(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)


def _likelihood(draft: Draft, unit: Unit, source: Side) -> float:
    """The log likelihood ratio of a fitting pair to one by chance."""
    return (
        _terms(draft, unit, source)
        + _figures(unit)
        + _lengths(source, unit.target)
        + ends_evidence(source.text, unit.target.text)
    )


def ends_evidence(english: str, chinese: str) -> float:
    """The log odds for a fitting pair by the marks that end its sides: a sentence is no heading.

    >>> round(ends_evidence("They met.", "会议"), 1), ends_evidence("They met.", "他们开会。")
    (-3.3, 0.0)
    """
    if _ended(english) == _ended(chinese):
        return 0.0
    return math.log(_ENDS_DIFFER / _ENDS_DIFFER_BY_CHANCE)


def _ended(text: str) -> int | None:
    """Which of `_ENDS` ends a text, None for none."""
    end = _END.search(text[-_LAST:])
    return None if end is None else next(n for n, marks in enumerate(_ENDS) if end[1] in marks)


def _terms(draft: Draft, unit: Unit, source: Side) -> float:
    text = unit.target.folded.text
    total = 0.0
    for id in source.concepts:
        concept = draft.concept(id)
        rate = min(draft.knowledge.rate(concept), _SUREST)
        if any(key in text for key in draft.knowledge.equivalents(concept)):
            total += math.log(rate / _CHANCE_TERM)
        elif not _stood_for(draft, concept, unit.target):
            total += math.log((1 - rate) / (1 - _CHANCE_TERM))
    return total


def _stood_for(draft: Draft, concept: Concept, target: Side) -> bool:
    """Whether a confusable term or most of the term's characters stand where it is missing."""
    neighbours = draft.knowledge.neighbours.get(concept.id, frozenset())
    if any(p.concept.id in neighbours for hit in target.hits for p in hit.patterns):
        return True
    characters = set(target.folded.text)
    return any(
        len(key) > 2 and sum(c in characters for c in key) >= _STOOD_FOR * len(key)
        for key in draft.knowledge.equivalents(concept)
    )


def _figures(unit: Unit) -> float:
    shared, lacking, added = unit.figures
    lacking, added = lacking[:_MOST_FIGURES], added[:_MOST_FIGURES]
    # A figure exchanged for one like it (S/2020/327 for S/2020/372) tells of a fitting pair, a
    # small number exchanged for another of neither; one wholly different may still be a mistake.
    left = list(added)
    alike = strange = small = exchanged = 0
    for one in lacking:
        best = max(left, key=lambda other: likeness(one, other), default=None)
        how = 0.0 if best is None else likeness(one, best)
        if best is None or not how:
            other = next((q for q in left if q.kind is one.kind), None)
            if other is None or exchanged:
                strange += 1
            else:
                left.remove(other)
                exchanged += 1
            continue
        left.remove(best)
        alike += how == 1.0
        small += how < 1.0
    for_fit = math.log(_TRUE_FIGURE / _CHANCE_FIGURE)
    against = math.log((1 - _TRUE_FIGURE) / (1 - _CHANCE_FIGURE))
    return (
        (shared + alike) * for_fit
        + (strange + len(left)) * against
        + small * _SMALL
        + exchanged * _OTHER
    )


def _lengths(source: Side, target: Side) -> float:
    return weigh_lengths(
        *length_deviation(
            source, target, [h.span for h in source.hits], [h.span for h in target.hits]
        )
    )


def weigh_lengths(ratio: float, off: float, spread: float) -> float:
    """The log odds for a fitting pair by its lengths, which are as `log_ratio` gives them."""
    close = (1 - _FREE) * math.exp(-(off**2) / 2)
    free = _FREE * math.exp(-((off / _FREE_SPREAD) ** 2) / 2) / _FREE_SPREAD
    fit = math.log(max(close + free, 1e-9) / spread)
    chance = -((ratio / _SPREAD_CHANCE) ** 2) / 2 - math.log(_SPREAD_CHANCE)
    return max(_LEAST_BY_LENGTH, fit - chance)


def length_deviation(
    source: Side, target: Side, named: Sequence[Span], rendered: Sequence[Span]
) -> tuple[float, float, float]:
    """As `log_ratio`: the sides as they are or, where that is less off, without some spans.

    Acronyms, lists of States, dates, symbols and numbers in words have ratios of their own.
    ``named`` and ``rendered`` are the designations of the source and of the target that are left
    out.
    """
    whole = log_ratio(source.text, target.text)
    if abs(whole[1]) < _UNUSUAL:
        return whole
    in_words = [q.span for q in source.quantities if q.in_words or q.kind in _NO_WORDS]
    dated = [q.span for q in target.quantities if q.kind in _NO_WORDS]
    english = _without(source.text, sorted([*named, *in_words]))
    rest = log_ratio(english, _without(target.text, sorted([*rendered, *dated])))
    return min(whole, rest, key=lambda measured: abs(measured[1]))


def _without(text: str, spans: Sequence[Span]) -> str:
    pieces = []
    end = 0
    for span in spans:
        pieces.append(text[end : span.start])
        end = max(end, span.end)
    return "".join([*pieces, text[end:]])
