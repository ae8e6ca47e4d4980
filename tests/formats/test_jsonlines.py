import pytest
from format_strategies import PLAIN, RICH, glossaries
from hypothesis import given, settings

from unterm.errors import FormatError, GlossaryError
from unterm.formats.files import open_atomically, write_atomically
from unterm.formats.jsonlines import dump_concepts, load_concepts


@given(glossary=glossaries)
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost(tmp_path_factory, glossary):
    path = tmp_path_factory.getbasetemp() / "round.jsonl"
    dump_concepts(glossary, path)
    assert load_concepts(path) == tuple(sorted(glossary, key=lambda c: c.id))
    first = path.read_bytes()
    dump_concepts(reversed(glossary), path)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id":"a"', "not JSON"),
        ("[]", "the record must be an object"),
        ('{"id":"A b","subject_field":"x","designations":[]}', "id is 'A b' but may hold only"),
        ('{"id":"a","subject_field":"x","designations":[],"nots":[]}', "nots is not a field"),
        (
            '{"id":"a","subject_field":"x","designations":[{"text":"a","lang":"fr"}]}',
            "designations, number 1, lang is 'fr' but must be 'en' or 'zh'",
        ),
        (
            '{"id":"a","subject_field":"x","designations":'
            '[{"text":"a","lang":"en"},{"text":"b","lang":"en"}]}',
            "2 preferred en designations (a, b)",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path, line, said):
    path = tmp_path / "terms.jsonl"
    dump_concepts([PLAIN], path)
    path.write_text(path.read_text("utf-8") + "\n" + line + "\n", "utf-8")
    with pytest.raises(FormatError, match=r"terms\.jsonl:3: ") as caught:
        load_concepts(path)
    assert said in str(caught.value)
    assert caught.value.line == 3


def test_an_id_stands_once(tmp_path):
    path = tmp_path / "terms.jsonl"
    with pytest.raises(GlossaryError, match="good-offices"):
        dump_concepts([PLAIN, PLAIN], path)
    assert not path.exists()
    dump_concepts([PLAIN], path)
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(FormatError, match="stands on line 1 already"):
        load_concepts(path)


def test_bytes_that_are_not_utf8_are_named(tmp_path):
    path = tmp_path / "terms.jsonl"
    path.write_bytes("\n安理会".encode("gb18030"))
    with pytest.raises(FormatError, match=r":2: byte 1 of the line is not UTF-8"):
        load_concepts(path)


def test_byte_order_mark_and_line_ends_are_understood(tmp_path):
    path = tmp_path / "terms.jsonl"
    dump_concepts([PLAIN, RICH], path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_concepts(path) == (PLAIN, RICH)


def test_an_interrupted_save_leaves_the_old_file(tmp_path):
    path = tmp_path / "terms.jsonl"
    path.write_text("old", "utf-8")
    path.chmod(0o640)

    def chunks():
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, chunks())
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
    write_atomically(path, ["new"])
    assert path.read_text("utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_goes_on_pointing(tmp_path):
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("old", "utf-8")
    link.symlink_to(path)
    with open_atomically(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert path.read_text("utf-8") == "new"
