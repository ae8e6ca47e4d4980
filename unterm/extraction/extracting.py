"""The verb: documents or a bitext in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable

from unterm.errors import InputError, require, require_each
from unterm.extraction.bitexts import extract_pairs
from unterm.extraction.counting import count, make_cutter, refuse_other_glossary
from unterm.extraction.counts import Counts
from unterm.extraction.documents import extract_chinese
from unterm.glossary import Glossary
from unterm.model import Bitext, Candidate, Document

MOST_CANDIDATES = 500


def extract(
    texts: Document | Iterable[Document] | Counts | Bitext,
    *,
    glossary: Glossary | None = None,
    stop_list: Iterable[str] = (),
    limit: int | None = MOST_CANDIDATES,
) -> list[Candidate]:
    """Term candidates of Chinese documents, or pairs of candidates of a bitext.

    Two sections, never mixed: first ``form`` (titles, full names with their short forms, lists of
    names, names of bodies and posts), then ``statistical`` (repeated sequences whose neighbours
    vary, words that general Chinese seldom has, and what stands as terms stand, even once). What
    the glossary has is shown as ``known`` and does not count against ``limit``. Strings in
    ``stop_list`` never come.

    One document may stand for a list of one, and what `count` has counted for the documents, with
    the same glossary. The documents may be a stream: each is cut into words
    once, and the memory grows by about 230 bytes for a character. The same documents give the same
    list. Documents without terms give an empty list; `InputError` for a document in another
    language.

    >>> text = "欧洲安全与合作组织(欧安组织)通过了《赫尔辛基文件》。"
    >>> [c.chinese for c in extract([Document.from_segments([text], lang="zh")])][:3]
    ['《赫尔辛基文件》', '欧洲安全与合作组织', '欧安组织']
    """
    require("glossary", glossary, Glossary, type(None))
    require("limit", limit, int, type(None))
    require("texts", texts, Document, Counts, Bitext, Iterable)
    stop_list = require_each("stop_list", stop_list, str)
    if limit is not None and limit < 0:
        raise InputError(f"limit is {limit}: give a number of candidates, or None for all")
    if isinstance(texts, Bitext):
        return extract_pairs(texts, glossary, make_cutter(glossary), stop_list, limit)
    if isinstance(texts, Counts):
        refuse_other_glossary(texts, glossary)
        return extract_chinese(texts, glossary, stop_list, limit)
    return extract_chinese(count(texts, glossary=glossary), glossary, stop_list, limit)
