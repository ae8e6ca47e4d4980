"""Every error and warning on all official pairs, each fold with the counts of the others.

    python benchmarks/checking_crossfit.py [--list] [--texts]

``checking.py`` measures on the fifth of the pairs that was never looked at, where errors are few.
Here each fifth in turn is checked with a glossary whose attestation was counted on the other four,
so that 9,238 pairs say how often an error is right. The verdicts stand in ``data/judged.jsonl``.
Folds 0 to 3 were in sight while the checks were written, fold 4 was not: read the figures apart.

Last come the errors on the pairs of TICO-19 (health, translated for another house), which nothing
was fitted to; they were read once for causes of wrong warnings.

``--list`` names the findings with their verdicts, ``--texts`` prints the sentences besides, for
whoever judges them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checking import DATA, HELD_OUT, PAIRS, Pair, attested_elsewhere, read_pairs, read_verdicts

from unterm.checks import check
from unterm.checks.config import Config
from unterm.formats.registry import load_bitext
from unterm.glossary import Glossary, load_glossary
from unterm.model import Bitext, Finding, Severity

VERDICTS = ("right", "wrong", "data", "not judged")
FOLDS = HELD_OUT
OTHER = "tico19/all.en-zh.tmx"


class Found(NamedTuple):
    """A finding on an official pair: the file, the line in it, what was made of it."""

    pairs: str
    line: int
    finding: Finding
    verdict: str
    texts: tuple[str, str]


def findings_on(
    fold: int,
    glossary: Glossary,
    least: Severity = Severity.WARNING,
    config: Config | None = None,
) -> tuple[int, list[Found]]:
    """How many pairs a fold has, and its findings of a severity or a graver one."""
    counted = attested_elsewhere(glossary, fold)
    found: list[Found] = []
    count = 0
    for name in PAIRS:
        pairs = read_pairs(name, fold=fold)
        count += len(pairs)
        lines = range(fold, fold + FOLDS * len(pairs), FOLDS)
        found += judged(Path(name).name, pairs, lines, counted, least, config)
    return count, found


def judged(
    name: str,
    pairs: list[Pair],
    lines: Sequence[int],
    glossary: Glossary,
    least: Severity,
    config: Config | None = None,
) -> Iterator[Found]:
    """The findings on pairs of a file, which stand in these lines of it, with their verdicts."""
    verdicts = read_verdicts()
    report = check(Bitext.from_pairs(pairs), glossary, config=config)
    for finding in report.at_least(least):
        place = finding.bead or 0
        verdict = verdicts.of(finding, name, lines[place]) or "not judged"
        yield Found(name, lines[place], finding, verdict, pairs[place])


def on_other_texts(glossary: Glossary) -> tuple[int, list[Found]]:
    """How many pairs TICO-19 has, and the errors there."""
    pairs = list(load_bitext(DATA / OTHER).pairs())
    lines = range(len(pairs))
    return len(pairs), list(judged(Path(OTHER).name, pairs, lines, glossary, Severity.ERROR))


def lines_about(found: list[Found], *, texts: bool) -> Iterator[str]:
    for one in found:
        finding = one.finding
        yield (
            f"{one.pairs}:{one.line} {finding.severity.value} {finding.code} "
            f"{finding.confidence} [{one.verdict}] {finding.message}"
        )
        if texts:
            yield from (f"    {text}" for text in one.texts)


def table(
    title: str, folds: list[tuple[int, list[Found]]], *, least: Severity = Severity.WARNING
) -> Iterator[str]:
    """The verdicts on errors, and on warnings unless these are left out, of some folds."""
    pairs = sum(count for count, _ in folds)
    found = [one for _, findings in folds for one in findings]
    yield f"\n{title}: {pairs} pairs"
    yield f"{'':9} {'findings':>8} {'one pair in':>11}  right  wrong   data not judged"
    for severity in (Severity.ERROR, Severity.WARNING):
        mine = [one for one in found if one.finding.severity is severity]
        places = len({(one.pairs, one.line) for one in mine})
        made = Counter(one.verdict for one in mine)
        row = " ".join(f"{made[v]:{w}}" for v, w in zip(VERDICTS, (6, 6, 6, 10), strict=True))
        yield f"{severity.value:9} {len(mine):8} {pairs / max(1, places):11.0f} {row}"
        if severity is Severity.ERROR is least:
            return
    places = len({(one.pairs, one.line) for one in found})
    yield f"one pair in {pairs / max(1, places):.0f} has an error or warning"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="name the findings")
    parser.add_argument("--texts", action="store_true", help="print their sentences too")
    parser.add_argument("--open", action="store_true", help="leave out the fold not looked at")
    options = parser.parse_args()
    if not (DATA / PAIRS[0]).is_file():
        print(f"no official pairs: {DATA / PAIRS[0]} is not there; set UNTERM_DATA")
        return 0
    glossary = load_glossary()
    folds = [findings_on(fold, glossary) for fold in range(FOLDS - options.open)]
    if options.list or options.texts:
        for _, found in folds:
            print(*lines_about(found, texts=options.texts), sep="\n")
    print(*table("folds in sight while the checks were written", folds[: FOLDS - 1]), sep="\n")
    if not options.open:
        print(*table("the fold that was not", folds[FOLDS - 1 :]), sep="\n")
        print(*table("all", folds), sep="\n")
    if (DATA / OTHER).is_file():
        others = on_other_texts(glossary)
        if options.list or options.texts:
            print(*lines_about(others[1], texts=options.texts), sep="\n")
        print(*table("TICO-19", [others], least=Severity.ERROR), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
