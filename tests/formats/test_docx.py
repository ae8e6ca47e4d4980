"""Word files, made here of the XML that Word writes."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from unterm.errors import FormatError, MissingExtraError
from unterm.formats.docx import load_docx
from unterm.formats.pdf import load_pdf
from unterm.model import ParagraphKind
from unterm.segmentation import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

BODY = f"""{HEAD}<w:document {W} {MC}><w:body>
<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>背景</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">安理会</w:t></w:r><w:ins><w:r><w:t>再次</w:t></w:r></w:ins>
<w:del><w:r><w:delText>从未</w:delText></w:r></w:del><w:r><w:t>强调预防冲突。</w:t></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
<w:r><w:t>会员国同意。</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格一</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>格二</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p>
</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中的话。</w:t></w:r></w:p>
</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>锚定的话。</w:t></w:r></w:p>
<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下行</w:t></w:r></w:p><w:p/>
</w:body></w:document>"""
STYLES = f"""{HEAD}<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>
</w:styles>"""
NOTES = f"""{HEAD}<w:footnotes {W}>
<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve"> 见S/2015/730。</w:t></w:r>
</w:p></w:footnote></w:footnotes>"""


def make(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return path


def test_paragraphs_insertions_tables_boxes_footnotes(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", document=BODY, styles=STYLES, footnotes=NOTES)
    assert [(p.text, p.kind.value) for p in load_docx(path)] == [
        ("背景", "heading"),
        ("安理会再次强调预防冲突。会员国同意。", "body"),
        ("格一", "body"),
        ("格二", "body"),
        ("框中的话。", "body"),
        ("锚定的话。", "body"),
        ("上行", "body"),
        ("下行", "body"),
        ("见S/2015/730。", "footnote"),
    ]
    document = read(path)
    assert document.lang == "zh"
    assert [part.text for part in document][1:3] == ["安理会再次强调预防冲突。", "会员国同意。"]
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert kinds[0] is ParagraphKind.HEADING and kinds[-1] is ParagraphKind.FOOTNOTE


def test_lines_of_a_word_file_are_never_joined(tmp_path: Path) -> None:
    line = "国际社会维护国际和平与安全的工作继续受到严重挑战今天战祸仍然困扰着我们的世界"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for _ in range(9))
    path = make(
        tmp_path / "a.docx", document=f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>"
    )
    assert len(read(path).paragraphs) == 9


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"other": BODY}, "no Word file"),
        ({"document": BODY[:300]}, "damaged"),
        ({"document": BOMB}, "entities"),
        ({"document": f"{HEAD}<w:document {W}><w:body/></w:document>"}, "empty"),
    ],
)
def test_bad_word_files(tmp_path: Path, parts: dict[str, str], words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read(make(tmp_path / "a.docx", **parts))


@pytest.mark.parametrize("raw", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_no_archive(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    with pytest.raises(FormatError, match=r"a\.docx: not a Word file"):
        load_docx(path)


def test_pdf_without_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(MissingExtraError, match=r"unterm\[pdf\]"):
        load_pdf(path)


def test_pdf_that_is_none(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    path = tmp_path / "a.pdf"
    for raw, words in ((b"", "empty"), (b"%PDF-1.4 broken", "not a PDF")):
        path.write_bytes(raw)
        with pytest.raises(FormatError, match=words):
            load_pdf(path)
