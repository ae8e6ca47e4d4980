"""Word alignment error rate on the English and Chinese PUD treebanks, and renderings of terms.

    python benchmarks/alignment_words.py            # all
    python benchmarks/alignment_words.py --terms    # renderings of terms alone

Trained on the UN pairs and the treebanks' sentences themselves, without their alignment, once with
CC-CEDICT as prior and once without any dictionary (the shipped lexicon is learned from the same UN
pairs and stays out). The gold aligns content words; links of words that it does not annotate are
not counted. All links of the gold are sure, so that the error rate is 1 - F1. The weights of the
links were fitted on the first half of the treebanks. The second half had no part in the fit, but
which kinds of evidence are weighed, and how much parts of words count, was chosen with both halves
in sight.

Terms: glossary terms of two words and more that occur in UN pairs, in portions as large as a
document, whose pair holds an official Chinese designation of them (pairs of the lexicon's held-out
lines are left out): how often the span found is a designation, and how often it overlaps one. The
glossary is not shown to the model; the shipped lexicon, which is, was learned from these pairs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from time import process_time

import numpy as np
from alignment_sets import DATA, cedict_path, need_data
from build_lexicon import pairs

from unterm import load_glossary
from unterm.alignment import (
    Knowledge,
    Lexicon,
    TermAligner,
    WordLink,
    WordModel,
    grow_links,
    intersect_links,
    tokenize,
)
from unterm.alignment.words import word_type
from unterm.formats.cedict import read_cedict
from unterm.language.folding import fold_key
from unterm.model import Bitext, Language, Span

HALF = 500
"""Sentences of the treebanks that the weights were fitted on."""

PORTION = 500
"""Pairs of a bitext whose terms are rendered."""

PORTIONS = 4

Sentence = tuple[list[str], list[str]]
"""Numbers and forms of a treebank sentence's words."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A pair of treebank sentences as types, its links, and which words are annotated."""

    types: tuple[list[str], list[str]]
    links: set[tuple[int, int]]
    source: set[int]
    target: set[int]


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, without multiword ranges and empty nodes."""
    sentences: list[Sentence] = [([], [])]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if sentences[-1][0]:
                sentences.append(([], []))
        elif not line.startswith("#"):
            number, form = line.split("\t")[:2]
            if number.isdigit():
                sentences[-1][0].append(number)
                sentences[-1][1].append(form)
    return [sentence for sentence in sentences if sentence[0]]


def types(forms: Sequence[str], lang: Language) -> list[str]:
    """The words of a treebank sentence as the model knows them."""
    return [word_type(form, lang) for form in forms]


def read_gold() -> list[Gold]:
    """The sentences of the treebanks with their links."""
    folder = DATA / "wordalign-pud"
    english = read_treebank(folder / "en.conllu")
    chinese = read_treebank(folder / "target.conllu")
    sure = json.loads((folder / "alignment.json").read_text(encoding="utf-8"))
    gold = []
    for en, zh, links in zip(english, chinese, sure, strict=True):
        left = {number: k for k, number in enumerate(en[0])}
        right = {number: k for k, number in enumerate(zh[0])}
        told = [(s, t) for s, ts in links.items() for t in ts]
        gold.append(
            Gold(
                (types(en[1], "en"), types(zh[1], "zh")),
                {(left[s], right[t]) for s, t in told if s in left and t in right},
                {left[s] for s, _ in told if s in left},
                {right[t] for _, t in told if t in right},
            )
        )
    return gold


def knowledges() -> Iterator[tuple[str, float, Knowledge]]:
    """What the models know beforehand, with its name and bar."""
    nothing = Lexicon({})
    yield "with CC-CEDICT", 0.22, Knowledge((), read_cedict(cedict_path()), nothing)
    yield "without dictionary", 0.29, Knowledge((), None, nothing)


def train(gold: Sequence[Gold], known: Knowledge) -> WordModel:
    """A model of the UN pairs and the treebanks' sentences."""
    training = [
        ([t.type for t in tokenize(en, "en")], [t.type for t in tokenize(zh, "zh")])
        for en, zh in pairs(held_out=False)
    ]
    return WordModel([*training, *(g.types for g in gold)], known)


def score(found: Sequence[Sequence[WordLink]], gold: Sequence[Gold]) -> str:
    """Error rate, precision and recall of links."""
    right = given = wanted = 0
    for links, own in zip(found, gold, strict=True):
        got = {(x.source, x.target) for x in links}
        got = {(i, j) for i, j in got if i in own.source and j in own.target}
        right += len(got & own.links)
        given += len(got)
        wanted += len(own.links)
    rate = 1 - 2 * right / (given + wanted)
    return f"{rate:.3f} (precision {right / given:.3f}, recall {right / wanted:.3f})"


