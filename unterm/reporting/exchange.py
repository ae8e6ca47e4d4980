"""Reports for other programs: SARIF, GitHub annotations, JUnit, and a table."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from unterm.checks import explain
from unterm.checks.suppression import fingerprint
from unterm.errors import InputError
from unterm.model import Finding, Report, Severity
from unterm.reporting.records import Lines, printable

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_UNNAMED: Final = "draft.txt"
_COLUMNS: Final = (
    "path",
    "line",
    "column",
    "severity",
    "code",
    "confidence",
    "found",
    "suggestions",
    "message",
    "english",
    "chinese",
    "start",
    "end",
    "bead",
)
# Characters that XML 1.0 cannot hold.
_NOT_XML: Final = dict.fromkeys(
    [c for c in range(0x20) if c not in (9, 10, 13)] + [0xFFFE, 0xFFFF], "\ufffd"
)


def _ends(finding: Finding, lines: Lines) -> tuple[int, int, int, int]:
    begin = lines.position(finding.target_span.start)
    end = lines.position(finding.target_span.end)
    return begin.line, begin.column, end.line, end.column


def _sarif_rule(code: str) -> dict[str, Any]:
    """A rule with what it looks for, as far as it is one of this library's."""
    try:
        text = explain(code)
    except InputError:
        return {"id": code}
    first = text.partition("\n\n")[0].replace("\n", " ")
    return {"id": code, "shortDescription": {"text": first}, "fullDescription": {"text": text}}


def render_sarif(report: Report) -> str:
    """SARIF 2.1.0 (OASIS), columns in characters (code points)."""
    lines = Lines(report.target)
    uri = quote((report.path or _UNNAMED).replace("\\", "/"), safe="/:")
    codes = sorted({finding.code for finding in report})
    results: list[dict[str, Any]] = []
    for finding in report:
        line, column, end_line, end_column = _ends(finding, lines)
        region = {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": finding.target_span.start,
            "charLength": len(finding.target_span),
        }
        location = {"artifactLocation": {"uri": uri}, "region": region}
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _LEVELS[finding.severity],
            "rank": round(100 * finding.confidence, 1),
            "message": {"text": finding.message},
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": {"unterm/1": fingerprint(finding, report.target)},
            "properties": {"confidence": finding.confidence, "found": finding.found},
        }
        if finding.suggestions:
            result["properties"]["suggestions"] = list(finding.suggestions)
        results.append(result)
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "unterm", "rules": [_sarif_rule(code) for code in codes]}
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def render_github(report: Report) -> str:
    """Workflow commands that GitHub shows as annotations, one a line."""
    lines = Lines(report.target)
    printed: list[str] = []
    for finding in report:
        line, column, end_line, end_column = _ends(finding, lines)
        told = finding.message
        if finding.suggestions:
            told += f" → {' / '.join(finding.suggestions)}"
        fields = {
            "file": report.path or _UNNAMED,
            "line": line,
            "col": column,
            "endLine": end_line,
            "endColumn": end_column,
            "title": finding.code,
        }
        given = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
        printed.append(f"::{_GITHUB[finding.severity]} {given}::{_data(told)}\n")
    return "".join(printed)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def render_junit(report: Report) -> str:
    """A JUnit test suite: a test case for each finding; errors and warnings fail, advice passes."""
    lines = Lines(report.target)
    name = report.path or _UNNAMED
    cases: list[str] = []
    failures = 0
    for finding in report:
        line, column, _, _ = _ends(finding, lines)
        place = _attribute(f"{finding.code} {line}:{column}")
        head = f"  <testcase classname={_attribute(name)} name={place}"
        told = f"{finding.message}\n{finding.found} → {' / '.join(finding.suggestions)}"
        body = escape(told.translate(_NOT_XML))
        if finding.severity is Severity.ADVICE:
            cases.append(f"{head}>\n    <system-out>{body}</system-out>\n  </testcase>")
            continue
        failures += 1
        cases.append(
            f"{head}>\n    <failure type={_attribute(finding.severity.value)} "
            f"message={_attribute(finding.message)}>{body}</failure>\n  </testcase>"
        )
    if not cases:
        cases.append(f'  <testcase classname={_attribute(name)} name="no findings"/>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="unterm" tests="{len(cases)}" failures="{failures}" errors="0">\n'
        + "\n".join(cases)
        + "\n</testsuite>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(printable(text).translate(_NOT_XML), {"\n": "&#10;", "\t": "&#9;"})


def render_csv(report: Report) -> str:
    """A table with a line of names, for spreadsheets; begins with a byte-order mark.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    lines = Lines(report.target)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for finding in report:
        line, column, _, _ = _ends(finding, lines)
        concept = finding.concept
        writer.writerow(
            _safe(value)
            for value in (
                report.path or "",
                line,
                column,
                finding.severity.value,
                finding.code,
                finding.confidence,
                finding.found,
                " / ".join(finding.suggestions),
                finding.message,
                concept.english if concept else "",
                concept.chinese if concept else "",
                finding.target_span.start,
                finding.target_span.end,
                "" if finding.bead is None else finding.bead,
            )
        )
    return "\ufeff" + out.getvalue()


def _safe(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
