"""What a user would otherwise take, measured alone: one rival, one task, one line of JSON.

    python benchmarks/lookup_rivals.py re|flashtext|pyahocorasick TERMS TEXT
    python benchmarks/lookup_rivals.py translate-toolkit TBX

`lookup.py` runs it, under the Python that has the rivals. It needs nothing of unterm.
"""

from __future__ import annotations

import importlib
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 3


def main() -> None:
    name, *arguments = sys.argv[1:]
    if name == "translate-toolkit":
        result = load_tbx(Path(arguments[0]))
    else:
        terms, text = (Path(path).read_text(encoding="utf-8") for path in arguments)
        result = find_terms(name, terms.splitlines(), text)
    print(json.dumps({**result, "peak_mb": round(peak_mb())}))


def peak_mb() -> float:
    """The most memory that this process has taken, in MB.

    From /proc, where there is one: ru_maxrss also counts the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def find_terms(name: str, terms: list[str], text: str) -> dict[str, Any]:
    """Seconds to get ready, best seconds for the text, and how many occurrences were found."""
    start = time.process_time()
    find: Callable[[str], int]
    if name == "re":
        patterns = [re.compile(re.escape(term)) for term in terms]

        def find(text: str) -> int:
            return sum(sum(1 for _ in pattern.finditer(text)) for pattern in patterns)

    elif name == "flashtext":
        processor = importlib.import_module("flashtext").KeywordProcessor()
        processor.add_keywords_from_list(terms)

        def find(text: str) -> int:
            return len(processor.extract_keywords(text, span_info=True))

    else:
        automaton = importlib.import_module("ahocorasick").Automaton()
        for number, term in enumerate(terms):
            automaton.add_word(term, (number, len(term)))
        automaton.make_automaton()

        def find(text: str) -> int:
            return sum(1 for _ in automaton.iter(text))

    ready = time.process_time() - start
    best = float("inf")
    found = 0
    for _ in range(1 if name == "re" else ROUNDS):
        start = time.process_time()
        found = find(text)
        best = min(best, time.process_time() - start)
    return {"ready_s": ready, "find_s": best, "found": found}


def load_tbx(path: Path) -> dict[str, Any]:
    """Seconds to parse a TBX file and how many terms its units show."""
    tbx = importlib.import_module("translate.storage.tbx")
    start = time.process_time()
    with path.open("rb") as stream:
        file = tbx.tbxfile.parsefile(stream)
    units = [unit for unit in file.units if unit.source or unit.target]
    return {"load_s": time.process_time() - start, "found": len(units)}


if __name__ == "__main__":
    main()
