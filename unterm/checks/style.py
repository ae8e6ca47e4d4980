"""Checks of punctuation, brackets, quotation marks and spacing, by house style.

Style is a profile and no law: ``un-ny`` is how the United Nations in New York sets Chinese,
measured on its documents; ``gb15834`` is the national standard of punctuation.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft
from unterm.checks.findings import finding
from unterm.checks.registry import rule
from unterm.language.scripts import HAN
from unterm.model import Finding, Severity, Span

_FULL: Final = str.maketrans(",;:?!", "，；：？！")
_ASCII_MARK: Final = re.compile(rf"(?<=[{HAN}”》）)])[,;:?!](?=[{HAN}“《（(\s]|$)")
_DOUBLED: Final = re.compile(r"[，。；：、]{2,}|(?<=[，、；])[?!？！]")
_STRAIGHT: Final = re.compile(rf'(?<=[{HAN}，。；：])"|"(?=[{HAN}《])')
_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
_ROUND: Final = re.compile(rf"[（）]|(?<=[{HAN}])[()]|[()](?=[{HAN}])")
_UNSPACED: Final = re.compile(rf"(?<=[{HAN}])(?=\d)|(?<=\d)(?=[{HAN}])")
_SPACED: Final = re.compile(rf"(?<=[{HAN}]) (?=\d)|(?<=[\d]) (?=[{HAN}])")
_BEFORE_MARK: Final = re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[，。；：、！？》”])")
_PAIRS: Final = (("《", "》"), ("（", "）"), ("(", ")"))
_MANY: Final = 10
_ALMOST_ALL: Final = 0.9


@rule("punctuation", "style", fix="safe")
def check_punctuation(draft: Draft) -> Iterator[Finding]:
    """A mark of the wrong kind or number: an ASCII comma after a Han character, two full stops.

    All profiles set the marks after Chinese full width. A blank before a mark is reported too.
    """
    if draft.config.profile == "none":
        return
    for unit in draft.units:
        text = unit.target.text
        for match in _ASCII_MARK.finditer(text):
            yield finding(
                draft,
                unit,
                "punctuation",
                Severity.WARNING,
                0.85,
                f"{match[0]} after Chinese is to be full width",
                at=Span(*match.span()),
                suggestions=(match[0].translate(_FULL),),
            )
        for match in _DOUBLED.finditer(text):
            yield finding(
                draft,
                unit,
                "punctuation",
                Severity.WARNING,
                0.85,
                f"{match[0]}: one mark is enough",
                at=Span(*match.span()),
                suggestions=(match[0][-1] if match[0][-1] == "。" else match[0][0],),
            )
        for match in _BEFORE_MARK.finditer(text):
            span = Span(*match.span())
            yield finding(
                draft,
                unit,
                "punctuation",
                Severity.ADVICE,
                0.7,
                "no blank stands before a Chinese mark",
                at=span,
                suggestions=("",),
            )


@rule("unpaired-mark", "style")
def check_pairs(draft: Draft) -> Iterator[Finding]:
    """A bracket or title mark has no partner in its segment.

    A list item may be labelled 1), so only title marks are reported with confidence. Quotation
    marks are left alone: a quotation goes on over several segments, each opening it anew.
    """
    for unit in draft.units:
        text = unit.target.text
        for opening, closing in _PAIRS:
            opened, closed = text.count(opening), text.count(closing)
            if opened == closed or (opening in "(（" and _round_pairs(text)):
                continue
            title = opening == "《"
            at = text.rfind(opening) if opened > closed else text.find(closing)
            yield finding(
                draft,
                unit,
                "unpaired-mark",
                Severity.WARNING if title else Severity.ADVICE,
                0.75 if title else 0.4,
                f"{opened} {opening} and {closed} {closing} in one segment",
                at=Span(at, at + 1),
            )


def _round_pairs(text: str) -> bool:
    opened = text.count("(") + text.count("（")
    return opened == text.count(")") + text.count("）")


@rule("quotation-marks", "style", fix="suggested")
def check_quotation(draft: Draft) -> Iterator[Finding]:
    """Straight quotation marks stand beside Chinese, where both profiles set “ and ”."""
    if draft.config.profile == "none":
        return
    document = draft.target
    marks = [match.start() for match in re.finditer('"', document.text)]
    # a quotation runs over the sentences of a paragraph, and one may end with the next one's mark
    begins = sorted(
        document.segments[p.segments.start].span.start for p in document.paragraphs if p.segments
    )
    for unit in draft.units:
        for match in _STRAIGHT.finditer(unit.target.text):
            at = Span(*match.span())
            place = unit.target.span(at).start
            begin = begins[bisect_right(begins, place) - 1]
            before = bisect_left(marks, place) - bisect_left(marks, begin)
            yield finding(
                draft,
                unit,
                "quotation-marks",
                Severity.ADVICE,
                0.7,
                "straight quotation mark in Chinese",
                at=at,
                suggestions=("”" if before % 2 else "“",),
            )


@rule("width", "style", fix="safe")
def check_width(draft: Draft) -> Iterator[Finding]:
    """Digits or letters are set full width (２０２１), where all profiles set them half width."""
    if draft.config.profile == "none":
        return
    for unit in draft.units:
        for match in _WIDE.finditer(unit.target.text):
            narrow = "".join(chr(ord(c) - 0xFEE0) for c in match[0])
            yield finding(
                draft,
                unit,
                "width",
                Severity.WARNING,
                0.85,
                f"{match[0]} is to be half width",
                at=Span(*match.span()),
                suggestions=(narrow,),
            )


@rule("brackets", "style", fix="safe")
def check_brackets(draft: Draft) -> Iterator[Finding]:
    """Round brackets are not those of the profile: half width in un-ny, full width in gb15834."""
    profile = draft.config.profile
    if profile == "none":
        return
    wrong = "（）" if profile == "un-ny" else "()"
    other = str.maketrans("（）()", "()（）")
    for unit in draft.units:
        for match in _ROUND.finditer(unit.target.text):
            if match[0] not in wrong:
                continue
            yield finding(
                draft,
                unit,
                "brackets",
                Severity.ADVICE,
                0.6,
                f"{match[0]} is not the bracket of the profile {profile}",
                at=Span(*match.span()),
                suggestions=(match[0].translate(other),),
            )


@rule("spacing", "style", fix="safe")
def check_spacing(draft: Draft) -> Iterator[Finding]:
    """Figures are set off from Chinese by a blank in most of the draft, and not here.

    New York sets a blank between a Han character and digits, the standard none. As text loses its
    blanks on the way, only a draft that is nearly of one mind is held to it.
    """
    profile = draft.config.profile
    if profile == "none":
        return
    wants_blank = profile == "un-ny"
    spaced = sum(len(_SPACED.findall(unit.target.text)) for unit in draft.units)
    unspaced = sum(len(_UNSPACED.findall(unit.target.text)) for unit in draft.units)
    most = spaced if wants_blank else unspaced
    if most < _MANY or most < _ALMOST_ALL * (spaced + unspaced):
        return
    for unit in draft.units:
        for match in (_UNSPACED if wants_blank else _SPACED).finditer(unit.target.text):
            yield finding(
                draft,
                unit,
                "spacing",
                Severity.ADVICE,
                0.5,
                "a blank is missing beside figures" if wants_blank else "a blank too many",
                at=Span(*match.span()),
                suggestions=(" " if wants_blank else "",),
            )
