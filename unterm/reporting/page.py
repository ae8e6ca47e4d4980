"""The report as one page: a file that needs nothing but a browser, on paper too."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import jinja2

from unterm.model import Finding, Report
from unterm.reporting.pieces import rows
from unterm.reporting.records import Lines, counts
from unterm.reporting.words import CODES, INTERFACE, MESSAGES


@cache
def _template() -> jinja2.Template:
    text = (
        resources.files("unterm.reporting").joinpath("templates", "report.html").read_text("utf-8")
    )
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.from_string(text)


def render_page(report: Report) -> str:
    """One self-contained HTML page: draft and source side by side with the findings.

    No script or style is fetched, nothing is sent. Everything that comes from the texts and the
    glossary is escaped.
    """
    lines = Lines(report.target)
    cards: list[dict[str, Any]] = [
        {
            "number": number,
            "finding": finding,
            "line": lines.position(finding.target_span.start).line,
            "named": CODES.get(finding.code, finding.code),
            "found": " ".join(finding.found.split()),
            "told": _in_chinese(finding),
        }
        for number, finding in enumerate(report)
    ]
    codes = sorted({finding.code for finding in report})
    concepts = {f.concept.id: f.concept for f in report if f.concept is not None}
    return _template().render(
        report=report,
        rows=rows(report),
        cards=cards,
        concepts=list(concepts.values()),
        codes=[(code, CODES.get(code, code)) for code in codes],
        counts=counts(report),
        w=INTERFACE,
    )


def _in_chinese(finding: Finding) -> str:
    """The message in Chinese, the English one where there is none for its code."""
    message = MESSAGES.get(finding.code)
    if message is None:
        return finding.message
    return message.format(
        found=" ".join(finding.found.split()),
        english=finding.concept.english if finding.concept else "",
        write=finding.suggestions[0] if finding.suggestions else "",
    )
