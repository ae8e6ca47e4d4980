"""Bytes to text: encodings of Chinese and English files, declared or detected with certainty."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from unterm.errors import FormatError, InputError
from unterm.language.scripts import HAN

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF file; give it the suffix .pdf"),
    (b"PK\x03\x04", "a zip archive (.docx, .xlsx …); give it its own suffix"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file; save it as .docx or text"),
    (b"{\\rtf", "an RTF file; save it as .docx or text"),
    (b"\x89PNG", "an image; give the text in it"),
    (b"\xff\xd8\xff", "an image; give the text in it"),
    (b"GIF8", "an image; give the text in it"),
    (b"II*\x00", "an image; give the text in it"),
    (b"MM\x00*", "an image; give the text in it"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"BZh", "a compressed file; unpack it first"),
    (b"\xfd7zXZ\x00", "a compressed file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file; unpack it first"),
    (b"Rar!", "a compressed file; unpack it first"),
    (b"\x7fELF", "a program; give a text"),
    (b"SQLite format 3\x00", "a database; give a text"),
)
_CANDIDATES: Final = ("gb18030", "big5hkscs")
_NAMES: Final = {"gb18030": "GB18030", "big5hkscs": "Big5", "cp950": "Big5"}

# The commonest characters of running Chinese in either script, with marks; in a UN text they are
# a fifth of all characters, in one read in the wrong encoding hardly any.
_COMMON: Final = frozenset(
    "，。、；：“”《》（）的和在国會会国議议安理員员关關于於与與是有大全這这不一以及了对對为為中"
    "人年月日第号號合联聯決决案报報告各方发發展行動动工作组組织織平區域区秘书書长長要其将將"
)
_COMMON_SHARE: Final = 0.12
_OTHER_SHARE: Final = 0.04
_ENOUGH: Final = 40
_HAN: Final = re.compile(f"[{HAN}]")
_SAMPLE: Final = 200_000
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in; ``detected`` where nothing declared it."""

    text: str
    encoding: str
    detected: bool


def read_text(path: str | Path, encoding: str | None = None) -> Decoded:
    """The text of a file, line ends as they stand, a byte-order mark left out.

    Without ``encoding``: UTF-8, whatever a byte-order mark declares, and GB18030 or Big5 where
    exactly one of them gives running Chinese. Raises `FormatError` for an empty or binary file and
    for bytes that are in none of these or not in the declared one; `InputError` for a name that is
    no encoding.
    """
    return decode(Path(path).read_bytes(), path, encoding)


def decode(raw: bytes, path: str | Path, encoding: str | None = None) -> Decoded:
    """`read_text` on bytes; ``path`` is what errors name.

    >>> decode("安理会".encode("utf-16"), "a.txt").text
    '安理会'
    >>> decode("安理会".encode("gb18030"), "a.txt", "gb18030")
    Decoded(text='安理会', encoding='GB18030', detected=False)
    """
    if encoding is not None:
        return _decode_declared(raw, path, encoding)
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _checked(_strictly(raw, path, name), path, name.removesuffix("-sig").upper())
    _refuse_binary(raw, path)
    try:
        return _checked(raw.decode("utf-8"), path, "UTF-8")
    except UnicodeDecodeError as error:
        found = _detect(raw)
        if found is None:
            raise FormatError(
                path,
                raw.count(b"\n", 0, error.start) + 1,
                f"byte 0x{raw[error.start]:02x} is not UTF-8, and the file is not certainly "
                "GB18030 or Big5 either; save it as UTF-8 or declare its encoding "
                "(encoding='gb18030', encoding='big5'; English: encoding='cp1252')",
            ) from error
        name, text = found
        return Decoded(text, _NAMES[name], detected=True)


def _decode_declared(raw: bytes, path: str | Path, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
    except LookupError as error:
        raise InputError(
            f"{encoding!r} is no encoding; use 'utf-8', 'utf-16', 'gb18030' or 'big5'"
        ) from error
    # Files called Big5 and GB2312 hold the characters that their later editions added.
    name = {"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig"}.get(
        name, name
    )
    if not name.startswith("utf"):
        _refuse_binary(raw, path)
    shown = _NAMES.get(name, name.removesuffix("-sig").upper())
    return _checked(_strictly(raw, path, name), path, shown)


def _strictly(raw: bytes, path: str | Path, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise FormatError(
            path,
            raw.count(b"\n", 0, error.start) + 1,
            f"byte 0x{raw[error.start]:02x} is not {_NAMES.get(name, name)}; "
            "declare the encoding that the file is in, or save it as UTF-8",
        ) from error
    except LookupError as error:  # such as 'hex', a codec that gives no text
        raise InputError(
            f"{name!r} is no encoding of text; use 'utf-8', 'utf-16', 'gb18030' or 'big5'"
        ) from error


def _checked(text: str, path: str | Path, name: str) -> Decoded:
    if not text or text.isspace():
        raise FormatError(path, None, "the file is empty; give a text")
    control = _CONTROLS.search(text)
    if control and control.group() == "\x00":
        line = text.count("\n", 0, control.start()) + 1
        raise FormatError(path, line, "NUL character: a binary file; give a text")
    return Decoded(text, name, detected=False)


def _refuse_binary(raw: bytes, path: str | Path) -> None:
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise FormatError(path, None, f"not a text but {what}")
    at = raw.find(b"\x00")
    if at >= 0:
        raise FormatError(
            path,
            raw.count(b"\n", 0, at) + 1,
            "NUL byte: a binary file, or UTF-16 without a byte-order mark; "
            "give a text, or declare encoding='utf-16-le'",
        )


def _detect(raw: bytes) -> tuple[str, str] | None:
    """The one encoding in which the bytes are running Chinese, and the text."""
    fits: list[tuple[str, str]] = []
    rivals = 0
    for name in _CANDIDATES:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        share = _common_share(text)
        if share >= _COMMON_SHARE:
            fits.append((name, text))
        rivals += share >= _OTHER_SHARE
    return fits[0] if len(fits) == 1 and rivals == 1 else None


def _common_share(text: str) -> float:
    sample = text[:_SAMPLE]
    wide = [character for character in sample if not character.isascii()]
    if len(_HAN.findall(sample)) < _ENOUGH:
        return 0.0
    return sum(character in _COMMON for character in wide) / len(wide)
