"""How many planted errors the checks find, how silent they are on correct texts, and how fast.

Run it with ``python benchmarks/checking.py``. The drafts (``data/checking.jsonl``) were written for
this project: planted errors of every kind, and tricky correct ones. The official pairs come from
the folder in ``UNTERM_DATA`` (``../shared/data`` beside the checkout); every fifth line of them was
never looked at while the checks were written, and only those are counted. Without that folder the
second part is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from unterm.attestation import attest
from unterm.checks import check, rules
from unterm.checks.config import Config
from unterm.checks.drafts import Draft
from unterm.checks.fitting import estimate_fit
from unterm.checks.knowledge import knowledge_of
from unterm.glossary import Glossary, load_glossary
from unterm.model import Bitext, Finding, Report, Severity

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("UNTERM_DATA", HERE.parent.parent / "shared" / "data"))
DRAFTS = HERE / "data" / "checking.jsonl"
PAIRS = ("un-pairs/unpc-dev.jsonl", "un-pairs/un-docs-2023.jsonl")
HELD_OUT = 5
UNSEEN = HELD_OUT - 1
JUDGED = HERE / "data" / "judged.jsonl"
SPEED_PAIRS = 3000
VARIATION = {"inconsistent-term", "inconsistent-translation"}

Pair = tuple[str, str]


def read_drafts() -> list[dict[str, Any]]:
    return [json.loads(line) for line in DRAFTS.read_text("utf-8").splitlines()]


def report_on(draft: dict[str, Any], glossary: Glossary, config: Config | None = None) -> Report:
    text = draft["draft"]
    if (source := draft.get("source")) is None:
        return check(text, glossary, config=config)
    pairs = [(source, text)] if isinstance(text, str) else zip(source, text, strict=True)
    return check(Bitext.from_pairs(pairs), glossary, config=config)


def hits(draft: dict[str, Any], report: Report) -> list[Finding]:
    """The findings at a planted place, or that say that something is missing.

    Where a draft tells which words of the source it leaves out, what is missing counts only if it
    lies among them.
    """
    target = places(draft["planted"], report.target)
    source = places(draft.get("left_out", ""), report.source)
    return [
        f
        for f in report
        if (
            any(f.target_span.start < end and start < f.target_span.end for start, end in target)
            if f.found
            else not source or any(lies_in(f, start, end) for start, end in source)
        )
    ]


def places(words: str, text: str | None) -> list[tuple[int, int]]:
    if not words or not text:
        return []
    return [m.span() for m in re.finditer(re.escape(words), text)]


def lies_in(finding: Finding, start: int, end: int) -> bool:
    span = finding.source_span
    return span is not None and span.start < end and start < span.end


def measure_drafts(glossary: Glossary, drafts: list[dict[str, Any]]) -> None:
    """Print recall per kind and false alarms."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    correct = alarmed = 0
    for draft in drafts:
        report = report_on(draft, glossary)
        if draft["kind"] == "correct":
            correct += 1
            alarmed += bool(report.at_least(Severity.WARNING))
            continue
        found = hits(draft, report)
        row = rows[draft["kind"]]
        row[0] += 1
        row[1] += bool(found)
        row[2] += any(f.severity is not Severity.ADVICE for f in found)
        row[3] += any(draft["right"] in f.suggestions for f in found)
    print(f"{'planted':18} {'drafts':>6} {'found':>6} {'warned':>6} {'right form':>10}")
    for kind in sorted(rows):
        n, found_any, warned, suggested = rows[kind]
        print(f"{kind:18} {n:6} {found_any:6} {warned:6} {suggested:10}")
    total = [sum(row[i] for row in rows.values()) for i in range(4)]
    print(f"{'all':18} {total[0]:6} {total[1]:6} {total[2]:6} {total[3]:10}")
    print(
        f"planted errors found: {total[1] / total[0]:.1%} "
        f"(warning or graver {total[2] / total[0]:.1%})"
    )
    print(
        f"correct drafts with a warning or error: {alarmed} of {correct} = {alarmed / correct:.1%}"
    )


