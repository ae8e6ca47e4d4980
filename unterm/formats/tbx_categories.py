"""The data categories of TBX-Basic and TBX-Min (ISO 30042:2019), shared by what reads, writes and
checks TBX.

Source: ISO 30042:2019 and the module descriptions of the public dialects TBX-Basic and TBX-Min
(tbxinfo.net).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from unterm.model import Status, TermType

Dialect = Literal["basic", "min"]
Style = Literal["dca", "dct"]

CORE = "urn:iso:std:iso:30042:ed-2"
NAMESPACES: Mapping[str, str] = {
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
DIALECTS: Mapping[str, Dialect] = {"TBX-Basic": "basic", "TBX-Min": "min"}
MODULES: Mapping[Dialect, tuple[str, ...]] = {"basic": ("min", "basic"), "min": ("min",)}
LEVELS = ("conceptEntry", "langSec", "termSec")

STATUS_WORDS: Mapping[Status, str] = {
    Status.PREFERRED: "preferredTerm-admn-sts",
    Status.ADMITTED: "admittedTerm-admn-sts",
    Status.DEPRECATED: "deprecatedTerm-admn-sts",
    Status.SUPERSEDED: "supersededTerm-admn-sts",
}
TYPE_WORDS: Mapping[TermType, str] = {
    TermType.FULL: "fullForm",
    TermType.SHORT: "shortForm",
    TermType.ACRONYM: "acronym",
    TermType.VARIANT: "variant",
}


@dataclass(frozen=True, slots=True)
class Category:
    """A data category: its module, the element that carries it in style DCA, where it may stand,
    and its closed list if it has one."""

    module: str
    element: str
    levels: tuple[str, ...]
    values: tuple[str, ...] = ()


_UPPER = ("conceptEntry", "langSec")
_OUTER = ("conceptEntry", "termSec")
_TERM = ("termSec",)

CATEGORIES: Mapping[str, Category] = {
    "administrativeStatus": Category("min", "termNote", _TERM, tuple(STATUS_WORDS.values())),
    "customerSubset": Category("min", "admin", _TERM),
    "partOfSpeech": Category(
        "min", "termNote", _TERM, ("adjective", "noun", "other", "verb", "adverb")
    ),
    "subjectField": Category("min", "descrip", ("conceptEntry",)),
    "context": Category("basic", "descrip", _TERM),
    "crossReference": Category("basic", "ref", _OUTER),
    "definition": Category("basic", "descrip", _UPPER),
    "externalCrossReference": Category("basic", "xref", _OUTER),
    "geographicalUsage": Category("basic", "termNote", _TERM),
    "grammaticalGender": Category(
        "basic", "termNote", _TERM, ("masculine", "feminine", "neuter", "other")
    ),
    "projectSubset": Category("basic", "admin", _OUTER),
    "responsibility": Category("basic", "transacNote", LEVELS),
    "source": Category("basic", "admin", LEVELS),
    "termLocation": Category(
        "basic",
        "termNote",
        _TERM,
        (
            "checkBox",
            "comboBox",
            "comboBoxElement",
            "dialogBox",
            "groupBox",
            "informativeMessage",
            "interactiveMessage",
            "menuItem",
            "progressBar",
            "pushButton",
            "radioButton",
            "slider",
            "spinBox",
            "tab",
            "tableText",
            "textBox",
            "toolTip",
            "user-definedType",
        ),
    ),
    "termType": Category(
        "basic",
        "termNote",
        _TERM,
        ("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"),
    ),
    "transactionType": Category("basic", "transac", LEVELS, ("origination", "modification")),
    "xGraphic": Category("basic", "xref", _UPPER),
}
