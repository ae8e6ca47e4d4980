"""How good the pairs are that statistics find in two languages; prints figures only.

    python benchmarks/extraction_pairs.py               (extraction.py prints it too)
    python benchmarks/extraction_pairs.py --fit         writes unterm/extraction/data/pairs.tsv
    python benchmarks/extraction_pairs.py --list NAME   the pairs of a text that nobody judged yet

The texts are documents of 2023 (UNTERM_DATA, default ../shared/data), of single documents their
development lines only. The shipped lexicon was learned from them too; so everything here is paired
with a lexicon that was learned from the development set of the UN Parallel Corpus alone.

Judgements stand in benchmarks/data/judged_pairs.tsv (Chinese, English, yes or no), made by
benchmarks/extraction_rules.md; a pair that the glossary has is right without being judged.

The weights are fitted on documents of three themes; the themes *culture* and *health* have no part
in it. A pair that the glossary has is right. Of those that it has not, the judged ones count most;
the others are mostly wrong and count as such, but little.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from build_lexicon import learn, pairs
from extraction_tagger import minimize
from un_data import DATA, available

from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.extraction.bitexts import extract_pairs
from unterm.extraction.counting import make_cutter
from unterm.extraction.english import FUNCTION
from unterm.extraction.ngrams import Floats
from unterm.extraction.pairjudge import JUDGED_BY, PairJudge, describe_pair, format_pair_judge
from unterm.extraction.pairphrases import Phrase
from unterm.extraction.pairs import find_pairs
from unterm.extraction.sides import read_pairs
from unterm.extraction.tagger import load_tagger
from unterm.extraction.wordlinks import WordLinks
from unterm.extraction.words import load_words
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.folding import fold_key
from unterm.language.words import WordCutter
from unterm.matching import english_forms
from unterm.model import Bitext, Candidate

HERE = Path(__file__).parent
JUDGED = HERE / "data" / "judged_pairs.tsv"
WEIGHTS = HERE.parent / "unterm" / "extraction" / "data" / "pairs.tsv"
FITTED_ON = ("development", "environment", "human_rights")
UNSEEN = ("culture", "health")
SHORTEST, LONGEST = 40, 180
"""Segment pairs of a document: shorter ones go with the next, longer ones are cut."""
_OPENS = re.compile(
    r"\d{4} session$|Item \d+ of|Agenda item|Economic and Social Council$|\w+ General$"
)
SEEN = ("development 2", "environment 4", "human_rights 9")
"""Documents of the fit whose pairs were judged."""
LARGE = {"505 segment pairs": (0, 505), "3,000 segment pairs": (2000, 5000)}
NEW = {"1,000 segment pairs": (1000, 2000)}
JUDGED_WEIGHT, HALF_WEIGHT, OTHER_WEIGHT = 3.0, 0.5, 0.2
"""What a pair counts in the fit: a judged one, one of which the glossary has one side with another
partner, and one of which nobody knows anything; one that the glossary has counts 1."""
PRIOR, STEPS = 1.0, 300
HEADER = """\
# Weights that say which pairs of phrases are a term and its rendering, fitted by
# benchmarks/extraction_pairs.py on public United Nations documents of 2023 with the glossary of
# this project and with judgements of its own.
# figure, weight
"""

SegmentPair = tuple[str, str]


class Text(NamedTuple):
    """Segment pairs (English, Chinese) that are paired together."""

    name: str
    pairs: list[SegmentPair]


class Right:
    """Which pairs are right: those of the glossary and those that were judged so."""

    def __init__(self, glossary: Glossary) -> None:
        self.known = {
            (_key(zh.text), fold_key(form))
            for concept in glossary
            for zh in concept.allowed("zh")
            for en in concept.allowed("en")
            for form in english_forms(en.text)
        }
        self.chinese = {chinese for chinese, _ in self.known}
        self.english = {english for _, english in self.known}
        rows = [row.split("\t") for row in JUDGED.read_text("utf-8").splitlines()]
        self.judged = {(chinese, english): verdict for chinese, english, verdict in rows}

    def has(self, chinese: str, forms: Iterable[Phrase]) -> bool:
        """Whether the glossary has a pair, in any form of its English."""
        return any((_key(chinese), " ".join(form)) in self.known for form in forms)

    def has_half(self, chinese: str, forms: Iterable[Phrase]) -> bool:
        """Whether the glossary has one side of it."""
        return _key(chinese) in self.chinese or any(" ".join(f) in self.english for f in forms)

    def judge(self, candidate: Candidate) -> str | None:
        """Yes, no, or None if nobody has judged it."""
        english = candidate.english or ""
        if (_key(candidate.chinese), fold_key(english)) in self.known:
            return "yes"
        return self.judged.get((candidate.chinese, english))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", action="store_true", help="fit the weights and write them")
    parser.add_argument("--list", metavar="NAME", help="print what is not judged yet of a text")
    options = parser.parse_args()
    if not available():
        raise SystemExit("skipped: the texts are not there (set UNTERM_DATA)")
    glossary = load_glossary()
    if options.fit:
        fit(glossary)
    elif options.list:
        list_unjudged(options.list, glossary)
    else:
        report_pairs(glossary)


# texts


def read_rows(*, held_out: bool = False) -> Iterator[tuple[str, SegmentPair]]:
    """The theme and the sides of each line of the documents of 2023, with those held out or not."""
    lines = (DATA / "un-pairs" / "un-docs-2023.jsonl").read_text("utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        if (held_out or number % 5 != 4) and row["en"].strip() and row["zh"].strip():
            yield row["theme"], (row["en"], row["zh"])


def cut_documents(themes: Sequence[str]) -> list[Text]:
    """The documents of some themes, parted where the head of the next one stands."""
    found: list[Text] = []
    for theme in themes:
        waiting: list[SegmentPair] = []
        own: list[list[SegmentPair]] = []
        for pair in (pair for of, pair in read_rows() if of == theme):
            opens = _OPENS.match(pair[0]) is not None and len(waiting) >= SHORTEST
            if opens or len(waiting) >= LONGEST:
                own.append(waiting)
                waiting = []
            waiting.append(pair)
        if len(waiting) >= SHORTEST:
            own.append(waiting)
        found += [Text(f"{theme} {n}", part) for n, part in enumerate(own, start=1)]
    return found


def large_texts(ranges: dict[str, tuple[int, int]]) -> list[Text]:
    """Consecutive lines, whatever their documents and whether they are held out."""
    rows = [pair for _, pair in read_rows(held_out=True)]
    return [Text(name, rows[start:end]) for name, (start, end) in ranges.items()]


@cache
def lexicon_of_others() -> Lexicon:
    """A lexicon that has seen none of these texts."""
    return learn(pairs(held_out=True, names=("unpc-dev",)))


def extract_from(text: Text, glossary: Glossary | None = None) -> list[Candidate]:
    """The candidates of a text, with that lexicon."""
    bitext = Bitext.from_pairs(text.pairs)
    return extract_pairs(
        bitext, glossary, make_cutter(glossary), (), None, lexicon=lexicon_of_others()
    )


def statistical(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [c for c in candidates if c.section == "statistical"]


# figures


def report_pairs(glossary: Glossary) -> None:
    right = Right(glossary)
    print("\nstatistical pairs, United Nations documents of 2023, without the glossary")
    for text in large_texts(LARGE):
        report_text(text, right, 100)
    print("single documents that the weights were fitted on")
    report_texts([text for text in cut_documents(FITTED_ON) if text.name in SEEN], right)
    print("single documents that had no part in the fit")
    report_texts(cut_documents(UNSEEN), right)
    print("new pairs, with the glossary")
    for text in large_texts(NEW):
        report_new(text, glossary, right)


def report_texts(texts: Sequence[Text], right: Right) -> None:
    verdicts = [verdict for text in texts for verdict in report_text(text, right, 50)]
    print(f"  all of them: P@50 {_precision(verdicts)}, not judged {verdicts.count(None)}")


def report_text(text: Text, right: Right, most: int) -> list[str | None]:
    found = statistical(extract_from(text))[:most]
    verdicts = [right.judge(candidate) for candidate in found]
    known = [_is_known(candidate, right) for candidate in found]
    print(
        f"  {text.name} ({len(text.pairs)} segment pairs): "
        + ", ".join(f"P@{n} {_precision(verdicts[:n])}" for n in sorted({50, most}))
        + f", in the glossary {_share(known)}, not judged {verdicts.count(None)}, "
        f"malformed English {count_malformed(found, text.pairs)}"
    )
    return verdicts


def report_new(text: Text, glossary: Glossary, right: Right) -> None:
    found = [c for c in statistical(extract_from(text, glossary)) if c.kind != "known"][:100]
    verdicts = [right.judge(candidate) for candidate in found]
    print(
        f"  {text.name}: P@50 {_precision(verdicts[:50])}, P@100 {_precision(verdicts)}, "
        f"not judged {verdicts.count(None)}, malformed English "
        f"{count_malformed(found, text.pairs)}"
    )


def _precision(verdicts: Sequence[str | None]) -> str:
    """The share of right ones; what nobody judged counts as wrong."""
    return _share([verdict == "yes" for verdict in verdicts])


def _share(flags: Sequence[bool]) -> str:
    return f"{sum(flags) / len(flags):.2f} of {len(flags)}" if flags else "none"


def _is_known(candidate: Candidate, right: Right) -> bool:
    return (_key(candidate.chinese), fold_key(candidate.english or "")) in right.known


def count_malformed(found: Sequence[Candidate], pairs: Sequence[SegmentPair]) -> int:
    """How many English candidates are not as the text has them inside its sentences.

    Those with a function word at an edge; those that do not stand in the text letter by letter, but
    for the case of the first one; and those whose only capital is the first letter, of a word that
    mostly has none inside sentences, or that have none, though their first word always has one.
    """
    text = "\n".join(" ".join(english.split()) for english, _ in pairs)
    inside = Counter(re.findall(r"(?<=[a-z,] )[A-Za-z]+", text))
    bad = 0
    for candidate in found:
        english = candidate.english or ""
        words = re.findall(r"[\w'’]+", english)
        first, rest = words[0], words[1:]
        small, capital = inside[first.lower()], inside[first.capitalize()]
        bad += (
            first.lower() in FUNCTION
            or words[-1].lower() in FUNCTION
            or english[1:] not in text
            or (first.istitle() and not any(w[0].isupper() for w in rest) and small > capital)
            or (first.islower() and capital > 0 == small)
        )
    return bad


def list_unjudged(name: str, glossary: Glossary) -> None:
    right = Right(glossary)
    for text in cut_documents((*FITTED_ON, *UNSEEN)) + large_texts(LARGE) + large_texts(NEW):
        if text.name != name:
            continue
        given = glossary if name in NEW else None
        most = 100 if name in {*LARGE, *NEW} else 50
        found = [
            c for c in statistical(extract_from(text, given)) if not given or c.kind != "known"
        ]
        for rank, candidate in enumerate(found[:most], start=1):
            if right.judge(candidate) is None:
                print(rank, candidate.chinese, candidate.english, candidate.count, sep="\t")


# weights


def fit(glossary: Glossary) -> None:
    """Logistic regression with a Gaussian prior, by L-BFGS."""
    right = Right(glossary)
    rows: list[Floats] = []
    labels: list[float] = []
    weights: list[float] = []
    for text in cut_documents(FITTED_ON):
        sides = read_pairs(Bitext.from_pairs(text.pairs), None, WordCutter())
        words = load_words()
        links = WordLinks(sides, Knowledge((), None, lexicon_of_others()))
        for (chinese, _), pair in find_pairs(sides, links, words, load_tagger()).items():
            rows.append(np.array(describe_pair(pair, words)))
            verdict = right.judged.get((chinese, pair.written))
            known = right.has(chinese, pair.seen.forms)
            half = right.has_half(chinese, pair.seen.forms)
            labels.append(float(known or verdict == "yes"))
            other = HALF_WEIGHT if half else OTHER_WEIGHT
            weights.append(1.0 if known else JUDGED_WEIGHT if verdict else other)
    table, label, weight = np.array(rows), np.array(labels), np.array(weights)

    def loss(point: Floats) -> tuple[float, Floats]:
        odds = table @ point
        value = float(weight @ (np.logaddexp(0.0, odds) - odds * label))
        slope = table.T @ (weight * (1 / (1 + np.exp(-odds)) - label))
        return value + PRIOR / 2 * float(point @ point), slope + PRIOR * point

    judge = PairJudge(minimize(loss, np.zeros(len(JUDGED_BY)), STEPS))
    write_atomically(WEIGHTS, [HEADER, *(row + "\n" for row in format_pair_judge(judge))])
    print(f"{len(table)} pairs, {int(label.sum())} right; weights written to {WEIGHTS.name}")


def _key(text: str) -> str:
    return fold_key(text.translate(str.maketrans("", "", "《》")))


if __name__ == "__main__":
    main()
