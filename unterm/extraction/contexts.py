"""A candidate in its sentence, with the citation of its paragraph."""

from __future__ import annotations

from unterm.model import Bitext, Citation, Context, Document, Language, Span

MOST_CONTEXTS = 3


def context_at(document: Document, paragraph: int, text: str, span: Span) -> Context:
    """The context of an occurrence: its segment's text, the span in it, and where it is from.

    ``paragraph`` is the number of the paragraph in its document.
    """
    name = document.symbol or document.title or document.path or "untitled"
    number = document.paragraphs[paragraph].number
    label = number if number and any(map(str.isalnum, number)) else f"[{paragraph + 1}]"
    if document.symbol:
        citation = Citation(symbol=document.symbol, paragraph=label)
    elif document.title:
        citation = Citation(title=document.title, date=document.date, paragraph=label)
    else:
        return Context(text, span, name)
    return Context(text, span, name, citation)


def context_in_bead(bitext: Bitext, bead_number: int, lang: Language, span: Span) -> Context:
    """The context of an occurrence in one side of a bead."""
    bead = bitext.beads[bead_number]
    on_source = bitext.source.lang == lang
    document = bitext.source if on_source else bitext.target
    text = bitext.side(bead, "source" if on_source else "target")
    first = (bead.source if on_source else bead.target)[0]
    paragraph = next(
        number for number, p in enumerate(document.paragraphs) if first < p.segments.stop
    )
    return context_at(document, paragraph, text, span)
