"""The lines of a draft that changed since a revision of git, and the findings on them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import unterm
from unterm.errors import InputError
from unterm.reporting.records import Lines

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


def changed_lines(path: str, revision: str) -> list[range] | None:
    """The lines (from 1) of a file that changed since a revision; None where it is new as a whole.

    Raises `InputError` where git has no answer.
    """
    if path == "-":
        raise InputError("--changed-only needs a file: standard input has no history")
    file = Path(path).resolve()
    if revision.startswith("-"):
        raise InputError(f"{revision!r} is no revision")
    _git(file.parent, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", said=revision)
    if not _git(file.parent, "ls-tree", "--name-only", revision, "--", file.name):
        return None
    shown = _git(
        file.parent,
        *("diff", "--unified=0", "--no-color", "--no-ext-diff", revision, "--", file.name),
    )
    return [
        range(int(start), int(start) + int(length or 1)) for start, length in _HUNK.findall(shown)
    ]


def on_lines(report: unterm.Report, lines: Sequence[range] | None) -> unterm.Report:
    """The report with the findings that touch these lines."""
    if lines is None:
        return report
    places = Lines(report.target)

    def touches(finding: unterm.Finding) -> bool:
        first = places.position(finding.target_span.start).line
        last = places.position(max(finding.target_span.start, finding.target_span.end - 1)).line
        return any(first < part.stop and part.start <= last for part in lines)

    return replace(report, findings=tuple(filter(touches, report.findings)))


def _git(folder: Path, *arguments: str, said: str = "") -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise InputError("--changed-only needs git, which is not installed") from error
    if done.returncode:
        reason = done.stderr.strip().splitlines()
        told = reason[0] if reason else f"git knows no revision {said!r}"
        raise InputError(f"--changed-only: {told}")
    return done.stdout
