"""Figures of both languages have one value; what is no figure demands none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.language.numerals import parse_han, parse_roman, parse_words, write_han
from unterm.language.quantities import find_quantities, unmatched

EQUAL = [
    ("paragraph 5", "第五段"),
    ("1.2 million people", "120多万人"),
    ("$3,500,000", "350万美元"),
    ("one third of the members", "三分之一的成员"),
    ("the 75th session", "第七十五届会议"),
    ("the seventy-fifth session", "第七十五届会议"),
    ("65 per cent", "65%"),
    ("65 per cent", "百分之六十五"),
    ("twenty per cent", "百分之二十"),
    ("25 March 2021", "2021 年 3 月 25 日"),
    ("10 December 1948", "一九四八年十二月十日"),
    ("from 8 to 12 April 2002", "2002年4月8日至12日"),
    ("488,000 people", "488 000 人"),
    ("$19.44 billion", "194.4 亿美元"),
    ("resolution 2254 (2015)", "第2254(2015)号决议"),
    ("resolution 70/262", "第70/262号决议"),
    ("S/2015/446-A/70/95", "S/2015/446-A/70/95"),
    ("Article 99 of the Charter", "《宪章》第九十九条"),
    ("Chapter VII", "第七章"),
    ("Annex II", "附件二"),
    ("in the 1990s", "20世纪90年代"),
    ("in the 1990s", "九十年代"),
    ("at 3 p.m.", "下午3时"),
    ("at 10.30 a.m.", "上午10时30分"),
    ("at 3 p.m.", "15时"),
    ("Fifteen countries", "15个国家"),
    ("Third session", "第三届会议"),
    ("1,630.8 kg", "1630.8千克"),
    ("a B2C procedure", "企业对消费者程序"),
    ("2 to 3 million", "200万至300万"),
    ("2 to 3 million", "2至3百万"),
    ("two thirds majority", "三分之二多数"),
    ("six months", "6个月"),
    ("6 months", "六个月"),
    ("20,000 troops", "2万部队"),
    ("0.7 per cent", "百分之零点七"),
    ("3,5 00 people", "3,5 00人"),
    ("the year 2030", "二〇三〇年"),
    ("1540 (2004)", "1540(2004)"),
    ("General Assembly resolution 1514 (XV)", "大会第1514(XV)号决议"),
]
UNEQUAL = [
    ("S/2020/372", "S/2020/327"),
    ("resolution 2254 (2015)", "第2245(2015)号决议"),
    ("25 March 2021", "2021年3月24日"),
    ("1.2 million people", "12万人"),
    ("the 75th session", "第七十四届会议"),
    ("65 per cent", "百分之五十六"),
    ("A/RES/70/262", "A/RES/70/226"),
    ("one third", "三分之二"),
]
NO_FIGURE = [
    ("统一的十分重要的一些人", "zh"),
    ("万一一致同意", "zh"),
    ("and/or", "en"),
    ("one may second the motion", "en"),
    ("in May we", "en"),
]


def _certain_differences(english: str, chinese: str) -> list[str]:
    en = find_quantities(english, lang="en")
    zh = find_quantities(chinese, lang="zh")
    return [q.text for q in (*unmatched(en, zh), *unmatched(zh, en))]


@pytest.mark.parametrize(("english", "chinese"), EQUAL)
def test_equal_figures_have_one_value(english: str, chinese: str) -> None:
    assert _certain_differences(english, chinese) == []


@pytest.mark.parametrize(("english", "chinese"), UNEQUAL)
def test_unequal_figures_are_told_apart(english: str, chinese: str) -> None:
    assert _certain_differences(english, chinese)


@pytest.mark.parametrize(("text", "lang"), NO_FIGURE)
def test_what_is_no_figure_demands_none(text: str, lang: str) -> None:
    assert [q for q in find_quantities(text, lang=lang) if q.certain] == []  # type: ignore[arg-type]


_DIGITS = "零一二三四五六七八九"


def _write_han(number: int) -> str:
    """The textbook way to write a number below 10**12 in characters."""
    if number < 10:
        return _DIGITS[number]
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return _write_han(number // size) + unit + gap + (_write_han(rest) if rest else "")
    raise AssertionError(number)


@given(st.integers(10, 10**12 - 1))
def test_han_numerals_read_what_is_written(number: int) -> None:
    assert parse_han(_write_han(number)) == number
    assert parse_han(write_han(number)) == number
    assert write_han(number) == re.sub("^一十", "十", _write_han(number))


@given(st.text(alphabet="零一二三四五六七八九十百千万亿点两廿〇", max_size=12))
def test_han_numerals_never_raise(text: str) -> None:
    parse_han(text)


@given(st.integers(1, 399))
def test_roman_numerals(number: int) -> None:
    written = ""
    rest = number
    for value, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while rest >= value:
            written += letters
            rest -= value
    assert parse_roman(written) == number


def test_words_that_make_no_number() -> None:
    assert parse_words("and") is None
    assert parse_words("peace") is None


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 ,./()-%第年月日至万亿百分之AS三十五of"), max_size=40
    )
)
def test_spans_cut_out_the_text(text: str) -> None:
    for lang in ("en", "zh"):
        last = 0
        for quantity in find_quantities(text, lang=lang):  # type: ignore[arg-type]
            assert quantity.span.cut(text) == quantity.text
            assert quantity.span.start >= last
            last = quantity.span.end
