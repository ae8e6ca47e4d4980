"""Checks of figures: numbers, dates and document symbols, in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from unterm.checks.comparison import likeness, unanswered
from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.language.numerals import write_figure, write_han
from unterm.language.quantities import Quantity, QuantityKind
from unterm.model import Finding, Severity, Span

_SYMBOLS: Final = frozenset({QuantityKind.SYMBOL, QuantityKind.REFERENCE})
# After a Chinese numeral that counts something.
_MEASURE: Final = re.compile(
    r"\s?(?:年|个|次|名|届|天|日|周|项|位|人|国|小时|份|倍|件|起|辆|所|成员|月)"
)
# How often a differing figure is a mistake, in sides that fit: where a figure much like it stands
# on the other side, where both are below a hundred, where another one of its sort does, where
# others differ too, where it can only be guessed that they are figures, and where it just lacks.
# Where more figures differ than that, the sides are of different texts.
_MOST: Final = 60
_SLIP: Final = 0.95
_SMALL_SLIP: Final = 0.87
_EXCHANGED: Final = 0.8
_AMONG_OTHERS: Final = 0.65
_DOUBTFUL: Final = 0.7
_ALONE_SYMBOL: Final = 0.75
_ALONE: Final = 0.72
_ALONE_DIGIT: Final = 0.2
_ALONE_WORDS: Final = 0.25
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?")
_RELATIVE_YEAR: Final = re.compile(
    r"[今去明本当同次前后]年|年度|本届|期间"
    r"|(?i:\b(?:this|last|next|that|previous|current|same|following|the)\s(?:\w+\s)?year)"
)
_SPEAKS: Final = 0.3


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of the source that the draft lacks, one that it adds, or one for the other."""

    unit: Unit
    lacking: Quantity | None
    added: Quantity | None
    single: bool

    @property
    def code(self) -> str:
        """The code of the check that reports it."""
        kinds = {q.kind for q in (self.lacking, self.added) if q is not None}
        if kinds & _SYMBOLS:
            return "document-symbol"
        return "date" if QuantityKind.DATE in kinds else "number"


def _differences(draft: Draft) -> list[Difference]:
    found: list[Difference] = []
    for unit, source in draft.pairs:
        if unit.fit < _SPEAKS:
            continue
        _, lacking, added = unit.figures
        lacking, added = lacking[:_MOST], added[:_MOST]
        if not lacking and not added:
            continue
        # The number printed before a paragraph often stands on one side only.
        one = next((q for q in lacking if _labels(q, source.text)), None)
        other = next((q for q in added if _labels(q, unit.target.text)), None)
        if (one is None) is not (other is None):
            lacking = [q for q in lacking if q is not one]
            added = [q for q in added if q is not other]
        soft_lacking = unanswered(source.quantities, unit.target.quantities)
        soft_added = [
            q
            for q in unanswered(unit.target.quantities, source.quantities)
            if _MEASURE.match(unit.target.text, q.span.end)
        ]
        pairs = _matched(lacking, added)
        # A slip stands alone; where several figures differ the sides may be of different texts.
        single = len(pairs) == 1 or all(one and two and likeness(one, two) for one, two in pairs)
        found.extend(
            Difference(unit, *_completed(pair, soft_lacking, soft_added), single) for pair in pairs
        )
    return found


def _completed(
    pair: tuple[Quantity | None, Quantity | None],
    soft_lacking: list[Quantity],
    soft_added: list[Quantity],
) -> tuple[Quantity | None, Quantity | None]:
    """A single figure with an uncertain one of the other side that it may stand for."""
    lacking, added = pair
    if lacking is not None and added is None and lacking.kind is QuantityKind.NUMBER:
        added = next((q for q in soft_added if q.kind is lacking.kind), None)
        if added is not None:
            soft_added.remove(added)
    elif added is not None and lacking is None and added.kind is QuantityKind.DATE:
        lacking = next((q for q in soft_lacking if q.kind is added.kind), None)
        if lacking is not None:
            soft_lacking.remove(lacking)
    return lacking, added


def _labels(quantity: Quantity, text: str) -> bool:
    """Whether a figure is the number before a paragraph, or a footnote's mark at its end."""
    before, after = text[: quantity.span.start], text[quantity.span.end :]
    return not before.strip("(（[ \t\u3000-–*") and after[:1] in (*".．、)）]\t", "")


def _report(draft: Draft, code: str, noun: str) -> Iterator[Finding]:
    for difference in draft.once(_differences):
        if difference.code != code:
            continue
        unit, lacking, added = difference.unit, difference.lacking, difference.added
        shown = lacking or added
        if shown is None:
            continue
        confidence = unit.fit * _weight(difference)
        if lacking is None:
            message = f"{noun} {shown.text.strip()} of the draft is not in the source"
        else:
            instead = f"; the draft has {added.text.strip()}" if added else ""
            message = f"{noun} {shown.text.strip()} of the source is not in the draft{instead}"
        yield finding(
            draft,
            unit,
            code,
            graded(Severity.ERROR, confidence),
            confidence,
            message,
            at=None if added is None else _trim(added, unit.target.text),
            suggestions=() if lacking is None else _suggest(lacking, added),
            source_at=None if lacking is None else lacking.span,
        )