def read_pairs(name: str, *, fold: int | None = None, without: int | None = None) -> list[Pair]:
    """The pairs of one fold, or of all the others: line by line into `HELD_OUT` folds."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [
        (record["en"], record["zh"])
        for number, line in enumerate(lines)
        if fold in (None, number % HELD_OUT) and number % HELD_OUT != without
        for record in [json.loads(line)]
    ]


def attested_elsewhere(glossary: Glossary, fold: int) -> Glossary:
    """The glossary with its counts taken from the other folds alone."""
    counted: list[Pair] = []
    for name in PAIRS:
        pairs = read_pairs(name, without=fold)
        draft = Draft.of(Bitext.from_pairs(pairs), knowledge_of(glossary), Config())
        estimate_fit(draft)
        counted += [pair for pair, unit in zip(pairs, draft.units, strict=False) if unit.fit > 0.5]
    return attest(glossary, counted)


class Verdicts:
    """What a reader made of findings on official pairs, by file, line, code and official term.

    The term is named only where findings of one code on one line were judged differently.
    """

    def __init__(self, records: Iterable[dict[str, Any]]) -> None:
        self._made = {
            (r["pairs"], r["line"], r["code"], r.get("official", "")): r["verdict"] for r in records
        }

    def of(self, finding: Finding, pairs: str, line: int) -> str | None:
        official = finding.suggestions[0] if finding.suggestions else ""
        named = self._made.get((pairs, line, finding.code, official))
        return named or self._made.get((pairs, line, finding.code, ""))


def read_verdicts() -> Verdicts:
    return Verdicts(map(json.loads, JUDGED.read_text("utf-8").splitlines()))


def measure_official(glossary: Glossary) -> list[Finding]:
    """Print how silent the checks are on official pairs; what they found."""
    findings: list[Finding] = []
    verdicts = read_verdicts()
    judged: dict[str, Counter[str]] = defaultdict(Counter)
    count = 0
    with_error = with_warning = 0
    print(f"\n{'official pairs':28} {'pairs':>6} {'errors':>7} {'+ warnings':>10}")
    for name in PAIRS:
        pairs = read_pairs(name, fold=UNSEEN)
        report = check(Bitext.from_pairs(pairs), glossary)
        errors = {f.bead for f in report if f.severity is Severity.ERROR}
        warned = {f.bead for f in report if f.severity is not Severity.ADVICE}
        print(f"{name:28} {len(pairs):6} {len(errors):7} {len(warned):10}")
        findings.extend(report)
        for finding in report:
            line = (finding.bead or 0) * HELD_OUT + UNSEEN
            verdict = verdicts.of(finding, Path(name).name, line)
            row = finding.severity.value
            if row == "advice" and finding.code in facts():
                row = "style, variation"
            judged[row][verdict or "not judged"] += 1
        count += len(pairs)
        with_error += len(errors)
        with_warning += len(warned)
    print(f"one pair in {count / max(1, with_error):.0f} has an error,", end=" ")
    print(f"one in {count / max(1, with_warning):.0f} an error or warning")
    codes = Counter(
        (f.code, f.severity.value) for f in findings if f.severity is not Severity.ADVICE
    )
    print(
        "  " + ", ".join(f"{code} {severity} {n}" for (code, severity), n in sorted(codes.items()))
    )
    print("as judged by hand    right  wrong  the data's fault  not judged")
    for name in ("error", "warning", "advice", "style, variation"):
        made = judged[name]
        print(
            f"  {name:18} {made['right']:5} {made['wrong']:6} {made['data']:17} "
            f"{made['not judged']:11}"
        )
    return findings


def facts() -> set[str]:
    """The codes that state what is plain to see: style, and two admitted ways of saying a thing."""
    return {rule.code for rule in rules() if rule.family == "style"} | VARIATION


def searches(glossary: Glossary, pairs: list[Pair]) -> Iterator[tuple[str, float]]:
    """Seconds that a check of pairs takes, and what a user would otherwise write."""
    bitext = Bitext.from_pairs(pairs)
    check(Bitext.from_pairs(pairs[:5]), glossary)
    begin = time.process_time()
    check(bitext, glossary)
    yield "unterm.check", time.process_time() - begin
    terms = [(c.english, c.chinese) for c in glossary]
    begin = time.process_time()
    for english, chinese in pairs:
        for term, equivalent in terms:
            _ = term in english and equivalent not in chinese
    yield "substring search", time.process_time() - begin
    pattern = re.compile(
        r"\b(?:"
        + "|".join(re.escape(t) for t, _ in sorted(terms, key=lambda t: -len(t[0])))
        + r")\b"
    )
    equivalents = dict(terms)
    begin = time.process_time()
    for english, chinese in pairs:
        for match in pattern.finditer(english):
            _ = equivalents[match[0]] not in chinese
    yield r"\bterm\b in one regular expression", time.process_time() - begin


def print_speed(glossary: Glossary, pairs: list[Pair]) -> None:
    chinese = "\n".join(zh for _, zh in pairs)
    begin = time.process_time()
    check(chinese, glossary)
    alone = time.process_time() - begin
    size = len(chinese.encode())
    print(f"\nChinese alone: {alone / size * 1e6:.2f} s of processor time for 1 MB")
    taken = list(searches(glossary, pairs))
    base = taken[0][1]
    print(f"pairs: {base / len(pairs) * 10_000:.1f} s of processor time for 10,000")
    for name, seconds in taken[1:]:
        print(f"  {name}: {seconds / base:.2f} times as long")


def naive_rates(glossary: Glossary, drafts: list[dict[str, Any]]) -> None:
    """The same drafts with a search for the official equivalent, as a user would write it."""
    terms = [(c.english, c.chinese) for c in glossary]
    found = planted = alarmed = correct = 0
    for draft in drafts:
        source, text = (
            side if isinstance(side, str) else "\n".join(side)
            for side in (draft.get("source", ""), draft["draft"])
        )
        missing = any(t in source and e not in text for t, e in terms)
        if draft["kind"] == "correct":
            correct += 1
            alarmed += missing
        else:
            planted += 1
            found += missing
    print(
        f"substring search on the same drafts: {found / planted:.1%} of the planted errors, "
        f"{alarmed / correct:.1%} of the correct drafts reported"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--findings", action="store_true", help="print the findings on official pairs"
    )
    options = parser.parse_args()
    glossary = load_glossary()
    drafts = read_drafts()
    measure_drafts(glossary, drafts)
    naive_rates(glossary, drafts)
    if not (DATA / PAIRS[0]).is_file():
        print(f"\nno official pairs: {DATA / PAIRS[0]} is not there; set UNTERM_DATA")
        return 0
    findings = measure_official(attested_elsewhere(glossary, UNSEEN))
    print_speed(glossary, read_pairs(PAIRS[1], without=UNSEEN)[:SPEED_PAIRS])
    if options.findings:
        for finding in findings:
            if finding.severity is not Severity.ADVICE:
                print(
                    f"{finding.severity.value}: {finding.code} {finding.confidence}: "
                    f"{finding.message}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
