"""How far the confidence of findings is from how often they are right, where it may be fitted.

    python benchmarks/checking_calibration.py

The planted drafts of even number and the official pairs of the folds that are not held out, mixed
as in ``checking.py`` and judged in ``data/judged.jsonl``. For each sort of finding a logistic curve
(Platt 1999) is fitted to its confidence, with a normal prior around the curve that changes
nothing; where few findings speak, that prior holds. The curves in `unterm.checks.calibration` were
fitted so, step by step: a shift near 0 and a slope near 1 say that nothing is left to correct.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from typing import NamedTuple

import numpy as np
from checking import DATA, FAULTY, FITTED_WITH, PAIRS, facts, hits, read_drafts, report_on
from checking_crossfit import FOLDS, findings_on

from unterm.glossary import Glossary, load_glossary
from unterm.model import Finding, Severity

# Standard deviations of the priors of shift and slope.
SHIFT_SPREAD = 1.0
SLOPE_SPREAD = 0.5
# Of findings that nobody judged the share is wrong that was so among the judged ones of its sort,
# where so many were judged; else all are.
FEWEST_JUDGED = 10
BANDS = (0.2, 0.4, 0.6, 0.8, 1.0)


class Example(NamedTuple):
    """A finding's confidence, whether it is right, and how much it counts."""

    confidence: float
    right: bool
    weight: float


def sort_of(finding: Finding) -> str:
    """The code, and for what is left out or added by what it was noticed."""
    if finding.code not in ("omission", "addition"):
        return finding.code
    if "usual for such" in finding.message:
        return f"{finding.code} by length"
    part = "no translation here" in finding.message or "nothing in the source" in finding.message
    return f"{finding.code} of a part" if part else f"{finding.code} of a segment"


def examples(glossary: Glossary) -> dict[str, list[Example]]:
    found: dict[str, list[Example]] = defaultdict(list)
    right: list[Finding] = []
    planted = correct = 0
    for number, draft in enumerate(read_drafts()):
        if number % FITTED_WITH:
            continue
        report = report_on(draft, glossary)
        if draft["kind"] == "correct":
            correct += 1
            for finding in report:
                found[sort_of(finding)].append(Example(finding.confidence, False, 1.0))
        else:
            planted += 1
            right.extend(hits(draft, report))
    judged: dict[str, list[bool]] = defaultdict(list)
    waiting: list[Finding] = []
    for fold in range(FOLDS - 1):
        count, official = findings_on(fold, glossary, Severity.ADVICE)
        correct += count
        for one in official:
            sort = sort_of(one.finding)
            if one.verdict == "not judged":
                waiting.append(one.finding)
                continue
            if one.finding.severity is Severity.ADVICE:
                judged[sort].append(one.verdict == "wrong")
            if one.verdict == "wrong":
                found[sort].append(Example(one.finding.confidence, False, 1.0))
    for finding in waiting:
        made = judged[sort_of(finding)]
        weight = sum(made) / len(made) if len(made) >= FEWEST_JUDGED else 1.0
        found[sort_of(finding)].append(Example(finding.confidence, False, weight))
    weight = FAULTY * correct / ((1 - FAULTY) * planted)
    for finding in right:
        found[sort_of(finding)].append(Example(finding.confidence, True, weight))
    return found


def fit(some: list[Example]) -> tuple[float, float]:
    """Shift and slope of the log odds, by Newton's method; weights are scaled to the findings."""
    x = np.array([math.log(e.confidence / (1 - e.confidence)) for e in some])
    y = np.array([float(e.right) for e in some])
    w = np.array([e.weight for e in some])
    w *= len(some) / w.sum()
    at = np.array([0.0, 1.0])
    prior = np.array([SHIFT_SPREAD, SLOPE_SPREAD]) ** -2.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(at[0] + at[1] * x)))
        rows = np.stack([np.ones_like(x), x])
        slope = rows @ (w * (y - p)) - prior * (at - [0.0, 1.0])
        bend = (rows * (w * p * (1 - p))) @ rows.T + np.diag(prior)
        at = at + np.linalg.solve(bend, slope)
    return float(at[0]), float(at[1])


def rates(some: list[Example]) -> str:
    mass = sum(e.weight for e in some)
    stated = sum(e.weight * e.confidence for e in some) / mass
    observed = sum(e.weight for e in some if e.right) / mass
    return f"{stated:6.2f} {observed:8.2f}"


def main() -> int:
    if not (DATA / PAIRS[0]).is_file():
        print(f"no official pairs: {DATA / PAIRS[0]} is not there; set UNTERM_DATA")
        return 0
    found = examples(load_glossary())
    print("confidence   stated observed")
    every = [e for sort, some in found.items() if sort not in facts() for e in some]
    low = 0.0
    for high in BANDS:
        if some := [e for e in every if low <= e.confidence < high]:
            print(f"{low:.1f} – {high:.1f}    {rates(some)}")
        low = high
    print(f"{'':24} stated observed  shift  slope  right  wrong")
    for sort, some in sorted(found.items()):
        if sort not in facts():
            shift, slope = fit(some)
            right = sum(e.right for e in some)
            wrong = sum(e.weight for e in some if not e.right)
            print(f"{sort:24} {rates(some)} {shift:+6.2f} {slope:6.2f} {right:6} {wrong:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
