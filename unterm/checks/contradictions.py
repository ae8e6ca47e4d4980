"""What turns a sentence into another: a prohibition lost or made, another currency.

Only what official translations as good as never do is looked for. Of 6,481 official pairs that fit,
25 forbid something in so many words, and none of them leaves the negation out; 105 give an amount
in dollars, and none gives another currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.model import Finding, Severity, Span

# How often such a finding is right in a pair that fits.
_LOST: Final = 0.85
_MADE: Final = 0.8
_CURRENCY: Final = 0.93
# Pairs that are likelier of different texts say nothing.
_SPEAKS: Final = 0.5
_FORBIDDEN: Final = re.compile(
    r"\b(?:shall|may|must|should|is\sto|are\sto)\snot\b(?!\s(?:only|just|merely))"
    r"|\bno\s(?:\w+\s){1,3}(?:shall|may|must)\b",
    re.IGNORECASE,
)
# Any character that can deny in Chinese, alone or in a word (免于, 拒绝, 除外).
_DENIES: Final = re.compile("[不无未勿禁莫非否免避拒阻缺没止防杜停失绝]|排除|除外|反对|以外")
_PROHIBITED: Final = re.compile("(?<!供)不得(?![不已])|(?<!供)不应(?!不|有尽有)|严禁|不准|禁止")
_DENIES_IN_ENGLISH: Final = re.compile(
    r"n't\b|\b(?:no[tnr]?|never|neither|without|cannot|none|nothing|nobody|unable|rather|unless|only"
    r"|few|little|(?:prohibit|forbid|forbad|ban|bar|prevent|refrain|avoid|refus|den[yi]|fail|lack"
    r"|absen|eliminat|outlaw|exclu|depriv|preclu|against|stop|ceas|halt|end|restrict|limit|oppos"
    r"|free|abolish|interdict|counter|reject|withh|dis|non|unlaw|illeg|illic|unauth|unaccept"
    r"|protect|safeguard)\w*|\w+less|(?:in|im|ir|un)\w+(?:[ai]ble|ate|ive|ed|[ai]bility)\b)\b",
    re.IGNORECASE,
)
_AMOUNT: Final = r"\d[\d,. ]*\s?[多余]?(?:[百千]?[万亿])?\s?"
_SCALED: Final = r"\d[\d,.]*(?:\s(?:thousand|million|billion|trillion))?\s"
# The families of currencies: how English and Chinese write them beside an amount, and how to put
# it in Chinese. Which dollar it is is left to the reader.
_FAMILIES: Final = (
    (
        r"(?:US)?\$\s?\d",
        r"(?:US\s|United\sStates\s)?dollars?|USD",
        "(?:美|加|澳|港|新|加拿大|澳大利亚)?元|美金",
        "美元",
    ),
    (r"€\s?\d|\bEUR\s?\d|\b[Ee]uros?\s?\d", r"euros?|EUR", "欧元", "欧元"),
    (r"£\s?\d|\bGBP\s?\d", r"pounds?(?:\ssterling)?|GBP", "英?镑", "英镑"),
    (r"¥\s?\d|\bJPY\s?\d", r"yen|JPY", "日元", "日元"),
    (r"\bCHF\s?\d|\bSwF\s?\d", r"Swiss\sfrancs?|CHF", "(?:瑞士)?法郎|瑞郎", "瑞士法郎"),
    (r"\bRUB\s?\d", r"roubles?|rubles?", "卢布", "卢布"),
)
_ENGLISH: Final = tuple(
    re.compile(rf"{before}|{_SCALED}(?:{behind})\b") for before, behind, _, _ in _FAMILIES
)
_CHINESE: Final = tuple(re.compile(rf"{_AMOUNT}(?P<unit>{unit})") for _, _, unit, _ in _FAMILIES)


@rule("negation", "accuracy", needs_source=True)
def check_negation(draft: Draft) -> Iterator[Finding]:
    """The source forbids something and the draft does not, or the other way about.

    *Shall not*, *may not* and *must not* where nothing in the draft denies anything; and 不得,
    不应, 严禁 or 禁止 where nothing in the source does. Whether 应 or 可 is meant is not checked:
    official texts render *shall*, *may* and *should* too freely for that.
    """
    for unit, source in draft.pairs:
        if unit.fit < _SPEAKS:
            continue
        denied = _FORBIDDEN.search(source.text)
        if denied and unit.target.text.strip() and not _DENIES.search(unit.target.text):
            confidence = _LOST * unit.fit
            yield finding(
                draft,
                unit,
                "negation",
                graded(Severity.ERROR, confidence),
                confidence,
                f"the source has “{denied[0]}”, and nothing in the draft denies anything",
                source_at=Span(*denied.span()),
            )
        made = _PROHIBITED.search(unit.target.text)
        if made and source.text.strip() and not _DENIES_IN_ENGLISH.search(source.text):
            confidence = _MADE * unit.fit
            yield finding(
                draft,
                unit,
                "negation",
                graded(Severity.ERROR, confidence),
                confidence,
                f"the draft has {made[0]}, and nothing in the source denies anything",
                at=Span(*made.span()),
                source_at=Span(0, len(source.text)),
            )


@rule("currency", "accuracy", needs_source=True, fix="suggested")
def check_currencies(draft: Draft) -> Iterator[Finding]:
    """An amount is in another currency: 300万欧元 for $3 million.

    Reported where source and draft both have amounts with a currency, and none in common.
    """
    for unit, source in draft.pairs:
        text = unit.target.text
        if unit.fit < _SPEAKS or not any(c.isdigit() for c in text):
            continue
        there = [n for n, pattern in enumerate(_ENGLISH) if pattern.search(source.text)]
        units = {n: m for n, pattern in enumerate(_CHINESE) if (m := pattern.search(text))}
        if not there or not units or units.keys() & set(there):
            continue
        match = next(iter(units.values()))
        right = _FAMILIES[there[0]][3]
        confidence = _CURRENCY * unit.fit
        yield finding(
            draft,
            unit,
            "currency",
            graded(Severity.ERROR, confidence),
            confidence,
            f"the amount is in {match['unit']} here; the source has {right}",
            at=Span(*match.span("unit")),
            suggestions=(right,),
        )
