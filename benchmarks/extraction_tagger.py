"""Train the tagger of extraction; writes unterm/extraction/data/tagger.zh.tsv.

    python benchmarks/extraction_tagger.py

The development set of the UN Parallel Corpus (UNTERM_DATA, default ../shared/data) is labelled by
the glossary. So that the tagger learns to judge terms that it does not know, the texts are dealt
into parts, and for each part the table of words is counted again without every second concept that
the part has. Conditional maximum likelihood with a Gaussian prior, by L-BFGS (Liu and Nocedal
1989). Run it after benchmarks/extraction_words.py; it takes a minute or two.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from extraction_words import DATA, NO_TERMS, TABLES, count_words

from unterm.extraction.counts import Counts
from unterm.extraction.features import FEATURES, describe
from unterm.extraction.ngrams import EDGE, Floats, Ints
from unterm.extraction.tagger import (
    ALLOWED,
    IMPOSSIBLE,
    LABELS,
    PLACES,
    Tagger,
    find_clauses,
    format_tagger,
    run_forward_backward,
)
from unterm.extraction.words import Words, load_words, make_words, parse_table
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.words import WordCutter
from unterm.matching import Hit
from unterm.model import Document

PARTS = 20
PRIOR = 8.0
STEPS = 60
MEMORY = 8
ENOUGH = 1e-5
HEADER = """\
# Weights of the tagger of terms, trained by benchmarks/extraction_tagger.py on the development set
# of the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations) with the
# glossary of this project.
# place of the word, feature, weight for begin, inside, end, single, outside
"""


class Clauses(NamedTuple):
    """Clauses of one length: features, clauses × words × columns, and labels, clauses × words."""

    features: Floats
    labels: Ints


def main() -> None:
    lines = (DATA / "un-pairs" / "unpc-dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["zh"] for line in lines]
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    tagger = train(texts, glossary)
    path = TABLES / "tagger.zh.tsv"
    write_atomically(path, [HEADER, *(row + "\n" for row in format_tagger(tagger))])
    print(f"weights written to {path.name}")


def train(texts: Sequence[str], glossary: Glossary) -> Tagger:
    """The tagger that the texts teach."""
    shipped = load_words()
    hits = [glossary.matcher.find(text) for text in texts]
    rows: list[Floats] = []
    labels: list[Ints] = []
    for part in range(PARTS):
        own = range(part, len(texts), PARTS)
        held_out = {
            pattern.concept.id
            for number in own
            for hit in hits[number]
            for pattern in hit.patterns
            if (zlib.crc32(pattern.concept.id.encode()) + part) % 2
        }
        table = parse_table(count_words("zh", texts, glossary, held_out))
        words = make_words(table, shipped.frequencies, shipped.classes)
        counts = Counts(WordCutter())
        for number in own:
            counts.add(Document.from_segments([texts[number]], lang="zh"))
        rows.append(_features(counts, words))
        labels.append(_labels(counts, [hits[number] for number in own]))
    clauses = _by_length(np.concatenate(rows), np.concatenate(labels))
    size = len(PLACES) * len(FEATURES) * len(LABELS)
    found = minimize(lambda w: _loss(w, clauses), np.zeros(size + len(LABELS) ** 2), STEPS)
    shape = (len(PLACES), len(FEATURES), len(LABELS))
    return Tagger(found[:size].reshape(shape), _transitions(found))


def _features(counts: Counts, words: Words) -> Floats:
    """The features of every token and its neighbours; none at edges."""
    tokens = counts.tokens
    described = describe(counts.words, words)
    padded = np.concatenate(([EDGE], tokens, [EDGE]))
    columns = np.hstack([described[tokens], described[padded[:-2]], described[padded[2:]]])
    columns[tokens == EDGE] = 0.0
    return columns


def _labels(counts: Counts, hits: Sequence[Sequence[Hit]]) -> Ints:
    """The label of each token as the hits have it; -1 at edges."""
    tokens = counts.tokens
    labels = np.where(tokens == EDGE, -1, LABELS.index("O"))
    starts: dict[tuple[int, int], int] = {}
    ends: dict[tuple[int, int], int] = {}
    for position in np.flatnonzero(tokens != EDGE):
        place, _ = counts.place(int(position))
        span = counts.span(int(position), 1)
        starts[place, span.start] = ends[place, span.end] = int(position)
    for place, found in enumerate(hits):
        for hit in found:
            low, high = starts.get((place, hit.span.start)), ends.get((place, hit.span.end))
            if low is None or high is None or (tokens[low : high + 1] == EDGE).any():
                continue
            labels[low : high + 1] = LABELS.index("I")
            labels[low], labels[high] = LABELS.index("B"), LABELS.index("E")
            if low == high:
                labels[low] = LABELS.index("S")
    return np.asarray(labels)


def _by_length(rows: Floats, labels: Ints) -> list[Clauses]:
    starts, lengths = find_clauses(np.where(labels < 0, EDGE, EDGE + 1))
    result = []
    for length in np.unique(lengths):
        at = starts[lengths == length][:, None] + np.arange(length)
        result.append(Clauses(rows[at], labels[at]))
    return result


def _transitions(weights: Floats) -> Floats:
    square = weights[-(len(LABELS) ** 2) :].reshape(len(LABELS), len(LABELS))
    return np.where(ALLOWED, square, 0.0)


def _loss(weights: Floats, clauses: Sequence[Clauses]) -> tuple[float, Floats]:
    """The negative log likelihood with its prior, and its gradient."""
    inner = weights[: -(len(LABELS) ** 2)].reshape(-1, len(LABELS))
    free = _transitions(weights)
    transitions = np.where(ALLOWED, free, IMPOSSIBLE)
    gradient, moves = np.zeros_like(inner), np.zeros_like(free)
    loss = 0.0
    for features, labels in clauses:
        emissions = features @ inner
        whole, forward, backward = run_forward_backward(emissions, transitions)
        truth = np.eye(len(LABELS))[labels]
        loss += float(whole.sum() - (emissions * truth).sum())
        expected = np.exp(forward + backward - whole[:, None, None])
        width = features.shape[-1]
        gradient += features.reshape(-1, width).T @ (expected - truth).reshape(-1, len(LABELS))
        if labels.shape[1] > 1:
            ahead = (emissions + backward)[:, 1:, None, :] - whole[:, None, None, None]
            pairs = np.exp(forward[:, :-1, :, None] + transitions + ahead).sum(axis=(0, 1))
            seen = np.einsum("cta,ctb->ab", truth[:, :-1], truth[:, 1:])
            loss -= float((seen * free).sum())
            moves += pairs - seen
    slope = np.concatenate([gradient.ravel(), np.where(ALLOWED, moves, 0.0).ravel()])
    return loss + PRIOR / 2 * float(weights @ weights), slope + PRIOR * weights


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
