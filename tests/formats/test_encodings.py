"""Bytes to text: what is read, what is refused, and with which words."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from unterm.errors import FormatError, InputError
from unterm.formats.encodings import decode, read_text
from unterm.segmentation import read

SEEDS = Path(__file__).parents[2] / "seeds"
SIMPLIFIED = (SEEDS / "001_368d798513cdb8e9.txt").read_text("utf-8")
TRADITIONAL = (
    "鑑於對人類家庭所有成員的固有尊嚴及其平等的和不移的權利的承認，乃是世界自由、正義與和平的基礎。"
    "聯合國大會和安全理事會的決議，以及各會員國在這方面的行動，對於維護和平有重要的意義。"
) * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read(encoding: str) -> None:
    decoded = decode(SIMPLIFIED.encode(encoding), "a.txt")
    assert decoded.text == SIMPLIFIED
    assert not decoded.detected


def test_utf_16_of_either_order() -> None:
    raw = codecs.BOM_UTF16_BE + "安理会".encode("utf-16-be")
    assert decode(raw, "a.txt").text == "安理会"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (SIMPLIFIED, "gbk", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
    ],
)
def test_chinese_encodings_are_detected_where_certain(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.detected) == (text, name, True)


@pytest.mark.parametrize("encoding", ["gb18030", "GBK", "gb2312"])
def test_declared(encoding: str) -> None:
    assert decode("联合国".encode("gb18030"), "a.txt", encoding).text == "联合国"


@pytest.mark.parametrize(
    "raw",
    [
        "联合国".encode("gb18030"),  # too short to be certain
        "聯合國".encode("big5"),
        b"\xff\xfa\xff\xfa",
        "El Consejo señaló que la situación había cambiado. ".encode("latin-1") * 10,
    ],
)
def test_what_is_not_certain_is_refused_with_line_and_remedy(raw: bytes) -> None:
    with pytest.raises(FormatError, match=r"a\.txt:2: .*encoding='gb18030'"):
        decode(b"first line\n" + raw, "a.txt")


def test_wrong_declaration() -> None:
    with pytest.raises(FormatError, match=r"a\.txt:2: byte 0xff is not GB18030"):
        decode(b"abc\n\xff\xff", "a.txt", "gb18030")
    with pytest.raises(InputError, match="klingon"):
        decode(b"abc", "a.txt", "klingon")
    with pytest.raises(InputError, match="hex"):
        decode(b"abc", "a.txt", "hex")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "zip"),
        (b"\x89PNG\r\n", "image"),
        (b"ab\ncd\x00\x01", ":2: NUL"),
        ("安理会".encode("utf-16-le"), "NUL|not UTF-8|utf-16"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        decode(raw, "a.txt")


def test_line_ends_stand_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("安理会\r\n会员国\r".encode())
    assert read_text(path).text == "安理会\r\n会员国\r"


def test_read_records_what_it_detected(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    document = read(path)
    assert document.text == SIMPLIFIED
    assert document.symbol == "S/PRST/2021/9"
    assert "encoding detected: GB18030" in document.decisions


def test_unknown_suffix_and_neither_language(tmp_path: Path) -> None:
    odd = tmp_path / "a.odt"
    odd.write_bytes(b"text")
    with pytest.raises(FormatError, match=r"'\.odt'.*\.txt.*\.docx.*\.pdf"):
        read(odd)
    russian = tmp_path / "a.txt"
    russian.write_text("Совет Безопасности принял резолюцию.", "utf-8")
    with pytest.raises(FormatError, match="lang='zh'"):
        read(russian)
    assert len(read(russian, lang="en")) == 1


def test_a_file_that_is_absent_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "absent.txt")
