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


def test_pdf_pages_are_read_and_joined(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        make_pdf(
            [
                "1. The Chairman noted that the items had been distributed among Member States",
                "and that the Secretary-General would report to it on the matter at its next",
                "21-05177",
            ],
            ["A/RES/76/300", "session. The Committee took note of the report."],
        )
    )
    assert [part.text.split()[-1] for part in read(path)] == ["session.", "report."]
    path.write_bytes(make_pdf([]))
    with pytest.raises(FormatError, match="no text"):
        read(path)


def make_pdf(*pages: list[str]) -> bytes:
    """A PDF file of lines in one built-in font."""
    bodies = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    bodies[3] = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    kids = []
    for lines in pages:
        number = max(bodies) + 1
        shown = b" ".join(f"({line}) Tj T*".encode() for line in lines)
        stream = b"BT /F1 11 Tf 72 760 Td 14 TL " + shown + b" ET"
        bodies[number] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        bodies[number + 1] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % number
        )
        kids.append(b"%d 0 R" % (number + 1))
    bodies[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", b""
    for number in sorted(bodies):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, bodies[number])
    size = len(bodies) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, places)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + table + trailer


def test_pdf_that_is_none(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
    path = tmp_path / "a.pdf"
    for raw, words in ((b"", "empty"), (b"%PDF-1.4 broken", "not a PDF")):
        path.write_bytes(raw)
        with pytest.raises(FormatError, match=words):
            load_pdf(path)
