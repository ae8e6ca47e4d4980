"""How far the confidence of findings is from how often they are right.

    python benchmarks/checking_calibration.py

Planted drafts and official pairs are mixed so that `FAULTY` of the segments hold an error, and
judged by ``data/judged.jsonl``. Style and variation state what is plain to see and are left out.

For each sort of finding in `CURVES` a logistic curve (Platt 1999) is fitted to what the check
computes, with a normal prior around the curve that changes nothing; where few findings speak, that
prior holds. Half A, the drafts of even number and folds 0 to 3, and half B, the drafts of odd
number and fold 4, which nobody saw while the checks were written, are fitted apart, and each is
read with the curves of the other (cross-fitting, two folds): so every finding is read once with
curves that it had no part in. The curves in `unterm.checks.calibration` are older ones of half A;
they are read on either half and on both, and stay while they keep to what is observed.
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from checking import DATA, PAIRS, UNSEEN, facts, hits, read_drafts, report_on
from checking_crossfit import FOLDS, findings_on

from unterm.checks.calibration import ABSENT, EXCHANGED, PART, UNEVEN, Curve
from unterm.checks.config import Config
from unterm.glossary import Glossary, load_glossary
from unterm.model import Finding, Severity

# So many segments of a draft hold an error: three terms in a hundred are wrong (the rate that the
# confidence of a missing equivalent supposes), and a segment names two or more.
FAULTY: Final = 0.12
# Standard deviations of the priors of shift and slope.
SHIFT_SPREAD: Final = 1.0
SLOPE_SPREAD: Final = 0.5
# Of findings that nobody judged the share is wrong that was so among the judged ones of its sort,
# where so many were judged; else all are.
FEWEST_JUDGED: Final = 10
# Curves are fitted to all findings; those below the least band are not reported.
ALL: Final = Config(minimum_confidence=0.1)
BANDS: Final = (Config().minimum_confidence, 0.4, 0.6, 0.8, 1.0)
NONE: Final = Curve(0.0, 1.0)
# What ships. Near equivalents need no curve; one is fitted to see whether that stays so.
CURVES: Final[Mapping[str, Curve]] = {
    "missing-equivalent": ABSENT,
    "near-equivalent": NONE,
    "wrong-term": EXCHANGED,
    "of a part": PART,
    "by length": UNEVEN,
}


class Example(NamedTuple):
    """A finding: its sort, what the check states, if it is right, and how much it counts."""

    sort: str
    confidence: float
    right: bool
    weight: float


class Half(NamedTuple):
    """What was found in a half: right findings in planted drafts, and wrong ones elsewhere.

    ``planted`` and ``correct`` are how many segments of either sort there are.
    """

    right: list[Example]
    wrong: list[Example]
    planted: int
    correct: int


def sort_of(finding: Finding) -> str:
    """The code, and for what is left out or added by what it was noticed."""
    if finding.code not in ("omission", "addition"):
        return finding.code
    if "usual for such" in finding.message:
        return "by length"
    part = "no translation here" in finding.message or "nothing in the source" in finding.message
    return "of a part" if part else "of a segment"


def shelf(finding: Finding) -> tuple[str, str]:
    """The code and the sort: of what nobody judged, as many are wrong as on its shelf."""
    return finding.code, sort_of(finding)


def example(finding: Finding, *, right: bool, weight: float = 1.0) -> Example:
    return Example(sort_of(finding), finding.confidence, right, weight)


def read_half(number: int, folds: Iterable[int], glossary: Glossary) -> Half:
    """The drafts that leave this remainder by two, and the official pairs of some folds."""
    right: list[Example] = []
    wrong: list[Example] = []
    planted = correct = 0
    for draft in read_drafts()[number::2]:
        report = report_on(draft, glossary, ALL)
        if draft["kind"] == "correct":
            correct += 1
            wrong += [example(f, right=False) for f in kept(report)]
        else:
            planted += 1
            right += [example(f, right=True) for f in kept(hits(draft, report))]
    judged: dict[tuple[str, str], list[bool]] = defaultdict(list)
    waiting: list[Finding] = []
    for fold in folds:
        count, official = findings_on(fold, glossary, Severity.ADVICE, ALL)
        correct += count
        for one in official:
            if one.finding.code in facts():
                continue
            if one.verdict == "not judged":
                waiting.append(one.finding)
                continue
            if one.finding.severity is Severity.ADVICE:
                judged[shelf(one.finding)].append(one.verdict == "wrong")
            if one.verdict == "wrong":
                wrong.append(example(one.finding, right=False))
    for finding in waiting:
        made = judged[shelf(finding)]
        weight = sum(made) / len(made) if len(made) >= FEWEST_JUDGED else 1.0
        wrong.append(example(finding, right=False, weight=weight))
    return Half(right, wrong, planted, correct)


def kept(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.code not in facts())


def mixed(*halves: Half) -> list[Example]:
    """The findings of some halves, the right ones weighted so that `FAULTY` segments are so."""
    correct = sum(half.correct for half in halves)
    planted = sum(half.planted for half in halves)
    weight = FAULTY * correct / ((1 - FAULTY) * planted)
    right = [e._replace(weight=weight) for half in halves for e in half.right]
    return [*right, *(e for half in halves for e in half.wrong)]


def undone(half: Half) -> Half:
    """With what the checks compute, before the curves that ship."""
    right, wrong = (
        [e._replace(confidence=_before(CURVES.get(e.sort, NONE), e.confidence)) for e in some]
        for some in (half.right, half.wrong)
    )
    return half._replace(right=right, wrong=wrong)


def _before(curve: Curve, confidence: float) -> float:
    return Curve(-curve.shift / curve.slope, 1 / curve.slope)(confidence)


def curved(half: Half, curves: Mapping[str, Curve]) -> Half:
    right, wrong = (
        [e._replace(confidence=curves.get(e.sort, NONE)(e.confidence)) for e in some]
        for some in (half.right, half.wrong)
    )
    return half._replace(right=right, wrong=wrong)


def fitted(*halves: Half) -> dict[str, Curve]:
    found = mixed(*halves)
    return {sort: fit([e for e in found if e.sort == sort]) for sort in CURVES}


def fit(some: list[Example]) -> Curve:
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
    return Curve(float(at[0]), float(at[1]))


def rates(some: list[Example]) -> str:
    """Stated, observed and its standard error for as many findings as the weights amount to."""
    mass = sum(e.weight for e in some)
    stated = sum(e.weight * e.confidence for e in some) / mass
    observed = sum(e.weight for e in some if e.right) / mass
    findings = mass**2 / sum(e.weight**2 for e in some)
    error = math.sqrt(observed * (1 - observed) / findings)
    right = sum(e.right for e in some)
    return f"{stated:6.2f}   {observed:5.2f} ± {error:.2f} {right:6} {len(some) - right:6}"


def table(title: str, found: list[Example]) -> Iterator[str]:
    yield f"\n{title}\nconfidence   stated   observed      right  wrong"
    for low, high in pairwise(BANDS):
        if some := [e for e in found if low <= e.confidence < high]:
            yield f"{low:.1f} – {high:.1f}    {rates(some)}"


def by_sort(title: str, found: list[Example]) -> Iterator[str]:
    yield f"\n{title}\n{'':20} stated   observed      right  wrong"
    reported = [e for e in found if e.confidence >= BANDS[0]]
    for sort in sorted({e.sort for e in reported}):
        yield f"{sort:20} {rates([e for e in reported if e.sort == sort])}"


def main() -> int:
    if not (DATA / PAIRS[0]).is_file():
        print(f"no official pairs: {DATA / PAIRS[0]} is not there; set UNTERM_DATA")
        return 0
    glossary = load_glossary()
    ships_a = read_half(0, range(UNSEEN), glossary)
    ships_b = read_half(1, range(UNSEEN, FOLDS), glossary)
    a, b = undone(ships_a), undone(ships_b)
    of_a, of_b, of_both = fitted(a), fitted(b), fitted(a, b)
    crossed = mixed(curved(a, of_b), curved(b, of_a))
    print(*table("cross-fitted: each half with the curves of the other", crossed), sep="\n")
    print(*table("half A with the curves of B", mixed(curved(a, of_b))), sep="\n")
    print(*table("half B with the curves of A", mixed(curved(b, of_a))), sep="\n")
    shipped = mixed(ships_a, ships_b)
    print(*table("as shipped, half A, which that was fitted to", mixed(ships_a)), sep="\n")
    print(*table("as shipped, half B", mixed(ships_b)), sep="\n")
    print(*table("as shipped, both halves", shipped), sep="\n")
    print(*by_sort("as shipped, both halves, by sort", shipped), sep="\n")
    for low, high in pairwise(BANDS):
        some = [e for e in shipped if low <= e.confidence < high]
        print(*by_sort(f"of these, from {low} to {high}", some), sep="\n")
    print(f"\ncurves (shift, slope)     {'A':>14} {'B':>14} {'both':>14} {'shipped':>14}")
    for sort, ships in CURVES.items():
        four = (of_a[sort], of_b[sort], of_both[sort], ships)
        print(f"{sort:24}", *(f"  {c.shift:+6.2f} {c.slope:5.2f}" for c in four))
    return 0


if __name__ == "__main__":
    sys.exit(main())
