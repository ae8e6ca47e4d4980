"""Where one side of a bead says what the other does not: stretches without a counterpart.

Each word with known translations speaks for or against its being translated: one of them stands on
the other side or none does, weighed by how often that is so in true beads and how easily by chance.
The stretch in which the votes add up to the most (maximal scoring segment; Ruzzo and Tompa 1999) is
what was left out, if anything was. Where the other side is too short by just that stretch (Gale and
Church 1993), that speaks for it too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Literal

import numpy as np

from unterm.alignment.evidence import COVERAGE, COVERAGE_WEIGHT, SHORTEST, TOO_COMMON, Links
from unterm.alignment.lattice import Floats, Ints
from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.alignment.sides import Side
from unterm.alignment.tokens import Vocabulary, byte_length, read_words
from unterm.errors import PATH, require, require_each
from unterm.formats.cedict import Dictionary, read_cedict
from unterm.glossary import Glossary
from unterm.language.folding import Folded, fold
from unterm.model import Bitext, Concept, Document, Language, Span

SPREAD = 0.22
"""Standard deviation of the logarithm of the ratio of a true bead's lengths in UN texts."""

SHORT = 24.0
"""Bytes added to both lengths: those of short segments vary more."""

LEAST = 4.0
"""Stretches with less evidence are not given: one bead in thirty has as much by chance. Half of it
must come from the words, whatever the lengths say."""

SLOPE, OFFSET = 0.54, -3.32
"""Logistic regression of "left out" on the evidence where one bead in fifty lacks something;
`benchmarks/alignment_coverage.py` fits it."""

ENGLISH, CHINESE = 1.0, 0.85
"""How long the two sides of UN texts are in UTF-8, in the proportion of one to the other."""

IMAGINED = 5000.0
"""Bytes of English in that proportion which are added to the texts at hand: in a text of one bead,
what was left out would else pass for the usual length."""

MOST = 0.8
"""The largest share of a side that its length is taken to tell of."""

LEAST_GAIN = 0.02
"""A word's translation is at least so much likelier in a true bead than by chance."""

UNSEEN = 0.03
"""In what share of segments a word stands that was not seen in the text."""

MEAN_WEIGHT = 50.0
"""Imagined words behind `COVERAGE`, which the texts at hand correct."""

LINKS_AT_ONCE = 1_000_000
"""How many links are looked up at a time: bounds the memory."""

Name = Literal["source", "target"]
_Stretch = tuple[tuple[tuple[int, Span], ...], float, float, float, float]
"""The fields of `Uncovered` from ``parts`` on."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A stretch on one side of a bead that nothing on the other side renders.

    ``bead`` is the bead's number in the bitext. ``parts`` are the stretch, one part for each
    segment it touches: the segment's index, and a span in that segment's text. ``evidence`` is a
    log likelihood ratio, ``confidence`` the probability that something was left out, if the sides
    are of the same text at all; ``around`` is the log likelihood ratio by which the other words of
    the side say that they are. ``share`` is how much of the side the stretch is, of 1.
    """

    bead: int
    side: Name
    parts: tuple[tuple[int, Span], ...]
    evidence: float
    confidence: float
    around: float
    share: float


def find_uncovered(
    bitext: Bitext,
    *,
    glossary: Iterable[Concept] | None = None,
    dictionary: str | Path | Dictionary | None = None,
    lexicon: Lexicon | None = None,
) -> list[Uncovered]:
    """The stretches of either side that the other side does not render, in the order of the beads.

    At most one a side and bead, the one with the most evidence. Beads with an empty side are passed
    over: there the whole other side is one. None for a bitext in a single language. ``dictionary``
    and ``lexicon`` are as in `align`. The more beads, the better it knows what stands by chance.

    >>> bitext = Bitext.from_pairs([
    ...     ("Women need education. Farmers lack water, land, seeds, roads, trade and markets.",
    ...      "妇女需要教育。"),
    ...     ("Development and trade go together.", "发展和贸易相辅相成。"),
    ... ])
    >>> [(u.side, bitext.source.segments[i].text[span.start:span.end])
    ...  for u in find_uncovered(bitext) for i, span in u.parts]
    [('source', 'Farmers lack water, land, seeds, roads, trade and markets')]
    """
    require("bitext", bitext, Bitext)
    require("dictionary", dictionary, Dictionary, *PATH, type(None))
    if glossary is not None:
        glossary = require_each("glossary", glossary, Concept, as_given=Glossary)
    if dictionary is not None and not isinstance(dictionary, Dictionary):
        dictionary = read_cedict(dictionary)
    return search_uncovered(bitext, Knowledge(glossary or (), dictionary, lexicon))


