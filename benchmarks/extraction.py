"""How good extraction is, beside what else can be installed; prints figures only.

    python benchmarks/extraction.py
    python benchmarks/extraction.py --large     100,000 segment pairs, nothing else

Judgements stand in benchmarks/data/judged_*.tsv, made by benchmarks/extraction_rules.md; a string
that the glossary designates counts as right in every tool's list. Nothing is extracted with the
glossary. Texts that are not in the repository come from UNTERM_DATA (default ../shared/data) and
are skipped, with the reason, without it. Other tools run in UNTERM_COMPARE_PYTHON (default: this
interpreter).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from extraction_annotations import DATA
from extraction_forms import report_form_pairs
from extraction_pairs import report_pairs
from extraction_recall import (
    hits_of,
    load_gold,
    look_for_halves,
    make_words_without,
    report_agreement,
    report_learned,
    report_losses,
    terms_of,
)

from unterm.evaluation.extraction import score_candidates
from unterm.extraction import Translator, extract
from unterm.extraction.counts import Counts
from unterm.extraction.documents import extract_chinese
from unterm.extraction.variants import plain_key as key
from unterm.glossary import Glossary, load_glossary
from unterm.language.words import WordCutter
from unterm.model import Bitext, Candidate, Document
from unterm.segmentation import read, segment

HERE = Path(__file__).parent
PYTHON = os.environ.get("UNTERM_COMPARE_PYTHON", sys.executable)
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))
SIX = ("建立信任措施", "预防外交", "区域和次区域组织", "建设和平", "维持和平", "安全理事会")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--large", action="store_true", help="time and memory of 100,000 pairs")
    if parser.parse_args().large:
        report_large()
        return
    glossary = load_glossary()
    allowed = {key(d.text) for concept in glossary for d in concept.allowed("zh")}
    for name, load in TEXTS.items():
        try:
            documents = load()
        except OSError as error:
            print(f"\n{name}: skipped, {error.filename} is not there (set UNTERM_DATA)")
            continue
        report_text(name, documents, allowed, load_gold(name, documents))
    seeds = [read(path) for path in SEEDS]
    report_recall(seeds, glossary)
    report_halves(seeds, glossary)
    report_held_out(glossary, allowed)
    report_six(seeds)
    report_short_forms(seeds)
    try:
        lines = (DATA / "un-pairs" / "un-docs-2023.jsonl").read_text("utf-8").splitlines()
    except OSError:
        print("\npairs: skipped, the texts are not there (set UNTERM_DATA)")
        return
    rows = [json.loads(line) for line in lines]
    pairs = [(r["en"], r["zh"]) for r in rows if r["en"].strip() and r["zh"].strip()]
    report_pairs(glossary)
    report_form_pairs(glossary)
    report_speed(pairs)


# texts


def load_charter() -> list[Document]:
    text = (DATA / "un-charter" / "raw_un_charter_zh.txt").read_text("utf-8")
    return [segment(text, lang="zh")]


def load_goals_and_declaration() -> list[Document]:
    goals: list[str] = []
    for part in ("goals", "targets", "indicators"):
        text = (DATA / "sdg" / "zh-Hans" / f"global_{part}.yml").read_text("utf-8")
        for line in text.splitlines():
            if found := re.match(r"[\w-]+: *'?(.*?)'?$", line.strip()):
                goals.append(found[1])
    tree = ElementTree.parse(DATA / "udhr" / "udhr_cmn_hans.xml")
    declaration = [
        " ".join(element.text.split())
        for element in tree.iter()
        if element.tag.endswith(("para", "title")) and element.text and element.text.strip()
    ]
    return [
        Document.from_segments(goals, lang="zh"),
        Document.from_segments(declaration, lang="zh"),
    ]


def load_theme(theme: str) -> list[Document]:
    """Documents of 2023 that nothing is learned from."""
    lines = (DATA / "un-pairs" / "un-docs-2023.jsonl").read_text("utf-8").splitlines()
    rows = map(json.loads, lines)
    texts = [
        row["zh"]
        for number, row in enumerate(rows)
        if row["theme"] == theme and number % 5 != 4 and row["zh"].strip()
    ]
    return [Document.from_segments(texts, lang="zh")]


TEXTS: dict[str, Callable[[], list[Document]]] = {
    "seeds": lambda: [read(path) for path in SEEDS],
    "charter": load_charter,
    "sdg_udhr": load_goals_and_declaration,
    "culture": lambda: load_theme("culture"),
    "health": lambda: load_theme("health"),
}


# documents


def report_text(
    name: str, documents: list[Document], allowed: set[str], gold: Counter[str]
) -> None:
    allowed = allowed | gold.keys()
    judged = read_judgements(HERE / "data" / f"judged_{name}.tsv")
    started = time.perf_counter()
    candidates = extract(documents)
    seconds = time.perf_counter() - started
    characters = sum(len(document.text) for document in documents)
    print(f"\n{name}: {characters:,} characters, {len(candidates)} candidates, {seconds:.1f} s")
    print(f"  {'':26}{'P@50':>6}{'P@100':>7}   in the glossary or marked @50, @100")
    lists: dict[str, Sequence[str] | str] = {
        f"unterm, {section} section": [c.chinese for c in candidates if c.section == section]
        for section in ("form", "statistical")
    }
    lists["unterm, the list as it is"] = [c.chinese for c in candidates]
    lists |= run_others([part.text for document in documents for part in document])
    for tool, ranked in lists.items():
        if isinstance(ranked, str):
            print(f"  {tool:26}{ranked}")
            continue
        figures = [precision(ranked[:n], judged, allowed) for n in (50, 100)]
        known = [share(key(text) in allowed for text in ranked[:n]) for n in (50, 100)]
        print(f"  {tool:26}{figures[0]:>6}{figures[1]:>7}   {known[0]:.2f} {known[1]:.2f}")
    if gold and name != "seeds":
        print(f"  recall of the {len(gold)} terms that a reader has marked")
        report_bands("500 candidates", candidates, gold)
        report_bands("all candidates", extract(documents, limit=None), gold)
    if gold:
        report_learned(gold, documents)


def precision(ranked: Sequence[str], judged: dict[str, str], allowed: set[str]) -> str:
    """Share of right strings; a dash where more than one in ten was not judged."""
    verdicts = ["yes" if key(text) in allowed else judged.get(text) for text in ranked]
    if not ranked or verdicts.count(None) > len(ranked) / 10:
        return "-"
    return f"{share(v == 'yes' for v in verdicts):.2f}"


def run_others(sentences: list[str]) -> dict[str, Sequence[str] | str]:
    done = subprocess.run(
        [PYTHON, str(HERE / "extraction_rivals.py")],
        input=json.dumps(sentences),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {"other tools": "skipped: " + (done.stderr.strip().splitlines() or ["?"])[-1]}
    found: dict[str, Sequence[str] | str] = json.loads(done.stdout)
    return found


def report_recall(seeds: list[Document], glossary: Glossary) -> None:
    """Recall in the seeds, of the terms that readers have marked and of those of the glossary."""
    marked, designated = load_gold("seeds", seeds), terms_of(seeds, glossary)
    candidates, every = extract(seeds), extract(seeds, limit=None)
    print("\nrecall in the seeds, by frequency")
    report_agreement()
    for label, gold in (("marked by two readers", marked), ("in the glossary", designated)):
        size = len({*map(key, gold)})
        print(f"  terms {label}: {size}; 500 that are all right would reach {500 / size:.2f}")
        report_bands("500 candidates", candidates, gold)
        report_bands("all candidates", every, gold)
    shown = extract(seeds, glossary=glossary)
    known = sum(candidate.kind == "known" for candidate in shown)
    label = f"marked ones, with the glossary ({known} known, {len(shown) - known} others)"
    report_bands(label, shown, marked)
    judged = read_judgements(HERE / "data" / "judged_seeds.tsv")
    report_losses(candidates, every, marked, glossary, judged)


def report_halves(seeds: list[Document], glossary: Glossary) -> None:
    print("\nrecall in the seeds of the half of the glossary that is not given, the other given")
    report_bands("table as shipped", *look_for_halves(seeds, glossary, None))
    if without := make_words_without(glossary):
        report_bands("held out", *look_for_halves(seeds, glossary, without))


def report_bands(label: str, candidates: Sequence[Candidate], gold: Counter[str]) -> None:
    scores = score_candidates(candidates, gold)
    bands = "  ".join(
        f"{band}: {hits / max(whole, 1):.2f} of {whole}"
        for band, (hits, whole) in scores.recall.items()
    )
    print(f"  {label}: {bands}  all: {scores.total_recall:.2f}")


def report_held_out(glossary: Glossary, allowed: set[str]) -> None:
    """The same figures when no term of the text had a part in the table of words.

    Each text is then full of terms of which nothing is known, more than a real one would be.
    """
    without = make_words_without(glossary)
    if without is None:
        return
    print("\nheld out: the table of words counted without any term that the text has")
    for name, load in TEXTS.items():
        documents = load()
        there = {p.concept.id for hit in hits_of(documents, glossary) for p in hit.patterns}
        gold = load_gold(name, documents) or terms_of(documents, glossary)
        words = without((concept for concept in glossary if concept.id in there), gold.keys())
        counts = Counts(WordCutter())
        for document in documents:
            counts.add(document)
        candidates = extract_chinese(counts, None, (), 500, words)
        report_bands(f"{name}, recall", candidates, gold)
        judged = read_judgements(HERE / "data" / f"judged_{name}.tsv")
        for section in ("form", "statistical"):
            ranked = [c.chinese for c in candidates if c.section == section]
            right = allowed | gold.keys()
            known = [share(key(text) in right for text in ranked[:n]) for n in (50, 100)]
            print(
                f"  {name}, {section}: P@50 {precision(ranked[:50], judged, right)}, "
                f"P@100 {precision(ranked[:100], judged, right)}, "
                f"in the glossary or marked {known[0]:.2f} {known[1]:.2f}"
            )


def report_six(seeds: list[Document]) -> None:
    candidates = extract(seeds)
    ranks = {
        candidate.chinese: f"{section} {rank}"
        for section in ("form", "statistical")
        for rank, candidate in enumerate((c for c in candidates if c.section == section), start=1)
    }
    print("\nrank of the six: " + ", ".join(f"{term} {ranks.get(term, '-')}" for term in SIX))


def report_short_forms(seeds: list[Document]) -> None:
    lines = (HERE / "data" / "judged_short_forms.tsv").read_text("utf-8").splitlines()
    gold = {tuple(line.split("\t")) for line in lines}
    found = {
        (candidate.chinese, reason.removeprefix("full name of "))
        for candidate in extract(seeds, limit=None)
        for reason in candidate.reasons
        if reason.startswith("full name of ")
    }
    right = len(found & gold)
    print(
        f"\nfull names with short forms in the seeds: precision {right}/{len(found)}, "
        f"recall {right}/{len(gold)}"
    )


# speed


def report_speed(pairs: list[tuple[str, str]]) -> None:
    print("\nspeed")
    text = "\n".join(chinese for _, chinese in pairs)
    megabyte = (
        (text * (1_000_000 // len(text.encode()) + 1)).encode()[:1_000_000].decode(errors="ignore")
    )
    documents = [Document.from_segments(megabyte.split("\n"), lang="zh")]
    print(f"  1 MB of Chinese: {timed(lambda: extract(documents)):.1f} s")
    many = (pairs * 2)[:10_000]
    bitext = Bitext.from_pairs(many)
    print(f"  {len(many):,} segment pairs: {timed(lambda: extract(bitext)):.1f} s")
    translator = Translator(Bitext.from_pairs(pairs[:2000]))
    terms = ("sustainable development", "可持续发展", "gender equality", "会员国")
    seconds = timed(lambda: [translator.find(term) for term in terms]) / len(terms)
    print(f"  renderings of a term in 2,000 segment pairs: {seconds:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000
    print(f"  peak memory of this run: {peak:.2f} GB")


def report_large() -> None:
    """2,000,000 Chinese characters, then 100,000 segment pairs, each made of the halves of two."""
    pairs = [
        (row["en"].split(" "), row["zh"])
        for name in ("unpc-dev", "un-docs-2023")
        for row in map(json.loads, (DATA / "un-pairs" / f"{name}.jsonl").open(encoding="utf-8"))
    ]
    chance = random.Random(1)
    crossed = []
    for _ in range(100_000):
        (en, zh), (other_en, other_zh) = chance.sample(pairs, 2)
        english = en[: len(en) // 2 + 1] + other_en[len(other_en) // 2 :]
        crossed.append((" ".join(english), zh[: len(zh) // 2 + 1] + other_zh[len(other_zh) // 2 :]))
    text = "\n".join(chinese for _, chinese in crossed)[:2_000_000]
    documents = [Document.from_segments(text.split("\n"), lang="zh")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = timed(lambda: extract(documents))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"{len(text):,} Chinese characters: {seconds:.0f} s, "
        f"{grown * 1024 / len(text):.0f} bytes each"
    )
    bitext = Bitext.from_pairs(crossed)
    seconds = timed(lambda: extract(bitext))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000
    print(f"{len(crossed):,} segment pairs: {seconds:.0f} s, peak memory {peak:.2f} GB")


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


# small things


def read_judgements(path: Path) -> dict[str, str]:
    return dict(line.split("\t") for line in path.read_text("utf-8").splitlines() if line)


def share(flags: Iterable[bool]) -> float:
    values = list(flags)
    return sum(values) / len(values) if values else 0.0


if __name__ == "__main__":
    main()
