r"""Bitexts as tables that a person corrects: one bead a row, TSV, CSV or XLSX.

The columns are ``en``, ``zh``, ``confidence`` and ``fixed``. The segments of one side stand in one
cell, in a workbook and in CSV with a line break between them, in TSV with `` ‖ ``: to move a
segment into another bead, cut it out and paste it into the other row. A bead whose ``fixed`` says
"yes" is kept by the next alignment.

TSV is raw, so that line tools can read it: one line a bead, no quotation marks around cells. A
backslash stands before n, t and r for a line break, tab and carriage return, before ‖ and
backslash where the text itself has them, and before a quotation mark that begins a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from unterm.errors import FormatError
from unterm.formats.bitexts import (
    BeadRow,
    bitext_losses,
    bitext_of,
    flowing_row,
    rows_of,
    written,
)
from unterm.formats.encodings import read_text
from unterm.formats.files import write_atomically
from unterm.formats.reports import Loss
from unterm.formats.tables import Row, dump_rows, load_rows, load_sheets, text_rows
from unterm.formats.tags import language_of
from unterm.model import Bitext, Language

_BETWEEN = " ‖ "
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "‖": "\\‖"}
_UNESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BOUND = re.compile(r"(?<!\\)((?:\\\\)*) ‖ ")
_YES = frozenset({"yes", "y", "x", "true", "1", "是"})
_NO = frozenset({"", "no", "n", "false", "0", "否"})
_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("english", "英文", "英语"), "en"),
    **dict.fromkeys(("chinese", "中文", "汉语"), "zh"),
    **dict.fromkeys(("score", "probability", "可信度"), "confidence"),
    **dict.fromkeys(("pinned", "固定"), "fixed"),
}
_REMEDY = "name the columns 'en' and 'zh' (and 'confidence' and 'fixed', if there are such)"


def dump_bitext_table(bitext: Bitext, path: str | Path) -> tuple[Loss, ...]:
    """Write a table, one row a bead, and return what it does not hold."""
    header = (bitext.source.lang, bitext.target.lang, "confidence", "fixed")
    if Path(path).suffix.lower() == ".tsv":
        rows = [_without_empty(row) for row in rows_of(bitext)]
        lines = ("\t".join(_tsv_cells(row)) + "\n" for row in written(rows))
        write_atomically(path, ("\t".join(header) + "\n", *lines))
    else:
        rows = [_without_empty(flowing_row(row)) for row in rows_of(bitext)]
        dump_rows(header, map(_sheet_cells, written(rows)), path, title="Bitext")
    return tuple(bitext_losses(bitext, rows, bitext.source.lang))


def load_bitext_table(path: str | Path, *, encoding: str | None = None) -> Bitext:
    """The bitext of a table; the column that comes first is the source.

    A table of two columns needs no header, if one of them is the Chinese one. Raises `FormatError`
    with row and column for what cannot be read.
    """
    segments: Callable[[str], tuple[str, ...]]
    if Path(path).suffix.lower() in (".xlsx", ".csv"):
        rows, segments = load_rows(path, encoding), _sheet_segments
    else:
        rows, segments = _tsv_rows(path, encoding)
    if not rows:
        raise FormatError(path, None, "the table is empty; nothing to read")
    columns = _columns(rows[0][1])
    if columns is None:
        columns, body = _guess(path, rows), rows
        if segments is _tsv_segments:
            segments = _whole
    else:
        body = rows[1:]
    reader = _Reader(path, columns, segments)
    decisions = (
        *(f"column {name!r} not taken" for name in columns.unknown if name.strip()),
        *(f"sheet {name!r} not taken" for name in _other_sheets(path)),
    )
    beads = written(reader.row(number, cells) for number, cells in body)
    return bitext_of(beads, columns.source, decisions)


@dataclass(frozen=True, slots=True)
class _Columns:
    positions: Mapping[str, int]
    unknown: tuple[str, ...] = ()

    @property
    def source(self) -> Language:
        return "en" if self.positions["en"] < self.positions["zh"] else "zh"


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rows; what it refuses names row and column."""

    path: str | Path
    columns: _Columns
    segments: Callable[[str], tuple[str, ...]]

    def row(self, number: int, cells: Sequence[str]) -> BeadRow:
        positions = self.columns.positions
        width = max(positions.values()) + 1
        if len(cells) > width and any(
            c.strip() for c in cells[width + len(self.columns.unknown) :]
        ):
            raise FormatError(
                self.path,
                number,
                f"{len(cells)} cells, but the header has {width}; a text may not hold a tab",
            )
        given = {
            name: cells[position] if position < len(cells) else ""
            for name, position in positions.items()
        }
        sides = [self.segments(given[name]) for name in ("en", "zh")]
        if self.columns.source == "zh":
            sides.reverse()
        return BeadRow(
            sides[0], sides[1], self._confidence(number, given), self._fixed(number, given)
        )

    def _confidence(self, number: int, given: Mapping[str, str]) -> float:
        text = given.get("confidence", "").strip()
        if not text:
            return 1.0
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            raise FormatError(
                self.path, number, f"column 'confidence' has {text!r}; wanted: a number from 0 to 1"
            )
        return value

    def _fixed(self, number: int, given: Mapping[str, str]) -> bool:
        word = given.get("fixed", "").strip().lower()
        if word not in _YES | _NO:
            raise FormatError(
                self.path, number, f"column 'fixed' has {word!r}; wanted: yes, or nothing"
            )
        return word in _YES


