"""The index of a folder of source documents: what is known of each file from elsewhere."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError, model_validator

from unterm.errors import FormatError
from unterm.formats.faults import explain
from unterm.formats.files import read_lines
from unterm.model.terms import Record, Text


class SymbolBasis(StrEnum):
    """Where the symbol of a document is known from."""

    PRINTED = "printed"
    OUTSIDE = "known from outside"
    NONE = "none known"


class SourceDocument(Record):
    """A document of the folder: its file, and what to cite it by.

    >>> SourceDocument(file="a.txt", title="某人的信", symbol_basis="none known").symbol is None
    True
    """

    file: Text
    symbol: Text | None = None
    symbol_basis: SymbolBasis
    date: dt.date | None = None
    title: Text
    note: str = ""

    @model_validator(mode="after")
    def _agree(self) -> SourceDocument:
        if (self.symbol is None) != (self.symbol_basis is SymbolBasis.NONE):
            raise ValueError(
                f"symbol {self.symbol!r} and symbol_basis {self.symbol_basis.value!r} contradict"
            )
        return self


def load_sources(path: str | Path) -> tuple[SourceDocument, ...]:
    """The documents of an ``index.jsonl``, in the order of the file; blank lines are passed over.

    Raises `FormatError` with path, line and field at the first line that is no such record, or
    that names a file a second time.
    """
    sources: list[SourceDocument] = []
    seen: dict[str, int] = {}
    for number, line in read_lines(path):
        if not line.strip():
            continue
        try:
            source = SourceDocument.model_validate_json(line)
        except ValidationError as error:
            raise FormatError(path, number, f"{explain(error)}; mend the line") from error
        first = seen.setdefault(source.file, number)
        if first != number:
            raise FormatError(
                path, number, f"{source.file!r} stands on line {first} already; delete one"
            )
        sources.append(source)
    return tuple(sources)
