"""A glossary of 50,000 concepts made of CC-CEDICT: loading, looking up, annotating, and rivals.

    python benchmarks/lookup.py [--rivals PYTHON]

PYTHON is one that has flashtext, pyahocorasick and translate-toolkit (GPL: kept out of this
project's environment); without it only the loop of `re` is compared. The data (UNTERM_DATA,
default ../shared/data) stays outside the repository. Times are the best of several; compare what
stands in one run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from un_data import DATA, available, sentence_pairs

SIZE = 50_000
ROUNDS = 5
QUESTIONS = 2_000
SLIPS = 200
RE_CHARACTERS = 20_000
CEDICT = DATA / "cedict" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
HERE = Path(__file__).parent
_LOAD = """
import json, resource, sys, time
start = time.perf_counter()
import unterm
glossary = unterm.load_glossary(sys.argv[1])
loaded = time.perf_counter()
first = glossary.lookup(sys.argv[2])[0].concept.chinese
looked = time.perf_counter()
glossary.matcher
ready = time.perf_counter()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([loaded - start, looked - loaded, ready - looked, peak, first == sys.argv[2]]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rivals", default=os.environ.get("UNTERM_RIVALS"), metavar="PYTHON")
    rivals = parser.parse_args().rivals
    if not available() or not CEDICT.is_file():
        print(f"skipped: CC-CEDICT and the UN pairs are not under {DATA} (set UNTERM_DATA)")
        return
    text = "\n".join(chinese for _, chinese in sentence_pairs())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The caches of this run, not the user's.
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        every = headwords()
        paths = {
            "all lengths": write_glossary(folder / "all.jsonl", every[:: len(every) // SIZE]),
            "3 characters and more": write_glossary(
                folder / "long.jsonl", [h for h in every if len(h[0]) >= 3]
            ),
        }
        report_loading(paths["all lengths"])
        report_lookup(paths["all lengths"])
        for title, path in paths.items():
            report_matching(title, path, text, rivals, folder)
        report_tbx(paths["all lengths"], rivals, folder)


def headwords() -> list[tuple[str, str]]:
    """The Chinese headwords of two characters and more, each with its first gloss."""
    from unterm.formats.cedict import read_cedict

    dictionary = read_cedict(CEDICT)
    return [
        (headword, dictionary.glosses(headword)[0] or headword)
        for headword in dictionary
        if re.fullmatch("[\u4e00-\u9fff]{2,}", headword)
    ]


def write_glossary(path: Path, terms: list[tuple[str, str]]) -> Path:
    from unterm.formats.jsonlines import dump_concepts
    from unterm.model import Concept

    dump_concepts(
        (
            Concept.of(english, chinese, id=f"c-{number:05}")
            for number, (chinese, english) in enumerate(terms[:SIZE])
        ),
        path,
    )
    return path


def report_loading(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    term = json.loads(first)["designations"][1]["text"]

    def run() -> list[float]:
        command = [sys.executable, "-c", _LOAD, str(path), term]
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        numbers: list[float] = json.loads(out)
        return numbers

    print(f"loading {SIZE:,} concepts ({path.stat().st_size / 1e6:.0f} MB), each in a new process")
    row("", "load", "first look-up", "matcher", "peak memory")
    for title, runs in (("first time", 1), ("after that", ROUNDS)):
        results = [run() for _ in range(runs)]
        load, look, ready, peak, right = map(min, zip(*results, strict=True))
        row(title, *(f"{t:.2f} s" for t in (load, look, ready)), f"{peak:.0f} MB")
        if not right:
            print("  the first look-up went wrong")


def report_lookup(path: Path) -> None:
    import unterm

    glossary = unterm.load_glossary(path)
    draw = random.Random(7)
    concepts = draw.sample(unterm.load_concepts(path).concepts, QUESTIONS)
    print("looking up, in microseconds: mean, 99th percentile, worst")
    for lang in ("zh", "en"):
        terms = [concept.preferred(lang).text for concept in concepts]
        glossary.lookup(terms[0])
        for again in ("first time", "again"):
            show(f"exact, {lang}, {again}", [timed(glossary.lookup, term) for term in terms])
    for lang, letters in (("zh", "的一和国人"), ("en", "aeiost")):
        terms = [c.preferred(lang).text for c in concepts if 5 <= len(c.preferred(lang).text) <= 60]
        wrong = [slip(term, draw, letters) for term in terms[:SLIPS]]
        glossary.lookup(wrong[0])
        show(f"with a slip, {lang}", [timed(glossary.lookup, term) for term in wrong])


def report_matching(title: str, path: Path, text: str, rivals: str | None, folder: Path) -> None:
    import unterm
    from unterm.language.folding import fold

    glossary = unterm.load_glossary(path)
    matcher = glossary.matcher
    size = len(text.encode()) / 1e6
    found = len(matcher.find(text))
    print(f"matching {size:.1f} MB of Chinese UN text, {SIZE:,} terms, {title}")
    row("", "MB/s", "found", "ready")
    start = time.perf_counter()
    type(matcher)(glossary)
    ready = time.perf_counter() - start
    terms = [concept.chinese for concept in glossary]
    (folder / "terms.txt").write_text("\n".join(terms), encoding="utf-8")
    (folder / "text.txt").write_text(text, encoding="utf-8")
    (folder / "short.txt").write_text(text[:RE_CHARACTERS], encoding="utf-8")
    del glossary
    glossary = unterm.load_glossary(path)
    seconds = best(lambda: glossary.matcher.find(text))
    row("unterm, Matcher.find", f"{size / seconds:.1f}", f"{found:,}", f"{ready:.2f} s")
    seconds = best(lambda: unterm.annotate(text, glossary))
    row("unterm, annotate", f"{size / seconds:.1f}", f"{found:,}")
    seconds = best(lambda: fold(text))
    row("  of it folding alone", f"{size / seconds:.1f}")
    for name in ("flashtext", "pyahocorasick", "re"):
        file = "short.txt" if name == "re" else "text.txt"
        result = rival(rivals, name, folder / "terms.txt", folder / file)
        if result is None:
            row(name, "skipped: give a Python that has it with --rivals")
            continue
        length = len((folder / file).read_bytes()) / 1e6
        row(
            f"a loop of re, on {length:.2f} MB" if name == "re" else name,
            f"{length / result['find_s']:.2f}",
            f"{result['found']:,}",
            f"{result['ready_s']:.2f} s",
        )


def report_tbx(path: Path, rivals: str | None, folder: Path) -> None:
    import unterm

    glossary = unterm.load_glossary(path)
    tbx = folder / "glossary.tbx"
    unterm.dump_concepts(glossary, tbx)
    code = (
        "import json, resource, sys, time, unterm; start = time.perf_counter(); "
        "n = len(unterm.load_concepts(sys.argv[1]).concepts); "
        "print(json.dumps({'load_s': time.perf_counter() - start, 'found': n, 'peak_mb': "
        "round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(tbx)], capture_output=True, text=True, check=True
    ).stdout
    print(f"loading the same as TBX 2019, Basic, DCA ({tbx.stat().st_size / 1e6:.0f} MB)")
    row("", "seconds", "concepts", "peak memory")
    for name, result in (
        ("unterm.load_concepts", json.loads(out)),
        ("translate-toolkit", rival(rivals, "translate-toolkit", tbx)),
    ):
        if result is None:
            row(name, "skipped: not installed, or it does not read the file")
        else:
            seconds = f"{result['load_s']:.1f}"
            row(name, seconds, f"{result['found']:,}", f"{result['peak_mb']} MB")


def rival(python: str | None, name: str, *paths: Path) -> dict[str, Any] | None:
    """What `lookup_rivals.py` measured, None where the rival is missing or fails."""
    if python is None and name != "re":
        return None
    command = [python or sys.executable, str(HERE / "lookup_rivals.py"), name, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  {name}: {done.stderr.strip().splitlines()[-1][:100]}")
        return None
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def slip(term: str, draw: random.Random, letters: str) -> str:
    """The term with one character put in, left out or exchanged, not at its ends."""
    at = draw.randrange(1, len(term) - 1)
    return term[:at] + draw.choice(["", draw.choice(letters), term[at] * 2]) + term[at + 1 :]


def timed(function: Callable[[str], object], argument: str) -> float:
    start = time.perf_counter()
    function(argument)
    return time.perf_counter() - start


def best(function: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def show(title: str, times: list[float]) -> None:
    last = statistics.quantiles(times, n=100)[-1]
    row(title, *(f"{t * 1e6:,.0f}" for t in (statistics.mean(times), last, max(times))))


def row(title: str, *cells: str) -> None:
    print(f"  {title:28}" + "".join(f"{cell:>15}" for cell in cells))


if __name__ == "__main__":
    main()