def _columns(header: Sequence[str]) -> _Columns | None:
    """What a first row names, None where it is no header."""
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, cell in enumerate(header):
        name = cell.strip().lower()
        field = _NAMES.get(name) or (name if name in ("confidence", "fixed") else None)
        if field is None and re.fullmatch(r"[a-z]{2,3}([-_]\w+)*", name):
            field = language_of(name)
        if field is None or field in positions:
            unknown.append(cell)
        else:
            positions[field] = position
    if not {"en", "zh"} <= positions.keys():
        return None
    return _Columns(positions, tuple(unknown))


def _guess(path: str | Path, rows: Sequence[Row]) -> _Columns:
    """The columns of a table without header: the one with more Chinese is Chinese."""
    for number, cells in rows:
        if len(cells) != 2:
            raise FormatError(
                path, number, f"{len(cells)} columns and no header that names them; {_REMEDY}"
            )
    first, second = (sum(bool(_HAN.search(cells[i])) for _, cells in rows) for i in (0, 1))
    if first == second:
        raise FormatError(path, rows[0][0], f"neither column is clearly Chinese; {_REMEDY}")
    return _Columns({"en": int(first > second), "zh": int(first < second)})


def _other_sheets(path: str | Path) -> list[str]:
    if Path(path).suffix.lower() != ".xlsx":
        return []
    return [name for name, _ in load_sheets(path)[1:]]


def _tsv_rows(
    path: str | Path, encoding: str | None
) -> tuple[list[Row], Callable[[str], tuple[str, ...]]]:
    """The rows of a TSV file, and how its cells are read.

    A file with our header in which a cell begins with a bare quotation mark was saved by a
    spreadsheet, which quotes as CSV does.
    """
    text = read_text(path, encoding).text
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, start=1) if line.strip()]
    columns = _columns(rows[0][1]) if rows else None
    if columns is None or not {"confidence", "fixed"} <= columns.positions.keys():
        return rows, _whole
    if any(cell.startswith('"') for _, cells in rows for cell in cells):
        return list(text_rows(text, path, delimiter="\t")), _tsv_segments
    return rows, _tsv_segments


def _without_empty(row: BeadRow) -> BeadRow:
    """A row without its empty segments, which a cell cannot show."""
    return BeadRow(
        tuple(filter(None, row.source)), tuple(filter(None, row.target)), row.confidence, row.fixed
    )


def _tsv_cells(row: BeadRow) -> Iterator[str]:
    for texts in (row.source, row.target):
        cell = _BETWEEN.join("".join(_ESCAPES.get(c, c) for c in text) for text in texts)
        yield f"\\{cell}" if cell.startswith('"') else cell
    yield repr(row.confidence)
    yield "yes" if row.fixed else ""


def _sheet_cells(row: BeadRow) -> tuple[str, ...]:
    confidence = repr(row.confidence)
    return "\n".join(row.source), "\n".join(row.target), confidence, "yes" if row.fixed else ""


def _tsv_segments(cell: str) -> tuple[str, ...]:
    parts = _BOUND.sub("\\1\0", cell).split("\0")
    texts = (_ESCAPED.sub(lambda m: _UNESCAPES.get(m[1], m[1]), part) for part in parts)
    return tuple(filter(None, texts))


def _sheet_segments(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"\r?\n", cell)))


def _whole(cell: str) -> tuple[str, ...]:
    return (cell,) if cell else ()
