"""What commands read: documents, bitexts and glossaries, from files or from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import click

import unterm
from unterm.formats.encodings import decode
from unterm.formats.files import read_lines
from unterm.formats.tables import load_rows
from unterm.language.scripts import detect_language

STDIN = "standard input"
BUILT_IN = "built-in"
BITEXT_SUFFIXES = (
    *(".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff"),
    *(".tsv", ".csv", ".xlsx", ".jsonl"),
)
TEXT_SUFFIXES = (".txt", ".text", ".md", ".docx", ".pdf")


def is_bitext(path: str) -> bool:
    """Whether the suffix of a file is that of a bitext."""
    return Path(path).suffix.lower() in BITEXT_SUFFIXES


def open_glossary(paths: Sequence[str | Path]) -> unterm.Glossary:
    """The glossary that the options name; the earlier of two that define one term wins."""
    loaded = [
        unterm.load_glossary() if path == BUILT_IN else unterm.load_glossary(path)
        for path in paths or (BUILT_IN,)
    ]
    glossary = loaded[0]
    for other in loaded[1:]:
        glossary = unterm.merge(glossary, other).glossary
    return glossary


def read_stdin(encoding: str | None = None) -> str:
    """The text in standard input; FormatError as for a file."""
    return decode(sys.stdin.buffer.read(), STDIN, encoding).text


def encoding_of(path: str | Path, declared: str | None) -> str | None:
    """The declared encoding, None for a file that is UTF-8: source and draft seldom share one.

    A file of ASCII alone is in the declared encoding, which may be one of seven bits.
    """
    if declared is None:
        return None
    raw = Path(path).read_bytes()
    if raw.isascii() or b"\0" in raw:
        return declared
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return declared
    return None


def open_document(
    path: str, lang: Literal["en", "zh"] | None = None, encoding: str | None = None
) -> unterm.Document:
    """The document in a file, or in standard input for ``-``."""
    if path != "-":
        return unterm.read(path, lang=lang, encoding=encoding_of(path, encoding))
    text = read_stdin(encoding)
    lang = lang or detect_language(text)
    if lang is None:
        raise unterm.FormatError(
            STDIN, None, "the text is written neither in Chinese nor in Latin script"
        )
    return unterm.segment(text, lang=lang)


def load_bitext(path: str, encoding: str | None = None) -> unterm.Bitext:
    """The bitext in a file; the encoding is that of tables, other formats name their own."""
    declared = encoding if Path(path).suffix.lower() in (".tsv", ".csv") else None
    return unterm.load_bitext(path, encoding=declared)


def open_bitext(paths: Sequence[str], encoding: str | None = None) -> unterm.Bitext:
    """The bitext in a file, or the pairs of several as one."""
    bitexts = [load_bitext(path, encoding) for path in paths]
    if len(bitexts) == 1:
        return bitexts[0]
    return unterm.Bitext.from_pairs(chain.from_iterable(bitext.pairs() for bitext in bitexts))


def is_review(path: str) -> bool:
    """Whether a file is a candidate list, told by its header or first line, not a glossary."""
    suffix = Path(path).suffix.lower()
    if suffix == ".jsonl":
        line = next((line for _, line in read_lines(path) if line.strip()), "")
        try:
            first = json.loads(line)
        except ValueError:
            return False
        return isinstance(first, dict) and "candidate" in first
    if suffix not in (".tsv", ".xlsx", ".csv"):
        return False
    rows = load_rows(path)
    header = {cell.strip().lower() for cell in rows[0][1]} if rows else set()
    return {"status", "chinese"} <= header and bool({"section", "reasons", "context 1"} & header)


def glossary_option(function: Any) -> Any:
    """``--glossary PATH``, repeatable; the built-in glossary without it."""
    return click.option(
        "-g",
        "--glossary",
        "glossaries",
        multiple=True,
        metavar="PATH",
        help="Glossary file or folder instead of the built-in one. May be repeated: the first "
        f"that defines a term wins; '{BUILT_IN}' names the built-in one.",
    )(function)


def lang_option(function: Any) -> Any:
    """``--lang``: the language of a text, told by its script without it."""
    return click.option(
        "--lang",
        type=click.Choice(["en", "zh"]),
        help="Language of the text; told by its script without it.",
    )(function)


def encoding_option(function: Any) -> Any:
    """``--encoding``: that of text files, for those that do not show it."""
    return click.option(
        "--encoding",
        metavar="NAME",
        help="Encoding of the text files that are not UTF-8 (gb18030, big5, cp1252 …).",
    )(function)
