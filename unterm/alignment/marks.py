"""Marks that both languages have: labels of paragraphs and items, (a) and (一), and punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unterm.language.numerals import parse_han, parse_roman

_PUNCTUATION = {"?": "?？", "!": "!！", '"': "“「『", "(": "(（", ";": ";；", ":": ":：", "…": "…"}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_HAN = f"[一二三四五六七八九十百]{{1,5}}|[{_STEMS}]"
_INSIDE = re.compile(rf"[(（](\d{{1,3}}|[ivxl]{{1,7}}|[A-Za-z]|{_HAN})[)）]")
_FIRST = re.compile(rf"\s*(?:(\d{{1,3}}|[IVXL]{{1,7}}|[A-Za-z]|{_HAN})(?:[.．](?!\d)|、))")


def find_marks(text: str) -> Iterator[tuple[str, str]]:
    """The labels in a segment, each as its likelier type and the other one it may be.

    A label that begins the segment counts, and any in brackets. The type holds the place in the
    list, so that (a) is (一) or (甲), and I. is 一、; labels in brackets are types of their own.
    i, v and x are numerals rather than letters.

    >>> list(find_marks("(b) 决定")), list(find_marks("I. Scope (xviii)"))
    ([('§(2', '§(2')], [('§1', '§9'), ('§(18', '§(18')])
    """
    first = _FIRST.match(text)
    for kind, found in [("§", first), *(("§(", inside) for inside in _INSIDE.finditer(text))]:
        places = _places(found[1]) if found else ()
        if places:
            yield f"{kind}{places[0]}", f"{kind}{places[-1]}"


def _places(label: str) -> tuple[int, ...]:
    """The places in a list that a label may stand for, the likelier one first."""
    if label.isdecimal():
        return (int(label),)
    if label in _STEMS:
        return (_STEMS.index(label) + 1,)
    if not label.isascii():
        value = parse_han(label)
        return () if value is None else (int(value),)
    letter = (ord(label.lower()) - ord("a") + 1,) if len(label) == 1 else ()
    numeral = parse_roman(label.upper()) if len(label) > 1 or label in "ivxIVX" else None
    return letter if numeral is None else (numeral, *letter)


def find_punctuation(text: str) -> Iterator[str]:
    """The marks of a segment that mean the same in both languages, one for each occurrence.

    Commas and full stops are too common to tell anything. Of quotation marks those that open count.

    >>> list(find_punctuation("“Why?”")), list(find_punctuation("「为什么？」"))
    (['?', '"'], ['?', '"'])
    """
    for mark, written in _PUNCTUATION.items():
        times = sum(text.count(character) for character in written)
        if mark == '"':
            times += (text.count(mark) + 1) // 2
        yield from (mark for _ in range(times))
