"""The tables that a glossary is searched by: made at first use, or read from what was kept."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cached_property
from typing import Any, Final

from unterm.glossary.index import LookupTable
from unterm.language.folding import fold_key
from unterm.matching import Numbering, PatternTable
from unterm.matching.matcher import accepts
from unterm.matching.patterns import References, refer

NAMES: Final = ("ids", "english", "lookup", "patterns")


class Tables:
    """How a glossary's concepts are found: by id, by official English term, by any designation,
    in running text. Concepts and designations stand in the tables as numbers.

    ``stored`` are tables as JSON, made before of the same concepts; one is read when it is needed.
    """

    def __init__(self, numbering: Numbering, stored: dict[str, bytes] | None = None) -> None:
        self.numbering = numbering
        self._stored = stored or {}

    @cached_property
    def ids(self) -> dict[str, int]:
        """The number of the concept with each id."""
        stored: dict[str, int] | None = self._read("ids")
        if stored is not None:
            return stored
        return {concept.id: at for at, concept in enumerate(self.numbering.concepts)}

    @cached_property
    def english(self) -> References:
        """The numbers of the concepts with each official English term, folded."""
        stored: References | None = self._read("english")
        if stored is not None:
            return stored
        table: References = {}
        for at, concept in enumerate(self.numbering.concepts):
            refer(table, fold_key(concept.english), at)
        return table

    @cached_property
    def lookup(self) -> LookupTable:
        """For `unterm.glossary.index.Index`."""
        stored = self._read("lookup")
        return LookupTable.of(self.numbering) if stored is None else LookupTable(**stored)

    @cached_property
    def patterns(self) -> PatternTable:
        """For a `Matcher` of everything that is to be detected."""
        stored = self._read("patterns")
        if stored is not None:
            return PatternTable(**stored)
        return PatternTable.of(self.numbering, accepts)

    def dump(self) -> dict[str, bytes]:
        """All tables as JSON, each in one line."""
        tables = (self.ids, self.english, asdict(self.lookup), asdict(self.patterns))
        return {
            name: json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(
                errors="surrogatepass"
            )
            for name, table in zip(NAMES, tables, strict=True)
        }

    def _read(self, name: str) -> Any:
        stored = self._stored.pop(name, None)
        return None if stored is None else json.loads(stored)
