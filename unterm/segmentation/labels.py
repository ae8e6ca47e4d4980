"""The marks and numbers that begin a paragraph: 12. (a) 一. A. • ! 第三条 Article 3."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from unterm.language.numerals import parse_han, parse_roman


class Style(Enum):
    """How a label is written; items of one list share it."""

    ARABIC = "1."
    HAN = "一."
    UPPER = "A."
    ROMAN = "I."
    LOWER = "a."
    PAREN_LOWER = "(a)"
    PAREN_ROMAN = "(ii)"
    PAREN_ARABIC = "(1)"
    PAREN_HAN = "(一)"
    HALF_PAREN = "1)"
    BULLET = "!"
    PART = "第一部分"
    CHAPTER = "第一章"
    SECTION = "第一节"
    ARTICLE = "第一条"
    ANNEX = "附件"


HEADED: Final = frozenset({Style.PART, Style.CHAPTER, Style.SECTION, Style.ARTICLE, Style.ANNEX})
"""Labels that are words, and stay in the text of the heading they begin."""


_ROMAN_STYLES: Final = HEADED | {Style.ROMAN, Style.PAREN_ROMAN}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, without closing dot or blank; ``length`` is what it takes of the text.

    ``ordinal`` is its place in a list, from 1, or None for a mark that does not count.
    """

    text: str
    style: Style
    ordinal: int | None
    length: int


_WORDED: Final = re.compile(
    r"(?P<part>第[一二三四五六七八九十\d]+(?:部分|编|編)"
    r"|Part (?:[IVX]+|[A-Z]|one|two|three|four)\b)"
    r"|(?P<chapter>第[一二三四五六七八九十百\d]+章|Chapter (?:[IVXl]+|\d+)\b)"
    r"|(?P<section>第[一二三四五六七八九十\d]+[节節]|Section (?:[IVX]+|\d+|[A-Z])\b)"
    r"|(?P<article>第\s?[一二三四五六七八九十百\d]+\s?[条條]|Article \d+\b)"
    r"|(?P<annex>附件[一二三四五六七八九十]*|附录[一二三四五六七八九十]*|附件 ?\d+"
    r"|(?:Annex|Appendix|Enclosure)(?: (?:[IVX]+|\d+|[A-Z]))?\b)",
    re.IGNORECASE,
)
_WORDED_END: Final = re.compile(r"\s*$|\s*[:：.．\-–—]|[\s\u3000]+")

_MARKED: Final = re.compile(
    r"(?P<arabic>\d{1,3})(?:[.．](?:\s+|(?=[^\s\d.．]))|、)"
    r"|(?P<han>[一二三四五六七八九十]{1,4})[.．、]\s*"
    r"|[(（](?P<paren>[a-z]{1,5}|\d{1,3}|[一二三四五六七八九十]{1,3})[)）]\s*"
    r"|(?P<half>\d{1,2}|[a-z])[)）](?:\s+|(?=[^\s\d]))"
    r"|(?P<roman>[IVX]{1,5})\.\s+"
    r"|(?P<upper>[A-Z])\.\s+"
    r"|(?P<lower>[a-z])\.\s+"
    r"|(?P<bullet>[•●○■□◆◇▪‣∙·–—\-*!#\uf0a7\uf0b7\uf02d\uf0d8])\s+"
)


def parse_label(text: str) -> Label | None:
    """The label at the start of a paragraph or line, or None.

    >>> parse_label("12. 为达到这些目的").text, parse_label("(a) 强调").style.name
    ('12', 'PAREN_LOWER')
    >>> parse_label("14.5 毫米或以下"), parse_label("1 月 31 日")
    (None, None)
    """
    head = text[:40]
    worded = _WORDED.match(head)
    if worded:
        end = _WORDED_END.match(head, worded.end())
        # "第三条规定……" is a sentence about an article, "Annex II contains" one about an annex.
        if end and (end.group().strip() or not end.group() or len(text) < 40):
            kind = worded.lastgroup or ""
            style = Style[kind.upper()]
            words = worded.group().split()
            number = re.sub(r"[^一二三四五六七八九十百零〇\dIVX]", "", words[-1])
            return Label(worded.group().strip(), style, _ordinal(number, style), 0)
    match = _MARKED.match(head)
    if match is None:
        return None
    group = match.lastgroup or ""
    label = match.group(group)
    if group == "paren":
        style = _paren_style(label)
        return Label(f"({label})", style, _ordinal(label, style), match.end())
    style = {
        "arabic": Style.ARABIC,
        "han": Style.HAN,
        "half": Style.HALF_PAREN,
        "roman": Style.ROMAN,
        "upper": Style.UPPER,
        "lower": Style.LOWER,
        "bullet": Style.BULLET,
    }[group]
    ordinal = None if style is Style.BULLET else _ordinal(label, style)
    return Label(f"{label})" if group == "half" else label, style, ordinal, match.end())


def _paren_style(label: str) -> Style:
    if label.isdigit():
        return Style.PAREN_ARABIC
    if not label.isascii():
        return Style.PAREN_HAN
    return Style.PAREN_ROMAN if len(label) > 1 and set(label) <= set("ivx") else Style.PAREN_LOWER


def _ordinal(label: str, style: Style) -> int | None:
    if label.isascii() and label.isdigit():
        return int(label)
    if not label.isascii():
        value = parse_han(label)
        return None if value is None else int(value)
    if len(label) == 1 and style not in _ROMAN_STYLES:
        return ord(label.lower()) - ord("a") + 1
    return parse_roman(label.upper())


def follows(label: Label, last: Label | None) -> bool:
    """Whether a label continues the list in which ``last`` of its style stood, or begins one.

    >>> follows(parse_label("13. 高级"), parse_label("12. 为达到"))
    True
    >>> follows(parse_label("20. 特使"), parse_label("3. 为达到"))
    False
    """
    # (i) follows (h), and is the first Roman numeral too: then (ii) finds no list before it.
    if label.ordinal is None or label.ordinal == 1 or label.text in ("(i)", "i"):
        return True
    if last is None or last.ordinal is None:
        return label.style is Style.PAREN_ROMAN and label.ordinal == 2
    return label.ordinal == last.ordinal + 1


def settle_roman(labels: Iterable[Label | None]) -> Iterator[Label | None]:
    """The labels of a text, with (i), (v) and (x) read as numerals where their neighbours are.

    >>> marks = [parse_label(f"({mark}) …") for mark in ("a", "i", "ii", "b", "h", "i")]
    >>> [label.style.value for label in settle_roman(marks) if label]
    ['(a)', '(ii)', '(ii)', '(a)', '(a)', '(a)']
    """
    letter, numeral = 0, 0
    for label in labels:
        if label is None:
            yield None
            continue
        value = parse_roman(label.text.strip("()").upper())
        if label.style is Style.PAREN_LOWER and value is not None:
            follows_letter = label.ordinal == letter + 1
            if (numeral and value == numeral + 1) or (value == 1 and not follows_letter):
                label = replace(label, style=Style.PAREN_ROMAN, ordinal=value)
        if label.style is Style.PAREN_ROMAN:
            numeral = label.ordinal or 0
        elif label.style is Style.PAREN_LOWER:
            letter, numeral = label.ordinal or 0, 0
        yield label
