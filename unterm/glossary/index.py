"""Look-up by any designation: exact, folded, fuzzy, and pinyin where the extra is installed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from rapidfuzz import fuzz, process

from unterm.language.folding import fold_key
from unterm.language.scripts import is_han
from unterm.matching import english_forms
from unterm.model import Concept, Designation, LookupResult, Status, TermType

_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
_MARKS: Final = str.maketrans("", "", "《》〈〉\"'")
# Below these similarities (rapidfuzz ratio, 0 to 100) a look-up is a guess. A Chinese term has few
# characters, each carrying much: one wrong in four is 75 and one wrong in six is 83.
_CUTOFF_ENGLISH: Final = 85.0
_CUTOFF_CHINESE: Final = 74.0
_SCORES: Final = {
    "exact": 1.0,
    "folded": 0.97,
    "acronym": 0.95,
    "short-form": 0.94,
    "variant": 0.93,
    "superseded": 0.85,
    "deprecated": 0.8,
    "pinyin": 0.75,
}

Entry = tuple[Concept, Designation]


def lookup_key(text: str) -> str:
    """Folded, without a leading article, title marks and quotation marks.

    >>> lookup_key("The  Charter"), lookup_key("《聯合國憲章》")
    ('charter', '联合国宪章')
    """
    return _ARTICLE.sub("", fold_key(text.translate(_MARKS)))


class Index:
    """The tables behind `Glossary.lookup`; built at first use."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._forms: dict[str, list[Entry]] = {}
        for concept in concepts:
            for designation in concept.designations:
                entry = (concept, designation)
                key = lookup_key(designation.text)
                self._entries.setdefault(key, []).append(entry)
                if designation.lang == "en":
                    for form in english_forms(designation.text)[1:]:
                        self._forms.setdefault(lookup_key(form), []).append(entry)

    def find(self, text: str, *, limit: int) -> list[LookupResult]:
        """The ranked results for a text."""
        key = lookup_key(text)
        if not key:
            return []
        entries = [*self._entries.get(key, ()), *self._forms.get(key, ())]
        results = [_result(text, entry) for entry in entries] or self._fuzzy(key, limit)
        results = results or self._by_pinyin(key)
        results.sort(key=lambda r: (-r.score, r.concept.id))
        best: dict[str, LookupResult] = {}
        for result in results:
            best.setdefault(result.concept.id, result)
        return list(best.values())[:limit]

    def _fuzzy(self, key: str, limit: int) -> list[LookupResult]:
        chinese = any(is_han(c) for c in key)
        keys = self._chinese_keys if chinese else self._latin_keys
        cutoff = _CUTOFF_CHINESE if chinese else _CUTOFF_ENGLISH
        if len(key) < (3 if chinese else 5):
            return []
        return [
            LookupResult(concept, designation, round(0.9 * score / 100, 3), "fuzzy")
            for found, score, _ in process.extract(
                key, keys, scorer=fuzz.ratio, limit=limit, score_cutoff=cutoff
            )
            for concept, designation in self._entries[found]
        ]

    def _by_pinyin(self, key: str) -> list[LookupResult]:
        if not re.fullmatch(r"[a-z' ]{4,}", key):
            return []
        entries = self._pinyin.get(re.sub("[' ]", "", key), ())
        return [LookupResult(c, d, _SCORES["pinyin"], "pinyin") for c, d in entries]

    @cached_property
    def _chinese_keys(self) -> list[str]:
        return [key for key in self._entries if any(is_han(c) for c in key)]

    @cached_property
    def _latin_keys(self) -> list[str]:
        return [key for key in self._entries if not any(is_han(c) for c in key)]

    @cached_property
    def _pinyin(self) -> dict[str, list[Entry]]:
        try:
            from pypinyin import lazy_pinyin
        except ImportError:  # an extra: without it a look-up by pinyin finds nothing
            return {}
        table: dict[str, list[Entry]] = {}
        for key in self._chinese_keys:
            table.setdefault("".join(lazy_pinyin(key)), []).extend(self._entries[key])
        return table


def _result(text: str, entry: Entry) -> LookupResult:
    concept, designation = entry
    if designation.status is Status.DEPRECATED:
        reason = "deprecated"
    elif designation.status is Status.SUPERSEDED:
        reason = "superseded"
    elif designation.term_type is TermType.ACRONYM:
        reason = "acronym"
    elif designation.term_type is TermType.SHORT:
        reason = "short-form"
    elif designation.status is Status.ADMITTED:
        reason = "variant"
    else:
        reason = "exact" if designation.text == text.strip() else "folded"
    return LookupResult(concept, designation, _SCORES[reason], reason)
