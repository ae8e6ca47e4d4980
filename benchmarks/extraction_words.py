"""Count how words stand in UN terms; writes unterm/extraction/data/words.tsv.

    python benchmarks/extraction_words.py

That 强调 begins no term and 方面 ends none, extraction knows from here: every word of the
development set of the UN Parallel Corpus (UNTERM_DATA, default ../shared/data) is counted, and how
often it stands first, last or inside in an occurrence of a term of the glossary, or is one itself.
The texts that extraction is measured on have no part in it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.scripts import is_han
from unterm.language.words import WordCutter
from unterm.model import Kind

DATA = Path(os.environ.get("UNTERM_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))
TABLE = Path(__file__).parents[1] / "unterm" / "extraction" / "data" / "words.tsv"
LEAST = 5
"""A word counted less often says nothing."""

HEADER = """\
# How words stand in UN terms: counted by benchmarks/extraction_words.py in the development set of
# the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations) with the
# glossary of this project.
# word, occurrences, alone a term, first in one, last in one, inside one, names it ends, terms
"""
NO_TERMS = {"take-note-of", "bring-to-the-attention-of-the-security-council"}
"""Formulas of resolutions: useful in the glossary, but their verbs begin no term."""
NAMES = {k for k in Kind if k not in (Kind.TERM, Kind.PLACE)}


def main() -> None:
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    cutter = WordCutter()
    count: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for line in (DATA / "un-pairs" / "unpc-dev.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["zh"]
        words = list(cutter.cut(text))
        count.update(word.text for word in words)
        starts = {word.span.start: i for i, word in enumerate(words)}
        ends = {word.span.end: i for i, word in enumerate(words)}
        for hit in glossary.matcher.find(text):
            low, high = starts.get(hit.span.start), ends.get(hit.span.end)
            if low is None or high is None:
                continue
            if low == high:
                alone[words[low].text] += 1
                continue
            first[words[low].text] += 1
            last[words[high].text] += 1
            inside.update(word.text for word in words[low + 1 : high])
    names: Counter[str] = Counter()
    terms: Counter[str] = Counter()
    for concept in glossary:
        for designation in concept.designations:
            if designation.lang != "zh" or not designation.status.allowed:
                continue
            words = list(cutter.cut(designation.text.strip("《》")))
            if len(words) > 1:
                (names if concept.kind in NAMES else terms)[words[-1].text] += 1
    rows = [
        f"{word}\t{count[word]}\t{alone[word]}\t{first[word]}\t{last[word]}\t{inside[word]}"
        f"\t{names[word]}\t{terms[word]}"
        for word in sorted(count.keys() | names.keys() | terms.keys())
        if (count[word] >= LEAST or names[word] + terms[word] > 1) and all(map(is_han, word))
    ]
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(TABLE, [HEADER, *(row + "\n" for row in rows)])
    print(f"{len(rows)} words written to {TABLE.name}")


if __name__ == "__main__":
    main()
