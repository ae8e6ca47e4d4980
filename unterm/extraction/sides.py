"""The two sides of a bitext as numbered words, the terms of the glossary already linked."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from unterm.extraction.counts import without_surrogates
from unterm.extraction.english import cut_english
from unterm.glossary import Glossary
from unterm.language.folding import simplify
from unterm.language.words import WordCutter
from unterm.matching import Hit
from unterm.model import Bitext, Concept, Span

_STOP = re.compile(r"[.!?:;()\n“\"•—]")


class Cell(NamedTuple):
    """A word in its segment; or a term of the glossary found on both sides, with its concept."""

    text: str
    start: int
    end: int
    concept: str = ""


@dataclass(slots=True)
class Side:
    """The segments of one language: texts, word numbers, and where each word stands.

    Of each word: whether it is a term of the glossary that was found on both sides, and the id of
    its concept, empty for other words.
    """

    texts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)
    concepts: list[str] = field(default_factory=list)
    tokens: list[array[int]] = field(default_factory=list)
    starts: list[array[int]] = field(default_factory=list)
    ends: list[array[int]] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, text: str, cells: Iterable[Cell]) -> None:
        """Add a segment."""
        tokens, starts, ends = array("i"), array("i"), array("i")
        for cell in cells:
            key = (cell.text, cell.concept)
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers[key] = len(self.words)
                self.words.append(cell.text)
                self.known.append(bool(cell.concept))
                self.concepts.append(cell.concept)
            tokens.append(number)
            starts.append(cell.start)
            ends.append(cell.end)
        self.texts.append(text)
        self.tokens.append(tokens)
        self.starts.append(starts)
        self.ends.append(ends)

    def cut(self, segment: int, first: int, last: int) -> str:
        """The text of words ``first`` to ``last`` (exclusive) of a segment, as written."""
        return self.texts[segment][self.starts[segment][first] : self.ends[segment][last - 1]]

    def span(self, segment: int, first: int, last: int) -> Span:
        """The characters of words ``first`` to ``last`` (exclusive) in their segment."""
        return Span(self.starts[segment][first], self.ends[segment][last - 1])

    def opens_sentence(self, segment: int, at: int) -> bool:
        """Whether no word, or a mark that can end a sentence, stands before a word.

        Brackets, quotation marks and colons are among them: a capital behind them tells nothing.
        """
        if not at:
            return True
        before = self.texts[segment][self.ends[segment][at - 1] : self.starts[segment][at]]
        return _STOP.search(before) is not None

    def __len__(self) -> int:
        """How many segments it has."""
        return len(self.texts)


@dataclass(slots=True)
class KnownPair:
    """A term of the glossary whose designations stand on both sides of beads."""

    concept: Concept
    chinese: str
    english: str
    beads: list[tuple[int, Span]] = field(default_factory=list)


@dataclass(slots=True)
class Pairs:
    """The beads that have both sides, as English and Chinese words; and what is known of them."""

    english: Side
    chinese: Side
    beads: list[int]
    known: dict[tuple[str, str], KnownPair]


def read_pairs(bitext: Bitext, glossary: Glossary | None, cutter: WordCutter) -> Pairs:
    """The segments of a bitext as words."""
    chinese_first = bitext.source.lang == "zh"
    pairs = Pairs(Side(), Side(), [], {})
    for number, (source, target) in enumerate(bitext.pairs()):
        sides = (target, source) if chinese_first else (source, target)
        english, chinese = map(without_surrogates, sides)
        if not english.strip() or not chinese.strip():
            continue
        en_terms: list[tuple[Span, str]] = []
        zh_terms: list[tuple[Span, str]] = []
        if glossary is not None:
            for en_hit, zh_hit, concept in _known(english, chinese, glossary):
                key = (concept.id, simplify(zh_hit.text))
                if key not in pairs.known:
                    pairs.known[key] = KnownPair(concept, zh_hit.text, en_hit.text)
                pairs.known[key].beads.append((len(pairs.beads), zh_hit.span))
                en_terms.append((en_hit.span, concept.id))
                zh_terms.append((zh_hit.span, concept.id))
        pairs.beads.append(number)
        pairs.english.add(english, _english_cells(english, en_terms))
        pairs.chinese.add(chinese, _chinese_cells(chinese, zh_terms, cutter))
    return pairs


def _known(english: str, chinese: str, glossary: Glossary) -> Iterator[tuple[Hit, Hit, Concept]]:
    """The hits of one concept on both sides, each hit once, in the order of the Chinese."""
    waiting: dict[str, list[Hit]] = {}
    for hit in glossary.matcher.find(english):
        for concept in {p.concept.id for p in hit.patterns if p.designation.lang == "en"}:
            waiting.setdefault(concept, []).append(hit)
    used: set[Span] = set()
    for hit in glossary.matcher.find(chinese):
        for pattern in hit.patterns:
            if pattern.designation.lang != "zh":
                continue
            found = [h for h in waiting.get(pattern.concept.id, ()) if h.span not in used]
            if found:
                used.add(found[0].span)
                yield found[0], hit, pattern.concept
                break


def _english_cells(text: str, terms: list[tuple[Span, str]]) -> Iterator[Cell]:
    def cut(piece: str) -> Iterator[tuple[str, int, int]]:
        return ((word.text, word.start, word.end) for word in cut_english(piece))

    return _with_terms(text, terms, cut, str.lower)


def _chinese_cells(text: str, terms: list[tuple[Span, str]], cutter: WordCutter) -> Iterator[Cell]:
    def cut(piece: str) -> Iterator[tuple[str, int, int]]:
        words = cutter.cut(piece)
        return ((w.text, w.span.start, w.span.end) for w in words if w.text[0].isalnum())

    return _with_terms(simplify(text), terms, cut, str)


def _with_terms(
    text: str,
    terms: list[tuple[Span, str]],
    cut: Callable[[str], Iterable[tuple[str, int, int]]],
    say: Callable[[str], str],
) -> Iterator[Cell]:
    """The terms, and the words between them.

    What stands between is cut by itself: a word over the edge of a term (联合国开发计划署 where the
    glossary has 联合国) would be lost with it.
    """
    at = 0
    for term, concept in [*sorted(terms), (Span(len(text), len(text)), "")]:
        for word, start, end in cut(text[at : term.start]):
            yield Cell(word, at + start, at + end)
        if concept:
            yield Cell(say(term.cut(text)), term.start, term.end, concept)
        at = term.end
