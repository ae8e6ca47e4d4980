"""XLIFF: versions 1.x (SDLXLIFF among them) and 2.x are read, 2.0 is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from unterm.errors import FormatError, InputError
from unterm.formats.bitexts import (
    BeadRow,
    Unit,
    bitext_losses,
    bitext_of_units,
    flowing,
    flowing_row,
    joined,
    properties_of,
    rows_of,
    written,
)
from unterm.formats.files import write_atomically
from unterm.formats.markup import Element, attribute, escape, stream
from unterm.formats.reports import Loss
from unterm.formats.tmx import DEFAULT_TAGS
from unterm.model import Bitext, Language

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_CATEGORY = "unterm"
# Elements whose content is code of the original format, or notes, not text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "x", "bx", "ex", "sc", "ec"})
_RECORDS = frozenset({"trans-unit", "unit"})
_DELETED = "x-sdl-deleted"


def read_units(path: str | Path) -> Iterator[Unit]:
    """The segments of a file as (source, target), one at a time; an empty target is none yet.

    Where a unit is segmented, each segment comes alone. Proposals from memories (``alt-trans``,
    ``matches``), units that are not to be translated and text between segments are left out.
    Raises `FormatError` with the line for a file that is no XLIFF or not well-formed.
    """
    return _read(path, [])


def _read(path: str | Path, declared: list[str]) -> Iterator[Unit]:
    """`read_units`; ``declared`` receives the tags that the file names."""
    elements = stream(path, _RECORDS)
    root = next(elements)
    if root.name != "xliff":
        raise FormatError(path, root.line, f"the file begins with <{root.name}>; XLIFF has <xliff>")
    tags = (root.attributes.get("srcLang", ""), root.attributes.get("trgLang", ""))
    declared.extend(tags)
    for element in elements:
        if element.name == "file" and "source-language" in element.attributes:
            own = element.attributes
            tags = (own["source-language"], own.get("target-language", ""))
            declared.extend(tags)
        elif element.name in _RECORDS and element.attributes.get("translate") != "no":
            segments = _segments_1 if element.name == "trans-unit" else _segments_2
            properties = _properties(element)
            for line, source, target in segments(element):
                texts = ((tags[0], source), *(((tags[1], target),) if tags[1] or target else ()))
                yield Unit(line, texts, properties)


def load_xliff(path: str | Path) -> Bitext:
    """The pairs of an XLIFF or SDLXLIFF file, one bead a segment.

    Raises `FormatError` as `read_units` does, and where English or Chinese is missing.
    """
    declared: list[str] = []
    return bitext_of_units(path, list(_read(path, declared)), declared)


def dump_xliff(
    bitext: Bitext, path: str | Path, *, tags: Mapping[Language, str] = DEFAULT_TAGS
) -> tuple[Loss, ...]:
    """Write XLIFF 2.0, one unit with one segment a bead, and return what it does not hold.

    Confidence, fixing and the bounds of segments are kept in the metadata module. The state of a
    segment is "reviewed" where a person fixed the bead, else "translated", or "initial" without
    target. XLIFF needs one unit at least: an empty bitext raises `InputError`.
    """
    rows = [flowing_row(row) for row in rows_of(bitext)]
    if not written(rows):
        raise InputError("an XLIFF file needs one unit at least; the bitext has no segments")
    write_atomically(path, _document(written(rows), bitext.source.lang, bitext.target.lang, tags))
    return tuple(bitext_losses(bitext, rows, bitext.source.lang))


def _document(
    rows: list[BeadRow], source: Language, target: Language, tags: Mapping[Language, str]
) -> Iterator[str]:
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff version="2.0" xmlns="{_CORE}" xmlns:mda="{_METADATA}" '
        f"srcLang={attribute(tags[source])} trgLang={attribute(tags[target])}>\n"
        '<file id="f1">\n'
    )
    for number, row in enumerate(rows, start=1):
        yield f'<unit id="u{number}" xml:space="preserve">'
        properties = dict(properties_of(row))
        for name, texts in (("source", row.source), ("target", row.target)):
            if not texts:
                properties[name] = ""
        if properties:
            metas = "".join(
                f'<mda:meta type="{name}">{escape(value)}</mda:meta>'
                for name, value in properties.items()
            )
            yield (
                f'<mda:metadata><mda:metaGroup category="{_CATEGORY}">{metas}'
                "</mda:metaGroup></mda:metadata>"
            )
        state = "reviewed" if row.fixed else "translated" if row.target else "initial"
        yield f'<segment state="{state}"><source>{escape(joined(row.source, source))}</source>'
        if row.target:
            yield f"<target>{escape(joined(row.target, target))}</target>"
        yield "</segment></unit>\n"
    yield "</file>\n</xliff>\n"


def _segments_1(unit: Element) -> Iterator[tuple[int, str, str]]:
    """The segments of a version 1 unit: those marked in ``seg-source``, or the whole."""
    target = next(unit.children("target"), None)
    segmented = next(unit.children("seg-source"), None)
    source = next(unit.children("source"), None)
    marks = _marks(segmented) if segmented is not None else {}
    translations = _marks(target) if target is not None else {}
    if marks:
        for identifier, mark in marks.items():
            translation = translations.pop(identifier, None)
            yield mark.line, _text(mark), _text(translation)
        for translation in translations.values():
            yield translation.line, "", _text(translation)
    else:
        yield unit.line, _text(source), _text(target)


def _segments_2(unit: Element) -> Iterator[tuple[int, str, str]]:
    for segment in unit.children("segment"):
        source = next(segment.children("source"), None)
        target = next(segment.children("target"), None)
        yield segment.line, _text(source), _text(target)


def _marks(parent: Element) -> dict[str, Element]:
    """The segment marks inside an element by their ids, in order."""
    marks: dict[str, Element] = {}
    for element in parent.walk():
        if element.name == "mrk" and element.attributes.get("mtype") == "seg":
            marks.setdefault(element.attributes.get("mid", str(len(marks))), element)
    return marks


def _text(element: Element | None) -> str:
    return "" if element is None else flowing("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    for part in element.content:
        if isinstance(part, str):
            yield part
        elif part.name == "cp":
            yield _character(part.attributes.get("hex", ""))
        elif part.name not in _CODES and part.attributes.get("mtype") != _DELETED:
            yield from _pieces(part)


def _character(hexadecimal: str) -> str:
    """The character that XML cannot hold and XLIFF spells out; U+FFFD if it is none."""
    try:
        return chr(int(hexadecimal, 16))
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"


def _properties(unit: Element) -> dict[str, str]:
    """What `dump_xliff` noted about a unit."""
    return {
        meta.attributes.get("type", ""): meta.text()
        for group in unit.walk()
        if group.name == "metaGroup" and group.attributes.get("category") == _CATEGORY
        for meta in group.children("meta")
    }
