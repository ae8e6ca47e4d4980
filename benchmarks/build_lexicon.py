"""Learn the lexicon that ships with unterm from the UN sentence pairs in the data folder.

    python benchmarks/build_lexicon.py                 # the shipped file, from all pairs
    python benchmarks/build_lexicon.py --held-out OUT  # without the pairs that benchmarks test on

The pairs are those of the official development set of the UN Parallel Corpus v1.0 and of UN
documents of 2023. What is kept are words and probabilities, no sentence. Held out are the pairs
whose line, counted from 0, leaves 4 when divided by 5.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from unterm.alignment.hmm import Corpus, Trainer
from unterm.alignment.lexicon import Lexicon
from unterm.alignment.tokens import english_stems
from unterm.formats.files import write_atomically
from unterm.language.folding import fold
from unterm.language.words import cut_words

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("UNTERM_DATA", ROOT.parent / "shared" / "data"))
SHIPPED = ROOT / "unterm" / "alignment" / "data" / "lexicon.tsv.gz"
NAMES = ("unpc-dev", "un-docs-2023")
HEADER = """What translates what in UN texts: a Chinese word, then English stems and per cent.
Learned by benchmarks/build_lexicon.py from the development set of the United Nations Parallel
Corpus v1.0 (Ziemski, Junczys-Dowmunt and Pouliquen 2016; free with attribution to the United
Nations) and from public United Nations documents of 2023. Figures only; no sentence is kept."""

LONGEST = 100
"""Pairs with more words than this on a side are left out."""

PASSES = 6
LEAST_COUNT = 0.4
"""Expected occurrences that a pair of words needs."""

DOUBT = 1.0
"""Imagined occurrences without the other word: what was seen once is not certain."""

LEAST_SHARE = 0.2
"""Geometric mean of the two translation probabilities that a pair of words needs."""


def pairs(held_out: bool, names: Sequence[str] = NAMES) -> Iterator[tuple[str, str]]:
    """The pairs of some files, without those that benchmarks test on if ``held_out``."""
    for name in names:
        with (DATA / "un-pairs" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if not (held_out and number % 5 == 4):
                    record = json.loads(line)
                    yield record["en"], record["zh"]


def learn(texts: Iterator[tuple[str, str]]) -> Lexicon:
    """The lexicon of these pairs."""
    stems: dict[str, int] = {}
    words: dict[str, int] = {}
    source: list[list[int]] = []
    target: list[list[int]] = []
    for english, chinese in texts:
        left = english_stems(fold(english).text)
        right = [w.text for w in cut_words(fold(chinese).text) if "\u3400" <= w.text[0] <= "\u9fff"]
        if 0 < len(left) <= LONGEST and 0 < len(right) <= LONGEST:
            source.append([stems.setdefault(w, len(stems)) for w in left])
            target.append([words.setdefault(w, len(words)) for w in right])
    corpus = Corpus.of(source, target)
    trainer = Trainer(corpus, np.zeros(len(corpus.keys)))
    posteriors = trainer.expect(trainer.train(PASSES))[0]
    agreed = np.sqrt(posteriors.forward * posteriors.backward)
    counts = np.bincount(corpus.index, weights=agreed, minlength=len(corpus.keys))
    stem_of, word_of = corpus.keys // corpus.size, corpus.keys % corpus.size
    by_stem = counts / (np.bincount(corpus.source, minlength=len(stems))[stem_of] + DOUBT)
    by_word = counts / (np.bincount(corpus.target, minlength=len(words))[word_of] + DOUBT)
    share = np.sqrt(by_stem * by_word)
    names, heads = list(stems), list(words)
    table: dict[str, dict[str, float]] = {head: {} for head in heads if len(head) > 1}
    for key in np.flatnonzero((counts >= LEAST_COUNT) & (share >= LEAST_SHARE)):
        head = heads[word_of[key]]
        table.setdefault(head, {})[names[stem_of[key]]] = float(max(share[key], 0.01))
    return Lexicon(table)


def main() -> None:
    """Write the lexicon and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", type=Path, metavar="OUT")
    options = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"skipped: no data folder at {DATA}; set UNTERM_DATA")
    path = options.held_out or SHIPPED
    lexicon = learn(pairs(held_out=options.held_out is not None))
    raw = lexicon.dump(HEADER).encode()
    write_atomically(path, [gzip.compress(raw, mtime=0)])
    print(f"{path.name}: {len(lexicon)} words, {len(raw)} bytes, {path.stat().st_size} compressed")


if __name__ == "__main__":
    main()
