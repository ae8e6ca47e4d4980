"""Numbers, dates and document symbols of both languages, as values that can be compared.

75th, seventy-fifth and 第七十五 have one value; so have 1.2 million and 120万, 65 per cent and
百分之六十五, one third and 三分之一, 25 March 2021 and 2021年3月25日, resolution 2254 (2015) and
第2254(2015)号决议.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from unterm.language.numerals import (
    HAN_SCALES,
    SCALES,
    parse_han,
    parse_roman,
    parse_words,
    plain_figure,
)
from unterm.language.quantity_patterns import CHINESE, DENOMINATORS, ENGLISH, SHORT_MONTHS
from unterm.model import Language, Span


class QuantityKind(StrEnum):
    """What sort of figure it is."""

    NUMBER = "number"
    PERCENT = "percent"
    FRACTION = "fraction"
    DATE = "date"
    REFERENCE = "reference"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in a text.

    ``atoms`` are the values that must stand on the other side, ``alternatives`` others that would
    do as well (an hour in the afternoon, a decade). ``certain`` is False for what may be no figure
    at all (一 in 一些, *one*, *second*): it can answer a figure of the other side, not demand one.
    ``in_words`` tells figures written in words from digits.
    """

    kind: QuantityKind
    span: Span
    text: str
    atoms: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...] = ()
    certain: bool = True
    in_words: bool = False

    @property
    def value(self) -> str:
        """The canonical value, such as ``1200000`` or ``2021-3-25``."""
        return "-".join(self.atoms)


_NARROW: Final = (
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000), " ")
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2212), "-")
)

# Parts of such wholes are round percentages.
_ROUND: Final = (2, 4, 5, 10)

# What is told apart by a numeral behind it: 附件三.
_NUMBERED: Final = ("附件", "附录", "附表")

_AFTERNOON: Final = ("下午", "晚上", "p")


def find_quantities(text: str, *, lang: Language) -> list[Quantity]:
    """Every figure in a text, in order; spans in characters of the text as given.

    >>> [q.value for q in find_quantities("1.2 million people, the 75th session", lang="en")]
    ['1200000', '75']
    >>> [q.value for q in find_quantities("120多万人,第七十五届会议,百分之六十五", lang="zh")]
    ['1200000', '75', '65']
    >>> [q.value for q in find_quantities("第2254(2015)号决议和S/2015/446-A/70/95", lang="zh")]
    ['2254(2015)', 'S/2015/446-A/70/95']
    """
    narrow = text.translate(_NARROW)
    pattern, read = (ENGLISH, _read_english) if lang == "en" else (CHINESE, _read_chinese)
    found: list[Quantity] = []
    for match in pattern.finditer(narrow):
        quantity = read(match, text)
        if quantity is not None:
            found.append(quantity)
    return found


def unmatched(these: Iterable[Quantity], others: Iterable[Quantity]) -> Iterator[Quantity]:
    """The certain figures among ``these`` whose value stands nowhere among ``others``.

    A value said twice may be answered once; a date may be answered by its parts.

    >>> english = find_quantities("on 25 March 2021, in S/2020/372", lang="en")
    >>> chinese = find_quantities("2021年3月25日 S/2020/327", lang="zh")
    >>> [q.text for q in unmatched(english, chinese)]
    ['S/2020/372']
    """
    there = list(others)
    present = {atom for q in there for atom in q.atoms}
    present.update(atom for q in there for way in q.alternatives for atom in way)
    for quantity in these:
        if not quantity.certain:
            continue
        ways = (quantity.atoms, *quantity.alternatives)
        if not any(all(atom in present for atom in way) for way in ways):
            yield quantity


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace(" ", ""))


def _symbol(match: re.Match[str], span: Span, text: str) -> Quantity | None:
    symbol = match["symbol"]
    if not any(c.isdigit() for c in symbol):
        return None
    return Quantity(QuantityKind.SYMBOL, span, text, tuple(re.split(r"-(?=[A-Z]{1,9}/)", symbol)))


def _date(parts: Iterable[str | None]) -> tuple[str, ...]:
    values: list[str] = []
    for part in parts:
        if part is None:
            continue
        if part[:3] in SHORT_MONTHS:
            values.append(str(SHORT_MONTHS.index(part[:3]) + 1))
        elif part.isdecimal():
            values.append(str(int(part)))
        else:
            number = parse_han(part)
            if number is None:
                return ()
            values.append(plain_figure(number))
    return tuple(values)


def _time(match: re.Match[str], span: Span, text: str) -> Quantity:
    hour = int(match["hour"])
    minute = match["minute"]
    rest = () if minute in (None, "00") else ("30" if minute == "半" else str(int(minute)),)
    ways = [(str(hour), *rest)]
    if match["half"] in _AFTERNOON and hour < 12:
        ways.append((str(hour + 12), *rest))
    elif match["half"] is None and 12 < hour < 24:
        ways.append((str(hour - 12), *rest))
    return Quantity(QuantityKind.NUMBER, span, text, ways[0], tuple(ways[1:]))


def _decade(match: re.Match[str], span: Span, text: str, hundreds: int | None) -> Quantity:
    tens = match["tens"]
    number = int(tens) if tens.isdecimal() else int(parse_han(tens) or 0)
    ways = [(str(hundreds * 100 + number),)] if hundreds is not None else []
    ways.append((str(number),))
    if hundreds is None:
        ways.append((str(1900 + number),))
    return Quantity(QuantityKind.NUMBER, span, text, ways[0], tuple(ways[1:]))


