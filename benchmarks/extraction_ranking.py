"""Fit how candidates are chosen; writes unterm/extraction/data/ranking.zh.tsv.

    python benchmarks/extraction_ranking.py

The development set of the UN Parallel Corpus (UNTERM_DATA, default ../shared/data) is dealt into
texts of the size of a few documents; a candidate is right if the glossary has it there as a term.
As for the tagger, each text is looked at with a table of words that lacks one half of its concepts,
then with one that lacks the other half; and a tagger judges it that was trained on the other half
of the set. Logistic regression with a Gaussian prior, by L-BFGS. Run it after
benchmarks/extraction_tagger.py; it takes a few minutes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from extraction_tagger import hold_out, minimize, train
from extraction_words import DATA, NO_TERMS, TABLES

from unterm.extraction.counts import Counts
from unterm.extraction.documents import describe_drafts, find_drafts
from unterm.extraction.ngrams import Floats
from unterm.extraction.ranking import RANKED_BY, Ranker, format_ranker
from unterm.extraction.tagger import Tagger
from unterm.extraction.variants import plain_key
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.words import WordCutter
from unterm.model import Document

PARTS = 8
DOCUMENT = 100
"""Segments."""
PRIOR = 1.0
STEPS = 300
HEADER = """\
# Weights that say which candidates are terms, fitted by benchmarks/extraction_ranking.py on the
# development set of the United Nations Parallel Corpus v1.0 (free with attribution to the United
# Nations) with the glossary of this project.
# figure, weight
"""


def main() -> None:
    lines = (DATA / "un-pairs" / "unpc-dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["zh"] for line in lines]
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    rows: list[Floats] = []
    labels: list[Floats] = []
    for half in (0, 1):
        tagger = train(texts[1 - half :: 2], glossary)
        for part in range(half, PARTS, 2):
            for found, right in look_at(texts, part, glossary, tagger):
                rows.append(found)
                labels.append(right)
    ranker = fit(np.concatenate(rows), np.concatenate(labels))
    path = TABLES / "ranking.zh.tsv"
    write_atomically(path, [HEADER, *(row + "\n" for row in format_ranker(ranker))])
    print(f"weights written to {path.name}")


def look_at(
    texts: Sequence[str], part: int, glossary: Glossary, tagger: Tagger
) -> list[tuple[Floats, Floats]]:
    """The figures of the candidates of a part, and 1 for each that is a term of the glossary."""
    own = texts[part::PARTS]
    hits = [glossary.matcher.find(text) for text in own]
    terms = {plain_key(hit.text) for found in hits for hit in found}
    result = []
    for words in hold_out(texts, glossary, hits, part):
        counts = Counts(WordCutter())
        for start in range(0, len(own), DOCUMENT):
            counts.add(Document.from_segments(own[start : start + DOCUMENT], lang="zh"))
        words = words.adapted(counts.frequencies)
        drafts, found = find_drafts(counts, words, None, (), None, tagger)
        keys, rows = describe_drafts(drafts, found, counts, words)
        right = np.array([float(plain_key(key) in terms) for key in keys])
        result.append((np.array(rows), right))
    return result


def fit(rows: Floats, labels: Floats) -> Ranker:
    """The weights that make the labels likeliest."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = rows @ weights
        value = float(np.logaddexp(0.0, odds).sum() - odds @ labels)
        slope = rows.T @ (1 / (1 + np.exp(-odds)) - labels)
        return value + PRIOR / 2 * float(weights @ weights), slope + PRIOR * weights

    return Ranker(minimize(loss, np.zeros(len(RANKED_BY)), STEPS))


if __name__ == "__main__":
    main()
