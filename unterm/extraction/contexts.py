"""A candidate in its sentence, with the citation of its paragraph."""

from __future__ import annotations

from unterm.extraction.counts import Place
from unterm.model import Citation, Context, Document, Span


def context_at(document: Document, place: Place, span: Span) -> Context:
    """The context of an occurrence: its segment, the span in it, and where that can be found."""
    name = document.symbol or document.title or document.path or "untitled"
    paragraph = document.paragraphs[place.paragraph]
    number = paragraph.number
    label = number if number and any(map(str.isalnum, number)) else f"[{place.paragraph + 1}]"
    if document.symbol:
        citation = Citation(symbol=document.symbol, paragraph=label)
    elif document.title:
        citation = Citation(title=document.title, date=document.date, paragraph=label)
    else:
        return Context(place.text, span, name)
    return Context(place.text, span, name, citation)
