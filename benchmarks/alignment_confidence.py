"""Whether confidences are probabilities: reliability tables, area under the curve, and the fit.

    python benchmarks/alignment_confidence.py         # tables with the weights that ship
    python benchmarks/alignment_confidence.py --fit   # the weights fitted again, and sets left out

The weights of `unterm.alignment.confidence` were fitted on the UN set of seed 1, on Hansard and on
the novels, the latter two with and without CC-CEDICT. The tables are of the UN set drawn with
another seed, other deletions and splits, and of Hansard and the novels themselves; ``--fit`` also
says what Hansard and the novels show with weights fitted without them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from alignment import align_case, un_lexicon
from alignment_sets import Case, cedict_path, hansard_cases, mac_cases, need_data, un_cases

from unterm.alignment import Knowledge, Lexicon, confidence
from unterm.alignment.lexicon import ask_all
from unterm.alignment.sentences import align_sides
from unterm.alignment.tokens import read_side
from unterm.evaluation.alignment import Reliability, measure_reliability
from unterm.formats.cedict import Dictionary, read_cedict


def judge(
    cases: Sequence[Case], dictionary: Dictionary | None = None, lexicon: Lexicon | None = None
) -> tuple[list[float], list[bool]]:
    """For each bead of a set its confidence, and whether it is right."""
    odds: list[float] = []
    right: list[bool] = []
    for case in cases:
        gold = set(case.gold)
        for bead in align_case(case, dictionary, lexicon).beads:
            odds.append(bead.confidence)
            right.append((bead.source, bead.target) in gold)
    return odds, right


def sets(seed: int) -> Iterator[tuple[str, tuple[list[float], list[bool]]]]:
    """The sets with their judged beads."""
    lexicon = un_lexicon()
    joined: tuple[list[float], list[bool]] = ([], [])
    for deleted in (0.0, 0.1, 0.3):
        judged = judge(un_cases(deleted, seed), lexicon=lexicon)
        joined[0].extend(judged[0])
        joined[1].extend(judged[1])
        yield f"UN, {deleted:.0%} deleted", judged
    yield "UN, all three", joined
    cedict = read_cedict(cedict_path())
    yield "Hansard, CC-CEDICT", judge(hansard_cases(), cedict)
    yield "Hansard, what ships", judge(hansard_cases())
    yield "novels, CC-CEDICT", judge(mac_cases(), cedict)
    yield "novels, what ships", judge(mac_cases())


def show(name: str, table: Reliability) -> None:
    """Print a table."""
    print(f"{name}: AUC {table.auc:.3f}, expected calibration error {table.error:.3f}")
    for row in table.bins:
        print(f"  {row.count:>6} beads, confidence {row.confidence:.3f}, right {row.accuracy:.3f}")


Table = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Of a set's beads the features, whether each is right, and whether it has one side only."""


def tabulate(cases: Sequence[Case], knowledge: Knowledge) -> Table:
    """What the fit needs to know of a set."""
    tables, truths, gaps = [], [], []
    for case in cases:
        source = read_side(case.english, "en", knowledge.vocabulary)
        target = read_side(case.chinese, "zh", knowledge.vocabulary)
        links = ask_all(knowledge, source, target)
        solution = align_sides(source, target, links)
        tables.append(confidence.features(source, target, links, solution))
        gaps.append((np.diff(solution.path, axis=0) == 0).any(axis=1))
        gold, nodes = set(case.gold), solution.path.tolist()
        truths += [
            (tuple(range(i, k)), tuple(range(j, m))) in gold for (i, j), (k, m) in pairwise(nodes)
        ]
    return np.concatenate(tables), np.array(truths), np.concatenate(gaps)


def fit_weights(sets: Sequence[Table]) -> tuple[np.ndarray, np.ndarray]:
    """The weights for beads and for gaps, by Newton's method."""
    table, right, gap = (np.concatenate(parts) for parts in zip(*sets, strict=True))
    both = []
    for chosen in (~gap, gap):
        x, y = table[chosen], right[chosen]
        prior = np.zeros(x.shape[1])
        prior[1] = 0.5
        weights = prior.copy()
        for _ in range(80):
            p = 1 / (1 + np.exp(-x @ weights))
            slope = x.T @ (p - y) + (weights - prior)
            bend = (x * (p * (1 - p))[:, None]).T @ x + np.eye(len(prior))
            weights -= 0.5 * np.linalg.solve(bend, slope)
        both.append(weights)
    return both[0], both[1]


def fit() -> None:
    """Fit the weights and print them, and what sets show that are left out."""
    cedict, lexicon = read_cedict(cedict_path()), un_lexicon()
    sets = {
        f"UN, {deleted:.0%} deleted": tabulate(un_cases(deleted), Knowledge((), None, lexicon))
        for deleted in (0.0, 0.1, 0.3)
    }
    for name, cases in (("Hansard", hansard_cases()), ("novels", mac_cases())):
        sets[f"{name}, CC-CEDICT"] = tabulate(cases, Knowledge((), cedict))
        sets[f"{name}, what ships"] = tabulate(cases, Knowledge())
    for name, weights in zip(("BEAD", "GAP"), fit_weights(list(sets.values())), strict=True):
        print(name, weights.round(2).tolist())
    for kind in ("Hansard", "novels"):
        bead, gap = fit_weights([t for name, t in sets.items() if not name.startswith(kind)])
        for name, (table, right, alone) in sets.items():
            if name.startswith(kind):
                odds = 1 / (1 + np.exp(-np.where(alone, table @ gap, table @ bead)))
                show(f"{name}, left out of the fit", measure_reliability(odds, right.tolist()))


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
    for name, (odds, right) in sets(options.seed):
        show(name, measure_reliability(odds, right))


if __name__ == "__main__":
    main()
