"""Count how words stand in UN terms; writes the tables in unterm/extraction/data.

    python benchmarks/extraction_words.py

That 强调 begins no term and 方面 ends none, extraction knows from here: every word is counted, and
how often it stands first, last or inside in an occurrence of a term, or is one itself. The Chinese
sentences are those in which readers have marked the terms (`extraction_annotations.py`), the
English ones the development set of the UN Parallel Corpus (UNTERM_DATA, default ../shared/data),
whose terms are those of the glossary. The texts that extraction is measured on have no part in it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from pathlib import Path

from extraction_annotations import DATA, Sentence, load_annotations

from unterm.extraction.english import ENGLISH_WORD
from unterm.extraction.fragments import find_all
from unterm.extraction.variants import plain_key
from unterm.formats.files import write_atomically
from unterm.glossary import Glossary, load_glossary
from unterm.language.folding import simplify
from unterm.language.scripts import is_han
from unterm.language.words import Word, cut_words
from unterm.model import Concept, Kind, Language, Span

TABLES = Path(__file__).parents[1] / "unterm" / "extraction" / "data"
LEAST = 5
"""A word counted less often says nothing."""

HEADER = """\
# How words stand in UN terms: counted by benchmarks/extraction_words.py in the development set of
# the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations), the Chinese
# ones in documents of 2023 too, with the glossary of this project.
# word, occurrences, alone a term, first in one, last in one, inside one, names it ends, other
# terms it ends, terms it begins, occurrences before a term, after a term
"""
FRAMES_HEADER = """\
# How titles of posts begin and end: counted by benchmarks/extraction_words.py in the glossary.
# first word, last word, titles
"""
TERMS_HEADER = """\
# Strings that readers have marked as terms: counted by benchmarks/extraction_words.py in sentences
# of the United Nations Parallel Corpus v1.0 (free with attribution to the United Nations) and of
# documents of 2023.
# string, how often it was marked, how often it stood outside a longer term and was not
"""
NO_TERMS = {"take-note-of", "bring-to-the-attention-of-the-security-council"}
"""Formulas of resolutions: useful in the glossary, but their verbs begin no term."""
NAMES = {k for k in Kind if k not in (Kind.TERM, Kind.PLACE)}


def main() -> None:
    glossary = Glossary(c for c in load_glossary() if c.id not in NO_TERMS)
    texts: dict[Language, list[Sentence]] = {
        "zh": load_annotations(),
        "en": list(mark_english(glossary)),
    }
    chinese = texts["zh"]
    print(
        f"{len(chinese)} Chinese sentences, {sum(len(s.text) for s in chinese)} characters, "
        f"{sum(len(s.terms) for s in chinese)} occurrences of "
        f"{len({key for s in chinese for key in s.strings()})} terms"
    )
    for lang, marked in texts.items():
        rows = count_words(lang, marked, glossary)
        path = TABLES / f"words.{lang}.tsv"
        write_atomically(path, [HEADER, *(row + "\n" for row in rows)])
        print(f"{len(rows)} words written to {path.name}")
    rows = count_frames(glossary)
    path = TABLES / "frames.zh.tsv"
    write_atomically(path, [FRAMES_HEADER, *(row + "\n" for row in rows)])
    print(f"{len(rows)} frames written to {path.name}")
    rows = count_terms(texts["zh"])
    path = TABLES / "terms.zh.tsv"
    write_atomically(path, [TERMS_HEADER, *(row + "\n" for row in rows)])
    print(f"{len(rows)} terms written to {path.name}")


def mark_english(glossary: Glossary) -> Iterator[Sentence]:
    """The English sentences with the terms of the glossary."""
    for line in (DATA / "un-pairs" / "unpc-dev.jsonl").read_text("utf-8").splitlines():
        text = json.loads(line)["en"]
        yield Sentence(
            text,
            [
                hit.span
                for hit in glossary.matcher.find(text)
                if any(pattern.designation.lang == "en" for pattern in hit.patterns)
            ],
            "unpc-dev",
        )


def count_words(
    lang: Language, texts: Iterable[Sentence], glossary: Glossary, held_out: Set[str] = frozenset()
) -> list[str]:
    """The lines of the table of a language.

    The occurrences of terms that are held out, given as `plain_key` makes them, are left out of
    the texts, and designations that are one of them out of the glossary.
    """
    tally = Tally(list_chinese if lang == "zh" else list_english)
    for marked in texts:
        tally.add_text(marked, held_out)
    for concept in glossary:
        for designation in concept.designations:
            allowed = designation.lang == lang and designation.status.allowed
            if allowed and plain_key(designation.text) not in held_out:
                tally.add_term(designation.text.strip("《》"), concept.kind in NAMES)
    return tally.rows(lang)


def count_terms(texts: Sequence[Sentence], held_out: Set[str] = frozenset()) -> list[str]:
    """The lines of the table of marked strings of two characters and more.

    Without those that are held out.
    """
    marked: Counter[str] = Counter()
    spans = [[*text.terms] for text in texts]
    for text in texts:
        marked.update(simplify(span.cut(text.text)) for span in text.terms)
    kept = {t for t in marked if len(t) > 1 and is_han(t[0]) and plain_key(t) not in held_out}
    found = find_all(kept, [simplify(text.text) for text in texts])
    return [
        f"{term}\t{marked[term]}\t"
        f"{sum(not any(own.covers(s) for own in spans[number]) for number, s in found[term])}"
        for term in sorted(kept)
    ]


def count_frames(glossary: Glossary) -> list[str]:
    """The first and the last words of titles of posts, of three words and more, that are common."""
    frames: Counter[tuple[str, str]] = Counter()
    for concept in glossary:
        for designation in concept.allowed("zh") if concept.kind is Kind.POST else ():
            words = list_chinese(simplify(designation.text))
            if len(words) > 2:
                frames[words[0].text, words[-1].text] += 1
    return [f"{a}\t{z}\t{n}" for (a, z), n in sorted(frames.items()) if n >= LEAST]


def keys_of(concepts: Iterable[Concept]) -> set[str]:
    """All Chinese designations of some concepts, as terms that are held out are given."""
    return {
        plain_key(d.text) for concept in concepts for d in concept.designations if d.lang == "zh"
    }


@cache
def list_chinese(text: str) -> list[Word]:
    """The words of a text; kept, since the same texts are counted many times."""
    return cut_words(text)


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

    def add_text(self, marked: Sentence, held_out: Set[str]) -> None:
        """Count the words of a text, and where in its terms they stand."""
        words = self.cut(marked.text)
        self.count.update(word.text for word in words)
        starts = {word.span.start: i for i, word in enumerate(words)}
        ends = {word.span.end: i for i, word in enumerate(words)}
        for span in marked.terms:
            low, high = starts.get(span.start), ends.get(span.end)
            if low is None or high is None:
                continue
            if held_out and plain_key(span.cut(marked.text)) in held_out:
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
