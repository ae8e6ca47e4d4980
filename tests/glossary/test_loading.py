"""A glossary is loaded from any format; nothing is left out in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from unterm.errors import FormatError, GlossaryError
from unterm.formats.registry import dump_concepts
from unterm.glossary import load_glossary
from unterm.glossary.loading import IncompleteGlossaryWarning
from unterm.model import Concept

CONCEPTS = [Concept.of("good offices", "斡旋"), Concept.of("veto", "否决权")]


@pytest.mark.parametrize("suffix", [".jsonl", ".tbx", ".csv", ".tsv", ".xlsx"])
def test_any_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    dump_concepts(CONCEPTS, path)
    assert load_glossary(path)["good offices"].chinese == "斡旋"


def test_entries_that_cannot_be_taken_are_warned_about(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("en,zh\ngood offices,斡旋\nveto,\n", encoding="utf-8")
    with pytest.warns(IncompleteGlossaryWarning, match="1 entries"):
        assert len(load_glossary(path)) == 1


def test_a_broken_line_names_path_line_and_field(tmp_path: Path) -> None:
    path = tmp_path / "terms.jsonl"
    dump_concepts(CONCEPTS, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text(
        lines[0] + "\n" + lines[1].replace('"lang":"zh"', '"lang":"xx"') + "\n", "utf-8"
    )
    with pytest.raises(FormatError, match=r"terms\.jsonl:2: .*lang"):
        load_glossary(path)


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        dump_concepts(CONCEPTS, tmp_path / name)
    with pytest.raises(GlossaryError, match="good-offices"):
        load_glossary(tmp_path)


def test_an_empty_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="without"):
        load_glossary(tmp_path)
    with pytest.raises(FileNotFoundError):
        load_glossary(tmp_path / "none.jsonl")
