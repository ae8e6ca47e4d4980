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
_RUN = re.compile(rf"《?[{HAN}A-Za-z·、/ -]+》?$")
_LONGEST_NAME = 40
_LEAST_UNORDERED = 4
_WINDOW = 2
"""An unordered short form comes from the last characters of its name, so many times its own."""


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


def align_unordered(name: str, short: str) -> tuple[int, ...] | None:
    """The same for a short form that puts its parts in another order.

    Its last character must be the name's last, and the others all stand in the end of the name.

    >>> align_unordered("联合国支助荷台达协议特派团", "荷台达协议支助团")
    (5, 6, 7, 8, 9, 3, 4, 12)
    """
    if len(short) < _LEAST_UNORDERED or name[-1:] != short[-1:]:
        return None
    free = list(range(max(0, len(name) - _WINDOW * len(short)), len(name)))
    places: list[int] = []
    for character in reversed(short):
        at = next((i for i in reversed(free) if name[i] == character), None)
        if at is None:
            return None
        free.remove(at)
        places.append(at)
    return tuple(reversed(places))


def find_short_forms(text: str) -> Iterator[ShortForm]:
    """Every X(Y) of a sentence whose Y can be a short form of X.

    The full name begins with its first aligned character; the words before may belong to it too.
    Where no character of Y comes from X, ``alignment`` is empty and the full name the whole run of
    characters before the bracket: only more knowledge can tell 政府间发展组织(伊加特) from
    部长会议(待定).

    >>> text = "欧洲安全与合作组织(欧安组织)和秘书长"
    >>> [(p.full.cut(text), p.short.cut(text)) for p in find_short_forms(text)]
    [('欧洲安全与合作组织', '欧安组织')]
    """
    for match in _PAREN.finditer(text):
        short = match["short"]
        before = text[max(0, match.start() - _LONGEST_NAME) : match.start()]
        run = _RUN.search(before)
        if run is None or not _HAN_ONLY.fullmatch(short):
            continue
        title = _title_before(text, match.start())
        name = run[0].rstrip("》") if title is None else title.cut(text)[1:-1]
        alignment = align_short_form(name, short) or align_unordered(name, short) or ()
        first = min(alignment, default=0)
        end = match.start() - len(run[0]) + len(run[0].rstrip("》"))
        full = Span(end - len(name) + first, end)
        if title is not None and alignment:
            full, first = title, -1  # the title mark goes before the name
        yield ShortForm(
            full,
            Span(match.start("short"), match.end("short")),
            tuple(place - first for place in alignment),
            match["said"] is not None,
        )


def _title_before(text: str, end: int) -> Span | None:
    """The title in 《》 that ends there, with the titles inside it (《〈…〉下…》)."""
    start = text.rfind("《", 0, end)
    closed = text[end - 1 : end] == "》" and "》" not in text[start : end - 1]
    return Span(start, end) if start >= 0 and closed else None
