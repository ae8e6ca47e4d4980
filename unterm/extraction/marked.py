"""Strings that are terms in other UN texts: how often readers have marked them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from unterm.extraction.tables import read_shipped, rows_of


class Marked(NamedTuple):
    """How often a string was marked as a term, and how often it stood there and was not.

    Where it stood inside a longer term counts for neither.
    """

    marked: int
    unmarked: int

    @property
    def share(self) -> float:
        """How often it is a term where it stands, from 0 to 1."""
        return self.marked / (self.marked + self.unmarked)


def parse_marked(lines: Iterable[str]) -> dict[str, Marked]:
    """The strings in lines of a string and its two counts, parted by tabs; ``#`` begins a comment.

    >>> parse_marked(["# comment", "斡旋\\t3\\t1"])["斡旋"].share
    0.75
    """
    return {text: Marked(int(marked), int(unmarked)) for text, marked, unmarked in rows_of(lines)}


@cache
def load_marked() -> Mapping[str, Marked]:
    """The strings as shipped, in simplified script, read once."""
    return parse_marked(read_shipped("terms.zh.tsv"))
