"""Where sentences end, in Chinese and in English, inside one paragraph of repaired text.

Chinese: a sentence ends after 。！？ and the closing quotes and brackets that follow. It does not
end at ； because UN translations keep clauses joined by ； in the segment that their English
sentence fills. It does not end inside a title in 《》 or inside short brackets, nor where it goes
on after a quotation (“……？”的问题). English: after . ! ? before a capital, a number or an opening
mark, save where an abbreviation, an initial or a number that labels what follows has the stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unterm.language.abbreviations import NEVER_FINAL, NUMERIC, OPENERS, SOMETIMES_FINAL
from unterm.language.scripts import CLOSING, HAN
from unterm.model.spans import Span
from unterm.model.terms import Language

_CLOSERS: Final = re.escape(CLOSING) + "\"'"
_MARKS: Final = r"(?:[\u00b9\u00b2\u00b3\u2070-\u2079]+|\[\d{1,3}\]|\*{1,3}(?=\s|$))*"

# Brackets longer than this hold whole sentences of their own.
_BRACKET_REACH: Final = 120
_BRACKETS: Final = re.compile(
    rf"《[^《》]{{0,{_BRACKET_REACH}}}》"
    rf"|[（(][^（()）]{{0,{_BRACKET_REACH}}}[）)](?![^\S\n]*$)"
)

_CHINESE_END: Final = re.compile(rf"(?:[。！？｡]+|(?<=[{HAN}])[!?]+)[{_CLOSERS}]*{_MARKS}")
_GOES_ON: Final = re.compile(r"\s*[，、；：。,;:]")
# After a quoted question or exclamation; a quoted statement that ends in 。 ends the sentence.
_USED_AS_WORD: Final = re.compile(r"[的地得之等和与與或及这這那一]")

_ENGLISH_END: Final = re.compile(rf"[.!?。！？]+[{_CLOSERS}]*{_MARKS}(?=\s|$)")
_REFERENCE: Final = re.compile(rf"(?<=[a-z\)])[.!?][{_CLOSERS}]*\d{{1,3}}(?=\s+[A-Z])")
_BEGINS: Final = re.compile(r"\s+([\"'“‘(\[«¿¡*]*)(\w?)")
_LAST_WORD: Final = re.compile(r"(?:[A-Za-z]\.)*[^\W\d_]+$|\d+$")
_NEXT_WORD: Final = re.compile(r"[^\W\d_]+")
_LABEL: Final = re.compile(r"\W*(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})$")
_DIVISION: Final = re.compile(
    r"\b(?:sect|chap|vol|art|para|no|annex|annexes|section|chapter|part|appendix|article|group|table"
    r"|volume|title|category|committee)\.?\s+$",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 40


def split_sentences(text: str, *, lang: Language) -> list[Span]:
    """The sentences of one paragraph, as spans without the blanks around them, in order.

    Together they cover every character of ``text`` that is not blank. Never raises; linear.

    >>> text = "安理会注意到报告(S/2015/730)。“会员国应做什么？”的问题仍待答复；大家同意。谢谢！"
    >>> for span in split_sentences(text, lang="zh"):
    ...     print(span.cut(text))
    安理会注意到报告(S/2015/730)。
    “会员国应做什么？”的问题仍待答复；大家同意。
    谢谢！
    >>> text = "See para. 3 (a), pp. 12 and art. 53. Mr. J. Doe, of the U.S., agreed. It did."
    >>> for span in split_sentences(text, lang="en"):
    ...     print(span.cut(text))
    See para. 3 (a), pp. 12 and art. 53.
    Mr. J. Doe, of the U.S., agreed.
    It did.
    """
    ends = _chinese_ends(text) if lang == "zh" else _english_ends(text)
    spans: list[Span] = []
    start = 0
    for end in [*ends, len(text)]:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            low = start + len(piece) - len(piece.lstrip())
            spans.append(Span(low, low + len(stripped)))
        start = end
    return spans


def _chinese_ends(text: str) -> Iterator[int]:
    closed = [(match.start(), match.end()) for match in _BRACKETS.finditer(text)]
    index = start = 0
    for match in _CHINESE_END.finditer(text):
        end = match.end()
        while index < len(closed) and closed[index][1] <= match.start():
            index += 1
        if index < len(closed) and closed[index][0] < match.start():
            low, high = closed[index]
            if end < high or not _is_blank(text, start, low):
                continue  # inside brackets that do not hold whole sentences
        quoted = match.group()[-1] not in "。！？｡!?"
        if quoted and _GOES_ON.match(text, end):
            continue
        if quoted and match.group()[0] not in "。｡" and _USED_AS_WORD.match(text, end):
            continue
        yield end
        start = end


def _is_blank(text: str, start: int, end: int) -> bool:
    return end - start < _LOOK_BACK and not text[start:end].strip()


def _english_ends(text: str) -> Iterator[int]:
    closed = [(match.start(), match.end()) for match in _BRACKETS.finditer(text)]
    index = start = 0
    ends = sorted(
        {m.end(): m for p in (_ENGLISH_END, _REFERENCE) for m in p.finditer(text)}.items()
    )
    for end, match in ends:
        while index < len(closed) and closed[index][1] <= match.start():
            index += 1
        if index < len(closed) and closed[index][0] < match.start():
            continue
        following = _BEGINS.match(text, end)
        if following is None:
            continue
        if _is_final(text, start, match, following):
            yield end
            start = end


def _is_final(text: str, start: int, match: re.Match[str], following: re.Match[str]) -> bool:
    first = following.group(2)
    if not (first.isupper() or first.isdigit() or following.group(1) or _is_caseless(first)):
        return False
    stop = match.group()
    if stop[0] != ".":
        return True
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    if match.start() - start < _LOOK_BACK and _LABEL.fullmatch(before.strip()):
        return False  # "1. The Council", an inline label
    word = _LAST_WORD.search(before)
    if word is None or len(stop.strip(".")) or stop.startswith(".."):
        return True
    found = _NEXT_WORD.match(text, following.start(2))
    follower = found.group().lower() if found else ""
    if word.group() == "No" and before.strip() == "No":
        return follower in OPENERS  # an answer
    if len(word.group()) <= 4 and _DIVISION.search(before[: word.start()]):
        return True  # "chap. I, sect. A. See …": the letter is a number, not an initial
    return _word_ends(word.group(), follower, bool(first) and not first.isdigit())


def _word_ends(word: str, follower: str, is_word: bool) -> bool:
    folded = word.lower()
    if folded in SOMETIMES_FINAL:
        return follower in OPENERS
    if folded in NUMERIC and is_word and len(follower) > 1 and word[0].islower():
        return folded not in ("p", "pp", "v")  # an abbreviation of these has a number after it
    if folded in NEVER_FINAL:
        return False
    if len(word) == 1 and word.isupper():
        return follower in OPENERS and follower != "a" and word not in "I"
    return True


def _is_caseless(character: str) -> bool:
    return bool(character) and character.isalpha() and character.lower() == character.upper()
