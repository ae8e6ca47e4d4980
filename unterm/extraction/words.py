"""What is known of single words: how they stand in UN terms, and how common they are elsewhere."""

from __future__ import annotations

import importlib.util
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from unterm.errors import InputError
from unterm.extraction.marked import Marked, load_marked
from unterm.extraction.tables import read_shipped, rows_of
from unterm.model import Language

# How many imagined occurrences of the average word of its class stand behind a word's own counts.
_PRIOR = 4.0
# What a term that ends in the word is worth, in occurrences, though the texts may lack it.
_TYPES = 0.35
COORDINATORS = frozenset("和与及或、")
_PART = 0.02
_MIN_NAMES = 3
_NAME_END = 0.3
# A character that is so often a word of its own, and so seldom the edge of a term.
_SMALL = 20
_SHORT = 3
_SELDOM_IN_GENERAL = 5
_SELDOM = 0.02
_NEVER = (0.0, 0.0, 0.0, 0.0)
_FUNCTION = "pcruye"
# Prepositions, conjunctions, pronouns, particles, adverbs, numerals, measures: dictionary classes
# whose words are no part of a term unless they often are (不 in 不扩散, 及 in names).
_CLOSED = dict.fromkeys(_FUNCTION, 0.15) | dict.fromkeys("dmqft", 0.05)
# Verbs, set phrases, personal names.
LISTED = frozenset(("v", "i", "l", "nr", "nrt", "nrfg"))
UNSAID = LISTED - {"i", "l"}
"""Of these no word that the table has not is a term by itself."""
_RARE = 0.3
_OFTEN = 5
_WEIRD = 20
# What the average word is worth beside those that share a character.
_ALIKE = 5.0
_MOST_FOREIGN = 4.0


class Standing(NamedTuple):
    """How often a word occurs, and how often alone, first, last or inside in a UN term.

    Also how many names and other terms end in it and how many begin with it, and how often it
    stands before and after one.
    """

    occurrences: int
    alone: int
    first: int
    last: int
    inside: int
    names: int
    terms: int
    begins: int = 0
    before: int = 0
    after: int = 0


Shares = tuple[float, float, float, float]
"""Shares of the occurrences alone, first, last and inside in UN terms."""


