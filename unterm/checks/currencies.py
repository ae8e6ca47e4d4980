"""Amounts in another currency than the source has.

Of 6,481 official pairs that fit, 105 give an amount in dollars, and none gives another currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from unterm.checks.drafts import Draft
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.language.quantities import find_quantities
from unterm.model import Finding, Language, Severity, Span

# How often such a finding is right in a pair that fits.
_CURRENCY: Final = 0.93
_ENGLISH_NUMBER: Final = r"\d[\d,.]*(?:\s(?:thousand|million|billion|trillion))?"
_CHINESE_NUMBER: Final = r"\d[\d,. ]*\s?[多余]?(?:[百千]?[万亿])?"
# The families of currencies: how English writes them before an amount and behind it, how Chinese
# does, and how to put it in Chinese. Which dollar it is is left to the reader.
_FAMILIES: Final = (
    (
        r"(?:US)?\$",
        r"(?:US\s|United\sStates\s)?dollars?|USD",
        "(?:美|加|澳|港|新|加拿大|澳大利亚)?元|美金",
        "美元",
    ),
    (r"€|\bEUR|\b(?i:euros?)", r"(?i:euros?)|EUR|€", "欧元", "欧元"),
    (r"£|\bGBP", r"(?i:pounds?)(?:\ssterling)?|GBP", "英?镑", "英镑"),
    (r"¥|\bJPY", r"(?i:yen)|JPY", "日元", "日元"),
    (r"\bCHF|\bSwF", r"Swiss\sfrancs?|CHF", "(?:瑞士)?法郎|瑞郎", "瑞士法郎"),
    (r"\bRUB", r"(?i:ro?ubles?)|RUB", "卢布", "卢布"),
)
# No text without one of these has an amount in them.
_ANY: Final = {
    "en": re.compile(
        r"[$€£¥]|dollar|pound|franc|(?i:euro|yen|ruble|rouble)|USD|GBP|JPY|CHF|SwF|RUB|EUR"
    ),
    "zh": re.compile("[元镑郎布金]"),
}
_AMOUNTS: Final = {
    "en": tuple(
        re.compile(
            rf"(?:{before})\s?(?P<number>{_ENGLISH_NUMBER})"
            rf"|(?P<other>{_ENGLISH_NUMBER})\s?(?:{behind})(?![A-Za-z])"
        )
        for before, behind, _, _ in _FAMILIES
    ),
    "zh": tuple(
        re.compile(rf"(?P<number>{_CHINESE_NUMBER})\s?(?P<unit>{unit})")
        for _, _, unit, _ in _FAMILIES
    ),
}


class _Amount(NamedTuple):
    """An amount: the number of its currency's family, its value, and where its unit stands."""

    family: int
    value: str
    unit: Span


@rule("currency", "accuracy", needs_source=True, fix="suggested")
def check_currencies(draft: Draft) -> Iterator[Finding]:
    """An amount is in another currency: 300万欧元 for $3 million.

    Reported where a value of the source stands in the draft in another currency alone, and where
    both have amounts with a currency, and no currency in common.
    """
    for unit, source in draft.fitting:
        if not _ANY["zh"].search(unit.target.text):
            continue
        there = _amounts(source.text, "en")
        here = _amounts(unit.target.text, "zh") if there else []
        for amount, family in _exchanged(there, here):
            confidence = _CURRENCY * unit.fit
            right = _FAMILIES[family][3]
            given = amount.unit.cut(unit.target.text)
            yield finding(
                draft,
                unit,
                "currency",
                graded(Severity.ERROR, confidence),
                confidence,
                f"the amount is in {given} here; the source has {right}",
                at=amount.unit,
                suggestions=(right,),
            )


def _exchanged(there: list[_Amount], here: list[_Amount]) -> Iterator[tuple[_Amount, int]]:
    """The amounts of the draft in a wrong currency, with the family that the source has."""
    wanted = {(a.family, a.value) for a in there}
    given = {(a.family, a.value) for a in here}
    found = False
    for amount in here:
        if (amount.family, amount.value) in wanted:
            continue
        others = [f for f, value in wanted - given if value == amount.value]
        if others:
            found = True
            yield amount, min(others)
    if here and not found and not {f for f, _ in wanted} & {f for f, _ in given}:
        yield here[0], there[0].family


def _amounts(text: str, lang: Language) -> list[_Amount]:
    if not _ANY[lang].search(text):
        return []
    amounts = []
    for family, pattern in enumerate(_AMOUNTS[lang]):
        for match in pattern.finditer(text):
            number = match["number"] or match["other"]
            values = find_quantities(number, lang=lang)
            unit = Span(*match.span("unit" if lang == "zh" else 0))
            amounts.append(_Amount(family, values[0].value if values else number, unit))
    return sorted(amounts, key=lambda amount: (amount.unit.start, amount.family))
