"""The two verbs: read a file, segment a string."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from unterm.errors import FormatError, InputError, require_path
from unterm.formats.docx import load_docx
from unterm.formats.encodings import Decoded, read_text
from unterm.formats.pdf import load_pdf
from unterm.formats.sources import load_sources
from unterm.language.scripts import detect_language
from unterm.model.documents import Document, ParagraphKind
from unterm.model.terms import LANGUAGE_NAMES, Language
from unterm.segmentation.assembly import Hint, assemble

INDEX_NAME: Final = "index.jsonl"
_TEXT_SUFFIXES: Final = (".txt", ".text", ".md", "")
KNOWN_SUFFIXES: Final = (".txt", ".text", ".md", ".docx", ".pdf")
"""Suffixes that `read` reads; a file without one is read as text."""


def segment(text: str, *, lang: Language) -> Document:
    """The paragraphs and sentences of a text, hard-wrapped or with one paragraph a line.

    Every span of the document points into ``text``, which is kept as given; what was decided about
    the text is said in ``decisions``. Never raises on a string, whatever stands in it; `InputError`
    for a language that is not ``"en"`` or ``"zh"``, or for something that is not a string.

    >>> document = segment("1. 安理会强调预防冲突(见第 12 段)。会员国表示欢迎。", lang="zh")
    >>> [part.text for part in document], document.paragraphs[0].number
    (['安理会强调预防冲突(见第 12 段)。', '会员国表示欢迎。'], '1')
    """
    if not isinstance(text, str):
        raise InputError(f"a text is a string, not {type(text).__name__}; use read() for a file")
    return assemble(text, _checked(lang))


def read(
    path: str | Path, *, lang: Language | None = None, encoding: str | None = None
) -> Document:
    """The document in a text, Word or PDF file.

    Without ``lang`` the script decides between Chinese and English; without ``encoding`` a text
    file may be in UTF-8, in UTF-16 with its byte-order mark, and in GB18030 or Big5 where that is
    certain. Where an ``index.jsonl`` beside the file names it, symbol, date and title are taken
    from there.

    Raises `FormatError` for an empty, binary or damaged file, an encoding that is not certain, an
    unknown suffix, and a text that is neither Chinese nor English; `MissingExtraError` for a PDF
    without the extra ``pdf``; `OSError` where the file cannot be opened.
    """
    require_path("path", path)
    path = Path(path)
    if lang is not None:
        _checked(lang)
    suffix = path.suffix.lower()
    decisions: list[str] = []
    hints: dict[int, Hint] = {}
    if suffix == ".docx":
        text, hints = _read_docx(path)
    elif suffix == ".pdf":
        text = load_pdf(path)
    elif suffix in _TEXT_SUFFIXES:
        decoded = read_text(path, encoding)
        text = decoded.text
        decisions.extend(_encoding_decision(decoded))
    else:
        raise FormatError(
            path,
            None,
            f"unknown suffix {suffix!r}; read() knows {', '.join(KNOWN_SUFFIXES)}",
        )
    if lang is None:
        lang = detect_language(text)
        if lang is None:
            raise FormatError(
                path,
                None,
                "the text is written neither in Chinese nor in Latin script; "
                "say which it is with lang='zh' or lang='en'",
            )
        decisions.append(f"language told by its script: {LANGUAGE_NAMES[lang]}")
    document = assemble(text, lang, hints=hints, flowing=suffix == ".docx")
    document = replace(document, path=str(path), decisions=(*decisions, *document.decisions))
    return _with_index(document, path)


def _checked(lang: Language) -> Language:
    if lang not in LANGUAGE_NAMES:
        raise InputError(f"lang is {lang!r} but must be 'en' or 'zh'")
    return lang


def _encoding_decision(decoded: Decoded) -> list[str]:
    return [f"encoding detected: {decoded.encoding}"] if decoded.detected else []


def _read_docx(path: Path) -> tuple[str, dict[int, Hint]]:
    parts: list[str] = []
    hints: dict[int, Hint] = {}
    at = 0
    for paragraph in load_docx(path):
        text = paragraph.text
        if paragraph.kind is not ParagraphKind.BODY:
            lead = len(text) - len(text.lstrip())
            hints[at + lead] = Hint(paragraph.kind, paragraph.level)
        parts.append(text)
        at += len(text) + 1
    return "\n".join(parts), hints


def _with_index(document: Document, path: Path) -> Document:
    index = path.parent / INDEX_NAME
    if path.name == INDEX_NAME or not index.is_file():
        return document
    try:
        sources = load_sources(index)
    except FormatError as error:
        # Another index may have the same name; the document itself is sound.
        return replace(
            document,
            decisions=(*document.decisions, f"the index beside the file is no help: {error}"),
        )
    for source in sources:
        if source.file == path.name:
            return replace(
                document,
                symbol=source.symbol or document.symbol,
                date=source.date or document.date,
                title=source.title,
            )
    return document
