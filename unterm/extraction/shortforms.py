"""Full names and their short forms: X(Y) where the characters of Y come from X, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unterm.language.scripts import HAN
from unterm.model import Span

_PAREN = re.compile(
    rf"[(（](?P<said>(?:以?下)?(?:简|统)?称(?:为|作)?|即)?[“\"《]?(?P<short>[{HAN}A-Za-z0-9-]{{2,12}})[”\"》]?[)）]"
)
_HAN_ONLY = re.compile(rf"[{HAN}]+")
_LONGEST_NAME = 40


class ShortForm(NamedTuple):
    """A full name and its short form: their spans in the sentence.

    ``alignment`` has the offset within the full name of each character of the short form.
    """

    full: Span
    short: Span
    alignment: tuple[int, ...]
    said: bool


def align_short_form(name: str, short: str) -> tuple[int, ...] | None:
    """Where the characters of a short form stand in the end of a name, found from right to left.

    The last character must be the name's last, or stand in its last three. None where the short
    form is no subsequence.

    >>> align_short_form("联合国利比亚支助团", "联利支助团")
    (0, 3, 6, 7, 8)
    >>> align_short_form("见附件", "待定") is None
    True
    """
    places: list[int] = []
    end = len(name)
    for character in reversed(short):
        at = name.rfind(character, 0, end)
        if at < 0:
            return None
        places.append(at)
        end = at
    places.reverse()
    if places[-1] < len(name) - 3:
        return None
    return tuple(places)


def find_short_forms(text: str) -> Iterator[ShortForm]:
    """Every full name (short form) of a sentence, the name from its first aligned character on.

    >>> text = "欧洲安全与合作组织(欧安组织)和秘书长(见附件)"
    >>> [(p.full.cut(text), p.short.cut(text)) for p in find_short_forms(text)]
    [('欧洲安全与合作组织', '欧安组织')]
    """
    for match in _PAREN.finditer(text):
        short = match["short"]
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        run = re.search(rf"《?[{HAN}A-Za-z0-9·、 -]+》?$", before)
        if run is None or not _HAN_ONLY.fullmatch(short):
            continue
        name = run[0].rstrip("》")
        closing = len(run[0]) - len(name)
        alignment = align_short_form(name, short)
        if alignment is None or len(name) - alignment[0] < len(short) + 1:
            continue
        start = match.start() - closing - len(name) + alignment[0]
        full = Span(start, match.start() - closing)
        if closing and text[start - 1 : start] == "《":
            full = Span(start - 1, match.start())
        first = alignment[0]
        yield ShortForm(
            full,
            Span(match.start("short"), match.end("short")),
            tuple(place - first for place in alignment),
            match["said"] is not None,
        )
