"""Print and write the reports of one or several drafts."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import click

import unterm
from unterm.cli.output import as_json, write_or_echo
from unterm.reporting.records import summary

REPORT_FORMATS = ("text", "json", "jsonl", "csv", "html", "sarif", "github", "junit")
REPORT_SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".sarif": "sarif",
    ".xml": "junit",
}
_EXTENSIONS = {form: suffix for suffix, form in REPORT_SUFFIXES.items()} | {
    "text": ".txt",
    "github": ".txt",
}
_ONE_DRAFT_ONLY = ("html",)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _form_of(out: str | None) -> str:
    """The format that a file's suffix names; text for a folder and for standard output."""
    suffix = "" if out is None or out == "-" else Path(out).suffix.lower()
    if suffix in ("", ".txt", ".text") or (out is not None and Path(out).is_dir()):
        return "text"
    if suffix not in REPORT_SUFFIXES:
        known = ", ".join((".txt", *REPORT_SUFFIXES))
        raise click.UsageError(f"{out}: unknown suffix {suffix!r}; use {known}, or name --format")
    return REPORT_SUFFIXES[suffix]


def write_reports(
    reports: Sequence[unterm.Report], form: str | None, out: str | None, *, err: bool = False
) -> None:
    """Write reports to a file, a folder (one file a draft) or standard output (or error)."""
    form = form or _form_of(out)
    if out is not None and Path(out).is_dir():
        for report in reports:
            name = Path(out) / (Path(report.path or "draft").name + _EXTENSIONS[form])
            write_or_echo(unterm.render(report, form), str(name))
        return
    if len(reports) == 1:
        write_or_echo(unterm.render(reports[0], form), out, err=err)
        if out not in (None, "-"):
            click.echo(summary(reports[0]), err=True)
        return
    if not reports:
        return
    write_or_echo(_JOINED[form](reports), out, err=err)


def refuse_together(form: str | None, out: str | None, number: int) -> None:
    """Refuse, before the work begins, a report of several drafts where its format holds one."""
    form = form or REPORT_SUFFIXES.get(Path(out).suffix.lower() if out else "", "text")
    if number > 1 and form in _ONE_DRAFT_ONLY and not (out and Path(out).is_dir()):
        raise click.UsageError(f"a {form} report holds one draft; give --out a folder for several")


def _text(reports: Sequence[unterm.Report]) -> str:
    """The findings of all drafts, and one line of figures."""
    together = unterm.Report(
        findings=tuple(finding for report in reports for finding in report),
        target="",
        segment_count=sum(report.segment_count for report in reports),
    )
    parts = [unterm.render(r, "text").removesuffix(summary(r) + "\n") for r in reports]
    return "".join(parts) + f"{summary(together)} of {len(reports)} drafts\n"


def _json(reports: Sequence[unterm.Report]) -> str:
    return "[\n" + ",\n".join(unterm.render(r, "json").rstrip("\n") for r in reports) + "\n]\n"


def _csv(reports: Sequence[unterm.Report]) -> str:
    tables = [unterm.render(report, "csv") for report in reports]
    header = tables[0].partition("\n")[0] + "\n" if tables else ""
    return header + "".join(table.removeprefix(header) for table in tables)


def _sarif(reports: Sequence[unterm.Report]) -> str:
    """One run with the results of all, whose rules are those of all."""
    logs = [json.loads(unterm.render(report, "sarif")) for report in reports]
    runs = [run for log in logs for run in log["runs"]]
    rules = {rule["id"]: rule for run in runs for rule in run["tool"]["driver"]["rules"]}
    codes = sorted(rules)
    results = [result for run in runs for result in run["results"]]
    for result in results:
        result["ruleIndex"] = codes.index(result["ruleId"])
    driver = runs[0]["tool"]["driver"] | {"rules": [rules[code] for code in codes]}
    run = runs[0] | {"tool": {"driver": driver}, "results": results}
    return as_json(logs[0] | {"runs": [run]})


def _junit(reports: Sequence[unterm.Report]) -> str:
    suites = "".join(unterm.render(report, "junit").removeprefix(_XML) for report in reports)
    return f"{_XML}<testsuites>\n{suites}</testsuites>\n"


def _lines(form: str) -> Callable[[Sequence[unterm.Report]], str]:
    return lambda reports: "".join(unterm.render(report, form) for report in reports)


_JOINED: dict[str, Callable[[Sequence[unterm.Report]], str]] = {
    "text": _text,
    "json": _json,
    "jsonl": _lines("jsonl"),
    "csv": _csv,
    "github": _lines("github"),
    "sarif": _sarif,
    "junit": _junit,
}
