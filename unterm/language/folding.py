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

_INVISIBLE = "\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e"
_SPACE = rf"[\s{_INVISIBLE}]"
# A run of whitespace and invisible characters that is not just one blank between two words, or that
# blank beside a Han character. The class stands first: so the search skips from one to the next.
_BLANKS = re.compile(
    rf"{_SPACE}(?:(?<=[^ ]){_SPACE}*"
    rf"|{_SPACE}+"
    rf"|(?<=[{HAN}] )(?=[0-9A-Za-z(])"
    rf"|(?<=[0-9A-Za-z)%] )(?=[{HAN}]))"
)
_LINE_ENDS = re.compile("[\n\r\v\f\u0085\u2028\u2029]")
_WRAPS_AT = re.compile(rf"[{HAN}，。、；：？！《》〈〉（）【】…]")
_BESIDE_HAN = re.compile(rf"[{HAN}][0-9A-Za-z(]|[0-9A-Za-z)%][{HAN}]")
_LATIN_HYPHEN = re.compile(rf"-(?<=[^\W\d_{HAN}]-)(?=[^\W\d_{HAN}])")


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
    # A lone surrogate cannot be encoded, so no search engine takes it; it matches nothing.
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
    for olds, new in _SAME.items():
        table.update((ord(old), new) for old in olds)
    simplified = simplified_table()
    table = {
        code: simplified.get(ord(new), new) if ord(new) != code else new
        for code, new in table.items()
    }
    return {**simplified, **table}


@cache
def _exchanged() -> re.Pattern[str]:
    """Runs of the characters that the fold table changes; most of a text has none."""
    return re.compile("[" + "".join(map(re.escape, map(chr, sorted(_fold_table())))) + "]+")


def _exchange(text: str) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")
    table = _fold_table()
    # str.translate asks the table for every character; a text in Simplified script changes in few.
    return _exchanged().sub(lambda run: run[0].translate(table), text)


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
    changed = _exchange(text)
    parts: list[str] = []
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in _BLANKS.finditer(changed):
        low, high = match.span()
        parts.append(changed[start:low])
        pieces.append((start, low))
        blanks = match[0]  # a single blank matches beside Han characters alone
        if blanks != " " and _separates(blanks, changed[low - 1 : low], changed[high : high + 1]):
            kept = low + next(at for at, c in enumerate(blanks) if c.isspace())
            parts.append(" ")
            pieces.append((kept, kept + 1))
        start = high
    if not pieces:
        return Folded(_open_hyphens(changed), OffsetMap.identity(len(changed)))
    parts.append(changed[start:])
    pieces.append((start, len(changed)))
    return Folded(_open_hyphens("".join(parts)), OffsetMap.from_pieces(pieces))


def _open_hyphens(text: str) -> str:
    return _LATIN_HYPHEN.sub(" ", text) if "-" in text else text


def _separates(blanks: str, before: str, after: str) -> bool:
    """Whether a run of blanks between two characters stands for one blank, or for nothing."""
    if not any(map(str.isspace, blanks)) or _BESIDE_HAN.match(before + after):
        return False
    wrapped = _LINE_ENDS.search(blanks)
    return not (wrapped and (_WRAPS_AT.match(before) or _WRAPS_AT.match(after)))


def fold_key(text: str) -> str:
    """The folded text alone, without blanks at its ends: what look-up tables are keyed by."""
    return fold(text).text.strip()
