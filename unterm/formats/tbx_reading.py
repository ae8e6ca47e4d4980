"""TBX reading: ISO 30042:2019 in both styles, version 2 (``martif``), and the older TBX-Min."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from unterm.errors import FormatError
from unterm.formats.citations import parse_citation
from unterm.formats.drafts import Draft, DraftTerm, Gathering, collapse
from unterm.formats.markup import Element, stream
from unterm.formats.reports import Reading
from unterm.formats.tags import language_of
from unterm.formats.tbx_categories import STATUS_WORDS, TYPE_WORDS
from unterm.model import Citation, Status, TermType

_ROOTS = frozenset({"tbx", "martif", "TBX"})
_ENTRIES = frozenset({"conceptEntry", "termEntry", "entry"})
_LANGUAGES = ("langSec", "langSet", "langGroup")
_TERMS = ("termSec", "tig", "ntig", "termGroup")
_GROUPS = frozenset({"descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "termGrp"})
_TYPED = frozenset(
    {"descrip", "admin", "termNote", "ref", "xref", "transac"}
    | {"descripNote", "adminNote", "transacNote"}
)
# Dates and the hands that made a change say nothing about the terms.
_HISTORY = frozenset({"transactionType", "responsibility", "date"})

_STATUSES: Mapping[str, Status] = {
    **{word: status for status, word in STATUS_WORDS.items()},
    **{word.removesuffix("-admn-sts"): status for status, word in STATUS_WORDS.items()},
    **{status.value: status for status in Status},
    "notRecommended": Status.DEPRECATED,
    "obsolete": Status.SUPERSEDED,
    "standardizedTerm": Status.PREFERRED,
}
_TYPES: Mapping[str, TermType] = {
    **{word: kind for kind, word in TYPE_WORDS.items()},
    "abbreviation": TermType.SHORT,
    "initialism": TermType.ACRONYM,
    "phrase": TermType.FULL,
    "entryTerm": TermType.FULL,
    "synonym": TermType.FULL,
}
# Version 2 marks the head term of an entry and its synonyms as types of term.
_STATUS_OF_TYPE = {"entryTerm": Status.PREFERRED, "synonym": Status.ADMITTED}


def load_tbx(path: str | Path) -> Reading:
    """The concepts of a TBX file, with what could not be taken.

    Raises `FormatError` with the line where it is no TBX, or not well-formed.
    """
    reader = _Entries()
    elements = stream(path, _ENTRIES)
    root = next(elements)
    if root.name not in _ROOTS:
        raise FormatError(
            path, root.line, f"the file begins with <{root.name}>; TBX has <tbx> or <martif>"
        )
    for element in elements:
        if element.name in _ENTRIES:
            reader.take(element)
    return reader.result()


class _Entries:
    """Gathers entries, and counts the data categories that have no place in a concept."""

    def __init__(self) -> None:
        self._gathering = Gathering()
        self._untaken: Counter[str] = Counter()

    def take(self, entry: Element) -> None:
        """One entry."""
        subjects: list[str] = []
        definitions: dict[str, list[str]] = {"": [], "en": [], "zh": []}
        notes: list[str] = []
        relations: list[tuple[str, str]] = []
        for name, element in _categories(entry, _LANGUAGES):
            value = collapse(element.text())
            target = element.attributes.get("target", "").lstrip("#")
            if name == "subjectField" and value:
                subjects.append(value)
            elif name == "definition" and value:
                definitions[""].append(value)
            elif name == "note" and value:
                notes.append(value)
            elif name == "crossReference" and target:
                relations.append(("related", target))
            else:
                self._leave(name, value or target)
        terms: list[DraftTerm] = []
        for section in entry.children(*_LANGUAGES):
            tag = section.language or ""
            terms.extend(self._section(section, tag, definitions, notes))
            if not tag:
                self._gathering.problem(
                    section.line, entry.attributes.get("id", ""), "a section names no language"
                )
        self._untaken["subjectField"] += len(subjects[1:])
        ours = [*definitions["en"], *definitions[""], *definitions["zh"]]
        self._untaken["definition"] += len(ours[1:])
        self._gathering.take(
            Draft(
                line=entry.line,
                id=entry.attributes.get("id"),
                terms=tuple(terms),
                subject_field=next(iter(subjects), None),
                definition=next(iter(ours), None),
                notes=tuple(notes),
                relations=tuple(relations),
            )
        )
        self._stray(entry, len(terms))

    def result(self) -> Reading:
        """What was read; each category that was left is named with how often it stood."""
        for name, count in sorted(self._untaken.items()):
            if count:
                self._gathering.problem(None, "", f"{name} not taken ({count} times)")
        return self._gathering.result()

    def _section(
        self, section: Element, tag: str, definitions: dict[str, list[str]], notes: list[str]
    ) -> Iterator[DraftTerm]:
        language = language_of(tag)
        for name, element in _categories(section, _TERMS):
            value = collapse(element.text())
            if name == "definition" and value and language:
                definitions[language].append(value)
            elif name == "note" and value and language:
                notes.append(value)
            else:
                self._leave(name, value)
        for part in section.children(*_TERMS):
            yield from self._term(part, tag)

    def _term(self, part: Element, tag: str) -> Iterator[DraftTerm]:
        text, status, kind = "", None, TermType.FULL
        sources: list[Citation] = []
        notes: list[str] = []
        region = None
        for name, element in _categories(part, ()):
            value = collapse(element.text())
            if name == "term" and not text:
                text = value
            elif name in ("administrativeStatus", "normativeAuthorization", "termStatus"):
                status = _STATUSES.get(value.removesuffix("-admn-sts"), status)
                if value.removesuffix("-admn-sts") not in _STATUSES:
                    self._untaken[f"{name} {value!r}"] += 1
            elif name == "termType":
                kind = _TYPES.get(value, kind)
                status = status or _STATUS_OF_TYPE.get(value)
                if value not in _TYPES:
                    self._untaken[f"{name} {value!r}"] += 1
            elif name == "geographicalUsage" and region is None:
                region = value or None
            elif name == "source" and value and element in part.content:
                sources.append(parse_citation(value))
            elif name == "note" and value:
                notes.append(value)
            else:
                self._leave(name, value)
        if not text:
            self._gathering.problem(part.line, "", f"a term in {tag!r} is empty; not taken")
            return
        yield DraftTerm(
            text=text,
            tag=tag,
            status=status,
            term_type=kind,
            sources=tuple(sources),
            region=region,
            note="; ".join(notes) or None,
        )

    def _leave(self, name: str, value: str) -> None:
        if value and name not in _HISTORY:
            self._untaken[name] += 1

    def _stray(self, entry: Element, taken: int) -> None:
        """Terms that stand where no format has them."""
        terms = [e for e in entry.walk() if e.name == "term" and collapse(e.text())]
        if len(terms) > taken:
            self._gathering.problem(
                entry.line,
                entry.attributes.get("id", ""),
                f"{len(terms) - taken} of its {len(terms)} terms stand outside of a term section "
                "in a language section; not taken",
            )


def _categories(parent: Element, stop: tuple[str, ...]) -> Iterator[tuple[str, Element]]:
    """The data categories of a level with their elements, groups opened, lower levels left out."""
    for child in parent.children():
        if child.name in stop:
            continue
        if child.name in _GROUPS:
            yield from _categories(child, stop)
        elif child.name in _TYPED:
            yield child.attributes.get("type", child.name), child
        else:
            yield child.name, child
