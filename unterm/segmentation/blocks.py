"""Lines joined to blocks, the paragraphs as printed, and their text repaired across wraps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from unterm.language.scripts import CJK_PUNCTUATION, HAN
from unterm.model.spans import Run
from unterm.segmentation.labels import Label, Style, follows, parse_label
from unterm.segmentation.layout import FULL, Layout, is_terminal
from unterm.segmentation.lines import Line, measure_width

_EASTERN: Final = re.compile(f"[{HAN}{re.escape(CJK_PUNCTUATION)}\uff00-\uffef]")
_REFERS: Final = re.compile(
    r"(?:\b(?:paras?|arts?|nos?|p|pp|sect|chap)\.|\b(?:paragraphs?|articles?|rules?|items?|sections?"
    r"|resolutions?|decisions?|chapters?|annex|and|or|to)|第)\s*\d*$",
    re.IGNORECASE,
)
_SYMBOLIC_TAIL: Final = re.compile(r"[A-Z]{1,5}(?:/[\w.()\-]+)+/$|https?://\S*$")
_ANNEX_LINE: Final = re.compile(r"附件[一二三四五六七八九十\d]*$|的信$|^Annex\b.{0,8}$")
_NEVER_FIRST: Final = frozenset("。，、；：！？”’》）」』】")
_NUMERAL: Final = re.compile(r"[\d一二三四五六七八九十百]")
_THOUSANDS_HEAD: Final = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})*$")
_THOUSANDS_TAIL: Final = re.compile(r"\d{3}(?!\d)")
_FIRST_WORD: Final = re.compile(rf"[^\s{HAN}]*")
# Columns by which lines of one page differ, in proportional type.
_PLAY: Final = 4
_TITLE_TAIL: Final = re.compile("[^《》]{0,60}》")
_HYPHENATED: Final = re.compile(r"[-\u2010\u00ad\ufffe\x02]$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as printed: its lines, which may have furniture between them.

    ``gap`` is the number of blank lines above it (2 where a page begins).
    """

    lines: tuple[Line, ...]
    gap: int


