"""Checks of figures: numbers, dates and document symbols, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft, Side, Unit
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.language.quantities import Quantity, QuantityKind, unmatched
from unterm.model import Finding, Severity, Span

_SYMBOLS: Final = frozenset({QuantityKind.SYMBOL, QuantityKind.REFERENCE})
_DATES: Final = frozenset({QuantityKind.DATE})
_NUMBERS: Final = frozenset(QuantityKind) - _SYMBOLS - _DATES
# How often a figure that the other side lacks is a mistake, in sides that fit: by itself, and where
# the other side has a figure of the same sort that this one lacks.
_ALONE: Final = 0.55
_EXCHANGED: Final = 0.93
_SPEAKS: Final = 0.3


def _differences(draft: Draft) -> list[tuple[Unit, Side, list[Quantity], list[Quantity]]]:
    found = []
    for unit, source in draft.pairs:
        if unit.fit < _SPEAKS:
            continue
        lacking = list(unmatched(source.quantities, unit.target.quantities))
        added = list(unmatched(unit.target.quantities, source.quantities))
        if lacking or added:
            found.append((unit, source, lacking, _unlabelled(unit, added)))
    return found


def _unlabelled(unit: Unit, added: list[Quantity]) -> list[Quantity]:
    """Without the number printed before a paragraph, which often stands on one side only."""
    return [
        q
        for q in added
        if not (
            not unit.target.text[: q.span.start].strip("(（[ \t\u3000")
            and unit.target.text[q.span.end : q.span.end + 1] in tuple(".．、)） ") + ("",)
        )
    ]


def _report(
    draft: Draft, code: str, kinds: frozenset[QuantityKind], noun: str
) -> Iterator[Finding]:
    for unit, _, lacking, added in draft.once(_differences):
        wanted = [q for q in lacking if q.kind in kinds]
        extra = [q for q in added if q.kind in kinds]
        for number, quantity in enumerate(wanted):
            other = extra[number] if number < len(extra) else None
            confidence = (_EXCHANGED if other else _ALONE) * unit.fit
            instead = f"; the draft has {other.text.strip()}" if other else ""
            yield finding(
                draft,
                unit,
                code,
                graded(Severity.ERROR, confidence),
                confidence,
                f"{noun} {quantity.text.strip()} of the source is not in the draft{instead}",
                at=None if other is None else _trim(other, unit.target.text),
                suggestions=_suggest(quantity),
                source_at=quantity.span,
            )
        for quantity in extra[len(wanted) :]:
            confidence = _ALONE * unit.fit
            yield finding(
                draft,
                unit,
                code,
                graded(Severity.ERROR, confidence),
                confidence,
                f"{noun} {quantity.text.strip()} of the draft is not in the source",
                at=_trim(quantity, unit.target.text),
            )


def _trim(quantity: Quantity, text: str) -> Span:
    start, end = quantity.span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _suggest(quantity: Quantity) -> tuple[str, ...]:
    text = quantity.text.strip()
    if quantity.kind in _SYMBOLS:
        return (text,)
    if quantity.kind is QuantityKind.DATE:
        units = ("年", "月", "日")
        if len(quantity.atoms) == 3:
            return ("".join(f"{a}{u}" for a, u in zip(quantity.atoms, units, strict=True)),)
        if len(quantity.atoms) == 2 and len(quantity.atoms[0]) == 4:
            return (f"{quantity.atoms[0]}年{quantity.atoms[1]}月",)
        if len(quantity.atoms) == 2:
            return (f"{quantity.atoms[0]}月{quantity.atoms[1]}日",)
        return ()
    if quantity.kind is QuantityKind.PERCENT:
        return (f"{quantity.atoms[0]}%",)
    if quantity.kind is QuantityKind.NUMBER and not quantity.in_words:
        return (quantity.atoms[0],)
    return ()


@rule("number", "accuracy", needs_source=True, fix="suggested")
def check_numbers(draft: Draft) -> Iterator[Finding]:
    """A number, amount, percentage, ordinal or fraction differs between source and draft.

    Values are compared, not digits: 1.2 million is 120万, one third is 三分之一, the 75th is
    第七十五. Both directions are looked at. Where each side has one number that the other lacks,
    the one is taken to stand for the other.
    """
    yield from _report(draft, "number", _NUMBERS, "the number")


@rule("date", "accuracy", needs_source=True, fix="suggested")
def check_dates(draft: Draft) -> Iterator[Finding]:
    """A date differs between source and draft: 25 March 2021, and 2021年3月26日."""
    yield from _report(draft, "date", _DATES, "the date")


@rule("document-symbol", "accuracy", needs_source=True, fix="suggested")
def check_symbols(draft: Draft) -> Iterator[Finding]:
    """A document symbol or resolution number differs: S/2020/327 for S/2020/372.

    Symbols must be the same on both sides, character for character.
    """
    yield from _report(draft, "document-symbol", _SYMBOLS, "the symbol")