def _number(match: re.Match[str], span: Span, text: str, scales: dict[str, int]) -> Quantity:
    value = _decimal(match["digits"])
    ways: list[tuple[str, ...]] = [
        (plain_figure(value * scales[match["scale"]] if match["scale"] else value),)
    ]
    if match["range"]:  # 2 to 3 million: the scale is said once for both
        following = re.compile("|".join(sorted(scales, key=len, reverse=True)))
        scale = following.search(match.string, match.end())
        if scale:
            ways.append((plain_figure(value * scales[scale[0]]),))
    if " " in match["digits"]:  # a space groups thousands, or only stands between two numbers
        ways.append(tuple(plain_figure(_decimal(part)) for part in match["digits"].split(" ")))
    kind = QuantityKind.PERCENT if match["percent"] else QuantityKind.NUMBER
    return Quantity(kind, span, text, ways[0], tuple(ways[1:]))


def _shared(match: re.Match[str], span: Span, text: str) -> Quantity | None:
    if match["symbol"]:
        return _symbol(match, span, text)
    reference = re.sub(r"\s", "", match["reference"])
    parts = tuple(p for p in re.split(r"[/()]", reference) if p)
    return Quantity(QuantityKind.REFERENCE, span, text, (reference,), (parts,))


def _read_english(match: re.Match[str], given: str) -> Quantity | None:
    span = Span(*match.span())
    text = span.cut(given)
    if match["symbol"] or match["reference"]:
        return _shared(match, span, text)
    if match["date"]:
        year = match["year"] or match["year2"] or match["year3"]
        month = match["month"] or match["month2"] or match["month3"]
        day = match["day"] or match["day2"]
        return Quantity(
            QuantityKind.DATE, span, text, _date((year, month, day)), certain=bool(day or year)
        )
    if match["decade"]:
        return _decade(match, span, text, int(match["century"]) if match["century"] else None)
    if match["time"]:
        return _time(match, span, text)
    if match["digits"]:
        return _number(match, span, text, SCALES)
    if match["part"]:
        return _english_part(text.lower(), span, text)
    if match["roman"]:
        value = parse_roman(match["letters"])
        return None if value is None else Quantity(QuantityKind.NUMBER, span, text, (str(value),))
    words = match["words"]
    number = parse_words(words)
    if number is None:
        return None
    percent = bool(match["percentwords"])
    return Quantity(
        QuantityKind.PERCENT if percent else QuantityKind.NUMBER,
        span,
        text,
        (plain_figure(number),),
        certain=percent or (number >= 3 and words.lower() not in SCALES),
        in_words=True,
    )


def _english_part(words: str, span: Span, text: str) -> Quantity:
    above, _, below = re.sub(r"[\s-]+", " ", words).rpartition(" ")
    denominator = DENOMINATORS[below.removesuffix("s")]
    numerator = 1 if above in ("", "a", "an") else int(parse_words(above) or int(above))
    ways = [(f"{numerator}/{denominator}",)]
    if denominator in _ROUND:
        ways.append((plain_figure(Decimal(numerator * 100) / denominator),))
    return Quantity(
        QuantityKind.FRACTION,
        span,
        text,
        ways[0],
        tuple(ways[1:]),
        # half is also a half-year or "one and a half"; a quarter is also three months
        certain=denominator not in (2, 4),
        in_words=True,
    )


def _read_chinese(match: re.Match[str], given: str) -> Quantity | None:
    span = Span(*match.span())
    text = span.cut(given)
    if match["symbol"] or match["reference"]:
        return _shared(match, span, text)
    if match["decade"]:
        century = match["century"]
        hundreds = int(century) - 1 if century else match["hundreds"]
        return _decade(match, span, text, None if hundreds is None else int(hundreds))
    if match["date"]:
        parts = (match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
        atoms = _date(parts)
        if not atoms:
            return None
        certain = any(c.isdecimal() for c in text) or bool(match["day"] or match["day2"])
        return Quantity(QuantityKind.DATE, span, text, atoms, certain=certain)
    if match["time"]:
        return _time(match, span, text)
    if match["hanpercent"]:
        digits = match["percentdigits"]
        number = _decimal(digits.strip()) if digits else parse_han(match["percenthan"])
        if number is None:
            return None
        return Quantity(
            QuantityKind.PERCENT, span, text, (plain_figure(number),), in_words=not digits
        )
    if match["part"]:
        return _chinese_part(match, span, text)
    if match["digits"]:
        return _number(match, span, text, HAN_SCALES)
    return _han_number(match, span, text)


def _chinese_part(match: re.Match[str], span: Span, text: str) -> Quantity | None:
    if not match["below"]:
        return Quantity(
            QuantityKind.FRACTION, span, text, ("1/2",), (("50",),), certain=False, in_words=True
        )
    below, above = (
        Decimal(part) if part.isdecimal() else parse_han(part)
        for part in (match["below"], match["above"])
    )
    if not below or above is None:
        return None
    percent = plain_figure(above * 100 / below) if below in _ROUND else None
    return Quantity(
        QuantityKind.FRACTION,
        span,
        text,
        (f"{plain_figure(above)}/{plain_figure(below)}",),
        ((percent,),) if percent else (),
        in_words=True,
    )


def _han_number(match: re.Match[str], span: Span, text: str) -> Quantity | None:
    han = match["han"]
    number = parse_han(han.lstrip("第 "))
    if number is None:
        return None
    if match["hanscale"]:
        number *= HAN_SCALES[match["hanscale"].removeprefix("多")]
    return Quantity(
        QuantityKind.NUMBER,
        span,
        text,
        (plain_figure(number),),
        # 一 stands in 一些, 统一, 一致; 第一 and 第二 also say "firstly" and "secondly"
        certain=(han.startswith("第") and number >= 3)
        or match.string.startswith(_NUMBERED, max(0, span.start - 2)),
        in_words=True,
    )