@dataclass(slots=True)
class Joiner:
    """Decides, line after line, whether a line continues the paragraph of the one before."""

    text: str
    layout: Layout
    last: dict[Style, Label] = field(default_factory=dict)

    def join(self, lines: Sequence[Line], fresh: Sequence[bool]) -> list[Block]:
        """The blocks of these lines; ``fresh`` says which lines begin a page."""
        blocks: list[Block] = []
        current: list[Line] = []
        gap = 2
        for index, line in enumerate(lines):
            label = parse_label(self._content(line))
            if current and not self._begins(lines, index, label, fresh[index]):
                current.append(line)
                continue
            if current:
                blocks.append(Block(tuple(current), gap))
            current = [line]
            gap = max(line.gap, 2) if fresh[index] else line.gap
            if label:
                self.last[label.style] = label
        if current:
            blocks.append(Block(tuple(current), gap))
        return blocks

    def _content(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def _begins(self, lines: Sequence[Line], index: int, label: Label | None, fresh: bool) -> bool:
        before, line = lines[index - 1], lines[index]
        previous = self._content(before)
        layout = self.layout
        lone = parse_label(previous)
        if lone and lone.length >= len(previous):
            return label is not None  # a label alone on its line waits for its text
        if _certainly_goes_on(previous, self._content(line)):
            return False
        if not layout.wrapped:
            return True
        indent = line.indent - (1 if fresh and layout.spaced else 0)
        score = self._by_ending(before, line, previous)
        if layout.indented:
            score += 3.0 if indent > layout.margin else -1.0
        if layout.spaced:
            score += 2.0 if line.gap > 1 and not fresh else 0.0
        elif line.gap and not fresh:
            score += 4.0
        if label:
            score += self._by_label(label, previous)
        if self._goes_on_title(lines, index, indent):
            score -= 6.0
        return score > 0

    def _by_ending(self, before: Line, line: Line, previous: str) -> float:
        layout = self.layout
        content = self._content(line)
        ended = is_terminal(previous)
        score = 1.0 if ended else -1.0
        fill = before.width / layout.width
        # No margin breaks a line that is not half full, whatever blanks say.
        score += 7.0 if fill < 0.45 else 3.0 if fill < 0.6 else 1.5 if fill < FULL else -1.0
        if ended and fill >= FULL and before.width + _first_word(content) + _PLAY < layout.width:
            score += 1.5  # what follows would have fitted
        if layout.trailing:
            score += 4.0 if before.trailing else -4.0
        if content[0].islower():
            score -= 3.0
        elif content[0] in "(0123456789" and not is_terminal(previous):
            score -= 1.5
        if _HYPHENATED.search(previous):
            score -= 3.0
        return score

    def _by_label(self, label: Label, previous: str) -> float:
        if _REFERS.search(previous[-30:]) and not is_terminal(previous):
            return 0.0
        if label.style is Style.BULLET:
            return 5.0
        if label.length == 0 and not is_terminal(previous):
            return 2.0
        return 5.0 if follows(label, self.last.get(label.style)) else 1.0

    def _goes_on_title(self, lines: Sequence[Line], index: int, indent: int) -> bool:
        """A centred title of two lines: the second at the margin, more room below than between."""
        before, line = lines[index - 1], lines[index]
        if not self.layout.indented or indent > self.layout.margin or line.gap > 1:
            return False
        if before.indent <= self.layout.margin + 1 or index + 1 >= len(lines):
            return False
        previous, content = self._content(before), self._content(line)
        return (
            lines[index + 1].gap > line.gap
            and line.width < FULL * self.layout.width
            and before.width < FULL * self.layout.width
            and not is_terminal(previous)
            and not is_terminal(content)
            and not _ANNEX_LINE.search(previous)
        )


def _first_word(content: str) -> int:
    """Columns that the first word of a line takes, a blank before it included."""
    if _EASTERN.match(content):
        return 2
    word = _FIRST_WORD.match(content)
    return 1 + measure_width(word.group() if word else "")


def _certainly_goes_on(previous: str, content: str) -> bool:
    """Whether two lines are one sentence however the page is set: 第 | 2254 号, 《…… | ……》."""
    if content[0] in _NEVER_FIRST or (previous[-1] == "第" and _NUMERAL.match(content)):
        return True
    if previous[-1].isdigit() and _EASTERN.search(previous):
        if content[0] in "年月日号號时時分%％":
            return True
        if _THOUSANDS_HEAD.search(previous) and _THOUSANDS_TAIL.match(content):
            return True
    opened = previous.rfind("《")
    if opened < 0 or "》" in previous[opened:]:
        return False
    return _TITLE_TAIL.match(content) is not None


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text of a block, and for each stretch of it where it stood."""

    text: str
    runs: tuple[Run, ...]


def repair(text: str, lines: Sequence[Line], layout: Layout, words: frozenset[str]) -> Repaired:
    """Join the lines of a block: inside words and numbers without, between words with a blank.

    ``words`` are the words of the document; they tell a hyphen of the margin from one of the word.
    """
    parts: list[str] = []
    runs: list[Run] = []
    length = 0

    def put(piece: str, source: int) -> None:
        nonlocal length
        if piece:
            parts.append(piece)
            runs.append(Run(length, source, len(piece)))
            length += len(piece)

    for index, line in enumerate(lines):
        content = text[line.start : line.end]
        if index + 1 == len(lines):
            put(content, line.start)
            break
        following = text[lines[index + 1].start : lines[index + 1].end]
        kept, glue = _joint(content, following, layout, words)
        put(content[:kept], line.start)
        put(glue, line.end)
    return Repaired("".join(parts), tuple(runs))


def _joint(left: str, right: str, layout: Layout, words: frozenset[str]) -> tuple[int, str]:
    """How much of the left line stays, and what stands between it and the right one."""
    end, start = left[-1], right[0]
    whole = len(left)
    if end in "\u00ad\ufffe\x02":
        return whole - 1, ""
    if _EASTERN.match(end) or _EASTERN.match(start):
        beside_digit = (end.isdigit() and _EASTERN.match(start)) or (
            _EASTERN.match(end) and start.isdigit()
        )
        han = re.match(f"[{HAN}]", start if end.isdigit() else end)
        return whole, " " if beside_digit and han and layout.spaced_digits else ""
    if end.isdigit() and start.isdigit():
        thousands = _THOUSANDS_HEAD.search(left[-30:]) and _THOUSANDS_TAIL.match(right)
        return whole, " " if thousands else ""
    if end in "-\u2010":
        return whole - (1 if _is_margin_hyphen(left, right, words) else 0), ""
    if end in "/—–" or _SYMBOLIC_TAIL.search(left[-60:]):
        return whole, ""
    return whole, " "


def _is_margin_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    head = re.search(r"([^\W\d_]+)[-\u2010]$", left)
    tail = re.match(r"[^\W\d_]+", right)
    if not head or not tail or not tail.group()[0].islower():
        return False
    first, second = head.group(1).lower(), tail.group().lower()
    return f"{first}{second}" in words and f"{first}-{second}" not in words
