"""Checks of the script that the draft is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from unterm.checks.designations import code_for, regional_words, used
from unterm.checks.drafts import Draft, Unit
from unterm.checks.findings import finding, graded
from unterm.checks.registry import Rule, rule, rule_for
from unterm.language.folding import simplify
from unterm.language.scripts import HAN, detect_language, han_share
from unterm.language.usage import traditional_pattern
from unterm.model import Finding, Severity, Span, Status

_LATIN_WORDS: Final = re.compile(r"[A-Za-z]['’`A-Za-z]+")
_UNTRANSLATED_WORDS: Final = 4
_SAMPLE: Final = 20_000
_LEFTOVER: Final = re.compile(
    r"(?<![A-Za-z ,])(?:[A-Za-z][a-z]{1,24}[ ,]{1,2}){3,40}[A-Za-z][a-z]{1,24}(?![A-Za-z])"
)
_LEFTOVERS: Final = re.compile(
    r"(?<![A-Za-z])(?:TODO|FIXME|XXX+|TBD)(?![A-Za-z])|\[(?:译注|待译|待补|待查)[^\]]{0,40}\]|待译|�|&(?:nbsp|amp|lt|gt|quot);"
)

# The checks that put another word for one that may be in Traditional script.
_REPLACING: Final = ("deprecated-term", "foreign-usage")

# Letters that neither Chinese nor English is written in, Greek to Hangul; and Han besides.
_OTHER_LETTERS: Final = re.compile("[\u0370-\u1fff\u3041-\u30fa\u31f0-\u31ff\ua000-\ud7a3]+")
_NOT_ENGLISH: Final = re.compile(f"[{HAN}]|{_OTHER_LETTERS.pattern}")
# A sentence in another language, and no name or sample of it: this many letters.
_FEW_LETTERS: Final = 4
# A draft is in Latin script only where it is no table of symbols and acronyms.
_ENGLISH_LETTERS: Final = 20
_WHOLE: Final = 0.95
_SEGMENT: Final = 0.8


@rule("wrong-language", "accuracy")
def check_language(draft: Draft) -> Iterator[Finding]:
    """The draft is not written in Chinese, or its source is not written in English.

    The script tells: Han characters with kana or Hangul among them are no Chinese. Where the whole
    text is concerned, or its two sides are exchanged, that is said once, is an error, and nothing
    else is said of a text in another language; otherwise each segment in another script is
    reported. English in single segments is ``untranslated``.
    """
    told = draft.once(whole_in_another)
    if told is not None:
        yield _in_another(draft, draft.units[0], told.message, Severity.ERROR, _WHOLE)
        return
    for unit in draft.once(_foreign_units):
        said = "the segment is not written in Chinese"
        yield _in_another(draft, unit, said, Severity.WARNING, _SEGMENT)
    for unit in draft.once(_unreadable_sources):
        said = "the source of the segment is not in English"
        yield _in_another(draft, unit, said, Severity.WARNING, _SEGMENT)


@dataclass(frozen=True, slots=True)
class WrongLanguage:
    """A text that is in another language as a whole: what is wrong and what to do.

    ``chinese``: the draft itself can be read, and only its source is in another language.
    ``english``: it is English as its source is, or alone, and may not be translated yet.
    """

    message: str
    chinese: bool = False
    english: bool = False

    def leaves(self, rule: Rule) -> bool:
        """Whether another check has something to say all the same."""
        return (self.chinese and not rule.needs_source) or (
            self.english and rule.code == "untranslated"
        )


def whole_in_another(draft: Draft) -> WrongLanguage | None:
    """What is wrong with the languages of the texts as a whole, None where nothing is.

    What other checks would find in such texts is noise.
    """
    text = draft.target.text
    if not draft.units:
        return None
    if len(draft.once(_unreadable_sources)) * 2 > len(list(draft.pairs)):
        if detect_language(text) == "en":
            return WrongLanguage(
                "the draft is English and its source is not: exchange the two sides"
            )
        return WrongLanguage(
            "the source is not written in English: check against the English source", chinese=True
        )
    if len(draft.once(_foreign_units)) * 2 > len(draft.units):
        return WrongLanguage("the draft is not written in Chinese: check the Chinese text")
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    if letters >= _ENGLISH_LETTERS and detect_language(text) == "en" and not han_share(text):
        told = "the draft is written in English: check the Chinese text"
        return WrongLanguage(told, english=True)
    return None


def _foreign_units(draft: Draft) -> list[Unit]:
    return [unit for unit in draft.units if _foreign(unit.target.text)]


def _unreadable_sources(draft: Draft) -> list[Unit]:
    return [unit for unit, source in draft.pairs if _not_english(source.text)]


def _in_another(
    draft: Draft, unit: Unit, told: str, severity: Severity, confidence: float
) -> Finding:
    at = Span(0, len(unit.target.text))
    return finding(draft, unit, "wrong-language", severity, confidence, told, at=at)


def _foreign(text: str) -> bool:
    """Whether a text is in neither Han nor Latin script alone, such as Japanese or Korean.

    Among Han characters, one run of kana is a name.
    """
    runs = len(_OTHER_LETTERS.findall(text))
    if not runs or detect_language(text) is not None or not _is_a_sentence(text):
        return False
    return runs > 1 or not han_share(text)


def _not_english(text: str) -> bool:
    return (
        not text.isascii()
        and _NOT_ENGLISH.search(text) is not None
        and detect_language(text) != "en"
        and _is_a_sentence(text)
    )


def _is_a_sentence(text: str) -> bool:
    return sum(map(str.isalpha, text[:_SAMPLE])) >= _FEW_LETTERS


@rule("traditional-script", "locale", fix="safe")
def check_script(draft: Draft) -> Iterator[Finding]:
    """Traditional characters stand in a draft that is to be in Simplified script: 聯合國.

    The suggestion is the same in Simplified script. A designation of the glossary is reported as a
    whole, other stretches from their first Traditional character to the last. A word that is wrong
    in either script (資訊) is left to ``foreign-usage`` or ``deprecated-term`` where these run.
    What the source gives in Traditional script is quoted.
    """
    pattern = traditional_pattern()
    for unit in draft.units:
        for span in _stretches(draft, unit, pattern):
            given = span.cut(unit.target.text)
            if unit.source is not None and given in unit.source.text:
                continue
            yield finding(
                draft,
                unit,
                "traditional-script",
                Severity.ERROR,
                0.97,
                f"{given} is in Traditional script: write {simplify(given)}",
                at=span,
                suggestions=(simplify(given),),
            )


def _stretches(draft: Draft, unit: Unit, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where Traditional characters stand, outside the words that other checks replace."""
    text = unit.target.text
    if _foreign(unit.target.text):
        return  # Japanese shares many of them
    low = end = 0
    if not pattern.search(text):
        return
    for high, following in (*_replaced(draft, unit), (len(text), len(text))):
        for match in pattern.finditer(text, low, high):
            if match.start() >= end:
                span = _widened(unit, Span(*match.span()))
                end = span.end
                yield span
        low = following


