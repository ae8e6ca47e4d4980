"""Sentence alignment: from two documents to the bitext between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from unterm.alignment.belonging import WORD_WEIGHT, belong, describe, part
from unterm.alignment.confidence import confidences
from unterm.alignment.embeddings import Embeddings, load_embeddings
from unterm.alignment.evidence import COVERAGE, Links, Witnesses
from unterm.alignment.fixing import Fixed
from unterm.alignment.lattice import NEVER, Band, Floats, Gap, Scorer, Solution, solve
from unterm.alignment.layout import Layout
from unterm.alignment.learning import Lengths, Shapes, learn_coverage, learn_links
from unterm.alignment.lexicon import Knowledge, Lexicon, ask_all, link_equal
from unterm.alignment.meaning import Meaning
from unterm.alignment.scoring import score_words
from unterm.alignment.search import first_band
from unterm.alignment.sides import Side
from unterm.alignment.tokens import read_side
from unterm.errors import PATH, require, require_each
from unterm.formats.cedict import Dictionary, read_cedict
from unterm.glossary import Glossary
from unterm.model import Bead, Bitext, Concept, Document

PASSES = 3
"""How often the texts are aligned, each time with what the pass before has taught."""

SLACK = 10
"""Segments around a path that the next pass searches; doubled while a path touches the edge."""

MOST_NODES = 30_000_000
"""The band is not widened beyond this: each node takes 38 bytes."""

IMAGINED = 1.0
"""Imagined occurrences of each type behind its coverage: one that is never found soon says less."""


def align(
    source: Document,
    target: Document,
    *,
    glossary: Iterable[Concept] | None = None,
    dictionary: str | Path | Dictionary | None = None,
    lexicon: Lexicon | None = None,
    fixed: Sequence[Bead] = (),
    embeddings: Embeddings | None = None,
) -> Bitext:
    """Align two documents sentence by sentence.

    ``dictionary`` is a file in CC-CEDICT's format, or one already read. ``fixed`` are beads that a
    person has set: they come back as they are, and the rest is aligned between them; one with one
    side says that its segments have no partner. ``lexicon``
    takes the place of the one that ships with the library. ``embeddings`` are asked where words
    leave doubt: a model by its path, or a function from texts to vectors (`load_embeddings`).

    Every bead's confidence is the probability that it is right: the share of the paths through it
    among all paths, by forward and backward sums. Swapping the documents mirrors the result.

    >>> en = Document.from_segments(["Peace and security.", "Women and youth."], lang="en")
    >>> zh = Document.from_segments(["和平与安全。", "妇女和青年。"], lang="zh")
    >>> [(bead.source, bead.target) for bead in align(en, zh).beads]
    [((0,), (0,)), ((1,), (1,))]
    """
    for name, document in (("source", source), ("target", target)):
        require(name, document, Document)
    require("dictionary", dictionary, Dictionary, *PATH, type(None))
    require("lexicon", lexicon, Lexicon, type(None))
    fixed = list(require_each("fixed", fixed, Bead))
    if glossary is not None:
        glossary = require_each("glossary", glossary, Concept, as_given=Glossary)
    if _swapped(source, target):
        mirrored = align(
            target,
            source,
            glossary=glossary,
            dictionary=dictionary,
            lexicon=lexicon,
            fixed=[_mirror(bead) for bead in fixed],
            embeddings=embeddings,
        )
        return Bitext(source, target, tuple(map(_mirror, mirrored.beads)), mirrored.decisions)
    if dictionary is not None and not isinstance(dictionary, Dictionary):
        dictionary = read_cedict(dictionary)
    knowledge = Knowledge(glossary or (), dictionary, lexicon)
    sides = [
        read_side(_labelled(document), document.lang, knowledge.vocabulary, _openings(document))
        for document in (source, target)
    ]
    same = source.lang == target.lang
    links = link_equal(*sides) if same else ask_all(knowledge, *sides)
    kept = Fixed(fixed, len(source), len(target))
    meaning = None
    if embeddings is not None:
        meaning = Meaning(source, target, load_embeddings(embeddings, (source, target)))
    solution = align_sides(sides[0], sides[1], links, kept, meaning)
    odds = confidences(sides[0], sides[1], links, solution)
    beads = tuple(kept.restore(solution.path, odds))
    together = belong(sides[0], sides[1], links, solution.path)
    if together < 0.5:
        beads = part(beads, together)
    decisions = describe(source, target, beads)
    if meaning is not None and meaning.decision is not None:
        decisions += (meaning.decision,)
    return Bitext(source, target, beads, decisions)


def align_sides(
    source: Side,
    target: Side,
    links: Links,
    fixed: Fixed | None = None,
    meaning: Meaning | None = None,
) -> Solution:
    """Align two sides in several passes: each one's path teaches the next and narrows its band.

    ``meaning`` is asked about what the last pass leaves in doubt.
    """
    fixed = fixed if fixed is not None else Fixed((), len(source), len(target))
    known = links
    # A translation that occurs nowhere tells something once it is known how often they occur.
    links = known.occurring()
    band = first_band(source, target, links, fixed.corners)
    shapes = Shapes.learn(None)
    lengths = Lengths(source, target)
    layout = Layout(source.openings, target.openings)
    cover = (np.full(len(source.types), COVERAGE), np.full(len(target.types), COVERAGE))
    for number in range(PASSES):
        model = _Model(source, target, links, cover, shapes, lengths, layout, fixed)
        solution = model.solve(band)
        slack = 2 * SLACK
        while number and band.touches(solution.path) and slack < len(source) + len(target):
            wider = Band.around(solution.path, len(source), len(target), slack)
            if len(wider) > max(MOST_NODES, len(band)):
                break
            band = wider
            solution = model.solve(band)
            slack *= 2
        if number + 1 < PASSES:
            learned = learn_links(source, target, solution)
            links = Links.of(
                np.concatenate((known.source, learned.source)),
                np.concatenate((known.target, learned.target)),
                known.known,
            )
            ways = (
                (source, target, links, solution.path),
                (target, source, links.reversed(), solution.path[:, ::-1]),
            )
            forth, back = (
                learn_coverage(*way, weights=solution.posteriors, imagined=IMAGINED) for way in ways
            )
            cover = (forth, back)
            shapes = Shapes.learn(solution)
            lengths = Lengths(source, target, solution)
            layout = Layout(source.openings, target.openings, solution)
            band = Band.around(solution.path, len(source), len(target), SLACK)
    return solution if meaning is None else meaning.settle(model.solve, band, solution)


@dataclass(frozen=True, slots=True)
class _Model:
    """All that scores a bead in one pass."""

    source: Side
    target: Side
    links: Links
    cover: tuple[Floats, Floats]
    shapes: tuple[Floats, Gap]
    lengths: Lengths
    layout: Layout
    fixed: Fixed

    def solve(self, band: Band, further: Scorer | None = None) -> Solution:
        return solve(band, Shapes.MOVES, self._scorer(band, further), self.shapes[1])

    def _scorer(self, band: Band, further: Scorer | None) -> Scorer:
        forward = Witnesses.gather(self.source, self.target, self.links, self.cover[0])
        backward = Witnesses.gather(self.target, self.source, self.links.reversed(), self.cover[1])
        words = score_words(band, forward, backward, Shapes.MOVES)

        def score(start: int, stop: int) -> Floats:
            out = words(start, stop)
            sizes = (band.high - band.low + 1)[start:stop]
            i = np.repeat(np.arange(start, stop), sizes)
            j = np.arange(len(i)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + band.low[i]
            for number, (a, b) in enumerate(Shapes.MOVES):
                values = WORD_WEIGHT * out[number] + self.shapes[0][number]
                if a and b:
                    values += self.lengths.score(i, j, a, b) + self.layout.score(i, j, a, b)
                allowed = out[number] > NEVER
                if self.fixed:
                    allowed &= self.fixed.allows(i, j, a, b)
                out[number] = np.where(allowed, values, NEVER)
            return out if further is None else out + further(start, stop)

        return score


def _swapped(source: Document, target: Document) -> bool:
    """Whether the documents stand in the order in which they are not worked on."""
    return (source.lang, len(source), source.text) > (target.lang, len(target), target.text)


def _openings(document: Document) -> list[bool]:
    """Which segments open a paragraph."""
    first = {paragraph.segments.start for paragraph in document.paragraphs}
    return [index in first for index in range(len(document))]


def _labelled(document: Document) -> list[str]:
    """The segments, each paragraph's label put back before its first one."""
    texts = [segment.text for segment in document]
    for paragraph in document.paragraphs:
        label, first = paragraph.number, paragraph.segments.start
        if label and len(paragraph.segments) and not texts[first].startswith(label):
            texts[first] = f"{label}{'' if label.endswith(')') else '.'} {texts[first]}"
    return texts


def _mirror(bead: Bead) -> Bead:
    return Bead(bead.target, bead.source, bead.confidence, bead.fixed)
