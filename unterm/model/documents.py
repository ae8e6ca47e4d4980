"""Documents, their paragraphs and segments, and the bitext that links two of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from unterm.errors import InputError, require, require_each, require_pairs
from unterm.model.spans import OffsetMap, Run, Span
from unterm.model.terms import Language


class ParagraphKind(StrEnum):
    """What part of the page a paragraph is."""

    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list item"
    FOOTNOTE = "footnote"
    LETTERHEAD = "letterhead"


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or what stands as one (XLIFF's segment).

    ``text`` is the repaired text: wraps joined, page furniture taken out. ``offsets`` maps each of
    its characters to the text that was given, ``span`` is what it covers there, furniture included.
    """

    text: str
    offsets: OffsetMap

    def __post_init__(self) -> None:
        if len(self.offsets) != len(self.text):
            raise InputError(
                f"a segment of {len(self.text)} characters has a map of {len(self.offsets)}"
            )

    @property
    def span(self) -> Span:
        """From its first to its last character in the text that was given."""
        return self.offsets.span(0, len(self.text))

    def to_source(self, span: Span) -> Span:
        """A span of ``text`` as a span of the text that was given."""
        return self.offsets.span(span.start, span.end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its kind, its printed number if it has one, and its segments.

    ``number`` is the label as printed without closing dot or blank ("12", "(a)", "一", "A", "!").
    ``level`` is the depth of a heading or list item, from 0. ``segments`` are half-open indices
    into the document's segments.
    """

    kind: ParagraphKind
    segments: range
    number: str | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its paragraphs and segments; every span points into ``text`` as it was given.

    ``decisions`` says in words what was decided about the document (its punctuation is lost, its
    encoding was detected …). Make one with `unterm.read`, `unterm.segment` or `from_segments`.

    >>> document = Document.from_segments(["安理会重申其承诺。", "会员国欢迎该报告。"], lang="zh")
    >>> len(document), document.segments[1].text, document.segments[1].span.cut(document.text)
    (2, '会员国欢迎该报告。', '会员国欢迎该报告。')
    """

    text: str
    lang: Language
    segments: tuple[Segment, ...]
    paragraphs: tuple[Paragraph, ...]
    symbol: str | None = None
    date: date | None = None
    title: str | None = None
    path: str | None = None
    decisions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.lang not in ("en", "zh"):
            raise InputError(f"lang is {self.lang!r} but must be 'en' or 'zh'")
        expected = 0
        for paragraph in self.paragraphs:
            if paragraph.segments.start != expected:
                raise InputError("paragraphs must cover the segments once and in order")
            expected = paragraph.segments.stop
        if expected != len(self.segments):
            raise InputError("paragraphs must cover the segments once and in order")

    @classmethod
    def from_segments(
        cls, sentences: Iterable[str], *, lang: Language, symbol: str | None = None
    ) -> Document:
        """A document of sentences already split, each a paragraph, joined by line feeds."""
        if isinstance(sentences, str):
            raise InputError("sentences is one string; give a list, or use unterm.segment")
        texts = list(require_each("sentences", sentences, str))
        segments: list[Segment] = []
        start = 0
        for text in texts:
            segments.append(Segment(text, OffsetMap.identity(len(text), start)))
            start += len(text) + 1
        return cls(
            text="\n".join(texts),
            lang=lang,
            segments=tuple(segments),
            paragraphs=tuple(
                Paragraph(ParagraphKind.BODY, range(i, i + 1)) for i in range(len(texts))
            ),
            symbol=symbol,
        )

    def __len__(self) -> int:
        """How many segments it has."""
        return len(self.segments)

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)

    def label(self, position: int) -> str:
        """How a paragraph is cited: its printed number, or its position in square brackets.

        A lettered item is cited under the numbered paragraph that it belongs to: "11 (b)".
        """
        paragraph = self.paragraphs[position]
        number = paragraph.number
        if number is None or not any(c.isalnum() for c in number):
            return f"[{position + 1}]"
        if number.isdecimal():
            return number
        for earlier in reversed(self.paragraphs[:position]):
            if earlier.number is not None and earlier.number.isdecimal():
                return f"{earlier.number} {number}"
            if earlier.level < paragraph.level or earlier.number is None:
                break
        return f"[{position + 1}]"

    def paragraph_text(self, paragraph: Paragraph) -> Segment:
        """A paragraph's segments as one, in the paragraph's repaired text.

        A blank stands between two where the text has one and the language writes one; Chinese
        does so only where the mark between two sentences is lost.
        """
        text = ""
        runs: list[Run] = []
        for index in paragraph.segments:
            part = self.segments[index]
            end = runs[-1].source + runs[-1].length if runs else 0
            if text and end < part.span.start and _joint(self.lang, text, part.text):
                runs.append(Run(len(text), end, 1))
                text += " "
            runs.extend(Run(len(text) + r.target, r.source, r.length) for r in part.offsets.runs)
            text += part.text
        return Segment(text, OffsetMap(tuple(runs)))


def _joint(lang: Language, left: str, right: str) -> str:
    """What joins two segments: a blank in English, and in Chinese where no mark separates them."""
    if lang == "en":
        return " "
    return " " if left[-1:].isalnum() and right[:1].isalnum() else ""


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that translate one another: indices on both sides, and the probability of that.

    Either side may be empty (an insertion or a deletion). ``fixed`` marks a bead that a person
    set and that an aligner must keep.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float = 1.0
    fixed: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """How many segments on each side, such as (1, 2)."""
        return len(self.source), len(self.target)


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents and the beads between them, covering both sides once and in order.

    >>> bitext = Bitext.from_pairs([("sustaining peace", "保持和平"), ("good offices", "斡旋")])
    >>> [pair for pair in bitext.pairs()]
    [('sustaining peace', '保持和平'), ('good offices', '斡旋')]
    """

    source: Document
    target: Document
    beads: tuple[Bead, ...]
    decisions: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        require_each("beads", self.beads, Bead)
        for side, document in (("source", self.source), ("target", self.target)):
            require(side, document, Document)
            expected = 0
            for number, bead in enumerate(self.beads):
                for index in getattr(bead, side):
                    if index != expected:
                        raise InputError(
                            f"bead {number} has {side} segment {index} where {expected} is next: "
                            "beads must cover both sides once and in order"
                        )
                    expected += 1
            if expected != len(document):
                raise InputError(
                    f"the beads cover {expected} of {len(document)} {side} segments: "
                    "beads must cover both sides once and in order"
                )

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Bitext:
        """A bitext of (English, Chinese) pairs already aligned, one bead each."""
        both: Sequence[tuple[str, str]] = list(require_pairs("pairs", pairs))
        return cls(
            source=Document.from_segments((en for en, _ in both), lang="en"),
            target=Document.from_segments((zh for _, zh in both), lang="zh"),
            beads=tuple(Bead((i,), (i,)) for i in range(len(both))),
        )

    def __len__(self) -> int:
        """How many beads it has."""
        return len(self.beads)

    def side(self, bead: Bead, side: Literal["source", "target"]) -> str:
        """The text of a bead on one side, its segments joined as their language joins them."""
        document = self.source if side == "source" else self.target
        indices = bead.source if side == "source" else bead.target
        text = ""
        for index in indices:
            part = document.segments[index].text
            text += _joint(document.lang, text, part) + part if text else part
        return text

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each bead as (source text, target text)."""
        for bead in self.beads:
            yield self.side(bead, "source"), self.side(bead, "target")