def search_uncovered(bitext: Bitext, knowledge: Knowledge) -> list[Uncovered]:
    """The same as `find_uncovered`, with knowledge made once for many bitexts."""
    if bitext.source.lang == bitext.target.lang:
        return []
    numbers = [n for n, bead in enumerate(bitext.beads) if bead.source and bead.target]
    names: tuple[Name, Name] = ("source", "target")
    documents = (bitext.source, bitext.target)
    read = [
        [
            _Half.read(document, getattr(bitext.beads[n], name), knowledge.vocabulary)
            for n in numbers
        ]
        for name, document in zip(names, documents, strict=True)
    ]
    sides = [
        Side.of(([name for *_, name in half.words], half.inside, half.length) for half in halves)
        for halves in read
    ]
    english = 0 if documents[0].lang == "en" else 1
    links = knowledge.link(sides[english], sides[1 - english])
    found: list[Uncovered] = []
    for this, other in ((0, 1), (1, 0)):
        lang = documents[this].lang
        there = links if lang == "en" else links.reversed()
        votes = _Votes.count(sides[this], sides[other], lang, knowledge, there)
        for row, number in enumerate(numbers):
            stretch = votes.widest(row, read[this][row])
            if stretch is not None:
                found.append(Uncovered(number, names[this], *stretch))
    return sorted(found, key=lambda uncovered: uncovered.bead)


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a bead.

    ``words`` are those that count, as (part, start, end, name): places in the folded text of one of
    its segments. ``inside`` are those that stand there besides. ``length`` is in bytes.
    """

    segments: Sequence[int]
    folded: list[Folded]
    words: list[tuple[int, int, int, str]]
    inside: list[str]
    length: int

    @classmethod
    def read(cls, document: Document, segments: Sequence[int], vocabulary: Vocabulary) -> _Half:
        texts = [document.segments[index].text for index in segments]
        half = cls(segments, [fold(t) for t in texts], [], [], sum(map(byte_length, texts)))
        for part, folded in enumerate(half.folded):
            placed, inside = read_words(folded.text, document.lang, vocabulary)
            half.words.extend((part, start, end, name) for name, start, end in placed)
            half.inside.extend(inside)
        half.words.sort(key=itemgetter(0, 1))
        return half

    def parts(self, first: int, last: int) -> tuple[tuple[int, Span], ...]:
        """A stretch of words as spans of the segments it touches."""
        spans = []
        for part, group in groupby(self.words[first:last], key=itemgetter(0)):
            places = list(group)
            span = self.folded[part].span(places[0][1], places[-1][2])
            spans.append((self.segments[part], span))
        return tuple(spans)

    def share(self, first: int, last: int) -> float:
        """The share of the side's words, in characters, that stand in a stretch."""
        sizes = [end - start for _, start, end, _ in self.words]
        return sum(sizes[first:last]) / sum(sizes)


@dataclass(frozen=True, slots=True)
class _Votes:
    """One side's beads, and what each of their words says for its not being translated there.

    Those of bead k are ``types[bounds[k]:bounds[k + 1]]``, with as many ``votes``.
    """

    names: tuple[str, ...]
    places: _Places
    bounds: Ints
    types: Ints
    rate: Floats
    """By type: the share of the other side's segments in which a translation stands."""
    cover: Floats
    """By type: how often a translation stands in the bead."""
    votes: Floats
    lengths: Floats
    """How long the other side's beads are, of their mean."""
    off: Floats
    """By what logarithm each bead's other side is longer than usual for this one."""

    @classmethod
    def count(
        cls, side: Side, other: Side, lang: Language, knowledge: Knowledge, links: Links
    ) -> _Votes:
        """The log likelihood ratio of "not translated" for each type in each bead.

        ``links`` lead from the types of ``side`` to those of ``other``.
        """
        english = lang == "en"
        rate = _rates(side, other, links)
        # A word all of whose translations are nowhere in the text speaks too.
        absent = [
            number
            for number in np.flatnonzero(np.isnan(rate)).tolist()
            if knowledge.knows(side.types[number], lang)
        ]
        rate[absent] = UNSEEN
        keep = (rate < TOO_COMMON)[side.counted_types]
        beads, types = side.counted_segments[keep], side.counted_types[keep]
        places = _Places.of(side, other, links)
        hit = places.have(beads, types)
        right = np.bincount(types, weights=hit, minlength=len(side.types))
        every = np.bincount(types, minlength=len(side.types))
        mean = (right.sum() + MEAN_WEIGHT * COVERAGE) / (every.sum() + MEAN_WEIGHT)
        cover = (right + COVERAGE_WEIGHT * mean) / (every + COVERAGE_WEIGHT)
        usual = math.log(
            (other.lengths.sum() + IMAGINED * (CHINESE if english else ENGLISH))
            / (side.lengths.sum() + IMAGINED * (ENGLISH if english else CHINESE))
        )
        lengths = np.maximum(other.lengths * len(other) / max(other.lengths.sum(), 1), SHORTEST)
        return cls(
            side.types,
            places,
            np.searchsorted(beads, np.arange(len(side) + 1)),
            types,
            rate,
            cover,
            _weigh(hit, rate[types], cover[types], lengths[beads]),
            lengths,
            np.log((other.lengths + SHORT) / (side.lengths + SHORT)) - usual,
        )

    def widest(self, row: int, half: _Half) -> _Stretch | None:
        """The stretch of a bead with the most evidence, None if that is not enough."""
        here = slice(self.bounds[row], self.bounds[row + 1])
        votes = self.votes[here]
        if np.maximum(votes, 0).sum() < LEAST / 2:
            return None
        vote = self._by_name(here, votes)
        weight, first, last = heaviest([vote.get(name, 0.0) for *_, name in half.words])
        if weight < LEAST / 2:
            return None
        share = half.share(first, last)
        # Where the stretch was left out, the other side is shorter by as much.
        shift = math.log(1 - min(share, MOST))
        off = float(self.off[row])
        evidence = weight + (off**2 - (off - shift) ** 2) / (2 * SPREAD**2)
        # What stands in the bead before or after was not left out: the aligner cut amiss.
        if evidence < LEAST or self._stands_beside(row, half.words[first:last]):
            return None
        sure = 1 / (1 + math.exp(-(SLOPE * evidence + OFFSET)))
        return half.parts(first, last), evidence, sure, weight - float(votes.sum()), share

    def _stands_beside(self, row: int, words: Iterable[tuple[int, int, int, str]]) -> bool:
        """Whether most of these words are translated if the beads before and after count too."""
        here = slice(self.bounds[row], self.bounds[row + 1])
        types = self.types[here]
        around = np.arange(max(row - 1, 0), min(row + 2, len(self.lengths)))
        there = self.places.have(np.repeat(around, len(types)), np.tile(types, len(around)))
        hit = np.logical_or.reduce(there.reshape(len(around), -1))
        length = np.full(len(types), self.lengths[around].sum())
        vote = self._by_name(here, _weigh(hit, self.rate[types], self.cover[types], length))
        return sum(vote.get(name, 0.0) for *_, name in words) < 0

    def _by_name(self, here: slice, votes: Floats) -> dict[str, float]:
        names = (self.names[number] for number in self.types[here].tolist())
        return dict(zip(names, votes.tolist(), strict=True))


