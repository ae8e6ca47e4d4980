"""Citations as one line of text, and back."""

from __future__ import annotations

import datetime as dt
import re

from unterm.model import Citation

_SYMBOL = re.compile(r"[A-Z][A-Za-z0-9]*(?:[/.\-()][A-Za-z0-9.\-()*]+)+")
_PLACES = "article|target|indicator|goal|annex|appendix|chapter|section|rule|regulation|principle"
_PARAGRAPH = re.compile(
    rf"(?P<document>.+?), (?:para\. (?P<number>.+)|(?P<place>(?:{_PLACES}) \S.*))",
    re.DOTALL | re.IGNORECASE,
)
_DATE = re.compile(r"(?P<title>.+) \((?P<date>\d{4}-\d\d-\d\d)\)", re.DOTALL)


def parse_citation(text: str) -> Citation:
    """The citation that a text such as ``str(citation)`` names.

    What looks like a document symbol is one; anything else is a title.

    >>> parse_citation("S/2021/297, para. 4")
    Citation(symbol='S/2021/297', title=None, date=None, paragraph='4')
    >>> charter = parse_citation("Charter of the United Nations (1945-06-26), Article 33")
    >>> charter.date, charter.paragraph
    (datetime.date(1945, 6, 26), 'Article 33')
    """
    document, paragraph = text, None
    if found := _PARAGRAPH.fullmatch(text):
        document, paragraph = found["document"], found["number"] or found["place"]
    if _SYMBOL.fullmatch(document):
        return Citation(symbol=document, paragraph=paragraph)
    if found := _DATE.fullmatch(document):
        try:
            date = dt.date.fromisoformat(found["date"])
        except ValueError:
            return Citation(title=document, paragraph=paragraph)
        return Citation(title=found["title"], date=date, paragraph=paragraph)
    return Citation(title=document, paragraph=paragraph)
