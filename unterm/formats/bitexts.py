"""What the formats of bitexts share: rows of segments, units of foreign files, and their losses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from unterm.errors import FormatError
from unterm.formats.markup import writable
from unterm.formats.reports import Loss
from unterm.formats.tags import language_of, rank
from unterm.model import Bead, Bitext, Document, Language, Paragraph

_BREAK = re.compile(r"\s*[\r\n]\s*")


@dataclass(frozen=True, slots=True)
class BeadRow:
    """A bead with the texts of its segments."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    confidence: float = 1.0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a foreign file: (language tag, text) in order, and what is noted about it.

    ``number`` is the line it begins on. An empty text is a side that has none.
    """

    number: int
    texts: tuple[tuple[str, str], ...]
    properties: dict[str, str] = field(default_factory=dict)


def rows_of(bitext: Bitext) -> Iterator[BeadRow]:
    """The beads of a bitext as rows."""
    source, target = bitext.source.segments, bitext.target.segments
    for bead in bitext.beads:
        yield BeadRow(
            tuple(source[i].text for i in bead.source),
            tuple(target[i].text for i in bead.target),
            bead.confidence,
            bead.fixed,
        )


def bitext_of(
    rows: Iterable[BeadRow], source: Language = "en", decisions: tuple[str, ...] = ()
) -> Bitext:
    """A bitext of rows; ``source`` is the language of the source side.

    >>> bitext = bitext_of([BeadRow(("Yes.", "No."), ("是。否。",), 0.9)])
    >>> bitext.beads, list(bitext.pairs())
    ((Bead(source=(0, 1), target=(0,), confidence=0.9, fixed=False),), [('Yes. No.', '是。否。')])
    """
    sides: tuple[list[str], list[str]] = ([], [])
    beads: list[Bead] = []
    for row in rows:
        indices = []
        for side, texts in zip(sides, (row.source, row.target), strict=True):
            indices.append(tuple(range(len(side), len(side) + len(texts))))
            side.extend(texts)
        beads.append(Bead(indices[0], indices[1], row.confidence, row.fixed))
    target: Language = "zh" if source == "en" else "en"
    return Bitext(
        source=Document.from_segments(sides[0], lang=source),
        target=Document.from_segments(sides[1], lang=target),
        beads=tuple(beads),
        decisions=decisions,
    )


def bitext_of_units(
    path: str | Path, units: Sequence[Unit], declared: Sequence[str] = ()
) -> Bitext:
    """The English and Chinese of a foreign file; what else stands in it is said in ``decisions``.

    Where a language has several varieties, each unit gives the one that is nearest to United
    Nations usage. ``declared`` are the tags that the file names for source and target; without
    them the source is the language that comes first. Raises `FormatError` where one
    of the two languages is missing.
    """
    counts = Counter(tag for unit in units for tag, _ in unit.texts)
    present = {language_of(tag) for tag in (*counts, *declared)}
    if not {"en", "zh"} <= present:
        found = ", ".join(f"{tag or 'none'} ({n})" for tag, n in sorted(counts.items()))
        raise FormatError(
            path,
            None,
            f"languages: {found or 'none'}; a bitext needs English and Chinese, in language tags "
            "such as en and zh-CN",
        )
    order = (*declared, *(tag for unit in units for tag, _ in unit.texts))
    source: Language = next(lang for tag in order if (lang := language_of(tag)))
    target: Language = "zh" if source == "en" else "en"
    left: Counter[str] = Counter()
    rows: list[BeadRow] = []
    for unit in units:
        sides: dict[Language, tuple[str, ...]] = {}
        for language in (source, target):
            ours = [(tag, text) for tag, text in unit.texts if language_of(tag) == language]
            if ours:
                chosen = min(ours, key=lambda pair: rank(pair[0]))
                side = "source" if language == source else "target"
                sides[language] = _segments(chosen[1], unit.properties.get(side), language)
                left.update(tag for tag, text in ours if (tag, text) != chosen)
        left.update(tag for tag, _ in unit.texts if language_of(tag) is None)
        row = BeadRow(
            sides.get(source, ()),
            sides.get(target, ()),
            _confidence(unit.properties.get("confidence", "")),
            unit.properties.get("fixed") == "yes",
        )
        if row.source or row.target:
            rows.append(row)
    decisions = [f"{n} texts in {tag!r} not taken" for tag, n in sorted(left.items())]
    return bitext_of(rows, source, tuple(decisions))


def properties_of(row: BeadRow) -> Iterator[tuple[str, str]]:
    """What XML formats note about a bead beside its two texts, so that it comes back whole.

    The lengths of the segments, in characters, where a side has not just one.
    """
    if row.confidence != 1:
        yield "confidence", repr(row.confidence)
    if row.fixed:
        yield "fixed", "yes"
    for name, texts in (("source", row.source), ("target", row.target)):
        if len(texts) > 1 or texts == ("",):
            yield name, " ".join(str(len(text)) for text in texts)


def joined(texts: Sequence[str], language: Language) -> str:
    """The segments of one side as one text."""
    return ("" if language == "zh" else " ").join(texts)


def flowing(text: str) -> str:
    """Text as XML gives it back: line breaks as blanks, what XML cannot hold as U+FFFD.

    >>> flowing("\\n  It\\n  recalls\\n"), flowing(" It ")
    ('It recalls', ' It ')
    """
    if not writable(text):
        text = "".join(c if writable(c) else "\N{REPLACEMENT CHARACTER}" for c in text)
    return _BREAK.sub(" ", text).strip() if _BREAK.search(text) else text


def bitext_losses(
    bitext: Bitext, rows: Sequence[BeadRow], source: Language, decisions: tuple[str, ...] = ()
) -> Iterator[Loss]:
    """What of a bitext comes back otherwise, where its beads come back as ``rows``.

    A row that is empty on both sides does not come back. Beads are counted from 1.
    """
    kept = bitext_of(written(rows), source, decisions)
    for side, before, after in (
        ("source", bitext.source, kept.source),
        ("target", bitext.target, kept.target),
    ):
        for name in ("lang", "symbol", "date", "title", "path", "decisions"):
            value = getattr(before, name)
            if value != getattr(after, name):
                yield Loss("document", f"{side}, {name}", str(value))
        if _layout(before.paragraphs) != _layout(after.paragraphs):
            yield Loss("document", f"{side}, paragraphs", "which segments form a paragraph")
        if before.text != after.text:
            yield Loss("document", f"{side}, text", "the text around and between the segments")
    if bitext.decisions != kept.decisions:
        yield Loss("document", "decisions", "; ".join(bitext.decisions))
    for number, (old, new) in enumerate(zip(rows_of(bitext), rows, strict=True), start=1):
        if not new.source and not new.target:
            yield Loss(f"bead {number}", "bead", "it is empty on both sides")
            continue
        for name in ("source", "target", "confidence", "fixed"):
            if getattr(old, name) != getattr(new, name):
                yield Loss(
                    f"bead {number}", name, f"{getattr(old, name)!r} became {getattr(new, name)!r}"
                )


def written(rows: Iterable[BeadRow]) -> list[BeadRow]:
    """The rows that have a segment."""
    return [row for row in rows if row.source or row.target]


def flowing_row(row: BeadRow) -> BeadRow:
    """A row as XML gives it back."""
    return BeadRow(
        tuple(map(flowing, row.source)), tuple(map(flowing, row.target)), row.confidence, row.fixed
    )


def _layout(paragraphs: Sequence[Paragraph]) -> list[tuple[object, ...]]:
    return [(p.kind, p.number, p.level, len(p.segments)) for p in paragraphs]


def _segments(text: str, lengths: str | None, language: Language) -> tuple[str, ...]:
    """A text cut into segments of the lengths noted, or left whole if they do not fit it."""
    if lengths is None:
        return (text,) if text else ()
    gap = 0 if language == "zh" else 1
    segments: list[str] = []
    start = 0
    for length in (int(n) for n in lengths.split() if n.isdecimal()):
        segments.append(text[start : start + length])
        start += length + gap
    return tuple(segments) if joined(segments, language) == text else (text,) if text else ()


def _confidence(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 1.0
    return value if 0 <= value <= 1 else 1.0
