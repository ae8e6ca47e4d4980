"""Alignments in files: beads as lists of segment numbers, and hunalign's ladders."""

from __future__ import annotations

import re
from pathlib import Path

from unterm.errors import FormatError
from unterm.formats.files import read_lines

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]

_BEAD = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*\S+\s*)?$")
_RUNG = re.compile(r"(\d+)\s+(\d+)(?:\s+(\S+))?\s*$")


def read_alignment(path: str | Path) -> Beads:
    """Read beads as (source segments, target segments), numbers from 0.

    Two formats are told apart by their first line: ``[0]:[0, 1]`` (vecalign; a score may follow
    after another colon) and ladders, in which each rung ``i TAB j`` (a score may follow) says that
    i source and j target segments lie before it. Raises `FormatError` at a line that is neither.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "gold.txt")
    ...     _ = path.write_text("[0]:[0, 1]\\n[]:[2]\\n")
    ...     beads = read_alignment(path)
    ...     _ = path.write_text("0\\t0\\n1\\t2\\n1\\t3\\n")
    ...     beads, read_alignment(path) == beads
    ([((0,), (0, 1)), ((), (2,))], True)
    """
    lines = [(number, line) for number, line in read_lines(path) if line.strip()]
    if lines and _RUNG.match(lines[0][1]):
        return _ladder(path, lines)
    beads: Beads = []
    for number, line in lines:
        found = _BEAD.match(line)
        if not found:
            raise FormatError(path, number, "neither '[0]:[0, 1]' nor a rung '0 TAB 0' of a ladder")
        beads.append((_numbers(found[1]), _numbers(found[2])))
    return beads


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _ladder(path: str | Path, lines: list[tuple[int, str]]) -> Beads:
    beads: Beads = []
    i = j = 0
    for number, line in lines:
        found = _RUNG.match(line)
        if not found:
            raise FormatError(path, number, "not a rung such as '12 TAB 14 TAB 0.8'")
        k, m = int(found[1]), int(found[2])
        if k < i or m < j:
            raise FormatError(path, number, f"the ladder goes down from {i}, {j}; sort its rungs")
        if (k, m) != (i, j):
            beads.append((tuple(range(i, k)), tuple(range(j, m))))
        i, j = k, m
    return beads


def dump_alignment(beads: Beads) -> str:
    """Beads in the format ``[0]:[0, 1]``, one a line.

    >>> print(dump_alignment([((0,), (0, 1)), ((1,), ())]), end="")
    [0]:[0, 1]
    [1]:[]
    """
    return "".join(f"{list(source)}:{list(target)}\n" for source, target in beads)
