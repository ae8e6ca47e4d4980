"""Keyword in context: every place where a string or a concept stands, with its sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from unterm.errors import InputError, require, require_each
from unterm.language.folding import fold, fold_key
from unterm.language.scripts import is_han
from unterm.matching import Matcher
from unterm.model import Bitext, Citation, Concept, Context, Document, Span

__all__ = ["find_contexts"]


def find_contexts(
    term: str | Concept, texts: Document | Iterable[Document] | Bitext
) -> Iterator[Context]:
    """Every occurrence of a term in documents, or in either side of a bitext, in order.

    A string is found whatever its width, case or script; a `Concept` by all its designations.
    One document may stand for a list of one. In a bitext the context's ``document`` is the text of
    the other side of the bead.

    >>> document = Document.from_segments(["安理会强调调解的重要性。"], lang="zh", symbol="S/1")
    >>> for context in find_contexts("调解", [document]):
    ...     print(context.span.cut(context.text), context.document)
    调解 S/1
    """
    require("term", term, str, Concept)
    if isinstance(term, str) and not term.strip():
        raise InputError("term is empty; give a string to look for, or a Concept")
    if isinstance(texts, Document):
        texts = (texts,)
    elif not isinstance(texts, Bitext):
        texts = require_each("texts", texts, Document)
    return _contexts(_finder(term), texts)


def _contexts(
    find: Callable[[str], list[Span]], texts: Iterable[Document] | Bitext
) -> Iterator[Context]:
    if isinstance(texts, Bitext):
        for bead in texts.beads:
            sides = (texts.side(bead, "source"), texts.side(bead, "target"))
            for text, other in (sides, sides[::-1]):
                for span in find(text):
                    yield Context(text, span, other)
        return
    for document in texts:
        name = document.symbol or document.title or document.path or ""
        citation = (
            Citation(symbol=document.symbol, title=document.title, date=document.date)
            if document.symbol or document.title
            else None
        )
        for segment in document:
            for span in find(segment.text):
                yield Context(segment.text, span, name, citation)


def _finder(term: str | Concept) -> Callable[[str], list[Span]]:
    if isinstance(term, Concept):
        matcher = Matcher([term], accept=lambda designation: True)
        return lambda text: [hit.span for hit in matcher.find(text)]
    key = fold_key(term)
    left = "" if not key or is_han(key[0]) else r"(?<![^\W_])"
    pattern = re.compile(left + re.escape(key)) if key else None

    def find(text: str) -> list[Span]:
        if pattern is None:
            return []
        folded = fold(text)
        return [folded.span(*match.span()) for match in pattern.finditer(folded.text)]

    return find
