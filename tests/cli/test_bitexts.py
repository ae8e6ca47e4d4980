"""align, of documents and of folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import unterm
from unterm.cli.bitexts import WRITABLE

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")


def test_align_prints_beads_with_their_probability(run: Call) -> None:
    lines = run("align", "source.txt", "official.txt", *G, code=0).stdout.splitlines()
    assert len(lines) == 3
    assert 0 <= float(lines[0].split()[0]) <= 1
    assert lines[2].endswith("保持和平及斡旋。")


def test_align_json(run: Call) -> None:
    beads = json.loads(run("align", "source.txt", "official.txt", *G, "-f", "json", code=0).stdout)
    assert [(bead["source"], bead["target"]) for bead in beads] == [
        ([0], [0]),
        ([1], [1]),
        ([2], [2]),
    ]
    assert beads[2]["zh"].endswith("斡旋。")
    assert "good offices" in beads[2]["en"]


@pytest.mark.parametrize("suffix", [s for s in WRITABLE if s != ".html"])
def test_align_writes_what_can_be_read_again(suffix: str, run: Call, folder: Path) -> None:
    result = run("align", "source.txt", "official.txt", *G, "-o", f"b{suffix}", code=0)
    assert result.stdout == ""
    assert f"wrote 3 beads to b{suffix}" in result.stderr
    assert len(unterm.load_bitext(folder / f"b{suffix}")) == 3


def test_align_writes_the_page(run: Call, folder: Path) -> None:
    run("align", "source.txt", "official.txt", *G, "-o", "b.html", code=0)
    page = (folder / "b.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "source.txt · official.txt" in page


def test_fixed_beads_are_kept(run: Call, folder: Path) -> None:
    run("align", "source.txt", "official.txt", *G, "-o", "b.tsv", code=0)
    rows = [row.split("\t") for row in (folder / "b.tsv").read_text("utf-8").splitlines()]
    header = rows[0]
    en, zh, fixed = (header.index(name) for name in ("en", "zh", "fixed"))
    first, second = rows[1], rows[2]
    first[en] += f" ‖ {second[en]}"
    first[zh] += f" ‖ {second[zh]}"
    first[fixed] = "yes"
    text = "\n".join("\t".join(row) for row in (header, first, rows[3])) + "\n"
    (folder / "c.tsv").write_text(text, "utf-8")
    result = run(
        *("align", "source.txt", "official.txt", *G, "--fixed", "c.tsv", "-f", "json"), code=0
    )
    beads = json.loads(result.stdout)
    assert (beads[0]["source"], beads[0]["target"], beads[0]["fixed"]) == ([0, 1], [0, 1], True)


def test_folders_are_paired_and_a_bad_file_is_named(run: Call, folder: Path) -> None:
    for side, name in (("en", "source"), ("zh", "official")):
        (folder / side).mkdir()
        text = (folder / f"{name}.txt").read_text("utf-8")
        (folder / side / "report.txt").write_text(text, "utf-8")
    (folder / "en" / "broken.txt").write_bytes(b"\x00\x01" * 50)
    result = run("align", "en", "zh", *G, "-o", "out", "--to", ".tsv", code=2)
    assert [path.name for path in (folder / "out").iterdir()] == ["report.tsv"]
    assert "left out: " in result.stderr
    assert "broken.txt" in result.stderr
    assert "1 bitext written, 1 left out" in result.stderr
    assert result.stdout.count("3 beads") == 1


def test_folders_and_files_are_not_mixed(run: Call, folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / "zh").mkdir()
    assert "must be a folder" in run("align", "en", "zh", "-o", "b.tmx", code=2).stderr
    result = run("align", "source.txt", "official.txt", "-o", "en", code=2)
    assert "name a file" in result.stderr
    assert "both folders" in run("align", "en", "official.txt", code=2).stderr
