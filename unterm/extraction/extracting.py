"""The verb: documents or a bitext in, candidates out."""

from __future__ import annotations

from collections.abc import Iterable

from unterm.errors import InputError, require
from unterm.extraction.bitexts import extract_pairs
from unterm.extraction.counts import Counts
from unterm.extraction.documents import extract_chinese
from unterm.glossary import Glossary
from unterm.language.scripts import detect_language, han_share
from unterm.language.words import WordCutter
from unterm.model import Bitext, Candidate, Document

MOST_CANDIDATES = 500
_SAMPLE = 20_000
_LEAST_LETTERS = 20
_LEAST_HAN = 0.05


def extract(
    texts: Document | Iterable[Document] | Bitext,
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

    One document may stand for a list of one. The documents may be a stream: each is cut into words
    once, and what is kept is about 120 bytes for a character. The same documents give the same
    list. Documents without terms give an empty list; `InputError` for a document in another
    language.

    >>> text = "欧洲安全与合作组织(欧安组织)通过了《赫尔辛基文件》。"
    >>> [c.chinese for c in extract([Document.from_segments([text], lang="zh")])][:3]
    ['《赫尔辛基文件》', '欧洲安全与合作组织', '欧安组织']
    """
    require("glossary", glossary, Glossary, type(None))
    require("limit", limit, int, type(None))
    require("texts", texts, Document, Bitext, Iterable)
    if isinstance(texts, Bitext):
        return extract_pairs(texts, glossary, _cutter(glossary), stop_list, limit)
    counts = Counts(_cutter(glossary))
    for number, document in enumerate([texts] if isinstance(texts, Document) else texts):
        if not isinstance(document, Document):
            raise InputError(
                f"item {number + 1} is a {type(document).__name__}: extract takes documents "
                "(unterm.read, unterm.segment), or one bitext by itself"
            )
        _refuse_other_languages(document, number)
        counts.add(document)
    return extract_chinese(counts, glossary, stop_list, limit)


def _refuse_other_languages(document: Document, number: int) -> None:
    language = "English" if document.lang != "zh" else None
    letters = sum(map(str.isalpha, document.text[:_SAMPLE]))
    if language is None and letters >= _LEAST_LETTERS:
        told = detect_language(document.text)
        if told is None or han_share(document.text[:_SAMPLE]) < _LEAST_HAN:
            language = "English or another Latin script" if told else "another language"
    if language is not None:
        raise InputError(
            f"document {number + 1} ({document.symbol or document.path or 'untitled'}) is in "
            f"{language}: extract takes Chinese documents, or a bitext that unterm.align made"
        )


def _cutter(glossary: Glossary | None) -> WordCutter:
    if glossary is None:
        return WordCutter()
    designations = (d.text for c in glossary for d in c.allowed("zh"))
    # rjieba adds no words without a frequency
    return WordCutter(designations, backend="jieba")
