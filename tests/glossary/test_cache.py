"""The cache of a large glossary: the same answers, made anew whenever anything has changed."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import pytest

from unterm.errors import FormatError, UnknownConceptError
from unterm.formats.jsonlines import dump_concepts, line
from unterm.glossary import Glossary, cache, load_glossary, loading
from unterm.glossary.records import Records
from unterm.model import Concept, Designation

CONCEPTS = [
    Concept.of("good offices", "斡旋"),
    Concept.of("peace", "和平"),
    Concept.of("peacebuilding", "建设和平"),
    Concept.of("peace", "和约", id="peace-treaty"),
    Concept(
        id="mediation",
        subject_field="test",
        designations=(
            Designation(text="mediation", lang="en"),
            Designation(text="调解", lang="zh", not_in=("协调解决",)),
            Designation(text="WHO", lang="en", status="admitted", term_type="acronym"),
            Designation(text="调停", lang="zh", status="admitted"),
        ),
    ),
]
QUESTIONS = (
    "peace",
    "和平",
    "peace building",
    "調解",
    "who",
    "WHO",
    "mediatoin",
    "nothing",
    "woxuan",
)
TEXT = "为建设和平而协调解决，WHO 調解，who，good offices"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "WORTH_KEEPING", 0)
    return tmp_path / "cache" / "unterm" / "glossaries"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "terms.jsonl"
    dump_concepts(CONCEPTS, path)
    return path


def _is_kept(glossary: Glossary) -> bool:
    return isinstance(glossary.tables.numbering.concepts, Records)


def _same(one: Glossary, other: Glossary) -> None:
    assert list(one) == list(other)
    assert len(one) == len(other)
    for question in QUESTIONS:
        assert one.lookup(question) == other.lookup(question)
        assert (question in one) == (question in other)
        assert one.get(question) == other.get(question)
    assert one.matcher.find(TEXT) == other.matcher.find(TEXT)
    assert [one.by_id(c.id) for c in other] == list(other)
    with pytest.raises(UnknownConceptError):
        one.by_id("no-such-id")


def test_a_kept_glossary_answers_as_the_first(path: Path) -> None:
    first = load_glossary(path)
    again = load_glossary(path)
    assert not _is_kept(first)
    assert _is_kept(again)
    _same(again, first)
    _same(again, Glossary(CONCEPTS))


def test_order_and_blank_lines_and_a_byte_order_mark_do_not_matter(path: Path) -> None:
    lines = [line(concept) for concept in reversed(CONCEPTS)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\n \n".join(lines).encode())
    load_glossary(path)
    again = load_glossary(path)
    assert _is_kept(again)
    _same(again, Glossary(CONCEPTS))


def test_files_and_folders_together(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    more = Concept.of("veto", "否决权")
    (folder / "one.jsonl").write_text(line(more), encoding="utf-8")  # no line end
    assert not _is_kept(load_glossary(folder, path))
    again = load_glossary(folder, path)
    assert _is_kept(again)
    _same(again, Glossary([*CONCEPTS, more]))
    assert not _is_kept(load_glossary(folder))


def test_a_changed_file_is_read_anew(path: Path) -> None:
    load_glossary(path)
    status = path.stat()
    changed = path.read_text(encoding="utf-8").replace("斡旋", "调处")
    path.write_text(changed, encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    glossary = load_glossary(path)
    assert not _is_kept(glossary)
    assert glossary["good offices"].chinese == "调处"
    assert _is_kept(load_glossary(path))


def test_a_file_that_became_wrong_is_refused(path: Path) -> None:
    load_glossary(path)
    path.write_text(path.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"terms\.jsonl:6"):
        load_glossary(path)


def test_another_version_makes_its_own(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_glossary(path)
    assert _is_kept(load_glossary(path))
    monkeypatch.setattr(cache, "_library", lambda: "another")
    assert not _is_kept(load_glossary(path))
    assert _is_kept(load_glossary(path))


@pytest.mark.parametrize("what", ["cut", "flip", "empty", "foreign", "digest"])
def test_a_broken_cache_is_made_again(path: Path, own_cache: Path, what: str) -> None:
    first = load_glossary(path)
    (file,) = own_cache.iterdir()
    kept = file.read_bytes()
    file.write_bytes(
        {
            "cut": kept[:-9],
            "flip": kept.replace("和平".encode(), "战争".encode()),
            "empty": b"",
            "foreign": json.dumps({"peace": "战争"}).encode(),
            "digest": b"0" * 64 + kept[64:],
        }[what]
    )
    again = load_glossary(path)
    assert not _is_kept(again)
    _same(again, first)
    assert _is_kept(load_glossary(path))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions are POSIX ones")
def test_a_cache_that_others_can_write_is_not_read(path: Path, own_cache: Path) -> None:
    load_glossary(path)
    (file,) = own_cache.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.chmod(0o666)
    assert not _is_kept(load_glossary(path))
    assert file.stat().st_mode & 0o077 == 0  # written anew
    own_cache.chmod(0o777)
    assert not _is_kept(load_glossary(path))
    own_cache.chmod(0o700)
    assert _is_kept(load_glossary(path))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners are POSIX ones")
def test_a_cache_of_another_user_is_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_glossary(path)
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert not _is_kept(load_glossary(path))


def test_without_a_cache_folder_all_works(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        glossary = load_glossary(path)
        assert not _is_kept(glossary)
        _same(glossary, Glossary(CONCEPTS))


def test_small_glossaries_leave_nothing(
    path: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "WORTH_KEEPING", 200_000)
    load_glossary(path)
    load_glossary(path)
    assert not own_cache.exists()


def test_old_caches_are_removed(tmp_path: Path, own_cache: Path) -> None:
    for number in range(20):
        path = tmp_path / f"{number}.jsonl"
        dump_concepts(CONCEPTS, path)
        load_glossary(path)
    assert len(list(own_cache.iterdir())) == 12
    assert _is_kept(load_glossary(path))


def test_a_concept_is_made_once_and_when_it_is_wanted(path: Path) -> None:
    load_glossary(path)
    glossary = load_glossary(path)
    records = glossary.tables.numbering.concepts
    assert isinstance(records, Records)
    (result,) = glossary.lookup("斡旋")
    assert list(records._made.values()) == [result.concept]
    assert glossary.by_id("good-offices") is result.concept
    assert next(iter(glossary)) is result.concept
    assert records[-1] is records[len(records) - 1]
    assert records[:2] == (records[0], records[1])
    with pytest.raises(IndexError):
        records[len(records)]


def test_a_glossary_can_be_sent_to_another_process(path: Path) -> None:
    load_glossary(path)
    glossary = load_glossary(path)
    glossary.matcher.find(TEXT)
    _same(pickle.loads(pickle.dumps(glossary)), Glossary(CONCEPTS))


def test_the_builtin_glossary_is_the_same_from_its_cache() -> None:
    folder = loading.builtin_folder()
    first = load_glossary(folder)
    again = load_glossary(folder)
    assert _is_kept(again)
    assert list(first) == list(again)
    assert first.tables.dump() == again.tables.dump()
