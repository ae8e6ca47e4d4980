"""Tables of text cells: CSV, TSV and XLSX, read and written alike.

A cell is always text: what begins with an equals sign is written as a string, never as a formula,
an address never as a link, and what a spreadsheet took for a number or a date comes back as the
digits that a person saw.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from unterm.errors import FormatError, InputError, MissingExtraError
from unterm.formats.encodings import read_text
from unterm.formats.files import open_atomically, write_atomically

DELIMITERS = {".csv": ",", ".tsv": "\t"}
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_WIDTHS = (10, 60)
# What neither plain text nor a worksheet may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_ESCAPED = re.compile(r"\\([\\|])")
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)\|")

Row = tuple[int, list[str]]


def load_rows(path: str | Path, encoding: str | None = None) -> list[Row]:
    """The rows of a table that hold anything, each with its number from 1.

    The suffix decides: ``.xlsx`` is a workbook, of which the first sheet that holds anything is
    read; everything else is text, with commas, tabs or semicolons as its first line shows. For
    text, the number is that of the line on which the row begins.

    Raises `FormatError` with the row for what cannot be read.
    """
    if Path(path).suffix.lower() == ".xlsx":
        return next((rows for _, rows in load_sheets(path)), [])
    return list(text_rows(read_text(path, encoding).text, path))


def load_sheets(path: str | Path) -> list[tuple[str, list[Row]]]:
    """The sheets of a workbook that hold anything, with their names."""
    try:
        import python_calamine
    except ImportError as error:
        raise MissingExtraError("reading XLSX", "xlsx") from error
    if not Path(path).is_file():
        raise FileNotFoundError(f"no such file: {path}")
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        raw = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except Exception as error:  # its errors share no root of their own
        raise FormatError(
            path, None, f"not an XLSX workbook ({error}); save it anew as .xlsx"
        ) from error
    sheets: list[tuple[str, list[Row]]] = []
    for name, cells_of in raw.items():
        rows = [(n, [_cell(value) for value in row]) for n, row in enumerate(cells_of, start=1)]
        filled = [(n, cells) for n, cells in rows if any(cell.strip() for cell in cells)]
        if filled:
            sheets.append((name, filled))
    return sheets


def text_rows(text: str, path: str | Path, *, delimiter: str | None = None) -> Iterator[Row]:
    """The rows of CSV or TSV text; quoted cells may hold line breaks."""
    text = text.removeprefix("\ufeff")
    declared = re.match(r"sep=(.)\r?\n", text)
    skipped = 0
    if declared:
        delimiter, text, skipped = declared[1], text[declared.end() :], 1
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter or _delimiter(text, path),
        strict=True,
    )
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start + skipped, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(
            path,
            start + skipped,
            f"the row cannot be read ({error}); a cell with quotation marks must stand in "
            "quotation marks, with those inside doubled",
        ) from error


def dump_rows(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    path: str | Path,
    *,
    title: str = "Glossary",
    choices: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write a table, as XLSX, CSV or TSV by the suffix.

    ``choices`` are the values that a column of a workbook offers in a list.
    """
    suffix = Path(path).suffix.lower()
    if suffix == ".xlsx":
        _dump_sheet(header, rows, path, title, choices or {})
        return
    delimiter = DELIMITERS.get(suffix, "\t")
    end = "\r\n" if delimiter == "," else "\n"
    special = re.compile(f'["\r\n{delimiter}]')

    def line(cells: Iterable[str]) -> str:
        return delimiter.join(_quoted(c) if special.search(c) else c for c in cells) + end

    write_atomically(path, (line(cells) for cells in (header, *rows)))


def clean(text: str) -> str:
    """A text as one cell gives it back: without outer white space, controls replaced."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text).strip()


def join(values: Iterable[str]) -> str:
    r"""Several values in one cell, with bars between them.

    >>> join(["HRC", "a|b"])
    'HRC | a\\|b'
    """
    return " | ".join(re.sub(r"([\\|])", r"\\\1", value) for value in values)


def split(cell: str) -> tuple[str, ...]:
    r"""The values of one cell, without outer white space and empty ones.

    >>> split("HRC | a\\|b |")
    ('HRC', 'a|b')
    """
    parts = _SEPARATOR.sub("\\1\0", cell).split("\0")
    return tuple(value for part in parts if (value := _ESCAPED.sub(r"\1", part.strip())))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def _delimiter(text: str, path: str | Path) -> str:
    """What separates the cells of the first line, unless the suffix says it."""
    if Path(path).suffix.lower() == ".tsv":
        return "\t"
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(",\t;", key=first.count)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value)


def _dump_sheet(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    path: str | Path,
    title: str,
    choices: Mapping[str, Sequence[str]],
) -> None:
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("writing XLSX", "xlsx") from error
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        # A fixed date, so that the same rows give the same bytes.
        book.set_properties({"created": dt.datetime(2000, 1, 1)})
        sheet = book.add_worksheet(title)
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet.freeze_panes(1, 0)
        widths = [len(name) for name in header]
        sheet.write_row(0, 0, header, bold)
        number = 0
        for number, cells in enumerate(rows, start=1):
            if number >= _MOST_ROWS:
                raise InputError(f"a worksheet holds {_MOST_ROWS:,} rows; write .tsv instead")
            for column, cell in enumerate(cells):
                if len(cell.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                    raise InputError(
                        f"row {number + 1}, column {header[column]!r}: a cell holds "
                        f"{_LONGEST_CELL:,} characters; write .tsv instead"
                    )
                if cell:
                    sheet.write_string(number, column, cell, wrapped)
                    widths[column] = max(widths[column], _width(cell))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 2, _WIDTHS[0]), _WIDTHS[1]))
        if number:
            sheet.autofilter(0, 0, number, len(header) - 1)
            for name, values in choices.items():
                column = list(header).index(name)
                sheet.data_validation(
                    1, column, number, column, {"validate": "list", "source": list(values)}
                )
    with open_atomically(path) as stream:
        stream.write(buffer.getvalue())


def _width(cell: str) -> int:
    """How wide the longest line of a cell is shown, a Han character counting two."""
    return max(sum(2 if ord(c) >= 0x2E80 else 1 for c in line) for line in cell.split("\n"))
