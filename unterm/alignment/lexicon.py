"""What translates what: the shipped lexicon, a glossary and a user's dictionary as one table."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

import numpy as np

from unterm.alignment.evidence import Links
from unterm.alignment.lattice import Ints
from unterm.alignment.sides import Side
from unterm.alignment.stems import stem
from unterm.alignment.tokens import Vocabulary, english_stems
from unterm.errors import FormatError
from unterm.formats.cedict import Dictionary
from unterm.language.folding import fold_key
from unterm.model import Concept, Language

LONGEST_GLOSS = 4
"""A gloss of more content words explains its headword instead of translating it."""

# Words that glosses put around the translation; they translate nothing themselves.
_GLOSS_WORDS = frozenset(
    "to a an the of be sb sth or one s sb's one's oneself somebody something etc".split()
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_GLOSS = re.compile(
    r"CL:|(?:old |erhua )?variant of|see |also written|used in|surname |abbr\. for"
)
_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:'[a-z]+)?")


class Lexicon:
    """Chinese words and the English stems that translate them, each with a probability.

    >>> lexicon = Lexicon({"和平": {"peac": 0.9}})
    >>> lexicon.translations("和平")
    {'peac': 0.9}
    """

    def __init__(self, table: dict[str, dict[str, float]]) -> None:
        self._table = table

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def translations(self, word: str) -> dict[str, float]:
        """The stems that translate a Chinese word."""
        return self._table.get(word, {})

    def stems(self) -> set[str]:
        """All English stems of which it knows a translation."""
        return {stem for stems in self._table.values() for stem in stems}

    @classmethod
    def parse(cls, text: str, path: str = "lexicon") -> Lexicon:
        """Read ``word TAB stem probability …`` lines; ``#`` begins a comment.

        >>> Lexicon.parse("# attribution\\n和平\\tpeac 90\\n").translations("和平")
        {'peac': 0.9}
        """
        table: dict[str, dict[str, float]] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if not line or line[0] == "#":
                continue
            word, _, rest = line.partition("\t")
            fields = rest.split(" ") if rest else []
            try:
                table[word] = {
                    s: int(p) / 100 for s, p in zip(fields[::2], fields[1::2], strict=True)
                }
            except ValueError as error:
                raise FormatError(path, number, "not 'word TAB stem percent …'") from error
        return cls(table)

    def dump(self, header: str) -> str:
        """The text that `parse` reads, with a comment in front."""
        lines = [f"# {line}" for line in header.splitlines()]
        for word in sorted(self._table):
            stems = self._table[word].items()
            best = sorted(stems, key=lambda pair: (-pair[1], pair[0]))
            lines.append(word + "\t" + " ".join(f"{s} {round(100 * p)}" for s, p in best))
        return "\n".join(lines) + "\n"


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with the library, learned from UN texts."""
    file = resources.files("unterm.alignment") / "data" / "lexicon.tsv.gz"
    return Lexicon.parse(gzip.decompress(file.read_bytes()).decode(), "lexicon.tsv.gz")


def gloss_stems(gloss: str) -> list[str]:
    """The stems of the words of a dictionary gloss that translate its headword.

    >>> gloss_stems("to keep (the) peace"), gloss_stems("CL:個|个[ge4]")
    (['keep', 'peac'], [])
    """
    if _NO_GLOSS.match(gloss):
        return []
    stems: list[str] = []
    for part in re.split("[;,]", _ASIDE.sub(" ", gloss).lower().replace("-", " ")):
        words = [word for word in _WORD.findall(part) if word not in _GLOSS_WORDS]
        if len(words) <= LONGEST_GLOSS:
            stems.extend(stem(word) for word in words)
    return stems


class Knowledge:
    """Everything known beforehand about which English stem a Chinese word may be translated by."""

    def __init__(
        self,
        glossary: Iterable[Concept] = (),
        dictionary: Dictionary | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._terms: dict[str, list[str]] = {}
        for concept in glossary:
            english = [d.text for d in concept.designations if d.lang == "en"]
            stems = [s for text in english for s in english_stems(fold_key(text))]
            for designation in concept.designations:
                if designation.lang == "zh":
                    self._terms.setdefault(fold_key(designation.text), []).extend(stems)
        self._dictionary = dictionary if dictionary is not None else Dictionary(())
        self._lexicon = lexicon if lexicon is not None else shipped_lexicon()
        self._vocabulary: Vocabulary | None = None
        self._stems: frozenset[str] | None = None

    @property
    def vocabulary(self) -> Vocabulary:
        """The Chinese words of all sources."""
        if self._vocabulary is None:
            self._vocabulary = Vocabulary([*self._terms, *self._lexicon, *self._dictionary])
        return self._vocabulary

    def translations(self, word: str) -> dict[str, float]:
        """The stems that may translate a Chinese word, with a probability where one is known."""
        found = dict.fromkeys(
            (s for gloss in self._dictionary.glosses(word) for s in gloss_stems(gloss)), 0.0
        )
        found.update(dict.fromkeys(self._terms.get(word, ()), 0.0))
        found.update(self._lexicon.translations(word))
        return found

    def table(self) -> dict[str, list[str]]:
        """All Chinese words with the stems that may translate them."""
        words = dict.fromkeys((*self._terms, *self._lexicon, *self._dictionary))
        return {word: list(self.translations(word)) for word in words}

    def knows(self, name: str, lang: Language) -> bool:
        """Whether a translation is known of a Chinese word or an English stem."""
        if lang == "zh":
            return bool(
                self._terms.get(name)
                or self._lexicon.translations(name)
                or any(map(gloss_stems, self._dictionary.glosses(name)))
            )
        if self._stems is None:
            glosses = (g for word in self._dictionary for g in self._dictionary.glosses(word))
            self._stems = frozenset(self._lexicon.stems()).union(
                *self._terms.values(), *map(gloss_stems, glosses)
            )
        return name in self._stems

    def link(self, english: Side, chinese: Side) -> Links:
        """The links between the types of an English and a Chinese side.

        Types that are equal (figures, Latin names) are linked as well.
        """
        number = {name: i for i, name in enumerate(english.types)}
        source: list[int] = []
        target: list[int] = []
        for j, name in enumerate(chinese.types):
            names = {name, *self.translations(name)}
            for other in sorted(names & number.keys()):
                source.append(number[other])
                target.append(j)
        return Links.of(np.array(source, dtype=np.int64), np.array(target, dtype=np.int64))


def ask_all(knowledge: Knowledge, english: Side, chinese: Side) -> Links:
    """`Knowledge.link`, with all types whose translation is known, whether it occurs or not."""
    links = knowledge.link(english, chinese)

    def known(side: Side, lang: Language) -> Ints:
        found = [i for i, name in enumerate(side.types) if knowledge.knows(name, lang)]
        return np.array(found, dtype=np.int64)

    return Links.of(links.source, links.target, (known(english, "en"), known(chinese, "zh")))


def link_equal(one: Side, other: Side) -> Links:
    """The links between two sides in the same language: each type with itself, and all ask."""
    number = {name: i for i, name in enumerate(one.types)}
    pairs = [(number[name], j) for j, name in enumerate(other.types) if name in number]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    every = (np.arange(len(one.types)), np.arange(len(other.types)))
    return Links.of(table[:, 0], table[:, 1], every)
