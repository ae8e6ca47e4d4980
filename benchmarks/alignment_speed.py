"""How long sentence alignment takes, how much memory it needs, and how both grow.

    python benchmarks/alignment_speed.py [SENTENCES ...]

Texts are UN pairs in random order, over and over until they are long enough; every other Chinese
sentence that has a comma is cut in two. Each size runs in a process of its own, which reports its
CPU seconds (with and without the start of Python) and its peak memory. Sizes can be named, such
as 100000.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time

from alignment_sets import DATA, need_data

from unterm.alignment import align
from unterm.model import Document

SIZES = (1_400, 5_000, 30_000, 50_000)


def text(size: int) -> tuple[list[str], list[str]]:
    """So many English sentences and a third more Chinese ones."""
    pairs = []
    for name in ("unpc-dev", "un-docs-2023"):
        for line in (DATA / "un-pairs" / f"{name}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            pairs.append((record["en"], record["zh"]))
    draw = random.Random(1)
    english: list[str] = []
    chinese: list[str] = []
    while len(english) < size:
        draw.shuffle(pairs)
        for en, zh in pairs[: size - len(english)]:
            english.append(en)
            middle = zh.find("，", len(zh) // 3)
            if len(english) % 2 == 0 and middle > 0:
                chinese += [zh[: middle + 1], zh[middle + 1 :]]
            else:
                chinese.append(zh)
    return english, chinese


def run(size: int) -> None:
    """Align one size and print its figures."""
    english, chinese = text(size)
    before = time.process_time()
    bitext = align(
        Document.from_segments(english, lang="en"), Document.from_segments(chinese, lang="zh")
    )
    seconds = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(english):>7,} x {len(chinese):>7,} segments: {seconds - before:6.1f} CPU seconds "
        f"({seconds:.1f} with start), {memory:5.0f} MB, {len(bitext):,} beads, "
        f"{1000 * (seconds - before) / len(english):.2f} ms a sentence",
        flush=True,
    )


def main() -> None:
    """Run every size in its own process."""
    need_data()
    if sys.argv[1:2] == ["--one"]:
        run(int(sys.argv[2]))
        return
    for size in map(int, sys.argv[1:] or SIZES):
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
