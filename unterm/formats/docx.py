"""The paragraphs of Word files: insertions kept, deletions left out, footnotes at the end."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from unterm.errors import FormatError
from unterm.model.documents import ParagraphKind

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LARGEST_PART: Final = 200_000_000  # bytes unpacked; a part beyond it is no text
_REMEDY: Final = "open it in Word and save it anew as .docx"
_HEADING_STYLE: Final = re.compile(r"(?:heading|标题|標題|_?\s?H)\s?_?(\d)", re.IGNORECASE)
_TITLE_STYLE: Final = re.compile(r"(?:title|subtitle|标题)$", re.IGNORECASE)
# What runs hold beside their text: deleted words, field codes, and text boxes a second time.
_SKIPPED: Final = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr"}
)


@dataclass(frozen=True, slots=True)
class DocxParagraph:
    """One paragraph; ``level`` is the depth of a heading, from 0."""

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    level: int = 0


def load_docx(path: str | Path) -> list[DocxParagraph]:
    """The paragraphs of a Word file in reading order, then its footnotes and endnotes.

    Tracked insertions count, deletions do not. Cells of tables and text boxes give their
    paragraphs where they stand; empty paragraphs are left out. Raises `FormatError` for a file
    that is no Word file, is damaged, encrypted or holds a part of over 200 MB, declares XML
    entities, or has no text.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise FormatError(path, None, f"a zip archive but no Word file; {_REMEDY}")
            body = _parse(archive, "word/document.xml", path)
            styles = (
                _heading_styles(_parse(archive, "word/styles.xml", path))
                if ("word/styles.xml" in names)
                else {}
            )
            notes = [
                _parse(archive, name, path)
                for name in ("word/footnotes.xml", "word/endnotes.xml")
                if name in names
            ]
    except zipfile.BadZipFile as error:
        raise FormatError(path, None, f"not a Word file ({error}); {_REMEDY}") from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile's word for encrypted
        raise FormatError(path, None, f"locked ({error}); remove its password") from error
    paragraphs = [p for p in _paragraphs(body, styles) if p.text.strip()]
    for part in notes:
        for note in part:
            if _attribute(note, "type") in (None, "normal"):
                text = " ".join(p.text.strip() for p in _paragraphs(note, {})).strip()
                if text:
                    paragraphs.append(DocxParagraph(text, ParagraphKind.FOOTNOTE))
    if not paragraphs:
        raise FormatError(path, None, "the file is empty; give a text")
    return paragraphs


def _parse(archive: zipfile.ZipFile, name: str, path: str | Path) -> Element:
    with archive.open(name) as stream:
        raw = stream.read(_LARGEST_PART + 1)
    if len(raw) > _LARGEST_PART:
        raise FormatError(path, None, f"{name} holds over {_LARGEST_PART:,} bytes; split the file")
    bare = raw.replace(b"\x00", b"")  # the same tokens in UTF-16
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise FormatError(
            path, None, f"{name} declares XML entities, which Word never does; {_REMEDY}"
        )
    try:
        return ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        raise FormatError(path, None, f"{name} is damaged ({error}); {_REMEDY}") from error


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: Element, name: str) -> str | None:
    return element.get(_W + name) or element.get(_STRICT_W + name)


def _heading_styles(styles: Element) -> dict[str, int]:
    """Levels of the styles that are headings, by outline level or by name."""
    levels: dict[str, int] = {}
    for style in styles.iter():
        if _local(style) != "style":
            continue
        key = _attribute(style, "styleId")
        if key is None:
            continue
        for child in style.iter():
            local, value = _local(child), _attribute(child, "val") or ""
            if local == "outlineLvl" and value.isdigit() and int(value) < 9:
                levels[key] = int(value)
            elif local == "name" and key not in levels:
                match = _HEADING_STYLE.match(value)
                if match:
                    levels[key] = max(0, int(match.group(1)) - 1)
                elif _TITLE_STYLE.match(value):
                    levels[key] = 0
    return levels


def _paragraphs(root: Element, styles: dict[str, int]) -> Iterator[DocxParagraph]:
    """Paragraphs in document order; those of a text box come before the one that anchors it."""
    for child in root:
        local = _local(child)
        if local == "p":
            yield from _boxes(child, styles)
            yield from _paragraph(child, styles)
        elif local == "AlternateContent":
            yield from _paragraphs(_choice(child), styles)
        elif local not in _SKIPPED:
            yield from _paragraphs(child, styles)


def _choice(element: Element) -> Element:
    """One of the renderings that an AlternateContent offers of the same thing."""
    return next(iter(element), element)


def _boxes(paragraph: Element, styles: dict[str, int]) -> Iterator[DocxParagraph]:
    for child in paragraph:
        local = _local(child)
        if local == "txbxContent":
            yield from _paragraphs(child, styles)
        elif local == "AlternateContent":
            yield from _boxes(_choice(child), styles)
        elif local not in _SKIPPED:
            yield from _boxes(child, styles)


def _paragraph(element: Element, styles: dict[str, int]) -> Iterator[DocxParagraph]:
    kind, level = ParagraphKind.BODY, 0
    for properties in element:
        if _local(properties) != "pPr":
            continue
        for item in properties:
            local, value = _local(item), _attribute(item, "val") or ""
            if local == "pStyle" and value in styles:
                kind, level = ParagraphKind.HEADING, styles[value]
            elif local == "outlineLvl" and value.isdigit() and int(value) < 9:
                kind, level = ParagraphKind.HEADING, int(value)
            elif local == "numPr" and kind is ParagraphKind.BODY:
                kind = ParagraphKind.LIST_ITEM
    for line in "".join(_pieces(element)).split("\n"):
        yield DocxParagraph(line, kind, level)


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        local = _local(child)
        if local == "t":
            yield (child.text or "").replace("\n", " ").replace("\r", " ")
        elif local == "tab":
            yield "\t"
        elif local in ("br", "cr"):
            yield "\n"
        elif local == "noBreakHyphen":
            yield "-"
        elif local == "AlternateContent":
            yield from _pieces(_choice(child))
        elif local not in _SKIPPED and local != "txbxContent":
            yield from _pieces(child)
