"""Fit how candidates are chosen; writes unterm/extraction/data/ranking.zh.tsv.

    python benchmarks/extraction_ranking.py

The documents of 2023 in which readers have marked every term (`extraction_annotations.py`) are
looked at in blocks of the size of a few documents; a candidate is right if it is one of those
terms. As for the tagger, each block is looked at with a table of words that lacks one half of its
terms, then with one that lacks the other half; what is a term elsewhere is said by the other
blocks; and a tagger judges it that was trained without that block and every second other one.
Regression with a hidden layer and a Gaussian prior, by L-BFGS. Run it after
benchmarks/extraction_tagger.py; it takes half an hour, nearly all of it for those taggers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from extraction_annotations import Sentence, load_annotations
from extraction_tagger import START, hold_out, minimize, train
from extraction_words import NO_TERMS, TABLES, count_terms

from unterm.extraction.counts import Counts
from unterm.extraction.documents import describe_drafts, find_drafts
from unterm.extraction.marked import parse_marked
from unterm.extraction.ngrams import Floats
from unterm.extraction.ranking import RANKED_BY, Ranker, format_ranker
from unterm.extraction.tagger import Tagger
from unterm.extraction.variants import plain_key
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.words import WordCutter
from unterm.model import Document

DOCUMENTS = "un-docs-2023"
"""The file whose sentences follow one another as in their documents."""
BLOCK = 430
"""Segments that are looked at together: the size of the seeds."""
DOCUMENT = 100
"""Segments that are counted as one document."""
MEMBERS = 8
PRIOR = 30.0
STEPS = 300
UNITS = 16
"""Of the hidden layer."""
HEADER = """\
# Weights that say which candidates are terms, fitted by benchmarks/extraction_ranking.py on
# sentences of the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations)
# and of documents of 2023 in which readers have marked every term.
# figure, weight, weight for each hidden unit
"""


def main() -> None:
    texts = load_annotations()
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    rows, labels = look_at_all(texts, glossary)
    path = TABLES / "ranking.zh.tsv"
    write_atomically(path, [HEADER, *(row + "\n" for row in format_ranker(fit(rows, labels)))])
    print(f"weights written to {path.name}")


def look_at_all(texts: Sequence[Sentence], glossary: Glossary) -> tuple[Floats, Floats]:
    """The figures of the candidates of all documents, and 1 for each that is marked there."""
    documents = [marked for marked in texts if marked.source == DOCUMENTS]
    blocks = [documents[start : start + BLOCK] for start in range(0, len(documents), BLOCK)]
    rows: list[Floats] = []
    labels: list[Floats] = []
    for half in (0, 1):
        own = blocks[half::2]
        there = {id(marked) for block in own for marked in block}
        tagger = train([marked for marked in texts if id(marked) not in there], glossary)
        for number, block in enumerate(own):
            for found, right in look_at(texts, block, number, glossary, tagger):
                rows.append(found)
                labels.append(right)
    return np.concatenate(rows), np.concatenate(labels)


def look_at(
    texts: Sequence[Sentence],
    block: Sequence[Sentence],
    part: int,
    glossary: Glossary,
    tagger: Tagger,
) -> Iterator[tuple[Floats, Floats]]:
    """The figures of the candidates of a block, and 1 for each that is marked as a term there."""
    terms = {key for marked in block for key in marked.strings()}
    counts = Counts(WordCutter())
    for start in range(0, len(block), DOCUMENT):
        segments = [marked.text for marked in block[start : start + DOCUMENT]]
        counts.add(Document.from_segments(segments, lang="zh"))
    own = {id(marked) for marked in block}
    elsewhere = parse_marked(count_terms([marked for marked in texts if id(marked) not in own]))
    for words in hold_out(texts, glossary, block, part):
        words = replace(words.adapted(counts.frequencies), terms=elsewhere)
        drafts, found = find_drafts(counts, words, None, (), None, tagger)
        keys, rows = describe_drafts(drafts, found, counts, words)
        right = np.array([float(plain_key(key) in terms) for key in keys])
        yield np.array(rows), right


def fit(rows: Floats, labels: Floats) -> Ranker:
    """The mean of several rankers, each found from another start: together they have one layer."""
    members = [fit_one(rows, labels, seed) for seed in range(MEMBERS)]
    return Ranker(
        np.mean([member.weights for member in members], axis=0),
        np.hstack([member.inner for member in members]),
        np.concatenate([member.outer for member in members]) / MEMBERS,
    )


def fit_one(rows: Floats, labels: Floats, seed: int) -> Ranker:
    """The weights that make the labels likeliest, found on figures of mean 0 and deviation 1."""
    mean, deviation = rows.mean(axis=0), rows.std(axis=0)
    constant = deviation == 0
    mean, deviation = np.where(constant, 0.0, mean), np.where(constant, 1.0, deviation)
    scaled, size = (rows - mean) / deviation, len(RANKED_BY)
    start = np.zeros(size * (UNITS + 1) + UNITS)
    start[: size * UNITS] = np.random.default_rng(seed).normal(0, START, size * UNITS)

    def parts(weights: Floats) -> tuple[Floats, Floats, Floats]:
        inner, outer, direct = np.split(weights, [size * UNITS, (size + 1) * UNITS])
        return inner.reshape(size, UNITS), outer, direct

    def loss(weights: Floats) -> tuple[float, Floats]:
        inner, outer, direct = parts(weights)
        units = np.tanh(scaled @ inner)
        odds = units @ outer + scaled @ direct
        value = float(np.logaddexp(0.0, odds).sum() - odds @ labels)
        slope = 1 / (1 + np.exp(-odds)) - labels
        below = slope[:, None] * outer * (1 - units**2)
        gradient = np.concatenate([(scaled.T @ below).ravel(), units.T @ slope, scaled.T @ slope])
        return value + PRIOR / 2 * float(weights @ weights), gradient + PRIOR * weights

    inner, outer, direct = parts(minimize(loss, start, STEPS))
    inner, direct = inner / deviation[:, None], direct / deviation
    one = RANKED_BY.index("string")  # the figure that is always 1 takes what the means amount to
    inner[one] -= mean @ inner
    direct[one] -= mean @ direct
    return Ranker(direct, inner, outer)


if __name__ == "__main__":
    main()
