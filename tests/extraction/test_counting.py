"""Counts that are saved and added to equal those that were made at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from unterm.errors import FormatError, InputError
from unterm.extraction import count, extract, load_counts, save_counts
from unterm.glossary import Glossary
from unterm.model import Concept
from unterm.segmentation import read, segment

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
GLOSSARY = Glossary([Concept.of("lighthouse network", "灯塔网络")])


def _same(path: Path, other: Path) -> bool:
    return path.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("glossary", [None, GLOSSARY])
def test_adding_to_what_was_saved_is_counting_all_at_once(
    tmp_path: Path, glossary: Glossary | None
) -> None:
    documents = [read(path) for path in SEEDS]
    a, ab, whole = (tmp_path / name for name in ("a", "ab", "whole"))
    save_counts(count(documents[:2], glossary=glossary), a)
    grown = count(documents[2:], glossary=glossary, onto=load_counts(a, glossary=glossary))
    save_counts(grown, ab)
    save_counts(count(iter(documents), glossary=glossary), whole)
    assert _same(ab, whole)
    again = load_counts(whole, glossary=glossary)
    assert repr(extract(again, glossary=glossary)) == repr(extract(documents, glossary=glossary))
    assert repr(extract(grown, glossary=glossary)) == repr(extract(again, glossary=glossary))


def test_what_a_document_is_cited_by_is_kept(tmp_path: Path) -> None:
    document = segment("灯塔\ud800网络。\u2028灯塔网络。", lang="zh")
    counts = count(document)
    counts.origins[0] = counts.origins[0]._replace(symbol="A/1", date=date(2020, 1, 2))
    save_counts(counts, tmp_path / "a")
    loaded = load_counts(tmp_path / "a")
    assert (loaded.origins, loaded.places) == (counts.origins, counts.places)
    assert loaded.tokens.tolist() == counts.tokens.tolist()


def test_another_glossary_is_refused(tmp_path: Path) -> None:
    document = segment("灯塔网络。", lang="zh")
    counts = count(document, glossary=GLOSSARY)
    save_counts(counts, tmp_path / "a")
    with pytest.raises(InputError, match="another glossary"):
        load_counts(tmp_path / "a")
    with pytest.raises(InputError, match="another glossary"):
        extract(counts)
    with pytest.raises(InputError, match="another glossary"):
        count(document, onto=counts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1: "),
        ("灯塔\n", ":1: not JSON"),
        ('{"format":"unterm counts 0"}\n', ":1: no 'unterm counts 1'"),
        ('{"format":"unterm counts 1","glossary":""}\n{"origin":[]}\n', ":2: no counted"),
        ('{"format":"unterm counts 1","glossary":""}\n{"ori', ":2: not JSON"),
    ],
)
def test_broken_files_are_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "a").write_text(text, "utf-8")
    with pytest.raises(FormatError, match=told):
        load_counts(tmp_path / "a")


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = count(segment("灯塔网络。", lang="zh"))
    save_counts(counts, tmp_path / "a")
    before = (tmp_path / "a").read_bytes()
    monkeypatch.setattr(counts, "segment_tokens", lambda: iter(()))
    with pytest.raises(ValueError):
        save_counts(counts, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
