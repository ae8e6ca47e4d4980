"""What each block is: heading, body, list item, letterhead or footnote; its number and level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from unterm.language.scripts import HAN
from unterm.model.documents import ParagraphKind
from unterm.model.terms import Language
from unterm.segmentation.labels import HEADED, Label, Style, parse_label, settle_roman
from unterm.segmentation.layout import is_terminal
from unterm.segmentation.lines import measure_width

BODY, HEADING = ParagraphKind.BODY, ParagraphKind.HEADING
ITEM, LETTERHEAD = ParagraphKind.LIST_ITEM, ParagraphKind.LETTERHEAD

# Columns: the title of a report or a debate takes up to three lines.
_LONGEST_HEADING: Final = 200
_LONGEST_LISTED: Final = 90
_SENTENCE_MARK: Final = re.compile(r"[。；！？]|[;!?](?:\s|$)|\.\s+[A-Z]")
_SIGNED: Final = re.compile(r"[(（]签名[)）]|[(（]簽名[)）]|[(（]Signed[)）]|^Signed\b")
_ROMAN_OR_LETTER: Final = frozenset({Style.HAN, Style.UPPER, Style.ROMAN})
_HAN_BLANKS: Final = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])")
_LONGEST_NAME: Final = 20
_FEWEST_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """A block on its way to a paragraph.

    ``text`` is its repaired text, label included; ``gap`` the blank lines above; ``indent`` that of
    its first line; ``kind`` what is known before its neighbours are looked at.
    """

    text: str
    gap: int = 0
    indent: int = 0
    kind: ParagraphKind | None = None
    label: Label | None = None
    level: int = 0
    listed: bool = False


def classify(shapes: Sequence[Shape], lang: Language, *, lost_marks: bool = False) -> list[Shape]:
    """Give every block its kind, label and level; those that come with a kind keep it.

    Where marks are lost, a blank between Han characters tells a sentence from a title.
    """
    labelled = [
        replace(shape, label=shape.label or _label(shape.text))
        if shape.kind in (None, HEADING, ITEM)
        else shape
        for shape in shapes
    ]
    labels = settle_roman([shape.label for shape in labelled])
    labelled = [replace(shape, label=label) for shape, label in zip(labelled, labels, strict=True)]
    kinds = [_kind_alone(shape, lang, lost_marks) for shape in labelled]
    _settle_labelled(labelled, kinds)
    _settle_runs(labelled, kinds)
    done = [replace(shape, kind=kind or BODY) for shape, kind in zip(labelled, kinds, strict=True)]
    return _set_levels(done)


def _label(text: str) -> Label | None:
    label = parse_label(text)
    if label and label.style in HEADED and text[0].isascii() and not is_title_like(text):
        return None  # "Article 5 was adopted."
    return label


def is_title_like(text: str) -> bool:
    """Short, and no sentence: what a heading and a line of a list of names have in common.

    >>> is_title_like("供讨论的要点"), is_title_like("会员国欢迎该报告。")
    (True, False)
    """
    return (
        measure_width(text) <= _LONGEST_HEADING
        and not is_terminal(text)
        and not text.endswith(("，", ","))
        and not _SENTENCE_MARK.search(text)
    )


def _kind_alone(shape: Shape, lang: Language, lost_marks: bool) -> ParagraphKind | None:
    """The kind of a block by itself; None where its neighbours must tell."""
    if shape.kind:
        return shape.kind
    label = shape.label
    if label is None:
        if not is_title_like(shape.text) or (lost_marks and _has_phrases(shape.text)):
            return BODY
        return None if _may_be_heading(shape.text, lang) else BODY
    if label.style in HEADED:
        return HEADING if is_title_like(shape.text) else BODY
    if label.style is Style.BULLET:
        return ITEM
    if is_title_like(shape.text[label.length :]):
        return None
    return BODY if label.style is Style.ARABIC else ITEM


def _has_phrases(text: str) -> bool:
    """Blanks where marks were lost; a name may have one ("科菲 安南")."""
    blanks = len(_HAN_BLANKS.findall(text))
    return blanks > 1 or (blanks == 1 and len(text) > _LONGEST_NAME)


def _may_be_heading(text: str, lang: Language) -> bool:
    """Leaves out what a wrapped sentence or a preambular line leaves: "Recalling also", "回顾"."""
    if lang == "zh":
        return re.search(f"[{HAN}A-Za-z]", text) is not None
    return text[0].isupper() or text[0].isdigit() or text[0] in "\"'“‘([*"


def _settle_labelled(shapes: Sequence[Shape], kinds: list[ParagraphKind | None]) -> None:
    """A short label and title is a heading, unless it stands in a row of its own kind."""
    for index, shape in enumerate(shapes):
        if kinds[index] is not None or shape.label is None:
            continue
        style = shape.label.style
        beside = [
            shapes[i].label
            for i in (index - 1, index + 1)
            if 0 <= i < len(shapes) and shapes[i].label
        ]
        row = any(label.style is style for label in beside if label)
        last = index + 1 == len(shapes)
        kinds[index] = ITEM if row or (last and style not in _ROMAN_OR_LETTER) else HEADING


def _settle_runs(shapes: Sequence[Shape], kinds: list[ParagraphKind | None]) -> None:
    """Short unnumbered lines: headings before a text, a signature, or a list of names."""
    index = 0
    while index < len(shapes):
        if kinds[index] is not None:
            index += 1
            continue
        end = index + 1
        while end < len(shapes) and kinds[end] is None and shapes[end].gap <= 1:
            end += 1
        _settle_run(shapes, kinds, index, end)
        index = end


def _settle_run(
    shapes: Sequence[Shape], kinds: list[ParagraphKind | None], start: int, end: int
) -> None:
    run = range(start, end)
    # A footnote stands between by accident of the page.
    after = next(
        (i for i in range(end, len(shapes)) if kinds[i] is not ParagraphKind.FOOTNOTE), None
    )
    following = shapes[after] if after is not None else None
    ends_part = following is None or (
        following.label is not None and following.label.style is Style.ANNEX
    )
    # A heading heads something: what ends a letter or a part is its signature, place and date.
    closes = ends_part and start > 0 and len(run) < _FEWEST_NAMES
    if closes or any(_SIGNED.search(shapes[i].text) for i in run):
        for i in run:
            kinds[i] = BODY
        return
    leads = (
        following is not None
        and after is not None
        and kinds[after] is not None
        and following.gap <= 1
    )
    names = len(run) >= _FEWEST_NAMES and all(
        measure_width(shapes[i].text) <= _LONGEST_LISTED for i in run
    )
    for i in run:
        kinds[i] = HEADING
    if names and not leads:
        for i in run[1:]:
            kinds[i] = ITEM
        if start and shapes[start].gap <= 1 and kinds[start - 1] is BODY:
            kinds[start] = ITEM


def _set_levels(shapes: Sequence[Shape]) -> list[Shape]:
    out: list[Shape] = []
    headings: list[object] = []
    items: list[object] = []
    under = False
    for index, shape in enumerate(shapes):
        level = 0
        style = shape.label.style if shape.label else None
        if shape.kind is HEADING:
            items.clear()
            follower = shapes[index + 1].kind if index + 1 < len(shapes) else None
            if style is Style.ANNEX:
                headings.clear()
                under = False
            elif style:
                level = _depth(headings, style)
                under = False
            elif follower is HEADING and not (shapes[index + 1].label):
                under = True
            else:
                level = int(under or bool(headings))
        elif shape.kind is ITEM:
            level = _item_depth(items, shape.label)
        elif shape.kind is BODY:
            items.clear()
        out.append(replace(shape, level=level))
    return out


def _depth(open_styles: list[object], style: object) -> int:
    if style in open_styles:
        del open_styles[open_styles.index(style) + 1 :]
    else:
        open_styles.append(style)
    return len(open_styles) - 1


def _item_depth(items: list[object], label: Label | None) -> int:
    """Bullets of different shape (! and #) are different lists."""
    if label is None:
        return 0
    return _depth(items, label.text if label.style is Style.BULLET else label.style)