def calibration(links: Sequence[Sequence[WordLink]], gold: Sequence[Gold]) -> float:
    """Expected calibration error of links of annotated words, in ten bins."""
    told = np.array(
        [
            (x.probability, (x.source, x.target) in own.links)
            for one, own in zip(links, gold, strict=True)
            for x in one
            if x.source in own.source and x.target in own.target
        ]
    )
    bins = np.minimum((told[:, 0] * 10).astype(int), 9)
    off = np.bincount(bins, weights=told[:, 0] - told[:, 1])
    return float(np.abs(off).sum() / len(told))


def measure_words() -> None:
    """Print the error rates with their bars."""
    gold = read_gold()
    for name, bar, known in knowledges():
        start = process_time()
        model = train(gold, known)
        trained = process_time() - start
        every = model.links([g.types for g in gold], 0.1)
        links = [[x for x in one if x.probability >= 0.4] for one in every]
        print(f"{name}, bar {bar:.2f}, {trained:.0f} CPU seconds")
        for part, cut in (
            ("first half (weights)", slice(HALF)),
            ("second half (unseen)", slice(HALF, None)),
            ("whole", slice(None)),
        ):
            print(f"  {part:<22} error rate {score(links[cut], gold[cut])}", flush=True)
        unseen = slice(HALF, None)
        for kind, choose in (("intersection", intersect_links), ("grown", grow_links)):
            chosen = [choose(one) for one in every]
            print(f"  {kind + ', unseen':<22} error rate {score(chosen[unseen], gold[unseen])}")
        print(
            f"  calibration error of links, unseen: {calibration(every[unseen], gold[unseen]):.3f}"
        )


def measure_terms() -> None:
    """Print how often the rendering found of a term is an official designation."""
    glossary = load_glossary()
    official: dict[tuple[str, ...], set[str]] = {}
    for concept in glossary:
        chinese = {fold_key(d.text) for d in concept.designations if d.lang == "zh"}
        for designation in concept.designations:
            if designation.lang == "en":
                name = tuple(t.type for t in tokenize(designation.text, "en"))
                if len(name) > 1:
                    official.setdefault(name, set()).update(chinese)
    longest = max(map(len, official))
    texts = list(pairs(held_out=True))
    for name, dictionary in (("what ships", None), ("CC-CEDICT", read_cedict(cedict_path()))):
        asked = exact = overlap = 0
        start = process_time()
        for portion in range(PORTIONS):
            at = portion * len(texts) // PORTIONS
            bitext = Bitext.from_pairs(texts[at : at + PORTION])
            aligner = TermAligner(bitext, dictionary=dictionary)
            for bead, (_, right) in enumerate(bitext.pairs()):
                tokens = aligner.words(bead)[0]
                names = tuple(t.type for t in tokens)
                k = 0
                while k < len(names):
                    size = next(
                        (
                            n
                            for n in range(min(longest, len(names) - k), 1, -1)
                            if names[k : k + n] in official
                        ),
                        0,
                    )
                    if not size:
                        k += 1
                        continue
                    folded = fold_key(right)
                    there = [d for d in official[names[k : k + size]] if d in folded]
                    if there:
                        span = Span(tokens[k].span.start, tokens[k + size - 1].span.end)
                        got = fold_key(aligner.render(bead, span, "en").text)
                        asked += 1
                        exact += got in there
                        overlap += bool(got) and any(d in got or got in d for d in there)
                    k += size
        print(
            f"terms, {name}: {asked} occurrences, span is a designation {exact / asked:.3f}, "
            f"holds one or lies in one {overlap / asked:.3f}, "
            f"{(process_time() - start) / PORTIONS:.1f} CPU seconds for {PORTION} pairs",
            flush=True,
        )


def measure_equivalents() -> None:
    """Print how often an equivalent that stands in a treebank sentence is the rendering."""
    folder = DATA / "wordalign-pud"
    sides = [read_treebank(folder / name) for name in ("en.conllu", "target.conllu")]
    find = load_glossary().matcher.find
    asked = right = 0
    for gold, (_, english), (_, chinese) in zip(read_gold(), *sides, strict=True):
        there = list(find("".join(chinese)))
        for hit in find(" ".join(english)):
            named = {p.concept.id for p in hit.patterns}
            answers = [h for h in there if named & {p.concept.id for p in h.patterns}]
            own = words_in(english, hit.span, 1)
            linked = {t for s, t in gold.links if s in own}
            if len(answers) == 1 and linked:
                asked += 1
                right += bool(linked & words_in(chinese, answers[0].span, 0))
    print(f"equivalents that stand in a sentence of the treebanks: {right} of {asked} are linked")


def words_in(forms: Sequence[str], span: Span, blank: int) -> set[int]:
    """Which words of a sentence lie in a span of it, written with or without blanks."""
    starts = accumulate((len(form) + blank for form in forms), initial=0)
    return {
        k
        for k, (start, form) in enumerate(zip(starts, forms, strict=False))
        if Span(start, start + len(form)).overlaps(span)
    }


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--terms", action="store_true", help="renderings of terms alone")
    options = parser.parse_args()
    need_data()
    if not options.terms:
        measure_words()
    measure_terms()
    measure_equivalents()


if __name__ == "__main__":
    main()
