"""Train the tagger of extraction; writes unterm/extraction/data/tagger.zh.tsv.

    python benchmarks/extraction_tagger.py

It learns from sentences in which readers have marked every term (`extraction_annotations.py`). So
that it learns to judge terms that it does not know, the texts are dealt into parts, and for each
part the table of words is counted again without every second term that the part has, and once more
without the others. Conditional maximum likelihood with a Gaussian
prior, by L-BFGS (Liu and Nocedal 1989), for each member from other small weights by chance, always
the same ones. Run it after benchmarks/extraction_words.py and before
benchmarks/extraction_ranking.py; it takes a quarter of an hour.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from extraction_annotations import Sentence, load_annotations
from extraction_words import NO_TERMS, TABLES, count_words, keys_of
from numpy.typing import NDArray

from unterm.extraction.counts import Counts
from unterm.extraction.features import FEATURES, describe
from unterm.extraction.ngrams import EDGE, Floats, Ints
from unterm.extraction.tagger import (
    ALLOWED,
    IMPOSSIBLE,
    LABELS,
    PLACES,
    Member,
    Tagger,
    find_clauses,
    format_tagger,
    neighbours,
    run_forward_backward,
)
from unterm.extraction.words import Words, load_words, make_words, parse_table
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.words import WordCutter
from unterm.model import Document

PARTS = 20
MEMBERS = 3
PRIOR = 20.0
STEPS = 160
UNITS = 32
"""Of the hidden layer."""
START = 0.1
"""Standard deviation of the weights at the start."""
MEMORY = 8
ENOUGH = 1e-5
HEADER = """\
# Weights of the tagger of terms, trained by benchmarks/extraction_tagger.py on sentences of the
# United Nations Parallel Corpus v1.0 (free with attribution to the United Nations) and of documents
# of 2023 in which readers have marked every term.
# place of the word, feature, weight for begin, inside, end, single, outside and each hidden unit
"""

Singles = NDArray[np.float32]


def main() -> None:
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    tagger = train(load_annotations(), glossary)
    path = TABLES / "tagger.zh.tsv"
    write_atomically(path, [HEADER, *(row + "\n" for row in format_tagger(tagger))])
    print(f"weights written to {path.name}")


def train(texts: Sequence[Sentence], glossary: Glossary) -> Tagger:
    """The tagger that the texts teach."""
    rows: list[Singles] = []
    labels: list[Ints] = []
    for part in range(PARTS):
        own = texts[part::PARTS]
        counts = Counts(WordCutter())
        for marked in own:
            counts.add(Document.from_segments([marked.text], lang="zh"))
        for words in hold_out(texts, glossary, own, part):
            rows.append(_features(counts, words))
            labels.append(_labels(counts, own))
    whole = np.concatenate(rows), np.concatenate(labels)
    return Tagger(tuple(fit(*whole, seed) for seed in range(MEMBERS)))


def hold_out(
    texts: Sequence[Sentence], glossary: Glossary, own: Sequence[Sentence], part: int
) -> Iterator[Words]:
    """The words without one half of the terms of some texts, and without the other half."""
    shipped = load_words()
    there = {key for marked in own for key in marked.strings()}
    for half in (0, 1):
        held_out = {key for key in there if (zlib.crc32(key.encode()) + part + half) % 2}
        held_out |= keys_of(concept for concept in glossary if held_out & keys_of([concept]))
        table = parse_table(count_words("zh", texts, glossary, held_out))
        yield make_words(table, shipped.frequencies, shipped.classes, {})


def fit(rows: Singles, labels: Ints, seed: int) -> Member:
    """The member that makes the labels likeliest; ``rows`` are tokens × (places × features)."""
    starts, lengths = find_clauses(np.where(labels < 0, EDGE, EDGE + 1))
    clauses = [starts[lengths == n][:, None] + np.arange(n) for n in np.unique(lengths)]
    shapes = [(rows.shape[1], UNITS), (UNITS, len(LABELS)), (rows.shape[1], len(LABELS))]
    sizes = [math.prod(shape) for shape in shapes]
    start = np.zeros(sum(sizes) + len(LABELS) ** 2)
    inside = sizes[0] + sizes[1]
    start[:inside] = np.random.default_rng(seed).normal(0, START, inside)

    def parts(weights: Floats) -> list[Floats]:
        cuts = np.split(weights, np.cumsum(sizes))
        return [cut.reshape(shape) for cut, shape in zip(cuts, shapes, strict=False)]

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The negative log likelihood with its prior, and its gradient."""
        inner, outer, direct = parts(weights)
        units = np.tanh(rows @ inner.astype(np.float32))
        emissions = units @ outer + rows @ direct.astype(np.float32)
        value, slope, moves = _sum_clauses(emissions, _transitions(weights), labels, clauses)
        below = ((slope @ outer.T) * (1 - units**2)).astype(np.float32)
        gradient = np.concatenate(
            [
                (rows.T @ below).ravel(),
                (units.T @ slope).ravel(),
                (rows.T @ slope.astype(np.float32)).ravel(),
                np.where(ALLOWED, moves, 0.0).ravel(),
            ]
        )
        return value + PRIOR / 2 * float(weights @ weights), gradient + PRIOR * weights

    found = minimize(loss, start, STEPS)
    inner, outer, direct = parts(found)
    size = (len(PLACES), len(FEATURES), -1)
    return Member(direct.reshape(size), inner.reshape(size), outer, _transitions(found))


