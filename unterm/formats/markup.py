"""XML as a stream, read safely, and written with its characters escaped.

No entity is expanded but the five of XML itself, no file or address that a document names is ever
opened, and nesting is bounded: what an XML bomb needs is refused with its line.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from unterm.errors import FormatError

XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_CHUNK = 1 << 16
_DEEPEST = 200
_SEPARATOR = " "
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
# A file that calls itself GB2312 is read by the larger standard that contains it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = _TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


@dataclass(slots=True)
class Element:
    """An element: local name, namespace, attributes, content in order, and its line.

    Attributes of another namespace are keyed "namespace name".
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)

    @property
    def language(self) -> str | None:
        """``xml:lang``, or the ``lang`` of older formats."""
        return self.attributes.get(XML_LANG) or self.attributes.get("lang")

    def children(self, *names: str) -> Iterator[Element]:
        """The elements directly inside that have one of these names, or all of them."""
        for part in self.content:
            if isinstance(part, Element) and (not names or part.name in names):
                yield part

    def walk(self) -> Iterator[Element]:
        """This element and all inside it, in document order."""
        yield self
        for child in self.children():
            yield from child.walk()

    def text(self, skip: frozenset[str] = frozenset()) -> str:
        """All text inside, without that of elements named in ``skip``."""
        return "".join(
            part if isinstance(part, str) else "" if part.name in skip else part.text(skip)
            for part in self.content
        )


def stream(path: str | Path, records: frozenset[str]) -> Iterator[Element]:
    """The elements of a file in order: those named in ``records`` with all that they hold, once
    they have ended; those outside of a record as they open, without content.

    So memory holds one record at a time. Raises `FormatError` with the line for what is not
    well-formed, cannot be decoded, declares or uses an entity, or nests too deeply.
    """
    reader = _Reader(path, records)
    with Path(path).open("rb") as file:
        head = file.read(_CHUNK)
        if not head.strip():
            raise FormatError(path, None, "the file is empty; nothing to read")
        encoding, head = _encoding(path, head)
        decoder = codecs.getincrementaldecoder(encoding)()
        while True:
            try:
                text = decoder.decode(head, final=not head)
            except UnicodeDecodeError as error:
                raise FormatError(
                    path,
                    reader.line + head[: error.start].count(b"\n"),
                    f"the bytes are not {encoding}; save the file as UTF-8, or mend the encoding "
                    "that its first line declares",
                ) from error
            yield from reader.feed(text, final=not head)
            if not head:
                return
            head = file.read(_CHUNK)


def escape(text: str) -> str:
    """Text for the content of an element; characters that XML forbids become U+FFFD.

    >>> escape("a < b & c\\x0b")
    'a &lt; b &amp; c�'
    """
    return _escaped(text, _TEXT)


def attribute(text: str) -> str:
    """A value for an attribute, in its quotation marks.

    >>> attribute('the "Council"')
    '"the &quot;Council&quot;"'
    """
    return f'"{_escaped(text, _ATTRIBUTE)}"'


def writable(text: str) -> bool:
    """Whether XML can hold every character of the text."""
    return _FORBIDDEN.search(text) is None


def _escaped(text: str, table: Mapping[int, str]) -> str:
    if not writable(text):
        text = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text.translate(table)


def _encoding(path: str | Path, head: bytes) -> tuple[str, bytes]:
    """How a file is encoded (byte-order mark, then declaration, then UTF-8), its mark cut off."""
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name, head[len(mark) :] if mark[:1] not in b"<\x00" or len(mark) > 2 else head
    declared = _DECLARED.match(head.lstrip())
    if declared is None:
        return "utf-8", head
    name = declared[1].decode("ascii").lower()
    # The declaration was readable byte by byte, so UTF-16 it is not, whatever it says.
    name = "utf-8" if name.startswith(("utf-16", "utf-32", "ucs-2")) else _WIDER.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise FormatError(
            path, 1, f"the encoding {name!r} is not known; save the file as UTF-8"
        ) from error
    return name, head


def _reason(error: expat.ExpatError) -> str:
    message = expat.ErrorString(error.code)
    if message == expat.errors.XML_ERROR_NO_ELEMENTS:
        return "the file ends before its last element is closed"
    return message


class _Reader:
    """Feeds expat and gathers the elements that are complete."""

    def __init__(self, path: str | Path, records: frozenset[str]) -> None:
        self._path = path
        self._records = records
        self._open: list[Element] = []
        self._depth = 0
        self._complete: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refusal("declares an entity")
        self._parser.SkippedEntityHandler = self._refusal("uses an entity that is not declared")
        self._parser.ExternalEntityRefHandler = self._refusal("refers to another file")

    @property
    def line(self) -> int:
        """Where the parser stands."""
        return self._parser.CurrentLineNumber

    def feed(self, text: str, *, final: bool) -> Iterator[Element]:
        """Parse more text and give what became complete."""
        try:
            self._parser.Parse(text, final)
        except expat.ExpatError as error:
            raise FormatError(
                self._path,
                error.lineno,
                f"not well-formed XML: {_reason(error)} (column {error.offset + 1}); "
                "mend it in an XML editor",
            ) from error
        complete, self._complete = self._complete, []
        yield from complete

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(_SEPARATOR)
        element = Element(local, namespace, attributes, self.line)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FormatError(
                self._path, self.line, f"elements nest more than {_DEEPEST} deep; no such format"
            )
        if self._open:
            self._open[-1].content.append(element)
            self._open.append(element)
        elif local in self._records:
            self._open.append(element)
        else:
            self._complete.append(element)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._open:
            element = self._open.pop()
            if not self._open:
                self._complete.append(element)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].content.append(text)

    def _refusal(self, what: str) -> Callable[..., int]:
        def refuse(*_: object) -> int:
            raise FormatError(
                self._path,
                self.line,
                f"the document {what}, which is refused for safety; write the characters "
                "themselves instead",
            )

        return refuse
