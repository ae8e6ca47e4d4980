"""How probable it is that two words of a pair of sentences translate one another.

The two Markov models see a word only through its own counts. What else speaks for a link (parts of
words, sounds, a dictionary), what speaks for a rival, and whether the neighbours are linked, is
weighed by a log-linear model (Liu, Liu and Lin 2005), in two rounds: the second knows what the
first gave to rivals and neighbours. The weights are few and know no single word;
`benchmarks/fit_links.py` fits them on one half of the PUD treebanks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from unterm.alignment.lattice import Floats

SURE = 1e-3
"""Probabilities are kept this far from 0 and 1."""

FAINT = 0.02
"""Rivals less probable are none: a word without rivals, in a sentence of one word, has no more for
it than a word with faint ones."""

UNSEEN = 1e-3
"""Added to the likeness of parts before its logarithm is taken."""

FIRM = 0.6
"""Links that are certain enough to be built upon."""


@dataclass(frozen=True, slots=True)
class WordLink:
    """A word of the source and a word of the target, by number, and how likely the link is."""

    source: int
    target: int
    probability: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the words of a pair of sentences, for each source and target word.

    Posteriors of both models, pseudo-counts of known translations, the log likelihood ratio of
    sounds, the likeness of parts (first axis: its rows), and how often each word was seen.
    """

    forward: Floats
    backward: Floats
    known: Floats
    sound: Floats
    parts: Floats
    source_count: Floats
    target_count: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of both rounds, by name; ``bias`` is that of a constant."""

    first: Mapping[str, float]
    second: Mapping[str, float]


def logit(share: Floats, least: float = SURE) -> Floats:
    """The logarithm of the odds, with probabilities kept off 0 and 1."""
    kept = np.clip(share, least, 1 - least)
    odds: Floats = np.log(kept) - np.log1p(-kept)
    return odds


def rival(values: Floats, axis: int) -> Floats:
    """For each cell the best of the other cells of its row (axis 1) or column (axis 0).

    >>> rival(np.array([[0.7, 0.2, 0.1]]), 1).tolist()
    [[0.2, 0.7, 0.7]]
    """
    best = values.argmax(axis=axis, keepdims=True)
    top = np.take_along_axis(values, best, axis)
    rest = values.copy()
    np.put_along_axis(rest, best, 0.0, axis)
    places = np.indices(values.shape)[axis]
    result: Floats = np.where(places == best, rest.max(axis=axis, keepdims=True), top)
    return result


def neighbours(values: Floats, name: str) -> dict[str, Floats]:
    """Sums over neighbouring cells: along the diagonal, across it, in the row, in the column."""
    pad = np.pad(values, 1)
    return {
        f"{name} along": pad[:-2, :-2] + pad[2:, 2:],
        f"{name} across": pad[:-2, 2:] + pad[2:, :-2],
        f"{name} in row": pad[1:-1, :-2] + pad[1:-1, 2:],
        f"{name} in column": pad[:-2, 1:-1] + pad[2:, 1:-1],
    }


def first_features(evidence: Evidence) -> dict[str, Floats]:
    """What the first round weighs."""
    forward, backward = evidence.forward, evidence.backward
    mean = (forward + backward) / 2
    rows, columns = mean.shape
    even = np.zeros_like(mean)
    off = np.abs((np.arange(rows)[:, None] + 0.5) / rows - (np.arange(columns) + 0.5) / columns)
    source = np.log(np.maximum(evidence.source_count, 1.0))[:, None] + even
    target = np.log(np.maximum(evidence.target_count, 1.0))[None] + even
    found = {
        "forward": logit(forward),
        "backward": logit(backward),
        "rival in row": logit(rival(mean, 1), FAINT),
        "rival in column": logit(rival(mean, 0), FAINT),
        "off": off,
        "known": (evidence.known > 0).astype(float),
        "known well": (evidence.known >= 0.5).astype(float),
        "source count": source,
        "target count": target,
        "unlike counts": np.abs(source - target),
        "sound": np.maximum(evidence.sound, 0.0),
        **neighbours(mean, "mean"),
    }
    for name, values in (("forward", forward), ("backward", backward)):
        for side, axis in (("row", 1), ("column", 0)):
            found[f"{name} best in {side}"] = (values >= rival(values, axis)).astype(float)
    for number, part in enumerate(evidence.parts):
        found[f"parts {number}"] = np.log(part + UNSEEN)
    return found


def second_features(first: Mapping[str, Floats], given: Floats) -> dict[str, Floats]:
    """What the second round weighs: the same, and what the first gave to cells round about."""
    across, down = rival(given, 1), rival(given, 0)
    return {
        **first,
        "given": logit(given),
        "given rival in row": across,
        "given rival in column": down,
        "given rival in row, logit": logit(across, FAINT),
        "given rival in column, logit": logit(down, FAINT),
        **neighbours(given, "given"),
    }


def weigh(features: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The probabilities that these weights give."""
    shape = next(iter(features.values())).shape
    score = np.full(shape, weights["bias"])
    for name, values in features.items():
        score += weights[name] * values
    odds: Floats = 1.0 / (1.0 + np.exp(-np.clip(score, -50.0, 50.0)))
    return odds


def link_probabilities(evidence: Evidence, weights: Weights | None = None) -> Floats:
    """For each source and target word of a pair how probable it is that they are linked."""
    weights = weights or shipped_weights()
    first = first_features(evidence)
    return weigh(second_features(first, weigh(first, weights.first)), weights.second)


@cache
def shipped_weights() -> Weights:
    """The weights that come with the library."""
    file = resources.files("unterm.alignment") / "data" / "links.json"
    return Weights(**json.loads(file.read_text(encoding="utf-8")))


def intersect_links(links: Sequence[WordLink]) -> list[WordLink]:
    """The firm links that are the best of both their words: few, and nearly all right.

    >>> intersect_links([WordLink(0, 0, 0.9), WordLink(0, 1, 0.7), WordLink(2, 2, 0.3)])
    [WordLink(source=0, target=0, probability=0.9)]
    """
    best: dict[tuple[str, int], float] = {}
    for link in links:
        for word in (("source", link.source), ("target", link.target)):
            best[word] = max(link.probability, best.get(word, 0.0))
    return [
        link
        for link in links
        if link.probability >= FIRM
        and link.probability == best["source", link.source] == best["target", link.target]
    ]


def grow_links(links: Sequence[WordLink]) -> list[WordLink]:
    """The intersection, grown to neighbouring links of words that have none yet, for display.

    Grow-diag of Koehn, Och and Marcu 2003, the most probable link first; ``links`` are all that may
    be taken, as `WordModel.links` gives them with a low threshold.

    >>> all_links = [WordLink(0, 0, 0.9), WordLink(0, 1, 0.2), WordLink(3, 3, 0.2)]
    >>> [(link.source, link.target) for link in grow_links(all_links)]
    [(0, 0), (0, 1)]
    """
    taken = {(x.source, x.target): x for x in intersect_links(links)}
    sources, targets = {i for i, _ in taken}, {j for _, j in taken}
    waiting = sorted(
        (x for x in links if (x.source, x.target) not in taken),
        key=lambda x: (-x.probability, x.source, x.target),
    )
    grown = True
    while grown:
        grown = False
        for link in waiting:
            i, j = link.source, link.target
            if (i, j) in taken or (i in sources and j in targets):
                continue
            if any((i + a, j + b) in taken for a in (-1, 0, 1) for b in (-1, 0, 1)):
                taken[i, j] = link
                sources.add(i)
                targets.add(j)
                grown = True
    return [taken[place] for place in sorted(taken)]
