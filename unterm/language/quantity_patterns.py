"""How figures, dates and document symbols are written in English and in Chinese: the patterns."""

from __future__ import annotations

import re
from typing import Final

from unterm.language.numerals import HAN_NUMERAL, HAN_SCALES, SCALES, WORDS

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?"
_SYMBOL = (
    r"(?<![A-Za-z0-9/.])[A-Z][A-Z0-9]{0,9}"
    r"(?:/[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?:\(\d{4}\))?)+"
)
_REFERENCE = (
    r"(?<![\d/.,])\d{1,4}\s?\((?:\d{4}|[IVXL]+(?:-[IVXL]+)?)\)"
    r"|(?<![\d/.,A-Za-z])\d{1,4}/(?:[A-Z]{2,4}\.)?\d{1,4}(?![\d/]|,\d{3})"
)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_MONTH = "|".join(_MONTHS)
SHORT_MONTHS: Final = tuple(month[:3] for month in _MONTHS)
# In short a month only stands beside a day: 23 Jan. 2020.
_MONTH_OF_DAY = rf"(?:{_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"

DENOMINATORS: Final = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PART = "|".join(DENOMINATORS)
_PARTS = "two|three|four|five|six|seven|eight|nine|[2-9]"

_HEADED = (
    "chapters?|parts?|annex(?:es)?|sections?|titles?|protocols?|phases?|category|articles?|appendix"
    "|volume|tier"
)
# What a figure in small letters can begin with: what does not is not tried in all ways.
_INITIALS = "|".join(
    sorted({word[:2] for word in f"{WORDS}|{_HEADED}|{_PART}".split("|")} | {"an", "a[\\s-]"})
)
ENGLISH: Final = re.compile(
    # no figure begins inside a word either
    rf"(?:(?<![A-Za-z])|(?=\d))(?=[A-Z\d]|\.\d|{_INITIALS})(?:"
    rf"(?P<symbol>{_SYMBOL})|(?P<reference>{_REFERENCE})"
    rf"|(?P<date>(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH_OF_DAY})(?![A-Za-z])"
    r"(?:,?\s(?P<year>\d{4})(?!\d))?"
    rf"|\b(?P<month2>{_MONTH_OF_DAY})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,\s(?P<year2>\d{{4}}))?"
    rf"|\b(?P<month3>{_MONTH})(?:\s(?P<year3>\d{{4}})(?!\d))?)"
    r"|(?P<decade>(?<!\d)(?P<century>\d{2})?(?P<tens>\d0)s\b)"
    r"|(?P<time>(?<![\d.])(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b)"
    rf"|(?P<digits>(?<![\dA-Za-z.])(?:{_DIGITS})|(?<![^\s($])\.\d+)(?:st|nd|rd|th)?(?![\d])"
    rf"(?:(?P<range>\s?(?:-|to|and|or)\s?)(?=(?:{_DIGITS})[\s-](?:{'|'.join(SCALES)})))?"
    rf"(?:\+?[\s-](?P<scale>{'|'.join(SCALES)})s?\b)?(?P<percent>\s?(?:%|per\s?cent\b|percentage\spoint))?"
    rf"|(?P<part>(?<![\w-])(?:(?i:one|an?|1)[\s-](?:{_PART})|(?i:{_PARTS})[\s-](?:{_PART})s"
    rf"|(?i:two|three)-(?:third|quarter|fourth)|[Hh]alf)\b)"
    rf"|(?P<words>\b(?i:{WORDS})(?:(?:\s|-|\sand\s|-and-)(?i:{WORDS}))*\b)(?P<percentwords>\sper\s?cent)?"
    rf"|(?P<roman>\b(?:(?i:{_HEADED})\s)(?P<letters>[IVXLC]+)\b))"
)

_N = rf"(?:\d{{1,2}}|[{HAN_NUMERAL}]{{1,3}})"
_SCALE_HAN = "|".join(sorted(HAN_SCALES, key=len, reverse=True))
CHINESE: Final = re.compile(
    # few characters begin a figure: the others are not tried in all ways
    rf"(?=[A-Z\d\s第上中下晚凌半{HAN_NUMERAL}])(?:"
    rf"(?P<symbol>{_SYMBOL})|(?P<reference>{_REFERENCE})"
    r"|(?P<decade>(?:(?P<century>\d{2})\s?世纪\s?|(?<!\d)(?P<hundreds>\d{2}))?"
    rf"(?P<tens>\d0|[二三四五六七八九]十)\s?年代)"
    rf"|(?P<date>(?P<year>(?<!\d)\d{{4}}|[〇零一二三四五六七八九]{{4}})\s?年\s?"
    rf"(?:(?P<month>{_N})\s?月(?:份|\s?(?P<day>{_N})\s?日)?)?"
    rf"|(?<![\d.])(?P<month2>{_N})\s?月(?!球|亮)(?:份|\s?(?P<day2>{_N})\s?日)?)"
    rf"|(?P<time>(?P<half>上午|中午|下午|晚上|凌晨)?\s?(?<![\d.])(?P<hour>\d{{1,2}})\s?[时点](?!间|期|候|代)"
    r"(?:(?P<minute>\d{2}|半)分?)?)"
    rf"|(?P<hanpercent>百分之(?:(?P<percentdigits>\s?(?:{_DIGITS}))|(?P<percenthan>[{HAN_NUMERAL}点]+)))"
    rf"|(?P<part>(?P<below>[{HAN_NUMERAL}]+|\d+)分之(?P<above>[{HAN_NUMERAL}]+|\d+)|一半|半数)"
    rf"|(?P<digits>(?<![\dA-Za-z.])(?:{_DIGITS}))(?!\d)"
    rf"(?P<range>\s?[-至到]\s?(?=(?:{_DIGITS})\s?(?:多|余)?\s?(?:{_SCALE_HAN})))?"
    rf"(?:\s?(?:多|余|几)?\s?(?P<scale>{_SCALE_HAN})(?!分之|[克瓦米赫卡伏]))?(?P<percent>\s?%|个百分点)?"
    rf"|(?P<han>第?\s?[{HAN_NUMERAL}]+)(?P<hanscale>多(?:{_SCALE_HAN}))?)"
)