def _rates(side: Side, other: Side, links: Links) -> Floats:
    """For each type in which share of the other side's segments a translation stands, or nan.

    The translations are taken to stand there independently of one another.
    """
    # Two imagined segments without it: where there are few, one hit in two is no common word.
    spread = np.bincount(other.standing_types, minlength=len(other.types)) / (len(other) + 2)
    missing = np.bincount(
        links.source,
        weights=np.log1p(-spread)[links.target],
        minlength=len(side.types),
    )
    rates: Floats = 1 - np.exp(missing)
    linked = np.bincount(links.source, minlength=len(side.types)) > 0
    return np.where(linked, np.maximum(rates, 0.5 / (len(other) + 2)), np.nan)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the translations of one side's types stand on the other side."""

    target: Ints
    """The translations of type t are ``target[first[t]:first[t + 1]]``."""
    first: Ints
    keys: Ints
    """Bead times ``size`` plus type, rising."""
    size: int

    @classmethod
    def of(cls, side: Side, other: Side, links: Links) -> _Places:
        size = len(other.types) + 1
        keys = other.standing_segments * size + other.standing_types
        first = np.searchsorted(links.source, np.arange(len(side.types) + 1))
        return cls(links.target, first, keys, size)

    def have(self, beads: Ints, types: Ints) -> np.ndarray:
        """Whether a translation of each type stands in the bead with it."""
        many = self.first[types + 1] - self.first[types]
        found = np.zeros(len(types), dtype=bool)
        if not len(self.keys):
            return found
        # A portion of the words at a time: they have millions of links.
        for portion in np.array_split(np.arange(len(types)), many.sum() // LINKS_AT_ONCE + 1):
            counts = many[portion]
            word = np.repeat(portion, counts)
            shift = np.cumsum(counts) - counts
            link = np.arange(len(word)) + np.repeat(self.first[types[portion]] - shift, counts)
            sought = beads[word] * self.size + self.target[link]
            at = np.minimum(np.searchsorted(self.keys, sought), len(self.keys) - 1)
            found[word[self.keys[at] == sought]] = True
        return found


def _weigh(hit: np.ndarray, rate: Floats, cover: Floats, length: Floats) -> Floats:
    """What hits and misses say for "not translated"; chance grows with the length looked at."""
    chance = 1 - (1 - rate) ** length
    q = np.maximum(cover, chance + LEAST_GAIN * (1 - chance))
    votes: Floats = np.where(hit, np.log(chance / q), np.log((1 - chance) / (1 - q)))
    return votes


def heaviest(weights: Sequence[float]) -> tuple[float, int, int]:
    """The heaviest stretch of a sequence: its weight, and the half-open range of places.

    The first of equals; ``(0.0, 0, 0)`` where nothing weighs more than 0.

    >>> heaviest([-1.0, 2.0, -0.5, 1.0, -3.0, 2.0])
    (2.5, 1, 4)
    """
    best, first, last = 0.0, 0, 0
    weight, start = 0.0, 0
    for place, value in enumerate(weights):
        if weight <= 0:
            weight, start = 0.0, place
        weight += value
        if weight > best:
            best, first, last = weight, start, place + 1
    return best, first, last