def _matched(
    wanted: list[Quantity], extra: list[Quantity]
) -> list[tuple[Quantity | None, Quantity | None]]:
    """Each lacking figure with the added one that seems to stand for it; those alike first."""
    left = list(extra)
    partners: dict[int, Quantity] = {}
    for least in (1.0, 0.5, 0.0):
        for number, quantity in enumerate(wanted):
            if number in partners:
                continue
            partner = next((o for o in left if _partners(quantity, o, least)), None)
            if partner is not None:
                partners[number] = partner
                left.remove(partner)
    pairs: list[tuple[Quantity | None, Quantity | None]] = [
        (quantity, partners.get(number)) for number, quantity in enumerate(wanted)
    ]
    return pairs + [(None, other) for other in left]


def _partners(one: Quantity, other: Quantity, least: float) -> bool:
    return likeness(one, other) >= least if least else one.kind is other.kind


def _weight(difference: Difference) -> float:
    """How probable it is that a differing figure is a mistake, the sides fitting."""
    one, other = difference.lacking, difference.added
    if one is not None and other is not None:
        if one.kind is other.kind is QuantityKind.FRACTION:
            return _SLIP
        if not (one.certain and other.certain):
            return _DOUBTFUL
        if not difference.single:
            return _AMONG_OTHERS
        alike = likeness(one, other)
        return _SLIP if alike == 1.0 else _SMALL_SLIP if alike else _EXCHANGED
    quantity = one or other
    if quantity is None:
        return 0.0
    if quantity.kind in _SYMBOLS:
        return _ALONE_SYMBOL
    if quantity.in_words or _said_otherwise(difference.unit, quantity):
        return _ALONE_WORDS
    return _ALONE if len(quantity.value) > 1 else _ALONE_DIGIT


def _trim(quantity: Quantity, text: str) -> Span:
    start, end = quantity.span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _suggest(quantity: Quantity, instead: Quantity | None) -> tuple[str, ...]:
    """The figure as Chinese writes it, in characters where characters stand in its place."""
    atoms = quantity.atoms
    if quantity.kind in _SYMBOLS:
        return (re.sub(r"\s", "", quantity.text),)
    if quantity.kind is QuantityKind.DATE:
        return _date_in_chinese(atoms)
    in_characters = instead is not None and instead.in_words
    if quantity.kind is QuantityKind.PERCENT:
        if in_characters and atoms[0].isdecimal():
            return (f"百分之{write_han(int(atoms[0]))}",)
        return (f"{atoms[0]}%",)
    if quantity.kind is QuantityKind.FRACTION:
        return _fraction_in_chinese(atoms[0])
    if quantity.kind is not QuantityKind.NUMBER:
        return ()
    if instead is not None and in_characters and atoms[0].isdecimal():
        ordinal = "第" if instead.text.strip().startswith("第") else ""
        return (ordinal + write_han(int(atoms[0])),) if int(atoms[0]) < 10**12 else ()
    return () if quantity.in_words else (write_figure(Decimal(atoms[0])),)


def _fraction_in_chinese(value: str) -> tuple[str, ...]:
    above, _, below = value.partition("/")
    if value == "1/2":
        return ("一半",)
    return (f"{write_han(int(below))}分之{write_han(int(above))}",) if above.isdecimal() else ()


def _date_in_chinese(atoms: tuple[str, ...]) -> tuple[str, ...]:
    year = len(atoms[0]) == 4
    units = {3: "年月日", 2: "年月" if year else "月日", 1: "年" if year else "月"}[len(atoms)]
    return ("".join(f"{a}{u}" for a, u in zip(atoms, units, strict=True)),)


def _said_otherwise(unit: Unit, quantity: Quantity) -> bool:
    """Whether the other side says a date or year in other words: this year, 13 August."""
    source = unit.source
    if source is None:
        return False
    if _YEAR.fullmatch(quantity.text):
        text = source.text if quantity in unit.target.quantities else unit.target.text
        return bool(_RELATIVE_YEAR.search(text))
    if quantity.kind is not QuantityKind.DATE:
        return False
    parts = _without_year(quantity)
    return bool(parts) and any(
        other.kind is QuantityKind.DATE
        and other is not quantity
        and (rest := _without_year(other))
        and parts[: len(rest)] == rest[: len(parts)]
        for side in (source, unit.target)
        for other in side.quantities
    )


def _without_year(quantity: Quantity) -> tuple[str, ...]:
    atoms = quantity.atoms
    return atoms[1:] if len(atoms[0]) == 4 else atoms


@rule("number", "accuracy", needs_source=True, fix="suggested")
def check_numbers(draft: Draft) -> Iterator[Finding]:
    """A number, amount, percentage, ordinal or fraction differs between source and draft.

    Values are compared, not digits: 1.2 million is 120万, one third is 三分之一, the 75th is
    第七十五. Both directions are looked at. Where each side has one number that the other lacks,
    the one is taken to stand for the other.
    """
    yield from _report(draft, "number", "the number")


@rule("date", "accuracy", needs_source=True, fix="suggested")
def check_dates(draft: Draft) -> Iterator[Finding]:
    """A date differs between source and draft: 25 March 2021, and 2021年3月26日."""
    yield from _report(draft, "date", "the date")


@rule("document-symbol", "accuracy", needs_source=True, fix="suggested")
def check_symbols(draft: Draft) -> Iterator[Finding]:
    """A document symbol or resolution number differs: S/2020/327 for S/2020/372.

    Symbols must be the same on both sides, character for character.
    """
    yield from _report(draft, "document-symbol", "the symbol")
