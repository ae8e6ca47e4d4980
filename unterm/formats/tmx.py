"""TMX 1.4: translation memories, read and written as a stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from unterm.errors import FormatError
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
from unterm.model import Bitext, Language

DEFAULT_TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh"}
# Inline elements whose content is code of the original format, not text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
_PREFIX = "x-unterm-"
_RECORDS = frozenset({"header", "tu"})


def read_units(path: str | Path) -> Iterator[Unit]:
    """The translation units of a file, in all their languages, one at a time.

    Inline codes are left out; text in ``hi`` stays. A language that a unit has twice comes twice.
    Raises `FormatError` with the line for a file that is no TMX or not well-formed.
    """
    return _read(path, [])


def _read(path: str | Path, declared: list[str]) -> Iterator[Unit]:
    """`read_units`; ``declared`` receives the tags that the header names."""
    elements = stream(path, _RECORDS)
    root = next(elements)
    if root.name != "tmx":
        raise FormatError(path, root.line, f"the file begins with <{root.name}>; TMX has <tmx>")
    for element in elements:
        if element.name == "header":
            declared.append(element.attributes.get("srclang", ""))
            declared.extend(p for name, p in _properties(element).items() if name == "target")
        elif element.name == "tu":
            yield _unit(path, element)


def load_tmx(path: str | Path) -> Bitext:
    """The English and Chinese of a translation memory, one bead a unit.

    What else it holds is said in ``decisions``. Raises `FormatError` as `read_units` does, and
    where English or Chinese is missing.
    """
    declared: list[str] = []
    return bitext_of_units(path, list(_read(path, declared)), declared)


def dump_tmx(
    bitext: Bitext, path: str | Path, *, tags: Mapping[Language, str] = DEFAULT_TAGS
) -> tuple[Loss, ...]:
    """Write a translation memory, one unit a bead, and return what it does not hold.

    ``tags`` are the language tags to write, such as ``{"en": "en-US", "zh": "zh-CN"}``. Confidence,
    fixing and the bounds of segments are kept as properties of the unit, which other tools ignore.
    A side without segments has no variant.
    """
    rows = [flowing_row(row) for row in rows_of(bitext)]
    write_atomically(path, _document(written(rows), bitext.source.lang, bitext.target.lang, tags))
    return tuple(bitext_losses(bitext, rows, bitext.source.lang))


def _document(
    rows: list[BeadRow], source: Language, target: Language, tags: Mapping[Language, str]
) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
    yield (
        '<tmx version="1.4">\n<header creationtool="unterm" '
        f'creationtoolversion={attribute(_version())} segtype="sentence" o-tmf="unterm" '
        f'adminlang="en" srclang={attribute(tags[source])} datatype="plaintext">\n'
        f'<prop type="{_PREFIX}target">{escape(tags[target])}</prop>\n</header>\n<body>\n'
    )
    for number, row in enumerate(rows, start=1):
        yield f'<tu tuid="{number}">\n'
        for name, value in properties_of(row):
            yield f'<prop type="{_PREFIX}{name}">{escape(value)}</prop>\n'
        for language, texts in ((source, row.source), (target, row.target)):
            if texts:
                text = escape(joined(texts, language))
                yield f"<tuv xml:lang={attribute(tags[language])}><seg>{text}</seg></tuv>\n"
        yield "</tu>\n"
    yield "</body>\n</tmx>\n"


def _properties(element: Element) -> dict[str, str]:
    """What `dump_tmx` noted."""
    return {
        prop.attributes.get("type", "").removeprefix(_PREFIX): prop.text()
        for prop in element.children("prop")
        if prop.attributes.get("type", "").startswith(_PREFIX)
    }


def _unit(path: str | Path, element: Element) -> Unit:
    texts: list[tuple[str, str]] = []
    for variant in element.children("tuv"):
        tag = variant.language
        if tag is None:
            raise FormatError(
                path, variant.line, "a <tuv> has no language; give it the attribute xml:lang"
            )
        for segment in variant.children("seg"):
            texts.append((tag, flowing(segment.text(_CODES))))
    return Unit(element.line, tuple(texts), _properties(element))


def _version() -> str:
    try:
        return version("unterm")
    except PackageNotFoundError:
        return "0"
