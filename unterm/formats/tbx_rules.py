"""TBX checked against the rules of ISO 30042:2019 and its dialects Basic and Min.

Three layers: the core structure (which elements stand where, in which order, with which
attributes), the dialect (which data categories, at which level, with which closed lists), and the
references (each id once, each target present).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from unterm.formats.markup import XML_LANG, Element, stream
from unterm.formats.reports import Problem
from unterm.formats.tags import is_valid
from unterm.formats.tbx_categories import (
    CATEGORIES,
    CORE,
    DIALECTS,
    LEVELS,
    MODULES,
    NAMESPACES,
    Dialect,
)

_AUX = "(descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref)"
_AUX_DCT = "(note|adminGrp|descripGrp|transacGrp|DCT)"
_NOTE_TEXT = r"((hi|foreign|sc|ec|ph) )*"
_LINKS = "(admin|adminGrp|transacGrp|note|ref|xref|DCT)"
# The content of each element as a pattern over the names of its children, a blank after each.
_CONTENT: Mapping[str, str] = {
    "tbxHeader": "fileDesc (encodingDesc )?(revisionDesc )?",
    "fileDesc": "(titleStmt )?(publicationStmt )?(sourceDesc )+",
    "titleStmt": "title (note )*",
    "publicationStmt": "(p )+",
    "sourceDesc": "(p )+",
    "encodingDesc": "(p )+",
    "revisionDesc": "(change )+",
    "change": "(p )+",
    "back": "(refObjectSec )*",
    "refObjectSec": "(refObject )+",
    "refObject": "((itemSet|itemGrp|item) )+",
    "itemSet": "((item|itemGrp) )+",
    "itemGrp": f"item ({_LINKS} )*",
    "conceptEntry": f"(({_AUX} )*|({_AUX_DCT} )*)(langSec )+",
    "langSec": f"(({_AUX} )*|({_AUX_DCT} )*)(termSec )+",
    "termSec": f"term ((termNote|termNoteGrp) )*(({_AUX} )*|({_AUX_DCT} )*)|"
    f"term ((termNoteGrp|DCT) )*({_AUX_DCT} )*",
    "descripGrp": "descrip ((descripNote|admin|adminGrp|transacGrp|note|ref|xref) )*|"
    "DCT ((note|adminGrp|transacGrp|DCT) )*",
    "adminGrp": "admin ((adminNote|note|ref|xref) )*|DCT ((note|DCT) )*",
    "transacGrp": "transac ((transacNote|date|note|ref|xref) )*|DCT ((date|note|DCT) )*",
    "termNoteGrp": f"(termNote|DCT) ({_LINKS} )*",
    "term": "(hi )*",
    **dict.fromkeys(
        ("descrip", "admin", "termNote", "note", "p", "item", "foreign", "DCT"), _NOTE_TEXT
    ),
    **dict.fromkeys(
        ("ref", "xref", "transac", "transacNote", "adminNote", "descripNote", "date", "title"), ""
    ),
    **dict.fromkeys(("hi", "sc", "ec", "ph"), ""),
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _CONTENT.items()}
# Elements that hold elements only.
_STRUCTURE = frozenset(
    {"tbxHeader", "fileDesc", "titleStmt", "publicationStmt", "sourceDesc", "encodingDesc"}
    | {"revisionDesc", "change", "back", "refObjectSec", "refObject", "itemSet", "itemGrp"}
    | {"conceptEntry", "langSec", "termSec", "descripGrp", "adminGrp", "transacGrp", "termNoteGrp"}
)
_TYPED = frozenset({c.element for c in CATEGORIES.values()} | {"adminNote", "descripNote"})
_PLAIN = frozenset({"id", XML_LANG})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_TYPED, _PLAIN | {"type", "target", "datatype", "module"}),
    "xref": frozenset({"id", "type", "target", "module"}),
    "hi": frozenset({"type", "target", XML_LANG}),
    "item": frozenset({"id", "type"}),
    "itemSet": frozenset({"id", "type"}),
    "refObjectSec": frozenset({"id", "type"}),
    "p": _PLAIN | {"type"},
    "sc": frozenset({"id", "type", "subType", "target"}),
    "ec": frozenset({"id", "type", "subType", "target", "startRef"}),
    "ph": frozenset({"type"}),
}
_HIGHLIGHTS = frozenset(
    {"entailedTerm", "hotkey", "italics", "bold", "superscript", "subscript", "math"}
)
_XML_ID = re.compile(r"[^\W\d][\w.\-·]*")
_RECORDS = frozenset({"tbxHeader", "conceptEntry", "back"})
_SEQUENCE = re.compile("tbx tbxHeader text body (conceptEntry )+(back )?")


def validate_tbx(path: str | Path) -> list[Problem]:
    """What in a file breaks the rules of the dialect that it declares; nothing, if it is valid.

    Raises `FormatError` where the file is not well-formed XML.

    >>> import tempfile
    >>> from unterm.formats.tbx_writing import dump_tbx
    >>> from unterm.model import Concept
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "glossary.tbx")
    ...     _ = dump_tbx([Concept.of("good offices", "斡旋")], path)
    ...     validate_tbx(path)
    []
    """
    elements = stream(path, _RECORDS)
    root = next(elements)
    checker = _Checker(root)
    order = ["tbx" if root.name == "tbx" else root.name]
    for element in elements:
        if element.name != order[-1] or element.name != "conceptEntry":
            order.append(element.name)
        if element.name in _RECORDS:
            checker.record(element)
        elif element.namespace != CORE:
            checker.note(element, f"<{element.name}> is not in the namespace {CORE}")
    if not _SEQUENCE.fullmatch("".join(f"{name} " for name in order)):
        checker.note(
            root,
            f"holds {', '.join(order)}; wanted: tbx, tbxHeader, text, body, conceptEntry, back",
        )
    return [*checker.problems, *checker.dangling()]


class _Checker:
    """Walks the records of one file."""

    def __init__(self, root: Element) -> None:
        self.problems: list[Problem] = []
        self._entry = ""
        self._ids: set[str] = set()
        self._targets: list[tuple[str, Problem]] = []
        self._dialect: Dialect = DIALECTS.get(root.attributes.get("type", ""), "basic")
        self._style = root.attributes.get("style", "")
        self._root(root)

    def note(self, element: Element, message: str) -> None:
        """A rule that is broken, with the line."""
        self.problems.append(Problem(element.line, self._entry, message))

    def dangling(self) -> Iterator[Problem]:
        """The references that lead nowhere."""
        for target, problem in self._targets:
            if target not in self._ids:
                yield problem

    def record(self, record: Element) -> None:
        """Check a header, an entry or the back matter."""
        self._entry = record.attributes.get("id", "")
        self._element(record, None)
        self._entry = ""

    def _root(self, root: Element) -> None:
        if root.name != "tbx" or root.namespace != CORE:
            self.note(root, f"the root is <{root.name}>; wanted: <tbx> in the namespace {CORE}")
        if root.attributes.get("type") not in DIALECTS:
            self.note(root, f"the dialect (type) must be one of {', '.join(DIALECTS)}")
        if self._style not in ("dca", "dct"):
            self.note(root, "the style must be 'dca' or 'dct'")
        if not is_valid(root.attributes.get(XML_LANG, "")):
            self.note(root, "the root needs a language (xml:lang)")

    def _element(self, element: Element, level: str | None) -> None:
        name = "DCT" if element.namespace != CORE else element.name
        if name in LEVELS:
            level = name
        pattern = _PATTERNS.get(name)
        if pattern is None:
            self.note(element, f"<{element.name}> is no element of TBX")
            return
        children = list(element.children())
        names = "".join(f"{'DCT' if c.namespace != CORE else c.name} " for c in children)
        if not pattern.fullmatch(names):
            self.note(
                element,
                f"<{element.name}> may not hold, in this order: {names.strip() or 'nothing'}",
            )
        has_text = any(isinstance(part, str) and part.strip() for part in element.content)
        if has_text and name in _STRUCTURE:
            self.note(element, f"<{element.name}> holds text; it may hold elements only")
        if name == "term" and not element.text().strip():
            self.note(element, "a term is empty")
        self._attributes(element, name)
        self._category(element, name, level)
        for child in children:
            self._element(child, level)

    def _attributes(self, element: Element, name: str) -> None:
        given = element.attributes
        allowed = _ATTRIBUTES.get(name, _PLAIN)
        if name != "DCT":
            for attribute in given.keys() - allowed:
                self.note(element, f"<{element.name}> may not have the attribute {attribute!r}")
        if identifier := given.get("id"):
            if not _XML_ID.fullmatch(identifier):
                self.note(element, f"the id {identifier!r} must begin with a letter or underscore")
            if identifier in self._ids:
                self.note(element, f"the id {identifier!r} stands twice")
            self._ids.add(identifier)
        if name == "langSec" and not is_valid(given.get(XML_LANG, "")):
            self.note(element, "a language section needs a language tag (xml:lang)")
        if name == "hi" and given.get("type", "bold") not in _HIGHLIGHTS:
            self.note(element, f"{given['type']!r} is no kind of highlighting")
        if name == "date" and not _is_date(element.text().strip()):
            self.note(element, f"{element.text().strip()!r} is no date such as 2021-04-30")
        self._target(element, name)

    def _target(self, element: Element, name: str) -> None:
        target = element.attributes.get("target")
        category = CATEGORIES.get(_category_of(element, name))
        if name == "xref" or (name == "DCT" and category and category.element == "xref"):
            if not re.match("https?://.", target or ""):
                self.note(element, "an external reference needs a target that is a web address")
        elif target is not None:
            self._targets.append(
                (target, Problem(element.line, self._entry, f"no element has the id {target!r}"))
            )

    def _category(self, element: Element, name: str, level: str | None) -> None:
        if name != "DCT" and name not in _TYPED:
            return
        if (name == "DCT") != (self._style == "dct"):
            self.note(element, f"<{element.name}> does not belong into style {self._style!r}")
        kind = _category_of(element, name)
        category = CATEGORIES.get(kind)
        if category is None or category.module not in MODULES[self._dialect]:
            self.note(element, f"{kind!r} is no data category of dialect {self._dialect}")
            return
        if name == "DCT" and element.namespace != NAMESPACES[category.module]:
            self.note(element, f"{kind!r} belongs to the namespace {NAMESPACES[category.module]}")
        if name != "DCT" and name != category.element:
            self.note(element, f"{kind!r} is carried by <{category.element}>, not by <{name}>")
        if level not in category.levels:
            self.note(element, f"{kind!r} may stand only in {' or '.join(category.levels)}")
        value = element.text().strip()
        if category.values and value not in category.values:
            self.note(element, f"{kind!r} is {value!r}; wanted: {', '.join(category.values)}")


def _category_of(element: Element, name: str) -> str:
    return element.name if name == "DCT" else element.attributes.get("type", "")


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", text) is not None
