"""Footnotes: the lines under a rule at the foot of a page, and the references to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from unterm.segmentation.furniture import Part
from unterm.segmentation.layout import FULL, Layout, is_terminal
from unterm.segmentation.lines import Line

_MARK: Final = re.compile(
    r"(?:(?P<number>\d{1,3})(?![\d年月日])|(?P<star>\*{1,5}|[†‡§¶])|(?P<letter>[a-z]))"
    r"(?:\s+(?![年月日])(?=\S)|$)"
)
_REFERENCE: Final = re.compile(
    r"(?<=[^\W\d]|[”’》）)\]\"'])(?<![A-Z])([。，；：、！？.,;:!?][”’\"']*)(\d{1,3})(?=\s|$)"
)
_STARS: Final = re.compile(r"(?<=\S)\*{1,5}$")


@dataclass(frozen=True, slots=True)
class Footnote:
    """The lines of one footnote, its mark, and the index of the line that starts it.

    ``skip`` is how many characters of its first line the mark takes.
    """

    lines: tuple[Line, ...]
    mark: str | None
    skip: int
    first: int


def find_footnotes(
    text: str, lines: Sequence[Line], parts: Sequence[Part], layout: Layout
) -> tuple[list[Footnote], set[int]]:
    """The footnotes of all pages, and the indices of the lines that they take."""
    found: list[Footnote] = []
    taken: set[int] = set()
    index = 0
    while index < len(lines):
        if parts[index] is not Part.RULE:
            index += 1
            continue
        zone = _zone(text, lines, parts, layout, index + 1)
        taken.update(zone)
        found.extend(_split(text, lines, zone))
        index += 1 + len(zone)
    return found, taken


def _zone(
    text: str, lines: Sequence[Line], parts: Sequence[Part], layout: Layout, start: int
) -> range:
    """The lines from a rule to the end of its page, or to where no footnote goes on."""
    index = start
    while index < len(lines) and parts[index] is Part.TEXT:
        line = lines[index]
        if index > start:
            before = lines[index - 1]
            lone = _is_lone_mark(text, before)
            turned = line.page or (layout.spaced and line.gap == 0)
            if not lone and (turned or (_ended(text, before, layout) and not _mark(text, line))):
                break
        elif line.page:
            break
        index += 1
    return range(start, index)


def _ended(text: str, line: Line, layout: Layout) -> bool:
    if not layout.wrapped:
        return True
    if layout.trailing:
        return line.trailing
    return is_terminal(text[line.start : line.end]) or line.width < FULL * layout.width


def _mark(text: str, line: Line) -> re.Match[str] | None:
    return _MARK.match(text, line.start, line.end)


def _is_lone_mark(text: str, line: Line) -> bool:
    match = _mark(text, line)
    return match is not None and match.end() == line.end


def _split(text: str, lines: Sequence[Line], zone: range) -> list[Footnote]:
    notes: list[Footnote] = []
    current: list[Line] = []
    mark: str | None = None
    skip = first = 0
    last = 0
    for index in zone:
        line = lines[index]
        match = _mark(text, line)
        number = int(match["number"]) if match and match["number"] else None
        begins = match is not None and (number is None or number == last + 1 or not last)
        if begins or not current:
            if current:
                notes.append(Footnote(tuple(current), mark, skip, first))
            current, first = [line], index
            mark = text[match.start() : match.end()].strip() if match else None
            skip = match.end() - match.start() if match else 0
            last = number or last
        else:
            current.append(line)
    if current:
        notes.append(Footnote(tuple(current), mark, skip, first))
    return notes


def find_references(text: str, marks: frozenset[str]) -> list[tuple[int, int]]:
    """Where a repaired text refers to footnotes: "人。1 我们", "名单*"; only marks that exist.

    >>> find_references("超过 488 000 人。1 我们正在经受苦难。", frozenset({"1"}))
    [(13, 14)]
    >>> find_references("超过 488 000 人。1 我们正在经受苦难。", frozenset())
    []
    """
    if not marks:
        return []
    places = [
        (match.start(2), match.end(2))
        for match in _REFERENCE.finditer(text)
        if match.group(2) in marks
    ]
    stars = _STARS.search(text)
    if stars and stars.group() in marks:
        places.append((stars.start(), stars.end()))
    return places
