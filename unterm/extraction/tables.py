"""The tables of figures that ship: lines of cells parted by tabs, ``#`` begins a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources


def read_shipped(name: str) -> list[str]:
    """The lines of a table in the room's data folder."""
    file = resources.files("unterm.extraction") / "data" / name
    return file.read_text("utf-8").splitlines()


def rows_of(lines: Iterable[str]) -> Iterator[list[str]]:
    """The cells of each line that is no comment.

    >>> list(rows_of(["# word, count", "和平\\t9"]))
    [['和平', '9']]
    """
    return (line.split("\t") for line in lines if line and not line.startswith("#"))