def _features(counts: Counts, words: Words) -> Singles:
    """The features of every token and its neighbours."""
    described = describe(counts.words, words).astype(np.float32)
    near = neighbours(counts.tokens, counts.edge_marks(), len(counts.words))
    return np.hstack([described[there] for there in near])


def _labels(counts: Counts, texts: Sequence[Sentence]) -> Ints:
    """The label of each token as the texts have it; -1 at edges."""
    tokens = counts.tokens
    labels = np.where(tokens == EDGE, -1, LABELS.index("O"))
    starts: dict[tuple[int, int], int] = {}
    ends: dict[tuple[int, int], int] = {}
    for position in np.flatnonzero(tokens != EDGE):
        place, _ = counts.place(int(position))
        span = counts.span(int(position), 1)
        starts[place, span.start] = ends[place, span.end] = int(position)
    for place, marked in enumerate(texts):
        for span in marked.terms:
            low, high = starts.get((place, span.start)), ends.get((place, span.end))
            if low is None or high is None or (tokens[low : high + 1] == EDGE).any():
                continue
            labels[low : high + 1] = LABELS.index("I")
            labels[low], labels[high] = LABELS.index("B"), LABELS.index("E")
            if low == high:
                labels[low] = LABELS.index("S")
    return np.asarray(labels)


def _transitions(weights: Floats) -> Floats:
    square = weights[-(len(LABELS) ** 2) :].reshape(len(LABELS), len(LABELS))
    return np.where(ALLOWED, square, 0.0)


def _sum_clauses(
    emissions: Floats, free: Floats, labels: Ints, clauses: Sequence[Ints]
) -> tuple[float, Floats, Floats]:
    """The negative log likelihood, and its slopes for the emissions and the transitions."""
    transitions = np.where(ALLOWED, free, IMPOSSIBLE)
    slope, moves = np.zeros_like(emissions), np.zeros_like(free)
    value = 0.0
    for at in clauses:
        own = emissions[at]
        whole, forward, backward = run_forward_backward(own, transitions)
        truth = np.eye(len(LABELS))[labels[at]]
        value += float(whole.sum() - (own * truth).sum())
        slope[at] = np.exp(forward + backward - whole[:, None, None]) - truth
        if at.shape[1] > 1:
            ahead = (own + backward)[:, 1:, None, :] - whole[:, None, None, None]
            pairs = np.exp(forward[:, :-1, :, None] + transitions + ahead).sum(axis=(0, 1))
            seen = np.einsum("cta,ctb->ab", truth[:, :-1], truth[:, 1:])
            value -= float((seen * free).sum())
            moves += pairs - seen
    return value, slope, moves


def minimize(
    function: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int
) -> Floats:
    """The point where a smooth function with its gradient is least, by L-BFGS."""
    point = start
    value, slope = function(point)
    moves: list[tuple[Floats, Floats]] = []
    for _ in range(steps):
        direction = -_apply_inverse_hessian(slope, moves)
        size = 1.0
        while True:
            step = size * direction
            new_value, new_slope = function(point + step)
            if new_value <= value + 1e-4 * float(slope @ step) or size < 1e-6:
                break
            size /= 2
        moves = [*moves, (step, new_slope - slope)][-MEMORY:]
        settled = abs(value - new_value) < ENOUGH * abs(value)
        point, value, slope = point + step, new_value, new_slope
        if settled:
            break
    return point


def _apply_inverse_hessian(slope: Floats, moves: Sequence[tuple[Floats, Floats]]) -> Floats:
    if not moves:
        return slope / np.linalg.norm(slope)
    direction = slope.copy()
    weights = []
    for step, change in reversed(moves):
        weights.append(float(step @ direction) / float(step @ change))
        direction -= weights[-1] * change
    step, change = moves[-1]
    direction *= float(step @ change) / float(change @ change)
    for (step, change), weight in zip(moves, reversed(weights), strict=True):
        direction += (weight - float(change @ direction) / float(step @ change)) * step
    return direction


if __name__ == "__main__":
    main()
