"""The texts in which readers have marked every term.

By the rules of ``annotation_rules.md``. ``data/annotated_un_pairs.tsv`` has a line for each
sentence of ``un-pairs`` that was read (file and number of its line, from 0) and the terms that were
marked in it, in their order: extraction learns from them. ``data/annotated_culture.tsv`` and
``annotated_health.tsv`` have the same for texts that it is measured on, and
``data/annotated_seeds.tsv`` every string that one of three readers has marked in the seeds, and
which of them have.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from unterm.extraction.variants import plain_key
from unterm.model import Document, Span

HERE = Path(__file__).parent
DATA = Path(os.environ.get("UNTERM_DATA", HERE.parent / ".." / "shared" / "data"))


class Sentence(NamedTuple):
    """A sentence, and the spans of the terms in it, in order and without overlaps.

    ``source`` is the file that it is from.
    """

    text: str
    terms: Sequence[Span]
    source: str

    def strings(self) -> set[str]:
        """The terms as they are compared."""
        return {plain_key(span.cut(self.text)) for span in self.terms}


def load_annotations(name: str = "un_pairs") -> list[Sentence]:
    """The sentences that were read; an `OSError` where the texts are not there."""
    lines = (HERE / "data" / f"annotated_{name}.tsv").read_text("utf-8").splitlines()
    return [_find(*line.split("\t")) for line in lines]


def load_readers() -> list[set[str]]:
    """What each of the three readers has marked in the seeds, as terms are compared."""
    readers: list[set[str]] = [set(), set(), set()]
    for line in (HERE / "data" / "annotated_seeds.tsv").read_text("utf-8").splitlines():
        term, numbers = line.split("\t")
        for number in numbers:
            readers[int(number) - 1].add(plain_key(term))
    return readers


def count_marked(texts: Iterable[Sentence]) -> Counter[str]:
    """The terms as they are compared, with their occurrences."""
    return Counter(plain_key(span.cut(marked.text)) for marked in texts for span in marked.terms)


def count_in(terms: Collection[str], documents: Iterable[Document]) -> Counter[str]:
    """How often each term stands in documents outside longer ones of them."""
    text = "\n".join(plain_key(part.text) for document in documents for part in document)
    counts: Counter[str] = Counter()
    for term in sorted(terms, key=lambda term: (-len(term), term)):
        counts[term] = text.count(term)
        text = text.replace(term, "\n")
    return counts


def _find(place: str, terms: str) -> Sentence:
    name, number = place.split()
    text = _read(name)[int(number)]
    return Sentence(text, [*_spans(text, terms.split("|") if terms else [])], name)


def _spans(text: str, terms: Sequence[str]) -> Iterator[Span]:
    start = 0
    for term in terms:
        start = text.index(term, start)
        yield Span(start, start + len(term))
        start += len(term)


@cache
def _read(name: str) -> list[str]:
    lines = (DATA / "un-pairs" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["zh"].replace("\n", " ") for line in lines]
