"""Keys by how they are spoken, where the pinyin extra (pypinyin) is installed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from importlib.util import find_spec
from typing import Final

_SYLLABLE: Final = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:i?ang|i?ong|uang|[ei]ng|i?an|i?ao|uai|u?an|ai|[eu]i|ou|[eiu]n|er|i[aeu]|u[aoe]|[aeiouv])"
)
_LONGEST_SYLLABLE: Final = 6
_SHORTEST: Final = 5  # letters: dire and mine are words of English rather
_LONGEST: Final = 120
_BREAKS: Final = re.compile("[' ]")


class SpokenKeys:
    """Finds Chinese keys by pinyin without tones, written together or apart.

    Saying a word takes pypinyin some 50 microseconds, so that only those are said that have as many
    characters as the question may have syllables, and begin with its first letter.

    >>> SpokenKeys(["维持和平", "维和"]).find("wei chi he ping")
    ['维持和平']
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = keys
        self._spoken: dict[tuple[int, str], dict[str, list[str]]] = {}

    def find(self, question: str) -> list[str]:
        """The keys that sound so; none where the extra is not installed."""
        letters = _BREAKS.sub("", question)
        if not _SHORTEST <= len(letters) <= _LONGEST or not _has_pinyin():
            return []
        return [
            key
            for length in sorted(syllable_counts(letters))
            for key in self._said(length, letters[0]).get(letters, ())
        ]

    def _said(self, length: int, letter: str) -> dict[str, list[str]]:
        said = self._spoken.get((length, letter))
        if said is None:
            from pypinyin import lazy_pinyin

            said = {}
            for key in self._by_start.get((length, letter), ()):
                said.setdefault("".join(lazy_pinyin(key)), []).append(key)
            self._spoken[length, letter] = said
        return said

    @cached_property
    def _by_start(self) -> dict[tuple[int, str], list[str]]:
        from pypinyin import Style, pinyin

        letters: dict[str, set[str]] = {}
        table: dict[tuple[int, str], list[str]] = {}
        for key in self._keys:
            first = key[0]
            if first not in letters:
                readings = pinyin(first, style=Style.NORMAL, heteronym=True)[0]
                letters[first] = {reading[0] for reading in readings if reading}
            for letter in letters[first]:
                table.setdefault((len(key), letter), []).append(key)
        return table


def syllable_counts(letters: str) -> set[int]:
    """Of how many syllables a string of letters may consist; none where it is no pinyin.

    >>> syllable_counts("heping"), syllable_counts("xian"), syllable_counts("strength")
    ({2}, {1, 2}, set())
    """
    counts: list[set[int]] = [set() for _ in range(len(letters) + 1)]
    counts[0] = {0}
    for start in range(len(letters)):
        if counts[start]:
            for end in range(start + 1, min(len(letters), start + _LONGEST_SYLLABLE) + 1):
                if _SYLLABLE.fullmatch(letters, start, end):
                    counts[end] |= {count + 1 for count in counts[start]}
    return counts[-1]


def _has_pinyin() -> bool:
    return find_spec("pypinyin") is not None
