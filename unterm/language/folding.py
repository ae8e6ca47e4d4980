"""Fold text for matching, and keep the way back.

Two strings that a reader takes for the same designation fold to the same characters: width, case,
Traditional and Simplified script, kinds of quotation mark and dash, hyphen or blank between Latin
words, blanks between Han characters and Latin or digits, and line wraps inside Chinese words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from unterm.language.scripts import HAN
from unterm.model import OffsetMap, Span

# Characters that are written one for another. Only one-to-one changes stand here, so that a
# changed text keeps its length.
_SAME = {
    "“”„‟«»〝〞『』「」＂": '"',
    "‘’‚‛＇`´": "'",
    "‐‑‒–—―−－": "-",
    "·•‧∙・･": "·",
    "\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f": " ",
}
# Letters with case, compatibility forms and radicals that PDF extraction puts for characters.
_COMPATIBLE = (
    range(0x41, 0x590),
    range(0x1E00, 0x2000),
    range(0x2E80, 0x2FE0),
    range(0xF900, 0xFB00),
    range(0xFF01, 0xFFEF),
)
_HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))

_JOINS_HAN = rf"{HAN}，。、；：？！《》〈〉（）【】…"
_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
# Invisible characters, whitespace other than one blank, and single blanks beside Han characters.
_BLANKS = re.compile(
    rf"[{_INVISIBLE}]+"
    r"|[^\S ]\s*"
    r"| \s+"
    rf"|(?<=[{HAN}]) (?=[0-9A-Za-z(])"
    rf"|(?<=[0-9A-Za-z)%]) (?=[{HAN}])"
)
_HAN_NEIGHBOUR = re.compile(rf"[{_JOINS_HAN}]")
_LATIN_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, where it stood in the text that was given."""

    text: str
    offsets: OffsetMap

    def span(self, start: int, end: int) -> Span:
        """A range of the folded text as a span of the text that was given."""
        return self.offsets.span(start, end)


@cache
def simplified_table() -> dict[int, str]:
    """Each Traditional character with its Simplified one, from OpenCC's ``t2s`` dictionary.

    Characters, not phrases: a table that depended on the neighbours could not be undone, and both
    sides of every comparison are folded alike. (The phrase configurations change terms:
    ``tw2sp`` turns 建立信任措施 into 创建信任措施.)
    """
    import opencc

    characters = [chr(code) for block in _HAN_BLOCKS for code in block]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new
        for old, new in zip(characters, converted, strict=True)
        if old != new and len(new) == 1
    }


@cache
def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for block in _COMPATIBLE:
        for code in block:
            old = chr(code)
            new = unicodedata.normalize("NFKC", old).lower()
            # İ and ß lower or normalise to two characters: left alone, the length must hold.
            if len(new) == 1 and new != old:
                table[code] = new
    for olds, new in _SAME.items():
        table.update((ord(old), new) for old in olds)
    simplified = simplified_table()
    table = {
        code: simplified.get(ord(new), new) if ord(new) != code else new
        for code, new in table.items()
    }
    return {**simplified, **table}


def simplify(text: str) -> str:
    """The text in Simplified script, character by character.

    >>> simplify("聯合國憲章")
    '联合国宪章'
    """
    return text.translate(simplified_table())


def fold(text: str) -> Folded:
    """Fold a text for matching.

    >>> fold("第 2254(2015)号决\\n\\n议").text
    '第2254(2015)号决议'
    >>> fold("Confidence‑Building  Measures").text
    'confidence building measures'
    >>> folded = fold("預防\\n\\n 衝突")
    >>> folded.text, folded.span(0, 4)
    ('预防冲突', Span(start=0, end=7))
    """
    changed = text.translate(_fold_table())
    if "-" in changed:
        changed = _LATIN_HYPHEN.sub(" ", changed)
    kept: list[Span] = []
    start = 0
    length = len(changed)
    for match in _BLANKS.finditer(changed):
        low, high = match.span()
        if high - low == 1 and changed[low] == " ":  # a single blank beside a Han character
            keep_one = False
        elif match[0].isspace():
            wrapped = any(mark in match[0] for mark in "\n\r\v\f\u0085\u2028\u2029")
            beside_han = (low > 0 and _HAN_NEIGHBOUR.match(changed, low - 1)) or (
                high < length and _HAN_NEIGHBOUR.match(changed, high)
            )
            keep_one = not (wrapped and beside_han)
        else:
            keep_one = False
        kept.append(Span(start, low + 1 if keep_one else low))
        start = high
    if not kept:
        return Folded(changed, OffsetMap.identity(length))
    kept.append(Span(start, length))
    parts = [changed[piece.start : piece.end] for piece in kept]
    folded = "".join(parts)
    # A kept whitespace run is shown as one blank, whatever its first character was.
    if "\n" in folded or "\t" in folded or "\r" in folded:
        folded = folded.translate({9: " ", 10: " ", 11: " ", 12: " ", 13: " ", 0x85: " "})
    return Folded(folded, OffsetMap.from_pieces(kept))


def fold_key(text: str) -> str:
    """The folded text alone, without blanks at its ends: what look-up tables are keyed by."""
    return fold(text).text.strip()
