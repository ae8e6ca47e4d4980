"""What paragraphs add to sentence alignment, and what they cost where they say nothing.

    python benchmarks/alignment_paragraphs.py

The development sets have no paragraphs, so they are given some, at random: four beads in ten open a
paragraph on both sides (*true*); the same with one in seven of these lost, and others put in, on
each side by itself (*noisy*); paragraphs on one side alone; and paragraphs that open anywhere on
either side, so that they tell nothing (*random*). The figures are strict F1.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from alignment import un_lexicon
from alignment_sets import Case, cedict_path, hansard_cases, mac_cases, need_data, un_cases

from unterm.alignment import Lexicon, align
from unterm.evaluation.alignment import pairs_of, score_alignment
from unterm.formats.cedict import Dictionary, read_cedict
from unterm.model import Document, Language, Paragraph, ParagraphKind

KINDS = ("none", "true", "noisy", "one side", "random")
OPENING, LOST, PUT_IN = 0.4, 0.15, 0.05


def openings(case: Case, kind: str) -> tuple[set[int], set[int]]:
    """Which segments of either side open a paragraph."""
    draw = random.Random(f"{case.name}/{kind}")
    sides: tuple[set[int], set[int]] = (set(), set())
    for bead in case.gold:
        opens = draw.random() < OPENING
        for number, (side, segments) in enumerate(zip(sides, bead, strict=True)):
            if kind == "none" or (kind == "one side" and number == 1):
                side.update(segments)
            elif kind == "random":
                side.update(k for k in segments if draw.random() < OPENING)
            elif kind == "noisy" and draw.random() < (LOST if opens else PUT_IN):
                side.update(() if opens else segments[-1:])
            elif opens:
                side.update(segments[:1])
    return sides


def document(lines: Sequence[str], lang: Language, starts: set[int]) -> Document:
    """A document whose paragraphs start with these lines."""
    bounds = [*sorted(starts | {0}), len(lines)]
    paragraphs = (
        Paragraph(ParagraphKind.BODY, range(start, stop)) for start, stop in pairwise(bounds)
    )
    plain = Document.from_segments(lines, lang=lang)
    return replace(plain, paragraphs=tuple(paragraphs))


def measure(
    cases: Sequence[Case],
    kind: str,
    dictionary: Dictionary | None = None,
    lexicon: Lexicon | None = None,
) -> float:
    """Strict F1 of a set whose texts are given paragraphs of this kind."""
    found = []
    for case in cases:
        one, other = openings(case, kind)
        bitext = align(
            document(case.english, "en", one),
            document(case.chinese, "zh", other),
            dictionary=dictionary,
            lexicon=lexicon,
        )
        found.append(pairs_of(bitext.beads))
    return score_alignment([case.gold for case in cases], found).strict.f1


def main() -> None:
    """Print a line for each set."""
    need_data()
    cedict, lexicon = read_cedict(cedict_path()), un_lexicon()
    print(f"{'set':<22}" + "".join(f"{kind:>10}" for kind in KINDS))
    for name, cases, dictionary, own in (
        ("novels, CC-CEDICT", mac_cases(), cedict, None),
        ("novels, what ships", mac_cases(), None, None),
        ("Hansard, what ships", hansard_cases(), None, None),
        ("UN, 30% deleted", un_cases(0.3), None, lexicon),
    ):
        scores = (measure(cases, kind, dictionary, own) for kind in KINDS)
        print(f"{name:<22}" + "".join(f"{score:>10.4f}" for score in scores), flush=True)


if __name__ == "__main__":
    main()