@dataclass(frozen=True, slots=True)
class Words:
    """The table of standings, and a general dictionary with its frequencies and word classes."""

    standings: dict[str, Standing]
    frequencies: dict[str, int]
    classes: dict[str, str]
    total: int
    class_shares: dict[str, Shares]
    """The average shares of the words of each class; those of nouns are of all words."""
    by_opening: Mapping[str, Shares]
    by_ending: Mapping[str, Shares]
    """The same averages by the first and the last character of words (代表团, 核查团)."""
    terms: Mapping[str, Marked]
    """Strings that are terms in other UN texts."""
    foreign: Mapping[str, float]
    """How much commoner a character is in foreign names than in UN words: log of the ratio."""

    _kept: dict[str, Shares] = field(default_factory=dict, init=False, repr=False, compare=False)

    def shares(self, word: str) -> Shares:
        """Of the word's occurrences, the shares alone, first, last and inside in UN terms.

        Smoothed towards the average of its word class; a word of no class counts as a noun.
        """
        found = self._kept.get(word)
        if found is None:
            found = self._kept[word] = self._compute_shares(word)
        return found

    def _compute_shares(self, word: str) -> Shares:
        tag = self.classes.get(word)
        mean = self.class_shares.get(tag or "n", self.class_shares["n"])
        own = self.standings.get(word)
        in_terms = own is not None and sum(own[1:5]) > 0
        seldom = self.frequencies.get(word, 0) <= _SELDOM_IN_GENERAL
        composed = len(word) > (1 if tag is None else _SHORT) and seldom
        if composed and not in_terms and not self._is_coinable(word):
            return _NEVER  # 应由, 充分利用: what jieba makes of two small words
        if own is None:
            if tag is not None and tag[0] in _CLOSED:
                return _NEVER
            if tag in LISTED:  # those of them that stand in terms are in the table
                return (mean[0] * _RARE, mean[1] * _RARE, mean[2] * _RARE, mean[3] * _RARE)
            return mean
        if tag is not None and tag[0] in _CLOSED and word not in COORDINATORS:
            size = float(max(own.occurrences, 1))
            shares = (own.alone / size, own.first / size, own.last / size, own.inside / size)
            return shares if max(shares) >= _CLOSED[tag[0]] else _NEVER
        types = _TYPES * (own.names + own.terms)
        size = own.occurrences + _PRIOR + types
        return (
            (own.alone + _PRIOR * mean[0]) / size,
            (own.first + _PRIOR * mean[1]) / size,
            (own.last + _PRIOR * mean[2] + types) / size,
            (own.inside + _PRIOR * mean[3]) / size,
        )

    def shares_by_characters(self, word: str) -> tuple[Shares, Shares]:
        """The averages of the words that open, and of those that end, with the same character.

        >>> opening, ending = load_words().shares_by_characters("核查团")
        >>> ending[2] > opening[2]
        True
        """
        mean = self.class_shares["n"]
        return self.by_opening.get(word[0], mean), self.by_ending.get(word[-1], mean)

    def foreignness(self, word: str) -> float:
        """The average over the characters of how much they look like a foreign name, -4 to 4.

        >>> words = load_words()
        >>> words.foreignness("克什米尔") > 1 > -1 > words.foreignness("主管")
        True
        """
        return sum(self.foreign.get(c, 0.0) for c in word) / len(word)

    def _is_coinable(self, word: str) -> bool:
        """Whether a word that no table has can be one: no small word stands at its edges."""
        set_phrase = self.classes.get(word) in ("i", "l")
        for length in (1, 2) if len(word) > _SHORT and not set_phrase else (1,):
            for part, place in ((word[:length], 1), (word[-length:], 2)):
                own = self.standings.get(part)
                if own and own.occurrences >= _SMALL and self.shares(part)[place] < _SELDOM:
                    return False
        return True

    def bounds(self, word: str) -> bool:
        """Whether a phrase ends beside this word: it is hardly ever part of a term, or joins two.

        >>> [load_words().bounds(w) for w in ("的", "在", "强调", "和", "和平")]
        [True, True, True, True, False]
        """
        return word in COORDINATORS or sum(self.shares(word)) < _PART

    def is_function(self, word: str) -> bool:
        """Whether a word that bounds a phrase is a preposition, conjunction, pronoun or particle.

        >>> [load_words().is_function(word) for word in ("在", "强调")]
        [True, False]
        """
        return self.bounds(word) and self.classes.get(word, "n")[0] in _FUNCTION

    def is_name(self, word: str) -> bool:
        """Whether the dictionary has the word as the name of a place, a person or a body.

        >>> [load_words().is_name(word) for word in ("日内瓦", "会议")]
        [True, False]
        """
        return self.classes.get(word, "")[:2] in ("nr", "ns", "nt")

    def rarity(self, word: str) -> float:
        """How rare a word is in general Chinese: occurrences in a million that one is taken for."""
        return (self.frequencies.get(word, 0) + 1) * 1e6 / self.total

    def adapted(self, frequencies: Mapping[str, int]) -> Words:
        """The same words for texts with these frequencies.

        A verb or set phrase that the table has not, and that these texts have often and general
        Chinese seldom, is a word of their subject (托管 in the Charter) and counts as a noun.
        """
        size = sum(frequencies.values()) or 1
        own = {
            word: "n"
            for word, count in frequencies.items()
            if count >= _OFTEN
            and word not in self.standings
            and self.classes.get(word) in ("v", "i", "l")
            and self._is_coinable(word)
            and count / size * 1e6 >= _WEIRD * self.rarity(word)
        }
        return replace(self, classes={**self.classes, **own}) if own else self

    def ends_names(self, word: str) -> bool:
        """Whether names of bodies, posts and instruments end in this word, seldom other terms."""
        own = self.standings.get(word)
        if own is None or own.names < max(_MIN_NAMES, 2 * own.terms):
            return False
        return len(word) > 1 or self.shares(word)[2] >= _NAME_END


