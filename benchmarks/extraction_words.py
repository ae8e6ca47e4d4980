"""Count how words stand in UN terms; writes the tables in unterm/extraction/data.

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
from collections.abc import Callable, Iterable, Set
from pathlib import Path

from unterm.extraction.english import ENGLISH_WORD
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.scripts import is_han
from unterm.language.words import Word, WordCutter
from unterm.model import Kind, Language, Span

DATA = Path(os.environ.get("UNTERM_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))
TABLES = Path(__file__).parents[1] / "unterm" / "extraction" / "data"
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LEAST = 5
"""A word counted less often says nothing."""

HEADER = """\
# How words stand in UN terms: counted by benchmarks/extraction_words.py in the development set of
# the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations) with the
# glossary of this project.
# word, occurrences, alone a term, first in one, last in one, inside one, names it ends, other
# terms it ends, terms it begins, occurrences before a term, after a term
"""
NO_TERMS = {"take-note-of", "bring-to-the-attention-of-the-security-council"}
"""Formulas of resolutions: useful in the glossary, but their verbs begin no term."""
NAMES = {k for k in Kind if k not in (Kind.TERM, Kind.PLACE)}


def main() -> None:
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    pairs = [
        json.loads(line)
        for line in (DATA / "un-pairs" / "unpc-dev.jsonl").read_text("utf-8").splitlines()
    ]
    for lang in LANGUAGES:
        rows = count_words(lang, [pair[lang] for pair in pairs], glossary)
        path = TABLES / f"words.{lang}.tsv"
        write_atomically(path, [HEADER, *(row + "\n" for row in rows)])
        print(f"{len(rows)} words written to {path.name}")


def count_words(
    lang: Language, texts: Iterable[str], glossary: Glossary, held_out: Set[str] = frozenset()
) -> list[str]:
    """The lines of the table of a language.

    The occurrences of concepts that are held out are left out of the texts.
    """
    tally = Tally(list_chinese(WordCutter()) if lang == "zh" else list_english)
    for text in texts:
        tally.add_text(text, glossary, lang, held_out)
    for concept in glossary:
        if concept.id in held_out:
            continue
        for designation in concept.designations:
            if designation.lang == lang and designation.status.allowed:
                tally.add_term(designation.text.strip("《》"), concept.kind in NAMES)
    return tally.rows(lang)


def list_chinese(cutter: WordCutter) -> Callable[[str], list[Word]]:
    return lambda text: list(cutter.cut(text))


def list_english(text: str) -> list[Word]:
    return [Word(match[0].lower(), Span(*match.span())) for match in ENGLISH_WORD.finditer(text)]


class Tally:
    """Counts of how the words of one language stand."""

    def __init__(self, cut: Callable[[str], list[Word]]) -> None:
        self.cut = cut
        self.count: Counter[str] = Counter()
        self.places: dict[str, Counter[str]] = {
            name: Counter()
            for name in (
                *("alone", "first", "last", "inside", "names", "terms", "begins", "before"),
                "after",
            )
        }

    def add_text(self, text: str, glossary: Glossary, lang: Language, held_out: Set[str]) -> None:
        """Count the words of a text, and where in the terms of the glossary they stand."""
        words = self.cut(text)
        self.count.update(word.text for word in words)
        starts = {word.span.start: i for i, word in enumerate(words)}
        ends = {word.span.end: i for i, word in enumerate(words)}
        for hit in glossary.matcher.find(text):
            low, high = starts.get(hit.span.start), ends.get(hit.span.end)
            if low is None or high is None:
                continue
            if all(pattern.designation.lang != lang for pattern in hit.patterns):
                continue
            if any(pattern.concept.id in held_out for pattern in hit.patterns):
                self.count.subtract(word.text for word in words[low : high + 1])
                continue
            if low:
                self.places["before"][words[low - 1].text] += 1
            if high + 1 < len(words):
                self.places["after"][words[high + 1].text] += 1
            if low == high:
                self.places["alone"][words[low].text] += 1
                continue
            self.places["first"][words[low].text] += 1
            self.places["last"][words[high].text] += 1
            self.places["inside"].update(word.text for word in words[low + 1 : high])

    def add_term(self, text: str, is_name: bool) -> None:
        """Count the first and the last word of a designation of several words."""
        words = self.cut(text)
        if len(words) > 1:
            self.places["begins"][words[0].text] += 1
            self.places["names" if is_name else "terms"][words[-1].text] += 1

    def rows(self, lang: Language) -> list[str]:
        """The lines of the table."""
        names, terms = self.places["names"], self.places["terms"]
        return [
            "\t".join([word, str(self.count[word]), *(str(p[word]) for p in self.places.values())])
            for word in sorted(self.count.keys() | names.keys() | terms.keys())
            if (self.count[word] >= LEAST or names[word] + terms[word] > 1)
            and (lang == "en" or all(map(is_han, word)))
        ]


if __name__ == "__main__":
    main()
