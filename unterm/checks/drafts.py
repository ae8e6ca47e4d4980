"""A draft laid out for checking: its units, each with the text, the hits and the figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeVar, cast

from unterm.checks.comparison import compare, outside, read_figures
from unterm.checks.config import Config
from unterm.checks.knowledge import Knowledge
from unterm.errors import InputError
from unterm.language.folding import Folded, fold
from unterm.language.quantities import Quantity
from unterm.matching import Hit
from unterm.model import (
    LANGUAGE_NAMES,
    Bead,
    Bitext,
    Concept,
    Document,
    Language,
    OffsetMap,
    Run,
    Segment,
    Span,
)

T = TypeVar("T")

_FITS: Final = 0.5


class Side:
    """One side of a unit: the repaired text, and what was found in it.

    Offsets of hits and figures are in characters of ``text``; `span` leads to the document.
    """

    def __init__(self, document: Document, segment: Segment, knowledge: Knowledge) -> None:
        self.document = document
        self.text = segment.text
        self._offsets = segment.offsets
        self._knowledge = knowledge

    def span(self, span: Span) -> Span:
        """A span of the side's text as a span of the document's text."""
        return self._offsets.span(span.start, span.end)

    @property
    def whole(self) -> Span:
        """All of the side as a span of its document."""
        return self._offsets.span(0, len(self.text))

    @property
    def start(self) -> Span:
        """The empty span where the side begins in its document."""
        return self._offsets.span(0, 0)

    @cached_property
    def folded(self) -> Folded:
        """The text folded for matching."""
        return fold(self.text)

    @cached_property
    def hits(self) -> list[Hit]:
        """Every designation in it, longer ones masking shorter ones."""
        hits = self._knowledge.glossary.matcher.find_folded(self.text, self.folded)
        lang = self.document.lang
        return [
            hit if len(kept) == len(hit.patterns) else Hit(hit.span, hit.text, kept)
            for hit in hits
            if (kept := tuple(p for p in hit.patterns if p.designation.lang == lang))
        ]

    def hits_over(self, span: Span) -> list[Hit]:
        """The hits that share a character with a span of the text."""
        hits = self.hits
        first = bisect_right(hits, span.start, key=lambda hit: hit.span.end)
        last = bisect_left(hits, span.end, key=lambda hit: hit.span.start)
        return hits[first:last]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every number, date and symbol in it."""
        return read_figures(self.text, lang=self.document.lang)

    def shared(self, other: Side) -> list[Span]:
        """The spans of the designations whose concept the other side names as well."""
        return [h.span for h in self.hits if any(other.concepts[p.concept.id] for p in h.patterns)]

    @cached_property
    def concepts(self) -> Counter[str]:
        """How often each concept can be meant, homonyms each counted."""
        return Counter(i for hit in self.hits for i in {p.concept.id for p in hit.patterns})


@dataclass(eq=False)
class Unit:
    """A segment of the draft, or a bead: what is checked at once.

    ``fit`` is the probability that the two sides translate each other.
    """

    target: Side
    source: Side | None = None
    bead: int | None = None
    fit: float = 1.0

    @cached_property
    def figures(self) -> tuple[int, list[Quantity], list[Quantity]]:
        """How many figures the sides share, those the target lacks, and those it adds.

        Figures of designations that both sides have are left out: 19 of COVID-19 is none.
        """
        if self.source is None:
            return 0, [], []
        shared, lacking, added = compare(self.source.quantities, self.target.quantities)
        if lacking:
            lacking = outside(lacking, self.source.shared(self.target))
        if added:
            added = outside(added, self.target.shared(self.source))
        return shared, lacking, added


@dataclass(eq=False)
class Draft:
    """What the checks read: the units of a draft with glossary, knowledge and configuration."""

    target: Document
    source: Document | None
    knowledge: Knowledge
    config: Config
    units: list[Unit] = field(default_factory=list)
    beads: tuple[Bead, ...] = ()
    _made: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, text: Document | Bitext | str, knowledge: Knowledge, config: Config) -> Draft:
        """Lay out a text; a string is taken as it is, as one Chinese segment."""
        if isinstance(text, str):
            text = Document.from_segments([text] if text else [], lang="zh")
        if isinstance(text, Document):
            _require(text, "zh")
            draft = cls(text, None, knowledge, config)
            draft.units = [Unit(Side(text, part, knowledge)) for part in text.segments]
            return draft
        _require(text.target, "zh")
        _require(text.source, "en")
        draft = cls(text.target, text.source, knowledge, config, beads=text.beads)
        for number, bead in enumerate(text.beads):
            if not bead.target:
                continue
            source = (
                Side(text.source, join_segments(text.source, bead.source), knowledge)
                if bead.source
                else None
            )
            target = Side(text.target, join_segments(text.target, bead.target), knowledge)
            draft.units.append(Unit(target, source, number, bead.confidence))
        return draft

    def once(self, make: Callable[[Draft], T]) -> T:
        """What a function makes of the draft, made at the first call and kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    @property
    def pairs(self) -> Iterator[tuple[Unit, Side]]:
        """The units that have a source, each with it."""
        for unit in self.units:
            if unit.source is not None:
                yield unit, unit.source

    @property
    def fitting(self) -> Iterator[tuple[Unit, Side]]:
        """The pairs whose sides are likelier of one text than of two: only these tell of words."""
        for unit, source in self.pairs:
            if unit.fit >= _FITS:
                yield unit, source

    @cached_property
    def meant(self) -> frozenset[str]:
        """The ids of all concepts that the source text names."""
        return frozenset(i for _, source in self.pairs for i in source.concepts)

    def concept(self, id: str) -> Concept:
        """A concept of the glossary by its id."""
        return self.knowledge.glossary.by_id(id)


def join_segments(document: Document, indices: Sequence[int]) -> Segment:
    """Segments of a document as one, joined as their language joins them.

    >>> document = Document.from_segments(["甲乙。", "丙丁。"], lang="zh")
    >>> join_segments(document, (0, 1)).text
    '甲乙。丙丁。'
    """
    if len(indices) == 1:
        return document.segments[indices[0]]
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    end = 0
    for index in indices:
        part = document.segments[index]
        start = part.span.start
        # English needs the blank between two sentences; where the document has none, none is made
        if texts and document.lang == "en" and start > end:
            runs.append(Run(length, start - 1, 1))
            texts.append(" ")
            length += 1
        runs.extend(Run(length + r.target, r.source, r.length) for r in part.offsets.runs)
        texts.append(part.text)
        length += len(part.text)
        end = part.span.end
    return Segment("".join(texts), OffsetMap(tuple(runs)))


def _require(document: Document, lang: Language) -> None:
    if document.lang != lang:
        side = "the draft" if lang == "zh" else "the source"
        raise InputError(
            f"{side} is {LANGUAGE_NAMES[document.lang]} but must be {LANGUAGE_NAMES[lang]}: check "
            "a Chinese text, or a bitext from English into Chinese"
        )
