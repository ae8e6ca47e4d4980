"""Whether what was left out of a translation is found: parts taken out of UN pairs.

    python benchmarks/alignment_coverage.py         # held-out pairs, a lexicon of the others
    python benchmarks/alignment_coverage.py --fit   # the logistic regression of the confidence

From two pairs in five, on one side, a clause between marks is taken out, or one of two sentences
that were joined to a bead. An omission is found where a stretch of the other side of its bead is
given; the beads from which nothing was taken tell of false alarms. Official pairs have omissions
of their own, which count as false here.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from build_lexicon import learn
from un_data import available, sentence_pairs

import unterm
from unterm.alignment import Lexicon, coverage

UNPC, DOCUMENTS = "un-pairs/unpc-dev.jsonl", "un-pairs/un-docs-2023.jsonl"
CUTS = {"en": re.compile(r"(?<=[,;.:])(?= )"), "zh": re.compile(r"(?<=[，；。：])")}
LEAST_CUT = {"en": 25, "zh": 8}
"""Characters of the shortest clause that is taken out."""

SIZES = {"en": (25, 60, 90, 10_000), "zh": (8, 20, 30, 10_000)}
OMITTED = 0.02
"""The share of beads that lack something in the drafts that the confidence is stated for."""

Lang = Literal["en", "zh"]


@dataclass(frozen=True)
class Planted:
    """A bitext in which something is missing from one side of some beads."""

    lang: Lang
    pairs: list[tuple[str, str]]
    missing: dict[int, str]


def take_clauses(pairs: Sequence[tuple[str, str]], lang: Lang, seed: int = 1) -> Planted:
    """A clause out of two in five of the pairs that have three or more."""
    chance = random.Random(seed)
    side = 0 if lang == "en" else 1
    planted, missing = [], {}
    for number, pair in enumerate(pairs):
        parts = [part for part in CUTS[lang].split(pair[side]) if part]
        long = [n for n, part in enumerate(parts) if len(part) >= LEAST_CUT[lang]]
        text = pair[side]
        if len(parts) >= 3 and long and chance.random() < 0.4:
            cut = chance.choice(long)
            missing[number] = parts[cut]
            text = "".join(parts[:cut] + parts[cut + 1 :]).strip()
        planted.append((text, pair[1]) if side == 0 else (pair[0], text))
    return Planted(lang, planted, missing)


def take_sentences(pairs: Sequence[tuple[str, str]], lang: Lang, seed: int = 1) -> Planted:
    """Pairs joined by twos, and out of two in five the second sentence of one side."""
    chance = random.Random(seed)
    planted, missing = [], {}
    for number in range(len(pairs) // 2):
        (english, chinese), (more, weiter) = pairs[2 * number], pairs[2 * number + 1]
        if chance.random() < 0.4:
            missing[number] = more if lang == "en" else weiter
        left = english if lang == "en" and number in missing else f"{english} {more}"
        right = chinese if lang == "zh" and number in missing else chinese + weiter
        planted.append((left, right))
    return Planted(lang, planted, missing)


def evidence(planted: Planted, lexicon: Lexicon) -> np.ndarray:
    """The evidence on each bead's other side; 0 where none is given."""
    bitext = unterm.Bitext.from_pairs(planted.pairs)
    found = np.zeros(len(bitext))
    other = "target" if planted.lang == "en" else "source"
    for stretch in coverage.find_uncovered(
        bitext, glossary=unterm.load_glossary(), lexicon=lexicon
    ):
        if stretch.side == other:
            found[stretch.bead] = stretch.evidence
    return found


def sets(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Planted]]:
    """The planted bitexts, by name."""
    for lang in ("en", "zh"):
        yield f"clauses out of {lang}", take_clauses(pairs, lang)
        yield f"sentences out of {lang}", take_sentences(pairs, lang)


def probability(found: np.ndarray) -> np.ndarray:
    """The confidences that ship."""
    odds: np.ndarray = 1 / (1 + np.exp(-(coverage.SLOPE * found + coverage.OFFSET)))
    return odds


def weights(lacking: np.ndarray) -> np.ndarray:
    """So that `OMITTED` of all beads lack something."""
    share = OMITTED / (1 - OMITTED) * (~lacking).sum() / lacking.sum()
    return np.where(lacking, share, 1.0)


def fit(lexicon: Lexicon) -> None:
    """Print slope and offset, fitted by Newton's method on the development pairs."""
    found, lacking = [], []
    for _, planted in sets(list(sentence_pairs(files=(UNPC,)))):
        found.append(evidence(planted, lexicon))
        lacking.append(np.isin(np.arange(len(planted.pairs)), list(planted.missing)))
    y = np.concatenate(lacking)
    x = np.concatenate(found)
    weight = weights(y)[x > 0]
    y, x = y[x > 0], np.stack((x[x > 0], np.ones((x > 0).sum())), axis=1)
    line = np.array([0.5, -4.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ line))
        slope = x.T @ (weight * (p - y))
        bend = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        line -= 0.5 * np.linalg.solve(bend, slope)
    print("SLOPE, OFFSET", line.round(2).tolist())


def show(name: str, planted: Planted, found: np.ndarray) -> None:
    """Print what is found at confidences of at least a half, and at all."""
    lacking = np.isin(np.arange(len(found)), list(planted.missing))
    sizes = SIZES[planted.lang]
    for least in (0.01, 0.5, 0.8):
        shown = probability(found) * (found > 0) >= least
        parts = []
        for low, high in pairwise(sizes):
            these = [n for n, text in planted.missing.items() if low <= len(text) < high]
            if these:
                parts.append(f"{shown[these].mean():.2f} of {len(these)} from {low} characters")
        wrong = f"{shown[~lacking].sum()} false in {(~lacking).sum()}"
        print(f"  confidence {least:.2f}: {wrong}; found {', '.join(parts)}")


def main() -> None:
    """Print what is found in the held-out pairs, or the fit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if not available():
        raise SystemExit("skipped: no data folder; set UNTERM_DATA")
    if options.fit:
        # The lexicon has not seen the pairs.
        fit(learn(sentence_pairs("all", files=(DOCUMENTS,))))
        return
    lexicon = learn(sentence_pairs())
    every, truths, weight = [], [], []
    for name, planted in sets(list(sentence_pairs("held-out", files=(UNPC,)))):
        print(f"{name}: {len(planted.missing)} of {len(planted.pairs)} beads")
        found = evidence(planted, lexicon)
        show(name, planted, found)
        lacking = np.isin(np.arange(len(found)), list(planted.missing))
        given = found > 0
        every.append(probability(found)[given])
        truths.append(lacking[given])
        weight.append(weights(lacking)[given])
    print(f"one bead in {1 / OMITTED:.0f} lacking something, of the stretches given:")
    p, y, w = np.concatenate(every), np.concatenate(truths), np.concatenate(weight)
    for low, high in ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        band = (p >= low) & (p < high)
        if band.any():
            print(
                f"  stated {np.average(p[band], weights=w[band]):.2f}, "
                f"observed {np.average(y[band], weights=w[band]):.2f} ({band.sum()} stretches)"
            )


if __name__ == "__main__":
    main()
