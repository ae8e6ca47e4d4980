"""What stands behind the built-in glossary, counted in real texts.

    python benchmarks/attestation.py            # print the figures
    python benchmarks/attestation.py --write    # count again and rewrite glossaries/
    python benchmarks/attestation.py --misses   # also list what the texts contradict

Counts come from the pairs that are not held out, from the Charter, the Universal Declaration, the
Goals and the names of States, and from the five seeds. The last figures are of the held-out pairs:
where an English term of the glossary stands, how often an allowed Chinese designation stands on
the other side, over concepts that occur three times or more. Part of the pairs was made by machine
and is one line off, so the figure is also given over the pairs whose numbers agree.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import un_data

from unterm.attestation import attest, cite
from unterm.formats.jsonlines import dump_concepts
from unterm.glossary import Glossary, load_glossary
from unterm.language.quantities import find_quantities, unmatched
from unterm.model import Reliability
from unterm.segmentation import read

CONTRADICTED_FROM, CONTRADICTED_BELOW = 5, 0.5
FREQUENT = 3


def count(glossary: Glossary) -> Glossary:
    """The glossary with citations and figures counted anew."""
    seeds = [read(path) for path in sorted((un_data.ROOT / "seeds").glob("*.txt"))]
    cited = list(un_data.cited_pairs())
    glossary = cite(glossary, seeds, cited)
    return attest(
        glossary,
        [
            *un_data.sentence_pairs("development"),
            *((english, chinese) for english, chinese, _ in cited),
            *un_data.names(),
        ],
        [segment.text for document in seeds for segment in document],
    )


def write(glossary: Glossary) -> None:
    """Rewrite the files of the built-in glossary, one a subject field."""
    ordered = sorted(glossary, key=lambda concept: (concept.subject_field, concept.id))
    for field, concepts in groupby(ordered, key=lambda concept: concept.subject_field):
        dump_concepts(concepts, un_data.ROOT / "glossaries" / f"{field}.jsonl")


def print_shares(glossary: Glossary) -> None:
    """How much of each subject field is attested."""
    fields: dict[str, Counter[Reliability]] = defaultdict(Counter)
    for concept in glossary:
        fields[concept.subject_field][concept.reliability] += 1
    print(f"{'subject field':30} {'concepts':>8} {'attested':>9} {'Chinese only':>13} {'share':>6}")
    total: Counter[Reliability] = Counter()
    for field, counts in [*sorted(fields.items()), ("all", total)]:
        if field != "all":
            total.update(counts)
        number = counts.total()
        both, chinese = counts[Reliability.ATTESTED], counts[Reliability.ATTESTED_CHINESE]
        print(f"{field:30} {number:8} {both:9} {chinese:13} {both / number:6.1%}")


def numbers_agree(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs with figures that are the same on both sides: surely translations."""
    for english, chinese in pairs:
        one, other = find_quantities(english, lang="en"), find_quantities(chinese, lang="zh")
        certain = [q for q in one if q.certain and len(q.text) > 1]
        if certain and not [*unmatched(one, other), *unmatched(other, one)]:
            yield english, chinese


def print_hit_rate(glossary: Glossary, pairs: list[tuple[str, str]], what: str) -> None:
    """How often an allowed Chinese designation answers an English term."""
    counted = attest(glossary, pairs)
    frequent = [
        c.attestation for c in counted if c.attestation and c.attestation.english_pairs >= FREQUENT
    ]
    english = sum(a.english_pairs for a in frequent)
    both = sum(a.both_pairs for a in frequent)
    print(
        f"{what}: {len(pairs)} pairs, {len(frequent)} concepts occur {FREQUENT} times or more, "
        f"answered {both} of {english} = {both / max(1, english):.1%}"
    )


def print_contradicted(glossary: Glossary) -> None:
    """Concepts whose English stands five times or more and whose Chinese hardly ever does."""
    for concept in glossary:
        figures = concept.attestation
        if figures and figures.english_pairs >= CONTRADICTED_FROM:
            share = figures.both_pairs / figures.english_pairs
            if share < CONTRADICTED_BELOW:
                print(
                    f"{concept.english} = {concept.chinese}: "
                    f"{figures.both_pairs} of {figures.english_pairs}"
                )


def main() -> None:
    """Count, print, and rewrite if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="rewrite glossaries/")
    parser.add_argument("--misses", action="store_true", help="list contradicted concepts")
    arguments = parser.parse_args()
    if not un_data.available():
        sys.exit(f"skipped: the parallel texts are not at {un_data.DATA} (set UNTERM_DATA)")
    glossary = count(load_glossary(Path(un_data.ROOT / "glossaries")))
    if arguments.write:
        write(glossary)
    print_shares(glossary)
    if arguments.misses:
        print_contradicted(glossary)
    official = list(un_data.sentence_pairs("held-out", un_data.PAIR_FILES[:1]))
    everything = list(un_data.sentence_pairs("held-out"))
    print_hit_rate(glossary, official, "held out, UN Parallel Corpus")
    print_hit_rate(glossary, everything, "held out, all")
    print_hit_rate(glossary, list(numbers_agree(everything)), "held out, all, figures agree")


if __name__ == "__main__":
    main()
