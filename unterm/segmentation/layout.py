"""How a text is laid out: one paragraph a line, or hard-wrapped, and by what paragraphs begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from unterm.language.scripts import CLOSING, HAN, OPENING
from unterm.model.terms import Language
from unterm.segmentation.labels import parse_label
from unterm.segmentation.lines import Line

# A wrapped page is no wider than this, in columns (a UN page: 76 Chinese, 90 to 100 English).
WIDEST_PAGE: Final = 125
NARROWEST_PAGE: Final = 40
NARROWEST_SNIPPET: Final = 12
# A line at least this full, as a share of the page, may have been broken by the margin.
FULL: Final = 0.8
_NEARLY_FULL: Final = 0.88
_MIDDLING: Final = 0.6
# Of continuing lines in wrapped UN English, about two in three begin without a capital.
_SMALL_SHARE: Final = 0.4

_TERMINAL: Final = re.compile(rf"[。！？；：.!?;:…][{re.escape(CLOSING)}\"'\d*]*$")
_UNFINISHED: Final = re.compile(rf"[\w、\-–/{re.escape(OPENING)}]$")
_MARKS: Final = re.compile(r"[。，、；：！？,;:]")
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_HAN_BLANK_HAN: Final = re.compile(f"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_SPACED_DIGIT: Final = re.compile(rf"[{HAN}] \d|\d [{HAN}]")
_TIGHT_DIGIT: Final = re.compile(rf"[{HAN}]\d|\d[{HAN}]")
_SAMPLE: Final = 300_000

# A text has lost its punctuation when it has next to none (the seeds have one mark in ten
# characters) and blanks stand between its words instead.
_FEW_MARKS: Final = 0.004
_MANY_BLANKS: Final = 0.01
_ENOUGH_HAN: Final = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """What was found about the page.

    ``width``: columns of a full line, 0 where lines are not wrapped. ``spaced``: a blank line
    stands between any two, so that none marks a page break. ``trailing``: a blank at the end of a
    line closes a paragraph. ``indented``: a paragraph begins with an indent deeper than ``margin``.
    ``lost_marks``: the punctuation is lost, a blank between Han characters stands for it.
    ``spaced_digits``: Chinese sets a blank beside digits.
    """

    width: int
    spaced: bool = False
    trailing: bool = False
    indented: bool = False
    margin: int = 0
    lost_marks: bool = False
    spaced_digits: bool = False

    @property
    def wrapped(self) -> bool:
        """Whether lines end at a margin and not where paragraphs do."""
        return self.width > 0


def is_terminal(content: str) -> bool:
    """Whether a line ends as a sentence or clause does, footnote numbers left aside."""
    return _TERMINAL.search(content[-12:]) is not None


def measure_layout(text: str, lines: Sequence[Line], lang: Language) -> Layout:
    """Find out how the lines of the text itself (no furniture among them) were set."""
    sample = text[:_SAMPLE]
    lost = lang == "zh" and _has_lost_marks(sample)
    habit = lang == "zh" and _spaces_digits(sample)
    width = _page_width(text, lines, lang, lost)
    if not width:
        return Layout(0, lost_marks=lost, spaced_digits=habit)
    inner = range(len(lines) - 1)
    broken = [i for i in inner if _is_broken(text, lines[i], width)]
    closed = [
        i
        for i in inner
        if lines[i].width < FULL * width
        and (
            is_terminal(text[lines[i].start : lines[i].end])
            or (lost and i - 1 in inner and _is_broken(text, lines[i - 1], width))
        )
    ]
    spaced = sum(lines[i + 1].gap > 0 for i in broken) > len(broken) / 2
    goes_on = [lines[i + 1] for i in broken if not _tight(lines[i + 1], spaced)]
    margins = Counter(line.indent for line in goes_on)
    margin = margins.most_common(1)[0][0] if margins else 0
    # Without marks some of the lines that seem broken are the full last lines of paragraphs.
    doubt = 0.2 if lost else 0.1
    trailing = (
        len(closed) >= 2
        and _share(lines[i].trailing for i in broken) <= doubt
        and _share(lines[i].trailing for i in closed) >= 0.6
    )
    starts = [
        lines[i + 1]
        for i in closed
        if not _tight(lines[i + 1], spaced)
        and not parse_label(text[lines[i + 1].start : lines[i + 1].end])
    ]
    indented = (
        len(starts) >= 2
        and _share(line.indent > margin for line in starts) >= 0.4
        and _share(line.indent > margin for line in goes_on) <= doubt
    )
    return Layout(width, spaced, trailing, indented, margin, lost, habit)


def _tight(line: Line, spaced: bool) -> bool:
    return spaced and line.gap == 0


def _share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


def _is_broken(text: str, line: Line, width: int) -> bool:
    """Whether the margin, not the writer, ended a line."""
    return (
        line.width >= FULL * width and _UNFINISHED.search(text[line.end - 1 : line.end]) is not None
    )


def _page_width(text: str, lines: Sequence[Line], lang: Language, lost: bool) -> int:
    if len(lines) < 2:
        return 0
    widths = sorted((line.width for line in lines), reverse=True)
    width = widths[len(widths) // 20]
    if width > WIDEST_PAGE:
        return 0
    if width < NARROWEST_PAGE and not _is_one_paragraph(text, lines, width):
        return 0
    if lang == "en":
        found = _goes_on_in_english(text, lines, width)
    else:
        found = _goes_on_in_chinese(text, lines, width, lost)
    prose = lost or is_terminal(text[lines[-1].start : lines[-1].end])
    if not found or (found < 3 and not prose):
        return 0
    return width


def _is_one_paragraph(text: str, lines: Sequence[Line], width: int) -> bool:
    """A few narrow lines, all broken but the last, which ends a sentence: a snippet, no list."""
    return (
        width >= NARROWEST_SNIPPET
        and all(_is_broken(text, line, width) for line in lines[:-1])
        and is_terminal(text[lines[-1].start : lines[-1].end])
    )


def _goes_on_in_chinese(text: str, lines: Sequence[Line], width: int, lost: bool) -> int:
    """How many lines the margin broke, 0 where lines end as their writers chose.

    Broken lines are all nearly as wide as the page; names in a list are of all widths. (Where
    marks are lost the last lines of paragraphs are so too, and width says nothing.)
    """
    broken = sum(_is_broken(text, line, width) for line in lines[:-1])
    wide = sum(line.width >= FULL * width for line in lines[:-1])
    unfinished = [
        line.width
        for line in lines
        if line.width >= _MIDDLING * width and _UNFINISHED.search(text[line.end - 1 : line.end])
    ]
    full = sum(w >= _NEARLY_FULL * width for w in unfinished)
    alike = lost or full >= 0.6 * len(unfinished)
    return broken if alike and broken >= 0.35 * wide else 0


def _goes_on_in_english(text: str, lines: Sequence[Line], width: int) -> int:
    """The same where margins are ragged: what follows a broken line seldom has a capital."""
    pairs = [
        text[following.start]
        for line, following in pairwise(lines)
        if line.width >= _MIDDLING * width and not is_terminal(text[line.start : line.end])
    ]
    small = sum(not character.isupper() for character in pairs)
    return small if small >= _SMALL_SHARE * len(pairs) else 0


def _has_lost_marks(sample: str) -> bool:
    han = len(_HAN_CHARACTER.findall(sample))
    if han < _ENOUGH_HAN:
        return False
    blanks = len(_HAN_BLANK_HAN.findall(sample))
    return len(_MARKS.findall(sample)) < _FEW_MARKS * han and blanks >= _MANY_BLANKS * han


def _spaces_digits(sample: str) -> bool:
    return len(_SPACED_DIGIT.findall(sample)) > len(_TIGHT_DIGIT.findall(sample))
