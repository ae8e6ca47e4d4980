"""What stands behind a glossary: occurrences counted in real texts, and places that can be cited.

Nothing here is ever typed in. Reliability is what these counts amount to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from unterm.errors import require, require_each, require_pairs
from unterm.glossary import Glossary
from unterm.language.folding import fold_key
from unterm.model import (
    Attestation,
    Citation,
    Concept,
    Designation,
    Document,
    Paragraph,
    Status,
)

# One citation a document is enough to look a term up, three documents are enough to trust it.
MOST_SOURCES = 3

__all__ = ["MOST_SOURCES", "attest", "cite"]


def cite(
    glossary: Glossary,
    documents: Iterable[Document],
    pairs: Iterable[tuple[str, str, Citation]] = (),
) -> Glossary:
    """The glossary with, for each designation, the first place in each document where it stands.

    ``documents`` are in Chinese. ``pairs`` are (English, Chinese, where they stand) of texts in
    both languages; there a designation is cited only where the other language has its equivalent.
    Earlier citations are replaced: a citation is only as good as the text that proves it.
    """
    require("glossary", glossary, Glossary)
    places: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    seen: set[tuple[str, str, str]] = set()

    def note(concept: Concept, designation: Designation, document: str, place: Citation) -> None:
        key = (concept.id, designation.text)
        if (*key, document) not in seen and len(places[key]) < MOST_SOURCES:
            seen.add((*key, document))
            places[key].append(place)

    for document in _each_document(documents):
        name = document.symbol or document.title or document.path or "untitled"
        for position, paragraph in enumerate(document.paragraphs):
            for concept, designation in _designations(glossary, document, paragraph):
                note(concept, designation, name, _citation(document, position))
    for english, chinese, place in pairs:
        found = {
            "en": _patterns_in(glossary, english, "en"),
            "zh": _patterns_in(glossary, chinese, "zh"),
        }
        for concept_id in found["en"].keys() & found["zh"].keys():
            for side in found.values():
                concept, designation = side[concept_id]
                if designation.status.allowed:
                    note(concept, designation, place.symbol or place.title or "", place)
    return Glossary(
        concept.model_copy(
            update={
                "designations": tuple(
                    d.model_copy(update={"sources": tuple(places.get((concept.id, d.text), ()))})
                    for d in concept.designations
                )
            }
        )
        for concept in glossary
    )


def _each_document(documents: Iterable[Document]) -> Iterable[Document]:
    if isinstance(documents, Document):
        return (documents,)
    return require_each("documents", documents, Document)


def _patterns_in(
    glossary: Glossary, text: str, lang: str
) -> dict[str, tuple[Concept, Designation]]:
    return {
        pattern.concept.id: (pattern.concept, pattern.designation)
        for hit in reversed(glossary.matcher.find(text))
        for pattern in reversed(hit.patterns)
        if pattern.designation.lang == lang
    }


def _designations(
    glossary: Glossary, document: Document, paragraph: Paragraph
) -> Iterable[tuple[Concept, Designation]]:
    for index in paragraph.segments:
        for hit in glossary.matcher.find(document.segments[index].text):
            for pattern in hit.patterns:
                if pattern.designation.lang == "zh":
                    yield pattern.concept, pattern.designation


def _citation(document: Document, position: int) -> Citation:
    label = document.label(position)
    if document.symbol:
        return Citation(symbol=document.symbol, paragraph=label)
    return Citation(
        title=document.title or document.path or "untitled", date=document.date, paragraph=label
    )


def attest(
    glossary: Glossary,
    pairs: Iterable[tuple[str, str]],
    chinese: Iterable[str] = (),
) -> Glossary:
    """The glossary with the figures of each concept counted anew.

    ``pairs`` are (English, Chinese) segments that translate each other, ``chinese`` further
    Chinese texts. A pair counts once for a concept, whatever the number of occurrences in it.

    >>> glossary = Glossary([Concept.of("sustaining peace", "保持和平")])
    >>> counted = attest(glossary, [("Sustaining peace matters.", "保持和平很重要。")])
    >>> counted["sustaining peace"].attestation
    Attestation(english_pairs=1, both_pairs=1, chinese_count=1)
    """
    require("glossary", glossary, Glossary)
    english_pairs: Counter[str] = Counter()
    both_pairs: Counter[str] = Counter()
    chinese_count: Counter[str] = Counter()
    allowed = {
        concept.id: tuple(fold_key(designation.text) for designation in concept.allowed("zh"))
        for concept in glossary
    }
    for english, translation in require_pairs("pairs", pairs):
        in_english = _concepts_in(glossary, english, "en")
        folded = fold_key(translation)
        english_pairs.update(in_english.keys())
        # Inside a longer term the equivalent is there all the same: no masking on this side.
        both_pairs.update(id for id in in_english if any(key in folded for key in allowed[id]))
        chinese_count.update(_concepts_in(glossary, translation, "zh"))
    for text in require_each("chinese", chinese, str):
        chinese_count.update(_concepts_in(glossary, text, "zh"))
    return Glossary(
        concept.model_copy(
            update={
                "attestation": Attestation(
                    english_pairs=english_pairs[concept.id],
                    both_pairs=both_pairs[concept.id],
                    chinese_count=chinese_count[concept.id],
                )
            }
        )
        for concept in glossary
    )


def _concepts_in(glossary: Glossary, text: str, lang: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for hit in glossary.matcher.find(text):
        counts.update(
            {
                pattern.concept.id
                for pattern in hit.patterns
                if pattern.designation.lang == lang
                and pattern.designation.status is not Status.DEPRECATED
            }
        )
    return counts
