import pytest

from unterm.errors import FormatError
from unterm.formats.markup import attribute, escape, stream

RECORDS = frozenset({"tu"})


def read(path):
    return [(element.name, element.text()) for element in stream(path, RECORDS)]


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]><a/>',
        '<!DOCTYPE a [<!ENTITY b "aa"><!ENTITY c "&b;&b;">]><a><tu>&c;</tu></a>',
        '<!DOCTYPE a SYSTEM "x.dtd"><a><tu>&undeclared;</tu></a>',
    ],
)
def test_entities_are_refused(tmp_path, document):
    path = tmp_path / "bomb.xml"
    path.write_text(document, "utf-8")
    with pytest.raises(FormatError, match=r"bomb\.xml:1: .*refused for safety"):
        read(path)


def test_a_document_type_alone_is_harmless_and_never_fetched(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE a SYSTEM "missing.dtd"><a><tu>x</tu></a>', "utf-8")
    assert read(path) == [("a", ""), ("tu", "x")]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("", "the file is empty"),
        ("<a>\n<b></a>", ":2: not well-formed XML: mismatched tag"),
        ("<a>\n<b/>", ":2: not well-formed XML: the file ends before its last element is closed"),
        ("<a>&nbsp;</a>", "undefined entity"),
        ("<a>" * 500, "nest more than"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "'klingon' is not known"),
        ("<a>\n\x03</a>", ":2: not well-formed"),
    ],
)
def test_broken_files_are_refused_with_their_line(tmp_path, document, said):
    path = tmp_path / "a.xml"
    path.write_text(document, "utf-8")
    with pytest.raises(FormatError) as caught:
        read(path)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb2312", "gb18030", "big5"]
)
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.xml"
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<a><tu>和平</tu></a>'
    path.write_bytes(text.encode(encoding))
    assert read(path) == [("a", ""), ("tu", "和平")]


def test_a_declaration_that_cannot_be_true_is_overruled(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes('<?xml version="1.0" encoding="utf-16"?><a><tu>和平</tu></a>'.encode())
    assert read(path)[1] == ("tu", "和平")


def test_undecodable_bytes_are_named_with_their_line(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(b"<a>\n\n<tu>\xff</tu></a>")
    with pytest.raises(FormatError, match=r"a\.xml:3: the bytes are not utf-8"):
        read(path)


def test_a_character_across_two_chunks_is_whole(tmp_path):
    path = tmp_path / "a.xml"
    for shift in range(4):
        text = "<a><tu>" + "x" * (65536 - 8 - shift) + "和平</tu></a>"
        path.write_text(text, "utf-8")
        assert read(path)[1][1].endswith("x和平")


def test_escapes():
    assert escape("a<b>&\r\x00") == "a&lt;b&gt;&amp;&#13;\ufffd"
    assert attribute('"\n\t') == '"&quot;&#10;&#9;"'
