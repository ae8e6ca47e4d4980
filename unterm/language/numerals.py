"""Read numerals: Chinese characters, English words, Roman letters."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

HAN_NUMERAL: Final = "〇零一二三四五六七八九十百千万亿两廿卅"
"""Characters of a Chinese numeral, for use inside ``[...]``."""

_HAN_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_TENS: Final = {"廿": 20, "卅": 30}

_LONGEST: Final = 40
"""Longer runs of numeral characters are no number that anybody writes."""

SCALES: Final = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
HAN_SCALES: Final = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}

_ONES: Final = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS: Final = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_ORDINALS: Final = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
}
WORDS: Final = "|".join(
    sorted(
        [*_ONES, *_TENS, *SCALES, *_ORDINALS]
        + [f"{w}th" for w in ("four", "six", "seven", "ten", "eleven", *list(_ONES)[13:])]
        + [f"{w[:-1]}ieth" for w in _TENS]
        + [f"{w}th" for w in SCALES],
        key=len,
        reverse=True,
    )
)
"""English number words, cardinal and ordinal, as a regular expression alternation."""

_ROMAN: Final = re.compile("(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", re.ASCII)
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def parse_han(text: str) -> Decimal | None:
    """The value of a Chinese numeral, None where the characters make none.

    >>> [str(parse_han(t)) for t in ("七十五", "二〇二一", "一千二百万", "两百零三", "三点五")]
    ['75', '2021', '12000000', '203', '3.5']
    >>> parse_han("万一") is None
    True
    """
    whole, point, decimals = text.partition("点")
    value = _parse_whole(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    if not decimals or any(c not in _HAN_DIGITS for c in decimals):
        return None
    return value + Decimal("0." + "".join(str(_HAN_DIGITS[c]) for c in decimals))


def _parse_whole(text: str) -> int | None:
    if not text or len(text) > _LONGEST:
        return None
    if all(c in _HAN_DIGITS for c in text):  # read digit by digit, as years are
        return int("".join(str(_HAN_DIGITS[c]) for c in text))
    for group, size in (("亿", 10**8), ("万", 10**4)):
        if group in text:
            left, _, right = text.rpartition(group)
            many = _parse_whole(left)
            rest = _parse_whole(right.lstrip("零〇")) if right.strip("零〇") else 0
            if many is None or rest is None:
                return None
            # 一万二 says 12,000: the unit after the last digit is left out
            return many * size + (rest * size // 10 if right in _HAN_DIGITS else rest)
    return _parse_below_group(text)


def _parse_below_group(text: str) -> int | None:
    total = 0
    digit: int | None = None
    unit = 10_000
    for position, c in enumerate(text):
        if c in _HAN_DIGITS:
            if digit:
                return None
            digit = _HAN_DIGITS[c]
            continue
        if c in _HAN_TENS:
            if digit:
                return None
            total += _HAN_TENS[c]
            unit = 10
            continue
        if c not in _HAN_UNITS or _HAN_UNITS[c] >= unit or (digit is None and position):
            return None
        unit = _HAN_UNITS[c]
        total += (1 if digit is None else digit) * unit
        digit = None
    if digit and unit >= 100 and text[-2] in _HAN_UNITS:
        digit *= unit // 10  # 一百五 says 150
    return total + (digit or 0)


def write_han(number: int) -> str:
    """A whole number from 0 to below 10**12 in Chinese characters.

    >>> [write_han(n) for n in (7, 12, 41, 105, 10_020)]
    ['七', '十二', '四十一', '一百零五', '一万零二十']
    """
    text = _written(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _written(number: int) -> str:
    if number < 10:
        return "零一二三四五六七八九"[number]
    size, unit = next(
        (size, unit)
        for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))
        if number >= size
    )
    many, rest = divmod(number, size)
    gap = "零" if 0 < rest < size // 10 else ""
    return _written(many) + unit + gap + (_written(rest) if rest else "")


def write_figure(value: Decimal) -> str:
    """A number as UN Chinese writes it in figures: 万 and 亿 from a million on, spaced thousands.

    >>> [write_figure(Decimal(n)) for n in ("3500000", "1234500000", "488000", "1234567", "12.5")]
    ['350万', '12.345亿', '488 000', '1 234 567', '12.5']
    """
    if value >= 10**6:
        for unit, size, steps in (("亿", 10**8, 10**4), ("万", 10**4, 10**2)):
            if value >= size and value * steps % size == 0:
                return f"{plain_figure(value / size)}{unit}"
    whole, point, decimals = plain_figure(value).partition(".")
    return (f"{int(whole):,}".replace(",", " ") if len(whole) > 4 else whole) + point + decimals


def plain_figure(value: Decimal | int) -> str:
    """A number in digits alone, without exponent or idle zeros.

    >>> plain_figure(Decimal("1.50")), plain_figure(Decimal("1E+3"))
    ('1.5', '1000')
    """
    text = format(Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def parse_words(text: str) -> Decimal | None:
    """The value of an English number in words, cardinal or ordinal.

    >>> [str(parse_words(t)) for t in ("seventy-fifth", "one hundred and twenty", "two thousand")]
    ['75', '120', '2000']
    """
    total = current = 0
    seen = False
    for word in re.findall("[a-z]+", text.lower()):
        if word in ("and", "a"):
            continue
        value = _word_value(word)
        if value is None:
            return None
        seen = True
        if value == 100 and word.startswith("hundred"):
            current = max(current, 1) * 100
        elif value >= 1000:
            total += max(current, 1) * value
            current = 0
        else:
            current += value
    return Decimal(total + current) if seen else None


def _word_value(word: str) -> int | None:
    for table in (_ONES, _TENS, SCALES, _ORDINALS):
        if word in table:
            return table[word]
    if word.endswith("ieth"):
        return _TENS.get(word[:-4] + "y")
    if word.endswith("th"):
        return _ONES.get(word[:-2]) or SCALES.get(word[:-2])
    return None


def parse_roman(text: str) -> int | None:
    """The value of a Roman numeral up to 399, None where the letters make none.

    >>> parse_roman("VII"), parse_roman("XL"), parse_roman("IIX")
    (7, 40, None)
    """
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
