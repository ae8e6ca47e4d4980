"""English words, which phrases of them are well formed, and how a phrase is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import Final, NamedTuple

from unterm.extraction.shapes import KNOWN
from unterm.extraction.words import Standing, read_table

ENGLISH_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
"""A word or a figure; a hyphen parts words, as it does in folding."""

_LINK = re.compile(r"\s+|[-‑/]?")
# Closed classes: no English term begins or ends with one, save where the table of words shows it.
FUNCTION: Final = frozenset(
    "a an the this that these those such its their his her our your my any some each every all both"
    " no other others another and or but nor so yet as if than then when where while whether which"
    " who whom whose what how why because since until unless although though of to in on at by for"
    " with from into upon under over between among through during within without against about"
    " regarding concerning including towards toward before after following across along around per"
    " via is are was were be been being am has have had having do does did done will would shall"
    " should may might can could must not also only very more most less least well further thereof"
    " therein herein i we you he she it they them us him me itself themselves there here s it's"
    " made taken given according due order due respect regard pursuant".split()
)
_GENITIVE = ("'s", "’s", "s'", "s’")
_PRIOR = 2.0
_ENDINGS = (2, 3)
"""Letters of the endings by which words are alike."""
_ALIKE = 5.0
"""What the average word is worth beside those that end alike."""
_LEAST_EDGE = 0.02
_LEAST_WITHIN = 0.02
_LEAST_ALONE = 0.01
_INNER = frozenset("of and for the in on to by with from at against a an or its all 's s".split())


class EnglishWord(NamedTuple):
    """A word: lower case for comparing, as written, and its span in its sentence."""

    text: str
    written: str
    start: int
    end: int


def cut_english(sentence: str) -> list[EnglishWord]:
    """The words of an English sentence.

    >>> [w.text for w in cut_english("Confidence-building measures (CBMs), 2021")]
    ['confidence', 'building', 'measures', 'cbms', '2021']
    """
    return [
        EnglishWord(m[0].lower().replace("’", "'"), m[0], m.start(), m.end())
        for m in ENGLISH_WORD.finditer(sentence)
    ]


def joined_cells(between: str) -> bool:
    """Whether what stands between two words leaves them one phrase: a blank, hyphen or slash.

    >>> joined_cells(" "), joined_cells("-"), joined_cells(", ")
    (True, True, False)
    """
    return _LINK.fullmatch(between) is not None


Shares = tuple[float, float, float, float]


class _Table(NamedTuple):
    """The words of the table; the shares of the average word, and of those of each ending."""

    words: dict[str, Standing]
    mean: Shares
    endings: dict[str, Shares]


@cache
def _table() -> _Table:
    words = read_table("en")
    content = {word: own for word, own in words.items() if word not in FUNCTION}
    total = sum(own.occurrences for own in content.values()) or 1
    whole = [sum(own[i] for own in content.values()) / total for i in range(1, 5)]
    mean = (whole[0], whole[1], whole[2], whole[3])
    endings: dict[str, Shares] = {}
    for length in _ENDINGS:
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
        for word, own in content.items():
            if len(word) > length and own.occurrences:
                # A word counts by the root of its occurrences: no single one is its ending.
                weight = own.occurrences**-0.5
                figures = (*own[1:5], own.occurrences)
                row = sums[word[-length:]]
                row[:] = [old + weight * new for old, new in zip(row, figures, strict=True)]
        for ending, row in sums.items():
            shorter = endings.get(ending[1:], mean)
            size = row[4] + _ALIKE
            some = [(row[i] + _ALIKE * shorter[i]) / size for i in range(4)]
            endings[ending] = (some[0], some[1], some[2], some[3])
    return _Table(words, mean, endings)


def _expected(word: str, table: _Table) -> Shares:
    """The shares of the words that end alike: verbs in -ed are hardly ever terms, nouns in -ion."""
    found = (table.endings.get(word[-length:]) for length in reversed(_ENDINGS))
    return next((shares for shares in found if shares is not None), table.mean)


@cache
def english_shares(word: str) -> Shares:
    """Of a word's occurrences, the shares alone, first, last and inside in UN terms.

    Smoothed towards the average of the words that end in the same letters.

    >>> english_shares("the")[1] < 0.01 < english_shares("confidence")[1]
    True
    >>> english_shares("quaffed")[2] < 0.05 < english_shares("quaffation")[2]
    True
    """
    table = _table()
    own = table.words.get(word)
    if word in FUNCTION:
        if own is None or not own.occurrences:
            return (0.0, 0.0, 0.0, 0.0)
        size = float(own.occurrences)
        return own.alone / size, own.first / size, own.last / size, own.inside / size
    expected = _expected(word, table)
    if own is None:
        return expected
    size = own.occurrences + _PRIOR
    alone, first, last, inside = (own[i + 1] + _PRIOR * expected[i] for i in range(4))
    return alone / size, first / size, last / size, inside / size


@cache
def is_well_formed(words: tuple[str, ...], known: tuple[bool, ...] = ()) -> bool:
    """Whether a sequence can be a term: content words at its edges, no verb forms that join none.

    >>> is_well_formed(("rule", "of", "law")), is_well_formed(("the", "rule"))
    (True, False)
    """
    if len(words) == 1:
        word = words[0]
        return (
            not any(known)
            and word.isalpha()
            and len(word) > 2
            and word not in FUNCTION
            and english_shares(word)[0] >= _LEAST_ALONE
        )
    marks = known or (False,) * len(words)
    first, last = (KNOWN if marks[at] else english_shares(words[at]) for at in (0, len(words) - 1))
    if not (words[0][0].isalpha() and words[-1][0].isalpha()) or len(words[-1]) < 2:
        return False
    if words[0] in FUNCTION or words[-1] in FUNCTION:
        return False
    if first[1] < _LEAST_EDGE or last[2] < _LEAST_EDGE:
        return False
    return all(
        mark or w in _INNER or sum(english_shares(w)) >= _LEAST_WITHIN
        for w, mark in zip(words[1:-1], marks[1:-1], strict=True)
    )


def is_genitive(word: str) -> bool:
    """Whether a word ends in the mark of the genitive.

    >>> [is_genitive(word) for word in ("system's", "systems'", "systems")]
    [True, True, False]
    """
    return word.endswith(_GENITIVE)


class Spellings:
    """How a phrase is written in running text: case, number and hyphens as the text has them."""

    def __init__(self) -> None:
        self._inside: dict[tuple[str, ...], Counter[str]] = {}
        self._opening: dict[tuple[str, ...], Counter[str]] = {}
        self._capital: set[str] = set()
        self._small: set[str] = set()

    def add_word(self, word: str, written: str) -> None:
        """Note how a word is written inside a sentence, with a capital or a small letter first."""
        (self._capital if written[0].isupper() else self._small).add(word)

    def add(self, words: tuple[str, ...], written: str, opens: bool) -> None:
        """Note an occurrence; ``opens`` says that it opens its sentence."""
        table = self._opening if opens else self._inside
        table.setdefault(words, Counter())[" ".join(written.split())] += 1

    def of(self, words: tuple[str, ...], *, proper: bool = False) -> str:
        """The commonest spelling; that at the opening of a sentence loses its capital.

        It keeps it where its first word always has one inside sentences, where other words of the
        phrase have one, or where the Chinese is ``proper``, the name of a place or person. A
        genitive loses its mark.

        >>> spellings = Spellings()
        >>> spellings.add(("good", "offices"), "Good offices", True)
        >>> spellings.of(("good", "offices")), spellings.of(("good", "offices"), proper=True)
        ('good offices', 'Good offices')
        """
        written = self._commonest(words, proper=proper)
        return re.sub("['’]s?$", "", written) if is_genitive(words[-1]) else written

    def _commonest(self, words: tuple[str, ...], *, proper: bool) -> str:
        inside = self._inside.get(words)
        if inside:
            return min(inside.items(), key=lambda item: (-item[1], item[0]))[0]
        opening = self._opening.get(words)
        if not opening:
            return " ".join(words)
        written = min(opening.items(), key=lambda item: (-item[1], item[0]))[0]
        rest = written[1:]
        capitals = sum(part[:1].isupper() for part in re.split(r"[ -]", rest)[1:])
        own = proper or rest[:1].isupper() or self._is_proper(words[0])
        return written if capitals or own else written[0].lower() + rest

    def _is_proper(self, word: str) -> bool:
        return word in self._capital and word not in self._small
