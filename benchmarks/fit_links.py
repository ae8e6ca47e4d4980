"""Fit the weights of `unterm.alignment.linking` on the first half of the PUD treebanks.

    python benchmarks/fit_links.py          # writes the weights that ship

Word models are trained as in `alignment_words.py`, with CC-CEDICT and without a dictionary, and the
weights of both rounds are those of one logistic regression over both. The sentences behind the
first half, and their gold, have no part in it.
"""

from __future__ import annotations

import json

import numpy as np
from alignment_sets import ROOT, need_data
from alignment_words import HALF, Gold, knowledges, read_gold, train

from unterm.alignment.lattice import Floats
from unterm.alignment.linking import (
    Evidence,
    Weights,
    first_features,
    second_features,
    weigh,
)
from unterm.formats.files import write_atomically

SHIPPED = ROOT / "unterm" / "alignment" / "data" / "links.json"

DOUBT = 1.0
"""Penalty on squared weights of standardised features."""

STEPS = 12


def table(features: dict[str, Floats], gold: Gold) -> Floats:
    """The features of the cells of annotated words, a row each."""
    cells = np.ix_(sorted(gold.source), sorted(gold.target))
    return np.stack([values[cells].ravel() for values in features.values()], axis=1)


def fit(features: list[dict[str, Floats]], golds: list[Gold]) -> dict[str, float]:
    """The weights of a logistic regression, by Newton's method."""
    rows = np.concatenate([table(f, g) for f, g in zip(features, golds, strict=True)])
    truth = np.concatenate(
        [[(i, j) in g.links for i in sorted(g.source) for j in sorted(g.target)] for g in golds]
    ).astype(float)
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    x = np.column_stack(((rows - middle) / spread, np.ones(len(rows))))
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        bend = (x * (p * (1 - p))[:, None]).T @ x + DOUBT * np.eye(len(weights))
        weights += np.linalg.solve(bend, x.T @ (truth - p) - DOUBT * weights)
    plain = weights[:-1] / spread
    found = dict(zip(features[0], (round(float(w), 4) for w in plain), strict=True))
    return found | {"bias": round(float(weights[-1] - plain @ middle), 4)}


def main() -> None:
    """Fit and write the weights."""
    need_data()
    gold = read_gold()
    evidence: list[Evidence] = []
    golds: list[Gold] = []
    for _, _, known in knowledges():
        model = train(gold, known)
        for one, own in zip(model.evidence([g.types for g in gold[:HALF]]), gold, strict=False):
            if one is not None and own.source and own.target:
                evidence.append(one)
                golds.append(own)
    first = [first_features(one) for one in evidence]
    weights = fit(first, golds)
    second = [second_features(one, weigh(one, weights)) for one in first]
    fitted = Weights(weights, fit(second, golds))
    told = json.dumps({"first": fitted.first, "second": fitted.second}, indent=1)
    write_atomically(SHIPPED, [told + "\n"])
    print(f"{SHIPPED.name}: {len(fitted.first)} and {len(fitted.second)} weights")


if __name__ == "__main__":
    main()
