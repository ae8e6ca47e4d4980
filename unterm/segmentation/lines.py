"""The lines of a text as given, and how they sit on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from unterm.language.scripts import CJK_CLOSING, CJK_OPENING, CJK_POINTS, HAN

_BREAK: Final = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WIDE: Final = re.compile(
    f"[{HAN}{re.escape(CJK_OPENING + CJK_CLOSING + CJK_POINTS)}—…\u3000\uff01-\uff60]"
)
_INVISIBLE: Final = "\ufeff\u200b\u2060"
# No page is wider: longer lines are not measured.
_MEASURED: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; ``start`` and ``end`` leave out the blanks around it.

    ``gap`` counts the blank lines above it, ``indent`` and ``width`` are columns (a Han character
    fills two), ``trailing`` says that blanks follow before the line ends, ``page`` that a form feed
    stands above.
    """

    start: int
    end: int
    indent: int
    width: int
    gap: int
    trailing: bool
    page: bool


def measure_width(text: str) -> int:
    """Columns that a text fills: two for a Han character or a full-width mark, one for others.

    >>> measure_width("第 2254(2015)号决议")
    19
    """
    if len(text) > _MEASURED:
        return len(text)
    return len(text) + len(_WIDE.findall(text))


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    lines: list[Line] = []
    start = 0
    gap = 0
    page = False
    # The end of the text closes the last line.
    for end, following, mark in [
        *((m.start(), m.end(), m.group()) for m in _BREAK.finditer(text)),
        (len(text), len(text), ""),
    ]:
        raw = text[start:end]
        body = raw.lstrip().lstrip(_INVISIBLE).lstrip()
        low = start + len(raw) - len(body)
        body = body.rstrip()
        if body:
            high = low + len(body)
            indent = measure_width(text[start:low].strip(_INVISIBLE))
            lines.append(Line(low, high, indent, measure_width(body), gap, high < end, page))
            gap, page = 0, False
        else:
            gap += 1
        page = page or mark == "\f"
        start = following
    return lines
