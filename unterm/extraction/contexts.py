"""A candidate in its sentence, with the citation of its paragraph."""

from __future__ import annotations

from unterm.extraction.counts import Origin
from unterm.model import Bitext, Citation, Context, Language, Span

MOST_CONTEXTS = 3


def context_at(origin: Origin, label: str, text: str, span: Span) -> Context:
    """The context of an occurrence: its segment's text, the span in it, and where it is from."""
    if origin.symbol:
        citation = Citation(symbol=origin.symbol, paragraph=label)
    elif origin.title:
        citation = Citation(title=origin.title, date=origin.date, paragraph=label)
    else:
        return Context(text, span, origin.name)
    return Context(text, span, origin.name, citation)


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
    return context_at(Origin.of(document), document.label(paragraph), text, span)
