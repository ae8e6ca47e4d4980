"""A Chinese word, or what parts it from the next one, in figures: all that the tagger sees."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from unterm.extraction.ngrams import Floats
from unterm.extraction.words import COORDINATORS, Words
from unterm.language.scripts import is_han

_NEVER = 0.02
"""A share in terms below which a word is as good as never in one."""
_NUMERALS = frozenset("一二三四五六七八九十百千万亿第")
_NONE = "none"
_CHARACTERS = {
    "opening": '“‘「『《〈"',
    "closing": "”’」』》〉",
    "bracket": "(（[【",
    "end of bracket": ")）]】",
    "enumeration": "、",
    "comma": "，,",
    "pause": "；;：:",
    "stop": "。.？?！!…",
    "dot": "·•・",
    "dash": "-–—―/",
    "blank": " \u3000\t\n",
}
MARKS: tuple[str, ...] = ("border", *_CHARACTERS, "other mark")
"""What can part words: the border of a segment, or a kind of character."""
_MARK = {c: number for number, name in enumerate(MARKS) for c in _CHARACTERS.get(name, "")}
_CLASSES = (
    *("n", "v", "vn", "a", "an", "ad", "b", "d", "f", "g", "i", "j", "l", "m", "nr", "ns", "nt"),
    *("nz", "q", "r", "s", "t", "z", "p", "c", "u", "y", "x", _NONE),
)
_CLASS = {tag: number for number, tag in enumerate(_CLASSES)}
_SHARES = ("alone", "first", "last", "inside")
_FIGURES = (
    *("word", *_SHARES, "in a term", "before", "after", "ends", "begins"),
    *(
        "rarity",
        "short",
        "long",
        "not in the table",
        "的",
        "coordinator",
        "not Han",
        "numeral",
        "foreign",
    ),
    *(f"{place}, by its {part}" for part in ("opening", "ending") for place in _SHARES),
    *("never", "edge"),
)
FEATURES: tuple[str, ...] = (*_FIGURES, *(f"class {tag}" for tag in _CLASSES), *MARKS)
"""The names of the features, in the order of the columns."""


def mark_number(character: str) -> int:
    """The number in `MARKS` of a character that parts words; of the border, if there is none.

    >>> [MARKS[mark_number(character)] for character in ("", "、", "《", "%")]
    ['border', 'enumeration', 'opening', 'other mark']
    """
    return _MARK.get(character, len(MARKS) - 1) if character else 0


def describe(vocabulary: Sequence[str], words: Words) -> Floats:
    """The features of each word and of each mark, a row for each, a column for each of `FEATURES`.

    The empty word stands for what lies beyond a clause edge; the marks follow the words. Shares and
    counts come as logarithms, of about the size of 1.

    >>> from unterm.extraction.words import load_words
    >>> row = dict(zip(FEATURES, describe(["特派团"], load_words())[0], strict=True))
    >>> float(row["word"]), float(row["short"]), bool(row["last"] > row["first"])
    (1.0, 0.0, True)
    """
    table = np.zeros((len(vocabulary) + len(MARKS), len(FEATURES)))
    edge = FEATURES.index("edge")
    for number, word in enumerate(vocabulary):
        if not word:
            table[number, edge] = 1.0
            continue
        figures = _figures(word, words)
        table[number, : len(figures)] = figures
        table[number, len(_FIGURES) + _class_number(word, words)] = 1.0
    table[len(vocabulary) :, edge] = 1.0
    table[len(vocabulary) :, -len(MARKS) :] = np.eye(len(MARKS))
    return table


def _figures(word: str, words: Words) -> list[float]:
    """All but the last of `_FIGURES`, which is for edges."""
    shares = words.shares(word)
    total = sum(shares)
    by_characters = words.shares_by_characters(word)
    own = words.standings.get(word)
    occurrences, before, after, ends, begins = 0, 0, 0, 0, 0
    if own is not None:
        occurrences, before, after = own.occurrences, own.before, own.after
        ends, begins = own.names + own.terms, own.begins
    return [
        1.0,
        *(math.log(share + 0.01) + 3 for share in (*shares, total)),
        math.log((before + 0.3) / (occurrences + 3)) + 2,
        math.log((after + 0.3) / (occurrences + 3)) + 2,
        math.log1p(ends) / 2,
        math.log1p(begins) / 2,
        math.log(words.rarity(word) + 0.1) / 3,
        len(word) == 1,
        len(word) > 2,
        own is None,
        word == "的",
        word in COORDINATORS,
        not is_han(word[0]),
        word[0] in _NUMERALS,
        words.foreignness(word) / 3,
        *(math.log(share + 0.01) + 3 for part in by_characters for share in part),
        total < _NEVER,
    ]


def _class_number(word: str, words: Words) -> int:
    tag = words.classes.get(word)
    if tag is None:
        return _CLASS[_NONE]
    if tag.startswith("nr"):
        return _CLASS["nr"]
    return _CLASS.get(tag, _CLASS.get(tag[0], _CLASS["x"]))
