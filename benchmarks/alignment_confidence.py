"""Whether confidences are probabilities: reliability tables, area under the curve, and the fit.

    python benchmarks/alignment_confidence.py         # tables with the weights that ship
    python benchmarks/alignment_confidence.py --fit   # the weights fitted again

The weights of `unterm.alignment.confidence` were fitted on the UN set of seed 1 and on Hansard. The
tables are of the UN set drawn with another seed, other deletions and splits, and of Hansard with
and without the dictionary; the novels, which had no part in the fit, stand beside them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

import numpy as np
from alignment import align_case, un_lexicon
from alignment_sets import Case, cedict_path, hansard_cases, mac_cases, need_data, un_cases

from unterm.alignment import Lexicon, confidence
from unterm.evaluation.alignment import Reliability, measure_reliability
from unterm.formats.cedict import Dictionary, read_cedict


def judge(
    cases: Sequence[Case], dictionary: Dictionary | None = None, lexicon: Lexicon | None = None
) -> tuple[list[float], list[bool], list[bool]]:
    """For each bead of a set its confidence, whether it is right, and whether it is a gap."""
    odds: list[float] = []
    right: list[bool] = []
    gaps: list[bool] = []
    for case in cases:
        gold = set(case.gold)
        for bead in align_case(case, dictionary, lexicon).beads:
            odds.append(bead.confidence)
            right.append((bead.source, bead.target) in gold)
            gaps.append(not (bead.source and bead.target))
    return odds, right, gaps


def sets(seed: int) -> Iterator[tuple[str, tuple[list[float], list[bool], list[bool]]]]:
    """The sets with their judged beads."""
    lexicon = un_lexicon()
    joined: tuple[list[float], list[bool], list[bool]] = ([], [], [])
    for deleted in (0.0, 0.1, 0.3):
        judged = judge(un_cases(deleted, seed), lexicon=lexicon)
        for whole, part in zip(joined, judged, strict=True):
            whole.extend(part)
        yield f"UN, {deleted:.0%} deleted", judged
    yield "UN, all three", joined
    cedict = read_cedict(cedict_path())
    yield "Hansard, CC-CEDICT", judge(hansard_cases(), cedict)
    yield "Hansard, what ships", judge(hansard_cases())
    yield "novels, CC-CEDICT", judge(mac_cases(), cedict)


def show(name: str, table: Reliability) -> None:
    """Print a table."""
    print(f"{name}: AUC {table.auc:.3f}, expected calibration error {table.error:.3f}")
    for row in table.bins:
        print(f"  {row.count:>6} beads, confidence {row.confidence:.3f}, right {row.accuracy:.3f}")


def fit() -> None:
    """Fit intercept and slope by Newton's method and print them."""
    parts = [
        judged for name, judged in sets(1) if name.startswith(("UN, 0", "UN, 1", "UN, 3", "H"))
    ]
    odds, right, gaps = (np.concatenate([np.array(p[k]) for p in parts]) for k in range(3))
    logit = np.log(odds) - np.log1p(-odds)
    for name, chosen, old in (("BEAD", ~gaps, confidence.BEAD), ("GAP", gaps, confidence.GAP)):
        raw = (logit[chosen] - old[0]) / old[1]
        table = np.stack((np.ones(len(raw)), raw), axis=1)
        prior = np.array([0.0, 0.5])
        weights = prior.copy()
        for _ in range(50):
            p = 1 / (1 + np.exp(-table @ weights))
            slope = table.T @ (p - right[chosen]) + (weights - prior)
            bend = (table * (p * (1 - p))[:, None]).T @ table + np.eye(2)
            weights -= 0.5 * np.linalg.solve(bend, slope)
        print(name, weights.round(2).tolist())


def main() -> None:
    """Print the tables, or the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--seed", type=int, default=2)
    options = parser.parse_args()
    need_data()
    if options.fit:
        fit()
        return
    for name, (odds, right, _) in sets(options.seed):
        show(name, measure_reliability(odds, right))


if __name__ == "__main__":
    main()
