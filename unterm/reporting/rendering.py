"""One report, many formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from unterm.errors import InputError, require, require_path
from unterm.formats.files import write_atomically
from unterm.model import Report
from unterm.reporting.exchange import (
    render_csv,
    render_github,
    render_junit,
    render_sarif,
)
from unterm.reporting.page import render_page
from unterm.reporting.plain import render_json, render_jsonl, render_text
from unterm.reporting.records import printable

FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": render_text,
    "json": render_json,
    "jsonl": render_jsonl,
    "csv": render_csv,
    "html": render_page,
    "sarif": render_sarif,
    "github": render_github,
    "junit": render_junit,
}
"""The formats by name."""

_SUFFIXES: Final = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".sarif": "sarif",
    ".xml": "junit",
}


def render(report: Report, format: str = "text") -> str:
    """A report as text in one of the formats; InputError for a format that is none.

    >>> print(render(Report(findings=(), target="安理会", segment_count=1)), end="")
    no findings in 1 segment
    """
    require("report", report, Report)
    try:
        renderer = FORMATS[format]
    except KeyError:
        raise InputError(
            f"no report format {format!r}; the formats are {', '.join(FORMATS)}"
        ) from None
    return printable(renderer(report))


def write_report(report: Report, path: str | Path, *, format: str | None = None) -> None:
    """Write a report to a file, whole or not at all; its suffix tells the format.

    Raises InputError for a suffix that no format has and OSError where the file cannot be written.
    """
    require("report", report, Report)
    require_path("path", path)
    suffix = Path(path).suffix.lower()
    chosen = format or _SUFFIXES.get(suffix)
    if chosen is None:
        raise InputError(
            f"no report format has the suffix {suffix!r}; use one of {', '.join(_SUFFIXES)}, "
            f"or name the format ({', '.join(FORMATS)})"
        )
    write_atomically(path, [render(report, chosen)])
