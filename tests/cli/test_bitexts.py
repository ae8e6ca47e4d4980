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


def _correct(folder: Path, *rows: tuple[str, str, str]) -> None:
    text = "".join(f"{en}\t{zh}\t\t{fixed}\n" for en, zh, fixed in rows)
    (folder / "c.tsv").write_text(f"en\tzh\tconfidence\tfixed\n{text}", "utf-8")


def _documents(folder: Path, en: str, zh: str) -> None:
    (folder / "a.txt").write_text(en, "utf-8")
    (folder / "b.txt").write_text(zh, "utf-8")


EN = ("It notes the report.", "It thanks the States.", "It decides to meet.")
ZH = ("注意到该报告。", "感谢各国。", "决定举行会议。")


def test_only_what_is_marked_is_kept_and_found_by_its_text(run: Call, folder: Path) -> None:
    _documents(folder, "\n\n".join(("An opening line.", *EN)), "\n\n".join(ZH))
    _correct(
        folder,
        (f"{EN[0]} ‖ {EN[1]}", ZH[0], "yes"),
        ("", ZH[1], ""),
        (EN[2], ZH[2], ""),
    )
    for files in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        beads = json.loads(run("align", *files, *G, "--fixed", "c.tsv", "-f", "json").stdout)
        kept = [(bead["en"], bead["zh"]) for bead in beads if bead["fixed"]]
        assert kept == [(" ".join(EN[:2]), ZH[0])]


def test_fixed_beads_that_cannot_be_kept_are_said(run: Call, folder: Path) -> None:
    _documents(folder, "\n\n".join(EN), "\n\n".join(ZH))
    _correct(folder, (EN[0], "不见于文件。", "yes"), (EN[1], "", "yes"), (EN[2], ZH[2], "yes"))
    result = run("align", "a.txt", "b.txt", *G, "--fixed", "c.tsv", "-f", "json", code=0)
    assert [bead["en"] for bead in json.loads(result.stdout) if bead["fixed"]] == list(EN[1:])
    assert "c.tsv: a fixed bead is not kept: not in the document as it stands" in result.stderr


def test_a_bitext_without_fixed_beads_is_said(run: Call, folder: Path) -> None:
    run("align", "source.txt", "official.txt", *G, "-o", "b.tsv", code=0)
    result = run("align", "source.txt", "official.txt", *G, "--fixed", "b.tsv", code=0)
    assert "b.tsv: no bead is marked as fixed" in result.stderr


def test_folders_keep_the_corrections_of_the_same_name(run: Call, folder: Path) -> None:
    for side, lines in (("en", EN), ("zh", ZH)):
        (folder / side).mkdir()
        (folder / side / "c.txt").write_text("\n\n".join(lines), "utf-8")
    assert "must be a folder" in run("align", "en", "zh", "--fixed", "a.tsv", code=2).stderr
    (folder / "fixed").mkdir()
    _correct(folder / "fixed", (" ‖ ".join(EN[:2]), " ‖ ".join(ZH[:2]), "yes"), (EN[2], ZH[2], ""))
    run("align", "en", "zh", *G, "-o", "out", "--to", ".jsonl", "--fixed", "fixed", code=0)
    bitext = unterm.load_bitext(folder / "out" / "c.jsonl")
    assert [bead.source for bead in bitext.beads if bead.fixed] == [(0, 1)]


def test_what_is_doubtful_is_counted(
    run: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("unterm.cli.bitexts.DOUBTFUL", 1.0)
    result = run("align", "source.txt", "official.txt", *G, "-o", "b.tsv", code=0)
    assert "wrote 3 beads (3 below 1.0) to b.tsv" in result.stderr
