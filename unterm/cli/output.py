"""How results are printed: tables padded by display width, JSON, progress on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from unterm.formats.files import write_atomically
from unterm.reporting.records import printable

WIDEST = 48
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
    """Rows as lines, each column as wide as its widest cell; the last one is not padded.

    A cell beyond ``WIDEST`` columns stands out of line alone, instead of moving all others.
    """
    cells = [list(row) for row in rows]
    if not cells:
        return
    widths = [
        min(max(display_width(row[i]) for row in cells), WIDEST) for i in range(len(cells[0]))
    ]
    for row in cells:
        padded = [
            cell + " " * (width - display_width(cell))
            for cell, width in zip(row, widths, strict=True)
        ]
        yield (indent + "  ".join(padded)).rstrip()


def count_of(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count_of(1, "bead"), count_of(2, "bead")
    ('1 bead', '2 beads')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def as_json(value: object) -> str:
    """A value as JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@contextmanager
def progress(items: Sequence[T], label: str) -> Iterator[Iterator[T]]:
    """Go through items with a bar on standard error, only where a person sees it."""
    hidden = len(items) < 2 or not sys.stderr.isatty()
    with click.progressbar(items, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield iter(bar)


@contextmanager
def working(label: str, *, alone: bool = True) -> Iterator[None]:
    """Say on standard error what is being done, as long as it lasts, where a person sees it.

    Nothing is said where it is not ``alone``: a bar of progress stands there already.
    """
    shown = alone and sys.stderr.isatty()
    if shown:
        click.echo(f"{label} …", nl=False, err=True)
    try:
        yield
    finally:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)


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


def out_option(what: str, *suffixes: str, folder: bool = False) -> Callable[[F], F]:
    """``--out FILE``, refused before the work begins where it could not be written.

    ``suffixes`` are those that the file may have; without them it may have any, or be standard
    output. ``folder``: it may be a folder, or one to be made.
    """
    known = ", ".join(suffixes)

    def checked(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is None or (value == "-" and not suffixes):
            return value
        path = Path(value)
        problem = None
        if not path.parent.is_dir():
            problem = f"there is no folder {path.parent}"
        elif path.is_dir():
            problem = None if folder else "is a folder, not a file"
        elif suffixes and path.suffix.lower() not in (*suffixes, *([""] if folder else [])):
            problem = f"unknown suffix {path.suffix!r}; use {known}"
        if problem:
            raise click.BadParameter(f"{value}: {problem}", context, option)
        return value

    return click.option(
        "-o",
        "--out",
        metavar="FILE",
        callback=checked,
        help=f"{what} ({known})." if known else f"{what}.",
    )


def say_decisions(owner: str | Path, decisions: Iterable[str]) -> None:
    """Say on standard error what was decided about a document or a bitext."""
    for decision in decisions:
        click.echo(f"{owner}: {decision}", err=True)


def write_or_echo(text: str, out: str | None, *, err: bool = False) -> None:
    """Write a text to a file, or to standard output (or error) for None and ``-``."""
    if out is None or out == "-":
        click.echo(text, nl=bool(text) and not text.endswith("\n"), err=err)
    else:
        write_atomically(out, [printable(text)])
        click.echo(f"wrote {out}", err=True)
