"""Whether a Chinese text renders a concept: outright, by grammar, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from unterm.model import Span

JOINERS: Final = "、和及与或并，,；;（）()"
_HEADS: Final = re.compile(
    "(?:委员会|理事会|特派团|代表团|工作队|工作组|办事处|事务处|办公室|组织|基金|法庭|法院|方案|署|部|局"
    "|会议|大会|论坛|小组|联盟|共同体|团|处|机构|机制|公约|协定|条约|宣言|议程|计划|战略)$"
)
_RESUMED: Final = "该本此两其各上述"
# How much longer than the term the stretch may be in which its characters stand in order:
# 健康、休闲、参与和工作的权利 holds 健康权.
_STRETCH: Final = 14
_SHORTEST_STRETCHED: Final = 3
_SHORTEST_NAME: Final = 5
# What may stand inside a name: joiners, and particles.
_INSERTED: Final = JOINERS + "的各国之年第届次会0123456789"
# The last part of a term may be left out where so much of it stands.
_MOST: Final = 0.6
_BLOT: Final = "\0"
# No segment is longer; what is may hold anything, and is not searched in every way.
LONGEST_TEXT: Final = 5_000


def stands_outright(text: str, keys: Sequence[str], taken: Sequence[Span]) -> bool:
    """Whether one of the keys stands in a text, outside the spans that are taken."""
    for key in keys:
        start = text.find(key)
        while start >= 0:
            end = start + len(key)
            if not any(s.start <= start and end <= s.end for s in taken):
                return True
            start = text.find(key, start + 1)
    return False


def _masked(text: str, key: str, taken: Sequence[Span]) -> str:
    """The text with what is taken and no part of the key blotted out, of the same length."""
    for span in taken:
        if span.cut(text) in key:
            continue
        text = text[: span.start] + _BLOT * (span.end - span.start) + text[span.end :]
    return text


def stands_in_part(
    text: str,
    keys: Sequence[str],
    taken: Sequence[Span] = (),
    *,
    named: bool = False,
    resumed: bool = True,
) -> bool:
    """Whether grammar explains what is there: elided coordination, insertion, resumption.

    A name (``named``) is not taken apart by an insertion unless things are coordinated in it.
    ``resumed`` tells whether a resumption can be meant.

    >>> stands_in_part("促进建立信任和预防外交", ["建立信任措施"])
    True
    >>> stands_in_part("健康、参与和工作的权利", ["健康权"])
    True
    >>> stands_in_part("该委员会决定", ["建设和平委员会"])
    True
    >>> stands_in_part("建立互信措施", ["建立信任措施"]), stands_in_part("维持和平", ["保持和平"])
    (False, False)
    >>> stands_in_part("国际司法法院", ["国际法院"], named=True)
    False
    """
    if len(text) > LONGEST_TEXT:
        return any(key[: len(key) // 2] in text for key in keys)
    for key in keys:
        free = _masked(text, key, taken)
        if _stretched(free, key, named=named) or _elided(free, key):
            return True
        if resumed and _resumed(free, key):
            return True
    return False


def _places(text: str, part: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _stretched(text: str, key: str, *, named: bool) -> bool:
    """Whether the characters stand in order in a stretch that is little longer than the term."""
    if len(key) < (_SHORTEST_NAME if named else _SHORTEST_STRETCHED):
        return False
    for start in _places(text, key[0]):
        stretch = text[start : start + len(key) + _STRETCH]
        at = 0
        for character in key[1:]:
            at = stretch.find(character, at + 1)
            if at < 0:
                break
        else:
            stretch = stretch[: at + 1]
            if _BLOT not in stretch and (not named or _coordinated(stretch, key)):
                return True
    return False


def _coordinated(stretch: str, key: str) -> bool:
    """Whether what is inserted into a name joins it to another: a joiner, or particles alone."""
    rest = iter(key)
    awaited = next(rest)
    inserted = []
    for character in stretch:
        if character == awaited:
            awaited = next(rest, "")
        else:
            inserted.append(character)
    return any(c in JOINERS for c in inserted) or all(c in _INSERTED for c in inserted)


def _elided(text: str, key: str) -> bool:
    """Whether a part stands beside a joiner: A和BC for AC, AB和C for AC, AB和 for ABC."""
    half = max(2, (len(key) + 1) // 2)
    for size in range(len(key) - 1, half - 1, -1):
        head, tail = key[:size], key[size:]
        for start in _places(text, head):
            end = start + size
            joined = text[end : end + 1] in JOINERS and end < len(text)
            if joined and (size >= _MOST * len(key) or tail in text[end : end + _STRETCH]):
                return True
    for size in range(1, len(key)):
        head, tail = key[:-size], key[-size:]
        for start in _places(text, tail):
            if (
                start
                and text[start - 1] in JOINERS
                and head in text[max(0, start - _STRETCH) : start]
            ):
                return True
    return False


def same_head(one: str, other: str) -> bool:
    """Whether two names end in one head, so that a resumption can mean either.

    >>> same_head("儿童权利公约", "残疾人权利公约"), same_head("理事会", "非政府组织委员会")
    (True, False)
    """
    head = _HEADS.search(one)
    return head is not None and other.endswith(head[0])


def _resumed(text: str, key: str) -> bool:
    """Whether the head of a name stands by itself, in its own marks, or after 该 and the like."""
    head = _HEADS.search(key)
    if head is None or len(key) <= len(head[0]):
        return False
    before = _RESUMED + JOINERS
    return any(
        start == 0
        or text[start - 1] in before
        or text[start - 1 : start + len(head[0]) + 1] == f"《{head[0]}》"
        for start in _places(text, head[0])
    )
