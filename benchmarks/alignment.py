"""Sentence alignment against gold: strict and lax F1 on all development sets.

    python benchmarks/alignment.py

Hansard and the novels have manual gold and are aligned twice, with CC-CEDICT as a user's dictionary
and with what ships alone. The UN set (`alignment_sets.un_cases`) is aligned with what ships, with a
lexicon learned anew from the UN Parallel Corpus's development set alone, which shares no text with
it. The shipped lexicon has seen neither Hansard nor the novels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alignment_sets import (
    Case,
    cedict_path,
    hansard_cases,
    mac_cases,
    need_data,
    un_cases,
    un_pairs,
)
from build_lexicon import learn, pairs

from unterm.alignment import Lexicon, align
from unterm.evaluation.alignment import AlignmentScore, pairs_of, score_alignment
from unterm.formats.cedict import Dictionary, read_cedict
from unterm.model import Bitext, Document


def align_case(
    case: Case, dictionary: Dictionary | None = None, lexicon: Lexicon | None = None
) -> Bitext:
    """A case's texts, aligned."""
    return align(
        Document.from_segments(case.english, lang="en"),
        Document.from_segments(case.chinese, lang="zh"),
        dictionary=dictionary,
        lexicon=lexicon,
    )


def score_cases(
    cases: Sequence[Case], dictionary: Dictionary | None = None, lexicon: Lexicon | None = None
) -> AlignmentScore:
    """The score of a set."""
    found = [pairs_of(align_case(case, dictionary, lexicon).beads) for case in cases]
    return score_alignment([case.gold for case in cases], found)


def un_lexicon() -> Lexicon:
    """A lexicon that has not seen the UN set."""
    return learn(pairs(held_out=False, names=("unpc-dev",)))


def settings() -> Iterator[tuple[str, float, AlignmentScore]]:
    """Each set with the bar for its strict F1 and its score."""
    cedict = read_cedict(cedict_path())
    yield "Hansard, CC-CEDICT", 0.965, score_cases(hansard_cases(), cedict)
    yield "Hansard, what ships", 0.94, score_cases(hansard_cases())
    yield "novels, CC-CEDICT", 0.86, score_cases(mac_cases(), cedict)
    yield "novels, what ships", 0.60, score_cases(mac_cases())
    lexicon = un_lexicon()
    for deleted, bar in ((0.0, 0.995), (0.1, 0.99), (0.3, 0.985)):
        score = score_cases(un_cases(deleted), lexicon=lexicon)
        yield f"UN, {deleted:.0%} deleted", bar, score


def main() -> None:
    """Print every figure with its bar and its signature."""
    need_data()
    kept = sum(len(p) for _, p in un_pairs())
    print(f"UN set: {kept:,} pairs kept")
    print(f"{'set':<22}{'bar':>7}{'strict':>8}{'P':>7}{'R':>7}{'lax F1':>8}  signature")
    for name, bar, score in settings():
        strict = score.strict
        print(
            f"{name:<22}{bar:>7.3f}{strict.f1:>8.4f}{strict.precision:>7.3f}"
            f"{strict.recall:>7.3f}{score.lax.f1:>8.4f}  {score.signature}",
            flush=True,
        )


if __name__ == "__main__":
    main()