def read_table(lang: Language) -> dict[str, Standing]:
    """The shipped counts of a language's words."""
    return parse_table(read_shipped(f"words.{lang}.tsv"))


def parse_table(lines: Iterable[str]) -> dict[str, Standing]:
    """The counts in lines of a word and its figures, parted by tabs; ``#`` begins a comment.

    >>> parse_table(["# comment", "和平\\t9\\t1\\t2\\t3\\t0\\t0\\t4"])["和平"].last
    3
    """
    return {word: Standing(*map(int, figures)) for word, *figures in rows_of(lines)}


def _dictionary_file() -> Path:
    # jieba's own dictionary, read as a file: importing jieba is for the language room alone, and
    # takes a second.
    spec = importlib.util.find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("jieba is not installed: reinstall unterm with its dependencies")
    return Path(spec.submodule_search_locations[0]) / "dict.txt"


@cache
def load_words() -> Words:
    """The words as shipped, read once.

    >>> words = load_words()
    >>> words.shares("强调")[1] < 0.01 < words.shares("维持")[1]
    True
    >>> words.ends_names("特派团"), words.ends_names("问题")
    (True, False)
    """
    frequencies: dict[str, int] = {}
    classes: dict[str, str] = {}
    with _dictionary_file().open(encoding="utf-8") as file:
        for line in file:
            word, frequency, tag = line.split()
            frequencies[word] = int(frequency)
            classes[word] = tag
    return make_words(read_table("zh"), frequencies, classes, load_marked())


def make_words(
    table: dict[str, Standing],
    frequencies: dict[str, int],
    classes: dict[str, str],
    terms: Mapping[str, Marked],
) -> Words:
    """The words of a table of standings, a dictionary, and strings that are terms elsewhere.

    The average of each class is that of its words in the table; that of nouns is of all words, so
    that a word of which nothing is known is taken for the average one.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    for word, own in table.items():
        for key in {classes.get(word, "n"), "n"}:
            totals = sums[key]
            for i, figure in enumerate((*own[1:5], own.occurrences)):
                totals[i] += figure
    shares = {
        tag: (t[0] / (t[4] + 9), t[1] / (t[4] + 9), t[2] / (t[4] + 9), t[3] / (t[4] + 9))
        for tag, t in sums.items()
    }
    return Words(
        table,
        frequencies,
        classes,
        sum(frequencies.values()),
        shares,
        _average_by(lambda word: word[0], table, shares["n"]),
        _average_by(lambda word: word[-1], table, shares["n"]),
        terms,
        _compare_characters(table, classes),
    )


def _compare_characters(
    table: Mapping[str, Standing], classes: Mapping[str, str]
) -> dict[str, float]:
    """For each character, how much commoner it is in foreign names of persons than in the table."""
    names: Counter[str] = Counter()
    for word, tag in classes.items():
        if tag in ("nrt", "nrfg") and len(word) > 2:
            names.update(word)
    others = Counter(character for word in table for character in word)
    sizes = names.total() + len(names), others.total() + len(names)
    return {
        character: max(
            -_MOST_FOREIGN,
            min(
                math.log((names[character] + 1) / sizes[0] * sizes[1] / (others[character] + 1)),
                _MOST_FOREIGN,
            ),
        )
        for character in names.keys() | others.keys()
    }


def _average_by(
    key: Callable[[str], str], table: Mapping[str, Standing], mean: Shares
) -> dict[str, Shares]:
    """Average shares of the words of two characters and more that share a key.

    A word counts by the square root of its occurrences, so that no single one is the average.
    """
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 5)
    for word, own in table.items():
        if len(word) > 1:
            size = max(own.occurrences, 1)
            totals = sums[key(word)]
            for i, figure in enumerate((*own[1:5], size)):
                totals[i] += figure / math.sqrt(size)
    return {
        k: (
            (t[0] + _ALIKE * mean[0]) / (t[4] + _ALIKE),
            (t[1] + _ALIKE * mean[1]) / (t[4] + _ALIKE),
            (t[2] + _ALIKE * mean[2]) / (t[4] + _ALIKE),
            (t[3] + _ALIKE * mean[3]) / (t[4] + _ALIKE),
        )
        for k, t in sums.items()
    }
