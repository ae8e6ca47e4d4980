"""Reports as text and as JSON."""

from __future__ import annotations

import json

from unterm.model import Report
from unterm.reporting.records import Lines, counts, record, summary

_SHOWN = 60


def render_text(report: Report) -> str:
    """One finding a line, as compilers print them, and the figures at the end."""
    lines = Lines(report.target)
    name = report.path or "draft"
    printed: list[str] = []
    for finding in report:
        at = lines.position(finding.target_span.start)
        found = " ".join(finding.found.split())
        shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1] + "…"
        arrow = " → " + " / ".join(finding.suggestions) if finding.suggestions else ""
        quoted = f" [{shown or '—'}{arrow}]" if shown or arrow else ""
        printed.append(
            f"{name}:{at.line}:{at.column}: {finding.severity.value}: {finding.message}"
            f"{quoted} ({finding.code}, {finding.confidence:.2f})"
        )
    return "\n".join([*printed, summary(report), ""])


def render_json(report: Report) -> str:
    """The whole report as one JSON object."""
    lines = Lines(report.target)
    whole = {
        "path": report.path,
        "segments": report.segment_count,
        "counts": counts(report),
        "decisions": list(report.decisions),
        "findings": [record(finding, lines) for finding in report],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def render_jsonl(report: Report) -> str:
    """One finding a line, each a JSON object with the path of the draft."""
    lines = Lines(report.target)
    return "".join(
        json.dumps({"path": report.path, **record(finding, lines)}, ensure_ascii=False) + "\n"
        for finding in report
    )
