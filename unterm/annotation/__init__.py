"""Mark every designation of a glossary in a text."""

from __future__ import annotations

from collections.abc import Set

from unterm.annotation.edges import doubted_edges
from unterm.errors import require
from unterm.glossary import Glossary
from unterm.matching import Hit
from unterm.model import Document, Occurrence, Span

# Most occurrences that word segmentation doubts are right (jieba cuts across 建设和平等), so a
# doubt lowers the certainty and never drops an occurrence.
DOUBTED = 0.85
# Not so where both ends of a short one lie inside words, as in 协|调解|决 or 十五|届会|议: of 46 in
# public pairs, 40 were no occurrences.
UNLIKELY = 0.15
SHORT = 3

__all__ = ["DOUBTED", "UNLIKELY", "annotate"]


def annotate(
    text: str | Document, glossary: Glossary, *, judge_edges: bool = False
) -> list[Occurrence]:
    """Every designation in a text of either language, longer ones masking shorter ones, in order.

    A string is taken as it is, line wraps inside Chinese words tolerated; a document segment by
    segment, in its repaired text. Spans always point into the text that was given, so
    ``text[o.span.start:o.span.end] == o.text``. With ``judge_edges`` an occurrence whose edge lies
    inside a word, as jieba sees it, has its ``certainty`` lowered to `DOUBTED`, and a short one of
    which both edges do to `UNLIKELY` (jieba takes a second to load).

    >>> from unterm.model import Concept
    >>> glossary = Glossary([Concept.of("confidence-building measures", "建立信任措施")])
    >>> [(o.span, o.text) for o in annotate("安理会强调建立信\\n\\n任措施", glossary)]
    [(Span(start=5, end=13), '建立信\\n\\n任措施')]
    """
    require("text", text, Document, str)
    require("glossary", glossary, Glossary)
    find = glossary.matcher.find
    if isinstance(text, str):
        hits = find(text)
        doubted = doubted_edges(text) if judge_edges and hits else frozenset()
        return [_occurrence(hit, hit.span, hit.text, doubted) for hit in hits]
    occurrences: list[Occurrence] = []
    for segment in text.segments:
        hits = find(segment.text)
        doubted = doubted_edges(segment.text) if judge_edges and hits else frozenset()
        for hit in hits:
            span = segment.to_source(hit.span)
            occurrences.append(_occurrence(hit, span, span.cut(text.text), doubted))
    return occurrences


def _occurrence(hit: Hit, span: Span, text: str, doubted: Set[int]) -> Occurrence:
    concept, designation = hit.patterns[0]
    homonyms = tuple((p.concept, p.designation) for p in hit.patterns[1:])
    doubts = (hit.span.start in doubted) + (hit.span.end in doubted)
    certainty = DOUBTED if doubts else 1.0
    if doubts == 2 and len(hit.text) <= SHORT:
        certainty = UNLIKELY
    # By position: a text of a megabyte has a hundred thousand of them.
    return Occurrence(span, text, concept, designation, homonyms, certainty)
