"""Characters: what is Han, what is punctuation, and which language a text is written in.

Ranges after Unicode 16 (Scripts.txt, sc=Han), as classes to be put between the brackets of a
regular expression.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from unterm.model.terms import Language

HAN: Final = (
    "\u3005\u3007\u3021-\u3029\u3038-\u303b"  # 々 〇 and the Hangzhou numerals
    "\u3400-\u4dbf"  # extension A
    "\u4e00-\u9fff"
    "\uf900-\ufaff"  # compatibility ideographs
    "\u2e80-\u2fdf"  # radicals, which PDF text layers put for the characters
    "\U00020000-\U0002fa1f"  # extensions B to F and I, compatibility supplement
    "\U00030000-\U000323af"  # extensions G and H
)
"""Han characters, for use inside ``[...]``."""

CJK_OPENING: Final = "“‘《〈「『（【〔［｛〖｢"
CJK_CLOSING: Final = "”’》〉」』）】〕］｝〗｣"
CJK_POINTS: Final = "。！？；：，、．｡､"
CJK_PUNCTUATION: Final = CJK_OPENING + CJK_CLOSING + CJK_POINTS + "…—～·・"
"""Marks that a Chinese text sets full width or shares with no Latin use but quotation."""

OPENING: Final = CJK_OPENING + "([{«‹„‚"
CLOSING: Final = CJK_CLOSING + ")]}»›"

_HAN = re.compile(f"[{HAN}]")
_KANA_HANGUL = re.compile("[\u3041-\u30fa\u31f0-\u31ff\uac00-\ud7a3\u1100-\u11ff]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")

# A Chinese text says in one Han character what English says in three or four letters
# by rule of thumb, so that is what a character weighs against letters.
_LETTERS_PER_HAN: Final = 3
_SAMPLE: Final = 200_000


def is_han(character: str) -> bool:
    """Whether one character is a Han character.

    >>> is_han("联"), is_han("〇"), is_han("𠮷"), is_han("，"), is_han("A")
    (True, True, True, False, False)
    """
    return _HAN.fullmatch(character) is not None


def han_share(text: str) -> float:
    """Share of Han characters among the letters of a text, 0 where it has no letters.

    >>> han_share("联合国 UN")
    0.6
    """
    letters = sum(character.isalpha() or is_han(character) for character in text)
    return len(_HAN.findall(text)) / letters if letters else 0.0


def detect_language(text: str) -> Language | None:
    """The language of a text, told by its script; None where it is neither Chinese nor English.

    A Latin text counts as English, whatever its language; the caller knows better. The first
    200,000 characters decide.

    >>> detect_language("安理会回顾第 2507(2020)号决议"), detect_language("The Security Council")
    ('zh', 'en')
    >>> detect_language("Совет Безопасности") is None, detect_language("1. 2. 3.") is None
    (True, True)
    """
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    latin = len(_LATIN.findall(sample))
    kana_hangul = len(_KANA_HANGUL.findall(sample))
    letters = sum(n for character, n in Counter(sample).items() if character.isalpha())
    other = letters - latin - kana_hangul - sum(map(str.isalpha, _HAN.findall(sample)))
    if kana_hangul > han / 5 or other > max(latin, _LETTERS_PER_HAN * han):
        return None
    if han and _LETTERS_PER_HAN * han >= latin:
        return "zh"
    return "en" if latin else None
