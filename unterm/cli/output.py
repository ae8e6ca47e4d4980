"""How results are printed: tables padded by display width, JSON, progress on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

import unterm
from unterm.formats.files import write_atomically

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def display_width(text: str) -> int:
    """The columns a text takes in a terminal: two for a wide character.

    >>> display_width("建立 CBM")
    8
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def shorten(text: str, width: int) -> str:
    """The text in at most ``width`` columns, an ellipsis where it was cut.

    >>> shorten("建立信任措施", 7)
    '建立信…'
    """
    text = " ".join(text.split())
    if display_width(text) <= width:
        return text
    kept, used = [], 1
    for c in text:
        used += display_width(c)
        if used > width:
            break
        kept.append(c)
    return "".join(kept) + "…"


def table(rows: Iterable[Sequence[str]], *, indent: str = "") -> Iterator[str]:
    """Rows as lines, each column as wide as its widest cell; the last one is not padded."""
    cells = [list(row) for row in rows]
    if not cells:
        return
    widths = [max(display_width(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        padded = [
            cell + " " * (width - display_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        yield (indent + "  ".join(padded)).rstrip()


def echo_json(value: object) -> None:
    """Print a value as JSON that a person can read too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress(items: Sequence[T], label: str) -> Iterator[Iterator[T]]:
    """Go through items with a bar on standard error, only where a person sees it."""
    hidden = len(items) < 2 or not sys.stderr.isatty()
    with click.progressbar(items, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield iter(bar)


def glossary_option(function: F) -> F:
    """``--glossary PATH``, repeatable; the built-in glossary without it."""
    return click.option(
        "-g",
        "--glossary",
        "glossaries",
        multiple=True,
        metavar="PATH",
        help="Glossary file or folder instead of the built-in one; may be repeated.",
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format`` with these choices, the first the default."""
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the result is printed.",
    )


def open_glossary(paths: Sequence[str]) -> unterm.Glossary:
    """The glossary that the options name; the earlier of two that define one term wins."""
    if len(paths) <= 1:
        return unterm.load_glossary(*paths)
    glossary = unterm.load_glossary(paths[0])
    for path in paths[1:]:
        glossary = unterm.merge(glossary, unterm.load_glossary(path)).glossary
    return glossary


def read_text(path: str) -> str:
    """The text of a file, or of standard input for ``-``."""
    if path == "-":
        return sys.stdin.read()
    return unterm.read(path).text


def open_document(path: str, lang: str | None = None) -> unterm.Document:
    """The document in a file, or in standard input for ``-``."""
    if path != "-":
        return unterm.read(path, lang=lang)  # type: ignore[arg-type]
    text = read_text(path)
    return unterm.segment(text, lang=lang or _language(text))  # type: ignore[arg-type]


def _language(text: str) -> str:
    han = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return "zh" if han * 3 >= sum(c.isascii() and c.isalpha() for c in text) else "en"


def write_or_echo(text: str, out: str | None) -> None:
    """Write a text to a file, or to standard output for None and ``-``."""
    if out in (None, "-"):
        click.echo(text, nl=not text.endswith("\n"))
    else:
        write_atomically(str(out), [text])
        click.echo(f"wrote {out}", err=True)
