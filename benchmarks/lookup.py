"""A glossary of 50,000 concepts made of CC-CEDICT: loading, looking up, annotating, and rivals.

    python benchmarks/lookup.py [--rivals PYTHON]

PYTHON is one that has flashtext, pyahocorasick and translate-toolkit (GPL: kept out of this
project's environment); without it only the loop of `re` is compared. The data (UNTERM_DATA,
default ../shared/data) stays outside the repository. Loading is in seconds of the clock, the rest
in seconds of one processor core, so that other work on the machine disturbs less; all are the best
of several. Compare what stands in one run.
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
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from un_data import DATA, available, sentence_pairs

SIZE = 50_000
ROUNDS = 5
QUESTIONS = 2_000
SLIPS = 200
RE_CHARACTERS = 20_000
CEDICT = DATA / "cedict" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
HERE = Path(__file__).parent
_LOAD = """
import json, sys, time
from lookup_rivals import peak_mb
start = time.perf_counter()
import unterm
glossary = unterm.load_glossary(sys.argv[1])
loaded = time.perf_counter()
first = glossary.lookup(sys.argv[2])[0].concept.chinese
looked = time.perf_counter()
glossary.matcher
ready = time.perf_counter()
memory = peak_mb()
again = time.perf_counter()
for concept in glossary: pass
times = loaded - start, looked - loaded, ready - looked, time.perf_counter() - again
print(json.dumps([*times, memory, peak_mb(), first == sys.argv[2]]))
"""

_LOAD_TBX = """
import json, sys, time
import unterm
from lookup_rivals import peak_mb
start = time.process_time()
found = len(unterm.load_concepts(sys.argv[1]).concepts)
seconds = time.process_time() - start
print(json.dumps({"load_s": seconds, "found": found, "peak_mb": round(peak_mb())}))
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
        out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE).stdout
        numbers: list[float] = json.loads(out)
        return numbers

    print(f"loading {SIZE:,} concepts ({path.stat().st_size / 1e6:.0f} MB), each in a new process")
    print("  (memory: the peak once looked up and matched with, and once every concept was made)")
    row("", "load", "first look-up", "matcher", "all concepts", "memory", "with concepts")
    for title, runs in (("first time", 1), ("after that", ROUNDS)):
        results = [run() for _ in range(runs)]
        *times, peak, whole, right = map(min, zip(*results, strict=True))
        row(title, *(f"{t:.2f} s" for t in times), f"{peak:.0f} MB", f"{whole:.0f} MB")
        if not right:
            print("  the first look-up went wrong")


def report_lookup(path: Path) -> None:
    import unterm

    glossary = unterm.load_glossary(path)
    draw = random.Random(7)
    lines = draw.sample(path.read_text(encoding="utf-8").splitlines(), QUESTIONS)
    terms_of: dict[str, list[str]] = {"en": [], "zh": []}
    for line in lines:
        for designation in json.loads(line)["designations"]:
            terms_of[designation["lang"]].append(designation["text"])
    print("looking up, in microseconds: mean, 99th percentile, worst")
    for lang in ("zh", "en"):
        terms = terms_of[lang]
        glossary.lookup(terms[0])
        for again in ("first time", "again"):
            show(f"exact, {lang}, {again}", [timed(glossary.lookup, term) for term in terms])
    for lang, letters in (("zh", "的一和国人"), ("en", "aeiost")):
        terms = [term for term in terms_of[lang] if 5 <= len(term) <= 60]
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
    start = time.process_time()
    type(matcher)(glossary)
    ready = time.process_time() - start
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
    new, old = folder / "new.tbx", folder / "old.tbx"
    unterm.dump_concepts(glossary, new)
    write_old_tbx(old, ((c.id, c.english, c.chinese) for c in glossary))
    print("loading the same concepts as TBX")
    row("", "MB", "seconds", "concepts", "peak memory")
    for tbx, title in ((new, "TBX 2019 (Basic, DCA)"), (old, "TBX version 2 (martif)")):
        command = [sys.executable, "-c", _LOAD_TBX, str(tbx)]
        out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE).stdout
        print(f"  {title}")
        for name, result in (
            ("  unterm.load_concepts", json.loads(out)),
            ("  translate-toolkit", rival(rivals, "translate-toolkit", tbx)),
        ):
            if result is None:
                row(name, "skipped: not installed, or it does not read the file")
            else:
                size, seconds = f"{tbx.stat().st_size / 1e6:.0f}", f"{result['load_s']:.1f}"
                row(name, size, seconds, f"{result['found']:,}", f"{result['peak_mb']} MB")


def write_old_tbx(path: Path, terms: Iterable[tuple[str, str, str]]) -> None:
    """TBX version 2, which translate-toolkit reads; it fails on that of 2019."""
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>CC-CEDICT</p>'
            "</sourceDesc></fileDesc></martifHeader><text><body>\n"
        )
        for number, english, chinese in terms:
            file.write(
                f'<termEntry id="{number}">'
                f'<langSet xml:lang="en"><tig><term>{escape(english)}</term></tig></langSet>'
                f'<langSet xml:lang="zh"><tig><term>{escape(chinese)}</term></tig></langSet>'
                "</termEntry>\n"
            )
        file.write("</body></text></martif>\n")


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
    start = time.process_time()
    function(argument)
    return time.process_time() - start


def best(function: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def show(title: str, times: list[float]) -> None:
    last = statistics.quantiles(times, n=100)[-1]
    row(title, *(f"{t * 1e6:,.0f}" for t in (statistics.mean(times), last, max(times))))


def row(title: str, *cells: str) -> None:
    print(f"  {title:28}" + "".join(f"{cell:>15}" for cell in cells))


if __name__ == "__main__":
    main()
