"""evaluate: alignments, candidate lists and translations against gold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")


def test_an_alignment_against_itself_is_perfect(run: Call, folder: Path) -> None:
    beads = run("align", "source.txt", "official.txt", *G, "-f", "beads", code=0).stdout
    assert beads == "[0]:[0]\n[1]:[1]\n[2]:[2]\n"
    (folder / "gold.beads").write_text(beads, "utf-8")
    result = run("evaluate", "alignment", "gold.beads", "gold.beads", code=0)
    lines = result.stdout.splitlines()
    assert lines[1].split() == ["strict", "1.0000", "1.0000", "1.0000"]
    assert lines[-1].startswith("alignment|docs:1|gold:3|")


def test_a_wrong_bead_costs_strictly_not_laxly(run: Call, folder: Path) -> None:
    (folder / "gold.txt").write_text("[0]:[0]\n[1]:[1, 2]\n", "utf-8")
    (folder / "test.txt").write_text("[0]:[0]\n[1]:[1]\n[]:[2]\n", "utf-8")
    result = run("evaluate", "alignment", "gold.txt", "test.txt", "-f", "json", code=0)
    score = json.loads(result.stdout)
    assert score["strict"]["recall"] == 0.5
    assert score["lax"]["recall"] == 1.0
    assert "reliability" not in score


def test_a_bitext_is_scored_with_its_confidence(run: Call, folder: Path) -> None:
    run("align", "source.txt", "official.txt", *G, "-o", "test.tsv", code=0)
    (folder / "gold.txt").write_text("[0]:[0]\n[1]:[1]\n[2]:[2]\n", "utf-8")
    result = run("evaluate", "alignment", "gold.txt", "test.tsv", code=0)
    assert "calibration error 0.0" in result.stdout
    assert "AUC 1.0000" in result.stdout


def test_folders_of_alignments(run: Call, refuse: Call, folder: Path) -> None:
    for name in ("gold", "test"):
        (folder / name).mkdir()
        for number in (1, 2):
            (folder / name / f"{number}.txt").write_text("[0]:[0]\n", "utf-8")
    result = run("evaluate", "alignment", "gold", "test", code=0)
    assert "docs:2" in result.stdout
    (folder / "test" / "2.txt").unlink()
    refuse("evaluate", "alignment", "gold", "test", told=["test has no file 2"])
    refuse("evaluate", "alignment", "gold", "test/1.txt", told=["both"])


@pytest.mark.parametrize(
    ("text", "told"),
    [("[0]:[0]\n[1]:[1]\n[2]:[2]\n", "same documents"), ("[0]:[0]\nfoo\n", "test.txt:2:")],
)
def test_what_cannot_be_compared(text: str, told: str, refuse: Call, folder: Path) -> None:
    (folder / "gold.txt").write_text("[0]:[0]\n[1]:[1]\n", "utf-8")
    (folder / "test.txt").write_text(text, "utf-8")
    refuse("evaluate", "alignment", "gold.txt", "test.txt", told=[told])


def test_a_plain_list_against_gold(run: Call, folder: Path) -> None:
    (folder / "gold.tsv").write_text("建设和平\t5\n斡旋\t1\n", "utf-8")
    (folder / "list.txt").write_text("建设和平\n强调指出\n", "utf-8")
    result = run("evaluate", "extraction", "gold.tsv", "list.txt", code=0)
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["precision", "of", "the", "first", "50", "50.0%"]
    assert "extraction|gold:2|candidates:2|section:all" in lines[-1]
    result = run("evaluate", "extraction", "gold.tsv", "list.txt", "-f", "json", code=0)
    score = json.loads(result.stdout)
    assert score["recall"]["3 or more"] == [1, 1]
    assert score["total_recall"] == 0.5
    assert score["signature"].startswith("extraction|")


def test_a_review_list_by_section(run: Call, folder: Path) -> None:
    run("extract", "official.txt", *G, "-o", "list.jsonl", code=0)
    (folder / "gold.txt").write_text("建立信任措施\n", "utf-8")
    json_of = ("-f", "json")
    both = run("evaluate", "extraction", "gold.txt", "list.jsonl", *json_of, code=0)
    assert json.loads(both.stdout)["total_recall"] == 1.0
    new = run("evaluate", "extraction", "gold.txt", "list.jsonl", "--new", *json_of, code=0)
    assert json.loads(new.stdout)["total_recall"] == 0.0


def test_gold_that_is_none_is_named(refuse: Call, folder: Path) -> None:
    (folder / "gold.tsv").write_text("斡旋\t1\n调解\toften\n", "utf-8")
    (folder / "list.txt").write_text("斡旋\n", "utf-8")
    refuse("evaluate", "extraction", "gold.tsv", "list.txt", told=["gold.tsv:2:", "'often'"])
    refuse(
        *("evaluate", "extraction", "list.txt", "list.txt", "--section", "form"),
        told=["list.txt is a plain list"],
    )


def test_a_translation_prints_its_signatures(run: Call, folder: Path) -> None:
    (folder / "s").write_text("On sustaining peace.\n", "utf-8")
    (folder / "r").write_text("关于保持和平。\n", "utf-8")
    (folder / "d").write_text("关于维持和平。\n", "utf-8")
    result = run("evaluate", "translation", "s", "r", "d", "--metric", "chrf", *G, code=0)
    assert "nrefs:1" in result.stdout
    assert "0 of 1" in result.stdout
    assert "100.0%" in result.stdout
    result = run(
        *("evaluate", "translation", "s", "r", "r", "--metric", "bleu", *G, "-f", "json"), code=0
    )
    score = json.loads(result.stdout)
    assert score["terms"]["found"] == 1
    assert score["metrics"][0]["name"] == "BLEU"


def test_translations_of_other_lengths(refuse: Call, folder: Path) -> None:
    (folder / "s").write_text("One.\nTwo.\n", "utf-8")
    (folder / "r").write_text("一。\n", "utf-8")
    refuse("evaluate", "translation", "s", "r", "r", *G, told=["2 sources", "1 translations"])


def test_exchanged_sides_of_a_translation_are_said(run: Call, folder: Path) -> None:
    (folder / "s").write_text("On sustaining peace.\n", "utf-8")
    (folder / "r").write_text("关于保持和平。\n", "utf-8")
    call = ("--metric", "chrf", *G)
    assert run("evaluate", "translation", "s", "r", "r", *call, code=0).stderr == ""
    result = run("evaluate", "translation", "r", "s", "r", *call, code=0)
    assert "r is Chinese by its script, but SOURCE is the English text" in result.stderr
    assert "s is English by its script, but REFERENCE is the Chinese text" in result.stderr
    assert "DRAFT is the" not in result.stderr
    assert "r: no English term of the glossary stands there" in result.stderr
    assert "0.0%" not in result.stdout


def test_gold_without_beads_is_named(refuse: Call, folder: Path) -> None:
    (folder / "gold.txt").write_text("", "utf-8")
    refuse("evaluate", "alignment", "gold.txt", "gold.txt", told=["gold.txt: no bead"])
