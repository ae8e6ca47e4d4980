"""What the page carries beside the text: rules, links, job numbers, running heads, mastheads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from unterm.segmentation.dates import parse_date
from unterm.segmentation.lines import Line


class Part(Enum):
    """What a line is on its page."""

    TEXT = "text"
    RULE = "rule"  # the line above footnotes
    LETTERHEAD = "letterhead"  # 联合国, the symbol, the organ
    REMOVED = "removed"  # page numbers, running heads, links, job numbers, distribution


SYMBOL: Final = (
    r"(?:[AESTC]|ST|CERD|CCPR|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI|HSP|TD|UNEP|FCCC|DP|ID|LC|"
    r"CD|NPT|S-\d+|E/ICEF|UNW)(?:/[A-Z0-9][A-Za-z0-9.()\-]*)+(?: ?\(\d{4}\))?"
)
_SYMBOL_LINE: Final = re.compile(rf"{SYMBOL}(?:\s*[–—*-]\s*{SYMBOL})?\*{{0,3}}")
_RULE: Final = re.compile(r"[_＿‗⎯─━—]{5,}|-{8,}|[_ ]{9,}")
_LINK: Final = re.compile(
    r"(?:https?://)?(?:undocs\.org|daccess-[a-z-]+\.un\.org|documents(?:-dds-ny)?\.un\.org)/\S*"
)
_BARCODE: Final = re.compile(r"\*\d{7}[A-Z]?\*")
_JOB_NUMBER: Final = r"(?:\d{2}-\d{5,6}|[A-Z]{2,3}\.\d{2}-\d{4,6}|V\.\d{2}-\d{4,6}|K\d{7})"
_JOB: Final = re.compile(
    rf"{_JOB_NUMBER}(?:\s*\([A-Z]\))?(?:\s+\d{{6}}){{0,3}}(?:\s+\*\d{{7}}[A-Z]?\*)?"
    rf"|{_JOB_NUMBER}(?:\s*\([A-Z]\))?\s+\d{{1,3}}/\d{{1,3}}"
    rf"|\d{{1,3}}/\d{{1,3}}(?:\s+{_JOB_NUMBER}(?:\s*\([A-Z]\))?)?"
    rf"|\d{{1,3}}\s+{_JOB_NUMBER}(?:\s*\([A-Z]\))?"
    rf"|{_JOB_NUMBER}(?:\s*\([A-Z]\))?\s+\d{{1,3}}"
)
_PAGE: Final = re.compile(
    r"[-–—]\s*\d{1,3}\s*[-–—]|[Pp]age\s+\d{1,3}(?:\s+of\s+\d{1,3})?|第\s*\d{1,3}\s*[页頁]"
    r"|\d{2}/\d{2}/\d{4}"
)
_PAGE_NUMBER: Final = re.compile(r"\d{1,3}(?:/\d{1,3})?")
_HEAD: Final = re.compile(
    rf"{SYMBOL}\s.{{0,80}}\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}\s.{{0,80}}{SYMBOL}"
    rf"|{SYMBOL}\s+\d{{1,3}}(?:/\d{{1,3}})?|\d{{1,3}}(?:/\d{{1,3}})?\s+{SYMBOL}"
)

_DISTRIBUTION: Final = re.compile(r"Distr\.?\s*[:：]?.*|分发\s*[:：].*|Distribution\s*[:：].*")
_DISTRIBUTION_REST: Final = re.compile(
    r"(?:GENERAL|LIMITED|RESTRICTED|General|Limited|Restricted|普遍|有限)"
    r"|(?:Original|ORIGINAL)\s*[:：].*|原文\s*[:：].*"
    r"|(?:(?:Arabic|Chinese|English|French|Russian|Spanish|and|only|CHINESE|ENGLISH|FRENCH|SPANISH"
    r"|中文|英文)[\s,，/]*){1,8}"
)
_NATIONS: Final = re.compile(
    rf"(?:联\s*合\s*国|聯\s*合\s*國|United\s+Nations|UNITED\s+NATIONS)(?:\s+{SYMBOL}\*{{0,3}})?"
)
_ORGAN: Final = re.compile(
    r"安全理事会|安全理事會|大\s*会|大會|经济及社会理事会|托管理事会|人权理事会|秘书处"
    r"|Security Council|General Assembly|Economic and Social Council|Human Rights Council"
    r"|Secretariat|Trusteeship Council"
    r"|第[一二三四五六七八九十]+(?:届会议|年)|第\s*\d+\s*次会议"
    r"|(?:正式|临时)?逐字记录|临时逐字记录"
    r"|[A-Z][a-z]+(?:-[a-z]+)? (?:session|year)|\d+(?:st|nd|rd|th) meeting|Provisional"
)
_MASTHEAD_REACH: Final = 14
_DISTRIBUTION_REACH: Final = 7
_REPEATS: Final = 3
_HEAD_WIDTH: Final = 110


@dataclass(frozen=True, slots=True)
class Page:
    """What each line is, and what the masthead and the running heads print."""

    parts: tuple[Part, ...]
    symbol: str | None
    date: date | None


def sort_lines(text: str, lines: Sequence[Line]) -> Page:
    """Tell the text from what the page carries beside it; nothing is thrown away here."""
    contents = [text[line.start : line.end] if line.width < 200 else "" for line in lines]
    parts = [_sort(content) for content in contents]
    symbol, printed = _read_mastheads(contents, parts)
    heads = _remove_running_heads(lines, contents, parts)
    return Page(tuple(parts), symbol or (heads[0] if len(set(heads)) == 1 else None), printed)


def _sort(content: str) -> Part:
    if _RULE.fullmatch(content):
        return Part.RULE
    if any(p.fullmatch(content) for p in (_LINK, _BARCODE, _JOB, _PAGE, _HEAD)):
        # A fraction alone on its line is left to its neighbours.
        return Part.TEXT if re.fullmatch(r"\d{1,3}/\d{1,3}", content) else Part.REMOVED
    return Part.TEXT


def _read_mastheads(contents: list[str], parts: list[Part]) -> tuple[str | None, date | None]:
    symbol: str | None = None
    printed: date | None = None
    for index, content in enumerate(contents):
        anchor = _DISTRIBUTION.fullmatch(content) is not None
        nations = _NATIONS.fullmatch(content) is not None
        if not anchor and not (nations and _has_symbol(contents[index : index + 3])):
            continue
        for back in range(max(0, index - _MASTHEAD_REACH), index + 1):
            found = contents[back]
            if (
                _NATIONS.fullmatch(found)
                or _ORGAN.fullmatch(found)
                or _SYMBOL_LINE.fullmatch(found)
            ):
                parts[back] = Part.LETTERHEAD
                match = re.search(SYMBOL, found)
                symbol = symbol or (match.group() if match else None)
        last = index
        for ahead in range(index, min(len(contents), index + _DISTRIBUTION_REACH)):
            found = contents[ahead]
            day = parse_date(found)
            if _DISTRIBUTION.fullmatch(found) or _DISTRIBUTION_REST.fullmatch(found) or day:
                parts[ahead] = Part.REMOVED
                printed = printed or day or parse_date(found, anywhere=True)
                last = ahead
            elif _ORGAN.fullmatch(found) or _SYMBOL_LINE.fullmatch(found):
                parts[ahead] = Part.LETTERHEAD
                match = re.search(SYMBOL, found)
                symbol = symbol or (match.group() if match else None)
                last = ahead
            elif ahead > last + 1:
                break
    return symbol, printed


def _has_symbol(contents: Sequence[str]) -> bool:
    return any(re.search(SYMBOL, content) for content in contents)


def _remove_running_heads(
    lines: Sequence[Line], contents: list[str], parts: list[Part]
) -> list[str]:
    """Page numbers, symbols and titles that stand at the top or bottom of pages."""
    heads: list[str] = []
    count = len(lines)

    def beside_the_page(index: int, *, number: bool) -> bool:
        for step in (-1, 1):
            other = index + step
            if not 0 <= other < count:
                continue
            if lines[max(index, other)].page or parts[other] is Part.REMOVED:
                return True
            pattern = _SYMBOL_LINE if number else _PAGE_NUMBER
            if pattern.fullmatch(contents[other]):
                return True
        return False

    symbols = Counter(c for c in contents if _SYMBOL_LINE.fullmatch(c))
    for _ in range(2):  # a head may be told by a neighbour that is told only in the first round
        for index, content in enumerate(contents):
            if parts[index] is not Part.TEXT:
                continue
            if _SYMBOL_LINE.fullmatch(content):
                if symbols[content] >= _REPEATS or beside_the_page(index, number=False):
                    parts[index] = Part.REMOVED
                    heads.append(content)
            elif _PAGE_NUMBER.fullmatch(content) and beside_the_page(index, number=True):
                parts[index] = Part.REMOVED
    titles = Counter(
        re.sub(r"\d+", "0", contents[i])
        for i in range(count)
        if parts[i] is Part.TEXT and lines[i].width < _HEAD_WIDTH and _at_page_edge(i, lines, parts)
    )
    for i in range(count):
        if (
            parts[i] is Part.TEXT
            and titles[re.sub(r"\d+", "0", contents[i])] >= _REPEATS
            and _at_page_edge(i, lines, parts)
        ):
            parts[i] = Part.REMOVED
    return heads


def _at_page_edge(index: int, lines: Sequence[Line], parts: Sequence[Part]) -> bool:
    return any(
        0 <= other < len(lines) and (lines[max(index, other)].page or parts[other] is Part.REMOVED)
        for other in (index - 1, index + 1)
    )
