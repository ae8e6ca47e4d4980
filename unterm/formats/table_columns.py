"""The columns of glossary tables: their names, those that people give them, and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unterm.errors import FormatError, InputError
from unterm.formats.tags import language_of
from unterm.model import Kind, Language, Status, TermType

CONCEPT_COLUMNS = ("id", "kind", "subject_field")
CLOSING_COLUMNS = ("definition", "notes", "relations")
TERM_COLUMNS = (
    *("lang", "term", "status", "term_type", "sources", "valid_from", "valid_until", "region"),
    *("note", "detect", "case_sensitive", "not_in"),
)
# In a table of one row a concept, each column of terms has one status and one type.
VARIANTS: Mapping[str, tuple[Status, TermType]] = {
    "": (Status.PREFERRED, TermType.FULL),
    "_short": (Status.ADMITTED, TermType.SHORT),
    "_acronym": (Status.ADMITTED, TermType.ACRONYM),
    "_variant": (Status.ADMITTED, TermType.VARIANT),
    "_admitted": (Status.ADMITTED, TermType.FULL),
    "_deprecated": (Status.DEPRECATED, TermType.FULL),
    "_superseded": (Status.SUPERSEDED, TermType.FULL),
}
LANGUAGES: tuple[Language, ...] = ("en", "zh")
ROW_A_TERM = (*CONCEPT_COLUMNS, *TERM_COLUMNS, *CLOSING_COLUMNS)
ROW_A_CONCEPT = (
    *CONCEPT_COLUMNS,
    *(f"{lang}{variant}" for lang in LANGUAGES for variant in VARIANTS),
    *("en_sources", "zh_sources"),
    *CLOSING_COLUMNS,
)
_KNOWN = frozenset(ROW_A_TERM) | frozenset(ROW_A_CONCEPT)
_ALIASES: Mapping[str, str] = {
    **dict.fromkeys(("英文", "英语", "英文术语", "source", "source term", "english term"), "en"),
    **dict.fromkeys(("中文", "汉语", "中文术语", "target", "target term", "chinese term"), "zh"),
    **dict.fromkeys(("concept id", "concept", "entry", "entry id", "编号"), "id"),
    **dict.fromkeys(("subject", "subject field", "domain", "领域", "学科"), "subject_field"),
    **dict.fromkeys(("definitions", "定义"), "definition"),
    **dict.fromkeys(("remarks", "comment", "comments", "备注", "注释"), "notes"),
    **dict.fromkeys(("language", "语言"), "lang"),
    **dict.fromkeys(("designation", "术语"), "term"),
    **dict.fromkeys(("usage", "状态"), "status"),
    **dict.fromkeys(("type", "term type", "类型"), "term_type"),
    **dict.fromkeys(("source document", "reference", "出处", "来源"), "sources"),
}
_STATUS_WORDS: Mapping[str, Status] = {
    **{status.value: status for status in Status},
    **dict.fromkeys(("approved", "首选", "推荐"), Status.PREFERRED),
    **dict.fromkeys(("allowed", "认可", "可用"), Status.ADMITTED),
    **dict.fromkeys(("forbidden", "avoid", "not recommended", "弃用", "禁用"), Status.DEPRECATED),
    **dict.fromkeys(("obsolete", "former", "旧称", "已取代"), Status.SUPERSEDED),
}
_YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("yes", "true", "1", "是"), True),
    **dict.fromkeys(("no", "false", "0", "否"), False),
}


@dataclass(frozen=True, slots=True)
class Header:
    """Which column of a table holds which field; ``unknown`` are those that hold none."""

    positions: Mapping[str, int]
    unknown: tuple[str, ...]

    @property
    def row_a_term(self) -> bool:
        """Whether each row is a term, not a concept."""
        return "term" in self.positions

    @property
    def usable(self) -> bool:
        """Whether it is the header of a glossary at all."""
        return {"en", "zh"} <= self.positions.keys() or {"term", "lang"} <= self.positions.keys()


def read_header(cells: Sequence[str], columns: Mapping[str, str] | None = None) -> Header:
    """What the first row of a table says; ``columns`` maps names in the file to fields.

    >>> read_header(["No.", "English", "zh-Hans-CN", "EN acronym"]).positions
    {'en': 1, 'zh': 2, 'en_acronym': 3}
    """
    given = dict(columns or {})
    for wanted in given.values():
        if wanted not in _KNOWN:
            raise InputError(f"{wanted!r} is no field of a glossary; fields: {', '.join(_KNOWN)}")
    positions: dict[str, int] = {}
    unknown: list[str] = []
    for position, cell in enumerate(cells):
        name = cell.strip()
        field = given.pop(name, None) if columns else _field(name)
        if field is None or field in positions:
            unknown.append(name)
        else:
            positions[field] = position
    if given:
        raise InputError(f"the table has no column {next(iter(given))!r}")
    return Header(positions, tuple(name for name in unknown if name))


class Cells:
    """One row by the names of its columns; what it refuses names row and column."""

    def __init__(self, path: object, header: Header, number: int, cells: Sequence[str]) -> None:
        self._path = str(path)
        self._header = header
        self._cells = cells
        self.number = number

    def get(self, field: str) -> str:
        """The cell without outer white space, empty where there is none."""
        position = self._header.positions.get(field)
        if position is None or position >= len(self._cells):
            return ""
        return self._cells[position].strip()

    def refuse(self, field: str, wanted: str) -> FormatError:
        """The error that names row and column."""
        return FormatError(
            self._path,
            self.number,
            f"column {field!r} has {self.get(field)!r}; wanted: {wanted}",
        )

    def kind(self) -> Kind:
        """The kind of concept, a term where nothing is said."""
        word = self.get("kind").lower()
        if word and word not in set(Kind):
            raise self.refuse("kind", ", ".join(Kind))
        return Kind(word) if word else Kind.TERM

    def status(self) -> Status | None:
        """The status of a term, None where nothing is said."""
        word = self.get("status").lower()
        if word and word not in _STATUS_WORDS:
            raise self.refuse("status", ", ".join(Status))
        return _STATUS_WORDS[word] if word else None

    def term_type(self) -> TermType:
        """The type of a term, a full form where nothing is said."""
        word = self.get("term_type").lower().replace("_", " ")
        if word and word not in set(TermType):
            raise self.refuse("term_type", ", ".join(TermType))
        return TermType(word) if word else TermType.FULL

    def year(self, field: str) -> int | None:
        """A year, None where nothing is said."""
        text = self.get(field)
        if text and not re.fullmatch(r"-?\d{1,9}", text):
            raise self.refuse(field, "a year")
        return int(text) if text else None

    def yes_no(self, field: str) -> bool | None:
        """Yes or no, None where nothing is said."""
        word = self.get(field).lower()
        if word and word not in _YES_NO:
            raise self.refuse(field, "yes or no")
        return _YES_NO[word] if word else None


def _field(name: str) -> str | None:
    """The field that a column's name means, None if it means none.

    >>> _field("Chinese acronym"), _field("zh-CN"), _field("EN_deprecated"), _field("Owner")
    ('zh_acronym', 'zh', 'en_deprecated', None)
    """
    plain = name.lower().strip().lstrip("\ufeff")
    if plain in _KNOWN or plain.replace(" ", "_") in _KNOWN:
        return plain if plain in _KNOWN else plain.replace(" ", "_")
    if plain in _ALIASES:
        return _ALIASES[plain]
    if language := language_of(plain):
        found = re.search(
            r"[ _](short|acronym|variant|admitted|deprecated|superseded|sources)$", plain
        )
        if found:
            return f"{language}_{found[1]}"
        return language if re.fullmatch(r"[\w-]+", plain) else None
    first, _, rest = plain.replace("_", " ").partition(" ")
    language = language_of(first)
    variant = f"_{rest}"
    if language and (variant in VARIANTS or rest == "sources"):
        return f"{language}{variant}"
    return None
