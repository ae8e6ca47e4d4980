"""Findings that a person has judged: silenced in the text, by an ignore file, or by a baseline.

In the text a comment silences what stands on its own line or, alone on a line, on the next:
``<!-- unterm: ignore deprecated-term -->``; without a code it silences everything there.
An ignore file has one line for each finding: ``code: what was found``, where either may be ``*``,
and ``#`` begins a comment. Whatever silences nothing is itself reported.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from unterm.errors import FormatError
from unterm.formats.files import read_lines, write_atomically
from unterm.model import Finding, Report, Severity, Span

_COMMENT: Final = re.compile(r"<!--\s*unterm:\s*ignore\b[ \t]*([\w*, -]*?)\s*-->")
_AROUND: Final = 12


@dataclass(frozen=True, slots=True)
class Suppression:
    """What silences findings: a code (or ``*``), and where or which text.

    ``span`` is where it stands in the draft, and ``reach`` the lines it covers; for a line of an
    ignore file both are None and ``found`` is a pattern of what was found.
    """

    code: str
    span: Span | None = None
    reach: Span | None = None
    found: str = "*"
    line: int | None = None

    def silences(self, finding: Finding) -> bool:
        """Whether a finding is silenced by it."""
        if not fnmatch.fnmatchcase(finding.code, self.code):
            return False
        if self.reach is not None:
            return self.reach.start <= finding.target_span.start <= self.reach.end
        return fnmatch.fnmatchcase(finding.found, self.found)


def comments(text: str) -> Iterator[Suppression]:
    """The suppressions that stand in a text.

    >>> [s.code for s in comments("维和 <!-- unterm: ignore near-miss, spacing -->")]
    ['near-miss', 'spacing']
    """
    for match in _COMMENT.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line.strip() == match[0]:
            following = text.find("\n", end + 1)
            end = len(text) if following < 0 else following
        for code in re.split(r"[,\s]+", match[1]) if match[1] else ["*"]:
            if code:
                yield Suppression(code, Span(*match.span()), Span(start, end))


def load_ignores(path: str | Path) -> tuple[Suppression, ...]:
    """The suppressions of an ignore file; FormatError names the line that is none."""
    found: list[Suppression] = []
    for number, line in read_lines(path):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        code, colon, pattern = content.partition(":")
        if not colon or not code.strip():
            raise FormatError(
                path, number, f"{content!r} is not `code: what was found`; mend or delete the line"
            )
        found.append(Suppression(code.strip(), found=pattern.strip() or "*", line=number))
    return tuple(found)


def suppress(report: Report, ignores: Sequence[Suppression] = ()) -> Report:
    """The report without the findings that comments of its text or ``ignores`` silence.

    A suppression that silences nothing becomes a finding, ``unused-suppression``.

    >>> from unterm.checks import check
    >>> from unterm.glossary import Glossary
    >>> text = "聯合國 <!-- unterm: ignore traditional-script -->"
    >>> len(suppress(check(text, Glossary())))
    0
    """
    standing = [*comments(report.target), *ignores]
    used: set[int] = set()
    kept: list[Finding] = []
    for finding in report:
        silencing = [i for i, s in enumerate(standing) if s.silences(finding)]
        used.update(silencing)
        if not silencing and not _inside_comment(finding, standing):
            kept.append(finding)
    for number, suppression in enumerate(standing):
        if number not in used:
            kept.append(_unused(suppression, report.target))
    kept.sort(key=lambda f: (f.target_span.start, f.severity.rank))
    return replace(report, findings=tuple(kept))


def _inside_comment(finding: Finding, standing: Iterable[Suppression]) -> bool:
    return any(s.span is not None and s.span.covers(finding.target_span) for s in standing)


def _unused(suppression: Suppression, text: str) -> Finding:
    span = suppression.span or Span(0, 0)
    where = "" if suppression.line is None else f" (line {suppression.line} of the ignore file)"
    return Finding(
        code="unused-suppression",
        severity=Severity.WARNING,
        confidence=0.99,
        message=f"this suppression of {suppression.code} silences nothing{where}: delete it",
        found=span.cut(text),
        target_span=span,
    )


def fingerprint(finding: Finding, text: str) -> str:
    """What a finding is known by when the text around it has moved.

    Its code, its concept, what was found, and the characters beside it on its own lines: what
    stands on other lines may change. Blanks do not count. Findings that are alike in all this have
    one fingerprint; a baseline counts how many there were.
    """
    start, end = finding.target_span
    low = max(start - _AROUND, text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", end)
    high = min(end + _AROUND, len(text) if line_end < 0 else line_end)
    around = "".join(text[low:high].split())
    concept = "" if finding.concept is None else finding.concept.id
    told = "\x1f".join((finding.code, concept, "".join(finding.found.split()), around))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def write_baseline(report: Report, path: str | Path) -> None:
    """Keep the findings of today, so that `subtract_baseline` lets only new ones through."""
    counted = Counter(fingerprint(f, report.target) for f in report)
    write_atomically(path, [json.dumps(dict(sorted(counted.items())), indent=1) + "\n"])


def subtract_baseline(report: Report, path: str | Path) -> Report:
    """The report without the findings of a baseline, each as often as it stands there.

    Raises FormatError where the file is no baseline.
    """
    try:
        known = Counter(json.loads(Path(path).read_text("utf-8")))
        valid = all(isinstance(k, str) and isinstance(v, int) for k, v in known.items())
    except (ValueError, TypeError) as error:
        raise FormatError(path, None, f"not a baseline ({error}); write it anew") from error
    if not valid:
        raise FormatError(path, None, "not a baseline; write it anew")
    kept: list[Finding] = []
    for finding in report:
        key = fingerprint(finding, report.target)
        if known[key] > 0:
            known[key] -= 1
        else:
            kept.append(finding)
    return replace(report, findings=tuple(kept))
