"""Mark every designation of a glossary in a text."""

from __future__ import annotations

from unterm.annotation.edges import doubted_edges
from unterm.glossary import Glossary
from unterm.matching import Hit
from unterm.model import Document, Occurrence, Span

# Of the occurrences that word segmentation doubts, 17 in 20 were right on the seed documents; so a
# doubt lowers the certainty and never drops an occurrence.
DOUBTED = 0.85

__all__ = ["DOUBTED", "annotate"]


def annotate(
    text: str | Document, glossary: Glossary, *, judge_edges: bool = False
) -> list[Occurrence]:
    """Every designation in a text of either language, longer ones masking shorter ones, in order.

    A string is taken as it is, line wraps inside Chinese words tolerated; a document segment by
    segment, in its repaired text. Spans always point into the text that was given, so
    ``text[o.span.start:o.span.end] == o.text``. With ``judge_edges`` an occurrence whose edge lies
    inside a word, as jieba sees it, has its ``certainty`` lowered (jieba takes a second to load).

    >>> from unterm.model import Concept
    >>> glossary = Glossary([Concept.of("confidence-building measures", "建立信任措施")])
    >>> [(o.span, o.text) for o in annotate("安理会强调建立信\\n\\n任措施", glossary)]
    [(Span(start=5, end=13), '建立信\\n\\n任措施')]
    """
    if isinstance(text, str):
        return [
            _occurrence(hit, hit.span, hit.text, edges)
            for hit, edges in _judged(text, glossary, judge_edges)
        ]
    occurrences: list[Occurrence] = []
    for segment in text.segments:
        for hit, edges in _judged(segment.text, glossary, judge_edges):
            span = segment.to_source(hit.span)
            occurrences.append(_occurrence(hit, span, span.cut(text.text), edges))
    return occurrences


def _judged(text: str, glossary: Glossary, judge: bool) -> list[tuple[Hit, bool]]:
    hits = glossary.matcher.find(text)
    if not judge or not hits:
        return [(hit, False) for hit in hits]
    doubted = doubted_edges(text)
    return [(hit, hit.span.start in doubted or hit.span.end in doubted) for hit in hits]


def _occurrence(hit: Hit, span: Span, text: str, doubted: bool) -> Occurrence:
    first, *others = hit.patterns
    return Occurrence(
        span=span,
        text=text,
        concept=first.concept,
        designation=first.designation,
        homonyms=tuple((p.concept, p.designation) for p in others),
        certainty=DOUBTED if doubted else 1.0,
    )
