"""What recall is measured against, what is lost, and recall beside a glossary that has the half.

Part of benchmarks/extraction.py.
"""

from __future__ import annotations

import itertools
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set

from extraction_annotations import count_in, count_marked, load_annotations, load_readers
from extraction_words import NO_TERMS, count_terms, count_words, keys_of

from unterm.extraction import count
from unterm.extraction.documents import extract_chinese
from unterm.extraction.marked import parse_marked
from unterm.extraction.variants import plain_key
from unterm.extraction.words import Words, load_words, make_words, parse_table
from unterm.glossary import Glossary
from unterm.matching import Hit
from unterm.model import Candidate, Concept, Document


def hits_of(documents: Sequence[Document], glossary: Glossary) -> Iterator[Hit]:
    """The terms of the glossary that stand in documents, longer ones masking shorter ones."""
    for document in documents:
        for part in document:
            yield from glossary.matcher.find(part.text)


def terms_of(documents: Sequence[Document], glossary: Glossary) -> Counter[str]:
    """These terms as they are written, with their occurrences."""
    return Counter(hit.text for hit in hits_of(documents, glossary))


WithoutTerms = Callable[[Iterable[Concept], Set[str]], Words]
"""What counts the table of words without some concepts and without some strings."""


def make_words_without(glossary: Glossary) -> WithoutTerms | None:
    """What counts the table of words without some terms; None where its texts are not there."""
    try:
        texts = load_annotations()
    except OSError:
        return None
    rest = Glossary(c for c in glossary if c.id not in NO_TERMS)
    shipped = load_words()

    def count_without(concepts: Iterable[Concept], terms: Set[str]) -> Words:
        held_out = keys_of(concepts) | {plain_key(term) for term in terms}
        table = parse_table(count_words("zh", texts, rest, held_out))
        marked = parse_marked(count_terms(texts, held_out))
        return make_words(table, shipped.frequencies, shipped.classes, marked)

    return count_without


def report_losses(
    candidates: Sequence[Candidate],
    every: Sequence[Candidate],
    gold: Collection[str],
    glossary: Glossary,
    judged: Mapping[str, str],
) -> None:
    """Say where the terms are that the candidates have not, and what stands in their place."""
    terms, shown, found = {*map(plain_key, gold)}, _strings(candidates), _strings(every)
    missed = terms - shown
    inside = sum(any(term in text for text in shown) for term in missed)
    print(
        f"  missed {len(missed)}: {len(missed & found)} further down, {len(missed - found)} nowhere"
    )
    print(f"  of these {inside} stand inside a longer candidate")
    allowed = {plain_key(d.text) for concept in glossary for d in concept.allowed("zh")}
    others = [c for c in candidates if not _strings([c]) & terms]
    nested = [c for c in others if plain_key(c.chinese) in allowed]
    verdicts = Counter(judged.get(c.chinese, "not judged") for c in others if c not in nested)
    print(
        f"  candidates that are none of the terms: {len(others)}; {len(nested)} are in the "
        f"glossary, but stand inside longer terms of it; others judged right {verdicts['yes']}, "
        f"wrong {verdicts['no']}, not judged {verdicts['not judged']}"
    )


def _strings(candidates: Sequence[Candidate]) -> set[str]:
    return {plain_key(text) for c in candidates for text in (c.chinese, *c.variants)}


def look_for_halves(
    documents: Sequence[Document],
    glossary: Glossary,
    without: WithoutTerms | None,
) -> tuple[list[Candidate], Counter[str]]:
    """New candidates with each half of the concepts given, and the terms of the halves not given.

    ``without`` takes those out of the table of words as well.
    """
    found: list[Candidate] = []
    terms: Counter[str] = Counter()
    for half in (0, 1):
        given = Glossary(c for c in glossary if zlib.crc32(c.id.encode()) % 2 == half)
        other = {c.id for c in glossary} - {c.id for c in given}
        concepts = (concept for concept in glossary if concept.id in other)
        words = without(concepts, set()) if without else load_words()
        candidates = extract_chinese(count(documents, glossary=given), given, (), 500, words)
        new = [candidate for candidate in candidates if candidate.kind != "known"]
        hits = [
            hit
            for hit in hits_of(documents, glossary)
            if all(pattern.concept.id in other for pattern in hit.patterns)
        ]
        found += new
        terms.update(hit.text for hit in hits)
    return found, terms


def load_gold(name: str, documents: Sequence[Document]) -> Counter[str]:
    """The terms that readers have marked in a text, with their occurrences; none if it has none.

    In the seeds those that two of the three readers have marked.
    """
    if name == "seeds":
        votes = Counter(term for marked in load_readers() for term in marked)
        counts = count_in({term for term, number in votes.items() if number > 1}, documents)
        return Counter({term: max(1, number) for term, number in counts.items()})
    try:
        return count_marked(load_annotations(name))
    except OSError:
        return Counter()


def report_learned(gold: Collection[str], documents: Sequence[Document]) -> None:
    """How much of a text stands in the sentences that extraction learns from."""
    try:
        sentences = load_annotations()
    except OSError:
        return
    learned = {key for sentence in sentences for key in sentence.strings()}
    known = sum(plain_key(term) in learned for term in gold)
    texts = {sentence.text for sentence in sentences}
    segments = [part.text for document in documents for part in document]
    print(
        f"  of the marked terms {known / len(gold):.2f} are terms of the sentences learned from; "
        f"{sum(text in texts for text in segments)} of {len(segments)} segments are among these"
    )


def report_agreement() -> None:
    """How many terms the readers of the seeds have marked, and how far they agree."""
    readers = load_readers()
    pairs = itertools.combinations(readers, 2)
    agreed = [2 * len(one & other) / (len(one) + len(other)) for one, other in pairs]
    print(
        f"  marked by three readers: {', '.join(str(len(terms)) for terms in readers)} terms; "
        f"any two agree with an F1 of {', '.join(f'{f1:.2f}' for f1 in agreed)}"
    )