def _replaced(draft: Draft, unit: Unit) -> list[Span]:
    """The spans of the words that other checks replace, in order."""
    wanted = {c for c in _REPLACING if draft.config.wants(c, rule_for(c).family)}
    spans = [hit.span for hit, d in used(unit, Status.DEPRECATED) if code_for(d) in wanted]
    if "foreign-usage" in wanted:
        spans += [span for span, _ in regional_words(unit)]
    return sorted(spans)


def _widened(unit: Unit, span: Span) -> Span:
    start, end = span
    for hit in unit.target.hits_over(span):
        start, end = min(start, hit.span.start), max(end, hit.span.end)
    return Span(start, end)


@rule("untranslated", "accuracy")
def check_untranslated(draft: Draft) -> Iterator[Finding]:
    """A segment of the draft is still English, or a stretch of English words stands in it.

    Names, acronyms and titles in brackets are left alone: only four and more words in a row, most
    of them in small letters, and whole segments without a Chinese character are reported.
    """
    for unit in draft.units:
        text = unit.target.text
        if len(_LATIN_WORDS.findall(text)) < _UNTRANSLATED_WORDS:
            continue
        share = han_share(text)
        if share == 0:
            small = sum(word.islower() for word in _LATIN_WORDS.findall(text))
            copied = unit.source is not None and unit.source.text.strip() == text.strip()
            if small < 2 and not copied:
                continue
            confidence = 0.9 if small >= 4 else 0.6
            yield finding(
                draft,
                unit,
                "untranslated",
                graded(Severity.ERROR, confidence),
                confidence,
                "the segment is not translated",
                at=Span(0, len(text)),
            )
            continue
        for match in _LEFTOVER.finditer(text):
            words = match[0].replace(",", " ").split()
            small = sum(word.islower() for word in words)
            before = text[max(0, match.start() - 1) : match.start()]
            if small * 2 <= len(words) or before in ("(", "（", "“", '"', "《", "["):
                continue
            yield finding(
                draft,
                unit,
                "untranslated",
                Severity.WARNING,
                0.6,
                "English words are left in the draft",
                at=Span(*match.span()),
            )


@rule("leftover", "accuracy")
def check_leftovers(draft: Draft) -> Iterator[Finding]:
    """Something that belongs to the work on the draft was left in it: TODO, [待译], &nbsp;.

    What the source has as well came with it.
    """
    for unit in draft.units:
        for match in _LEFTOVERS.finditer(unit.target.text):
            if unit.source is not None and match[0] in unit.source.text:
                continue
            yield finding(
                draft,
                unit,
                "leftover",
                Severity.WARNING,
                0.9,
                f"{match[0]} was left in the draft",
                at=Span(*match.span()),
            )
