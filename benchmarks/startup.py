"""How long a user waits: for the import, for the glossary, for the check of a long draft.

    python benchmarks/startup.py

Each time is the best of several, each in a new process. The draft is Chinese UN text from the data
(UNTERM_DATA, default ../shared/data), which stays outside the repository; without it that part is
skipped.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from un_data import DATA, available, sentence_pairs

ROUNDS = 7
DRAFT_CHARACTERS = 100_000
_IMPORT = """
import json, time
start = time.perf_counter()
import unterm
imported = time.perf_counter()
glossary = unterm.load_glossary()
loaded = time.perf_counter()
glossary["confidence-building measures"]
glossary.lookup("安理会")
looked = time.perf_counter()
print(json.dumps([imported - start, loaded - imported, looked - loaded, len(glossary)]))
"""
_CHECK = """
import json, sys, time
from pathlib import Path
import unterm
text = Path(sys.argv[1]).read_text(encoding="utf-8")
start = time.perf_counter()
glossary = unterm.load_glossary()
draft = unterm.segment(text, lang="zh")
segmented = time.perf_counter()
unterm.check(draft, glossary)
checked = time.perf_counter()
unterm.check(draft, glossary)
again = time.perf_counter()
print(json.dumps([segmented - start, checked - segmented, again - checked, len(text)]))
"""


def main() -> None:
    imported, loaded, looked, concepts = best(_IMPORT)
    print("seconds, best of", ROUNDS)
    row("import unterm", imported)
    row(f"load_glossary(), {concepts:,.0f} concepts", loaded)
    row("first look-ups", looked)
    if not available():
        print(f"  check of a draft: skipped, the UN pairs are not under {DATA} (set UNTERM_DATA)")
        return
    text = "\n\n".join(chinese for _, chinese in sentence_pairs())[:DRAFT_CHARACTERS]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "draft.txt")
        path.write_text(text, encoding="utf-8")
        segmented, checked, again, characters = best(_CHECK, str(path))
    row(f"segment {characters:,.0f} characters", segmented)
    row("check them, the first time", checked)
    row("check them again", again)


def best(code: str, *arguments: str) -> list[float]:
    """The smallest of each figure that the code prints."""
    runs: list[list[float]] = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return [min(figures) for figures in zip(*runs, strict=True)]


def row(title: str, seconds: float) -> None:
    print(f"  {title:40}{seconds:8.3f}")


if __name__ == "__main__":
    main()
