"""Keys that differ from a question by slips of the pen, and by nothing that changes the meaning.

Distance is optimal string alignment (Levenshtein's, with the exchange of two neighbours as one
step), by rapidfuzz. What it finds is refused where the difference is more than a slip: another
number, another word that the glossary knows, a word too many that says something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from unterm.glossary.keys import is_chinese
from unterm.matching.inflection import plural

_Steps = tuple[tuple[int, int], ...]

_NUMBERS: Final = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百千万亿两第]+")
_IGNORED: Final = frozenset("of the and for on in to a an at by with".split())
# Up to which length how many slips are taken for slips.
_SLIPS_ENGLISH: Final = ((4, 0), (7, 1), (15, 2), (40, 3))
_SLIPS_CHINESE: Final = ((2, 0), (7, 1), (12, 2))
_SLIPS_LONG: Final = {False: 4, True: 3}
# The same within one word: alone it may be a word that the glossary does not know.
_SLIPS_WORD: Final = ((4, 0), (11, 1))
_SLIPS_WORD_AMONG_OTHERS: Final = ((1, 0), (5, 1))
_WORD_LONG: Final = 2
_SURE_AT: Final = 8
# 信任建立措施 for 建立信任措施: the same characters in another order count as two slips.
_SHORTEST_PERMUTED: Final = 4
_PERMUTED: Final = 2


class Near(NamedTuple):
    """A key and how much of it agrees, from 0 to 1."""

    key: str
    similarity: float


class NearKeys:
    """Finds the keys near a question; made once for a set of keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_length: dict[tuple[bool, int], list[str]] = {}
        self._words: set[str] = set()
        self._by_characters: dict[str, list[str]] = {}
        for key in keys:
            chinese = is_chinese(key)
            self._by_length.setdefault((chinese, len(key)), []).append(key)
            if not chinese:
                self._words.update(key.split())
            elif len(key) >= _SHORTEST_PERMUTED:
                self._by_characters.setdefault("".join(sorted(key)), []).append(key)

    def find(self, key: str) -> list[Near]:
        """The near keys, the nearest first.

        >>> keys = NearKeys(["security council", "fifth committee", "安全理事会"])
        >>> keys.find("secuirty council"), keys.find("sixth committee")
        ([Near(key='security council', similarity=0.9375)], [])
        """
        chinese = is_chinese(key)
        most = _slips(key, chinese)
        if not most:
            return []
        near = {
            other: Near(other, 1 - _PERMUTED / len(key))
            for other in self._by_characters.get("".join(sorted(key)), ())
        }
        for other, distance in self._within(key, chinese, most):
            if self._is_slip(key, other, chinese):
                near[other] = Near(other, 1 - distance / max(len(key), len(other)))
        return sorted(near.values(), key=lambda found: (-found.similarity, found.key))

    def _within(self, key: str, chinese: bool, most: int) -> Iterator[tuple[str, int]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        for length in range(len(key) - most, len(key) + most + 1):
            keys = self._by_length.get((chinese, length))
            if keys:
                for other, distance, _ in process.extract(
                    key, keys, scorer=OSA.distance, score_cutoff=most, limit=None
                ):
                    yield other, distance

    def _is_slip(self, key: str, other: str, chinese: bool) -> bool:
        if _NUMBERS.findall(key) != _NUMBERS.findall(other):
            return False
        if chinese:
            return _is_chinese_slip(key, other)
        return self._is_english_slip(key.split(), other.split())

    def _is_english_slip(self, words: list[str], others: list[str]) -> bool:
        alone = len(words) == len(others) == 1
        if alone and words[0][0] != others[0][0]:
            return False
        steps = _SLIPS_WORD if alone else _SLIPS_WORD_AMONG_OTHERS
        matcher = SequenceMatcher(None, words, others, autojunk=False)
        for change, low, high, other_low, other_high in matcher.get_opcodes():
            if change == "equal":
                continue
            given, meant = words[low:high], others[other_low:other_high]
            if change == "replace" and len(given) == len(meant):
                pairs = zip(given, meant, strict=True)
                if not all(self._is_misspelt(one, other, steps) for one, other in pairs):
                    return False
            elif change == "replace":
                if _distance("".join(given), "".join(meant)) > 1:
                    return False
            elif not _IGNORED.issuperset(given + meant):
                return False
        return True

    def _is_misspelt(self, given: str, meant: str, steps: _Steps) -> bool:
        """Whether a word is another one misspelt; a word that the keys have is itself."""
        if plural(given) == meant or plural(meant) == given:
            return True
        if meant in _IGNORED:
            return given in _IGNORED or _distance(given, meant) == 1
        if given in self._words:
            return False
        return _distance(given, meant) <= _limit(len(meant), steps, _WORD_LONG)


def _is_chinese_slip(key: str, other: str) -> bool:
    if len(other) < _SHORTEST_PERMUTED:
        return sorted(key) == sorted(other)
    ends = (key[0] == other[0]) + (key[-1] == other[-1])
    return ends == 2 or (ends == 1 and len(other) >= _SURE_AT)


def _slips(key: str, chinese: bool) -> int:
    steps = _SLIPS_CHINESE if chinese else _SLIPS_ENGLISH
    return _limit(len(key), steps, _SLIPS_LONG[chinese])


def _limit(length: int, steps: _Steps, beyond: int) -> int:
    return next((slips for longest, slips in steps if length <= longest), beyond)


def _distance(one: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)
