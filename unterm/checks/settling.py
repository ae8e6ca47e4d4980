"""One defect, one finding: of findings about the same thing the gravest and surest is kept."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from unterm.model import Finding, Severity

# Findings about words and figures. Marks, widths and scripts are defects of their own, also where
# a word is wrong.
_WORDS: Final = frozenset(
    {
        "deprecated-term",
        "foreign-usage",
        "inconsistent-term",
        "merged-terms",
        "missing-equivalent",
        "near-equivalent",
        "near-miss",
        "superseded-term",
        "wrong-short-form",
        "wrong-term",
    }
)
_FIGURES: Final = frozenset({"date", "document-symbol", "number"})
# A part that is more likely left out than not takes its terms and figures along.
_LOST: Final = 0.5


def settle(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that say less about what another says already.

    - Of two about words at overlapping places the graver is kept, and of equals the surer.
    - What is missing is not reported where something is reported to stand in its place, or where
      the same words of the source have another finding.
    - Where a part of a segment is left out, the terms and figures of it are no further findings.
    - Where a prohibition is lost, 可以 for its *shall* is none either.
    """
    beads: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        beads[finding.bead].append(finding)
    return [kept for group in beads.values() for kept in _settled(group)]


def _settled(group: Sequence[Finding]) -> Iterator[Finding]:
    lost = [f for f in group if f.code == "omission" and f.confidence >= _LOST]
    standing = [f for f in group if f.found and f.code in _WORDS]
    kept_standing = _strongest(standing)
    ids = {id(f) for f in kept_standing}
    claims = [f for f in group if f.found and (id(f) in ids or f.code in _FIGURES)]
    denied = [f for f in group if f.code == "negation"]
    for finding in group:
        if finding.code == "exchanged-word" and any(_same_source(finding, f) for f in denied):
            continue
        if finding.found:
            if finding.code not in _WORDS or id(finding) in ids:
                yield finding
        elif finding.code in _WORDS or finding.code in _FIGURES:
            if any(_left_out_with(finding, part) for part in lost):
                continue
            if finding.code in _WORDS and any(_same_place(finding, other) for other in claims):
                continue
            yield finding
        else:
            yield finding


def _strongest(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of which none overlaps a stronger one that is kept, in the order of the draft.

    Of equals the first is kept, and of those that begin together the longest.
    """
    kept: list[Finding] = []  # apart from each other, so that only two can overlap the next
    placed = sorted(findings, key=lambda f: (f.target_span.start, -f.target_span.end))
    for finding in sorted(placed, key=_strength, reverse=True):
        at = bisect(kept, finding.target_span.start, key=lambda f: f.target_span.start)
        beside = kept[max(0, at - 1) : at + 1]
        if not any(finding.target_span.overlaps(other.target_span) for other in beside):
            kept.insert(at, finding)
    return kept


def _strength(finding: Finding) -> tuple[int, bool, float]:
    # that two concepts are merged says more than that one of them is wrong here
    return -finding.severity.rank, finding.code == "merged-terms", finding.confidence


def _left_out_with(missing: Finding, part: Finding) -> bool:
    """Whether what is missing stands in a part of the source that is left out, at least as surely.

    A figure of another part is a defect of its own.
    """
    here, there = missing.source_span, part.source_span
    inside = here is None or there is None or here.overlaps(there)
    return inside and part.confidence >= missing.confidence


def _same_place(missing: Finding, other: Finding) -> bool:
    """Whether a finding concerns the concept that another says is missing, or its words."""
    if missing.concept and other.concept and missing.concept.id == other.concept.id:
        return True
    return other.severity is not Severity.ADVICE and _same_source(missing, other)


def _same_source(one: Finding, other: Finding) -> bool:
    """Whether two findings are about overlapping words of the source."""
    here, there = one.source_span, other.source_span
    return here is not None and there is not None and here.overlaps(there)
