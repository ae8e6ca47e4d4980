"""lookup, annotate, sheet, concordance, translations."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unterm.cli.output import display_width, shorten, table

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")


def test_columns_are_padded_by_what_they_take_in_a_terminal() -> None:
    lines = list(table([("建立信任措施", "1"), ("CBMs", "2"), ("à", "3")]))
    assert [display_width(line) for line in lines] == [15, 15, 15]
    assert list(table([])) == []


def test_one_long_cell_moves_no_other() -> None:
    lines = list(table([("x" * 200, "1"), ("斡旋", "2")]))
    assert lines == ["x" * 200 + "  1", "斡旋" + " " * 46 + "2"]


@pytest.mark.parametrize("width", range(1, 14))
def test_shortening_never_takes_more_columns(width: int) -> None:
    assert display_width(shorten("建立 trust 措施", width)) <= width
    assert shorten("斡旋", 4) == "斡旋"


def test_lookup_shows_the_entry(run: Call) -> None:
    result = run("lookup", "CBMs", *G, code=0)
    assert result.stdout.startswith("confidence-building measures = 建立信任措施\n")
    assert "acronym" in result.stdout
    assert "zh  建立互信措施  deprecated" in result.stdout
    assert result.stderr == ""


def test_lookup_says_what_is_not_known_and_shows_the_rest(run: Call) -> None:
    result = run("lookup", "good offices", "天气预报", *G, code=1)
    assert "good offices = 斡旋" in result.stdout
    assert result.stderr == "天气预报: not in the glossary\n"


def test_lookup_json(run: Call) -> None:
    result = run("lookup", "斡旋", "nothing of this", *G, "-f", "json", code=1)
    found = json.loads(result.stdout)
    assert found["斡旋"][0]["english"] == "good offices"
    assert found["斡旋"][0]["reason"] == "exact"
    assert found["nothing of this"] == []


def test_lookup_reads_a_list_from_standard_input(run: Call) -> None:
    result = run("lookup", "-", *G, stdin="斡旋\n\nsustaining peace\n", code=0)
    assert "good offices = 斡旋" in result.stdout
    assert "sustaining peace = 保持和平" in result.stdout


def test_the_first_glossary_wins(run: Call, folder: Path) -> None:
    (folder / "mine.csv").write_text("English,Chinese\nsustaining peace,维护和平\n", "utf-8")
    run("convert", "mine.csv", "mine.jsonl", code=0)
    mine_first = run("lookup", "sustaining peace", "-g", "mine.jsonl", *G, code=0).stdout
    assert "= 维护和平" in mine_first
    other_first = run("lookup", "sustaining peace", *G, "-g", "mine.jsonl", code=0).stdout
    assert "= 保持和平" in other_first


def test_the_built_in_glossary_can_be_named(run: Call) -> None:
    result = run("lookup", "MONUSCO", "保持和平", *G, "-g", "built-in", code=0)
    assert "United Nations Organization Stabilization Mission" in result.stdout
    assert "sustaining peace = 保持和平" in result.stdout


def test_annotate_gives_line_and_column(run: Call) -> None:
    result = run("annotate", "draft.txt", *G, code=0)
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["1:4", "安全理事会", "Security", "Council", "preferred"] in lines
    assert ["1:11", "建立互信措施", "confidence-building", "measures", "deprecated"] in lines
    assert result.stderr == "7 occurrences\n"


def test_annotate_json_cuts_out_of_the_file(run: Call, folder: Path) -> None:
    text = (folder / "source.txt").read_text("utf-8")
    found = json.loads(run("annotate", "source.txt", *G, "-f", "json", code=0).stdout)
    assert [text[one["start"] : one["end"]] for one in found] == [one["text"] for one in found]
    assert "建立信任措施" in [one["chinese"] for one in found]


def test_annotate_a_text_without_terms(run: Call) -> None:
    result = run("annotate", "-", *G, stdin="今天天气很好。", code=0)
    assert (result.stdout, result.stderr) == ("", "0 occurrences\n")


def test_the_sheet_in_its_formats(run: Call, folder: Path) -> None:
    text = run("sheet", "source.txt", *G, code=0).stdout
    assert text.splitlines()[0].split() == ["1×", "knowledge", "Security", "Council", "安全理事会"]
    tsv = run("sheet", "draft.txt", *G, "-f", "tsv", code=0).stdout
    assert tsv.splitlines()[0] == "安全理事会\tSecurity Council"
    prompt = run("sheet", "source.txt", *G, "-f", "prompt", "-o", "-", code=0).stdout
    assert "- good offices → 斡旋" in prompt
    run("sheet", "source.txt", *G, "-f", "json", "-o", "sheet.json", code=0)
    assert json.loads((folder / "sheet.json").read_text("utf-8"))[0]["count"] == 1


def test_an_empty_sheet_is_empty(run: Call) -> None:
    result = run("sheet", "-", *G, "-f", "prompt", stdin="今天天气很好。", code=0)
    assert result.stdout == ""
    assert "no term" in result.stderr


def test_concordance_by_concept_and_by_string(run: Call) -> None:
    found = run("concordance", "confidence-building measures", "draft.txt", *G, code=0)
    assert "强调【建立互信措施】。" in found.stdout
    assert found.stderr == "1 occurrence\n"
    exact = run("concordance", "建立信任措施", "draft.txt", "--exact", *G, code=1)
    assert exact.stdout == ""


def test_concordance_width(run: Call) -> None:
    result = run("concordance", "斡旋", "official.txt", "--width", "2", *G, code=0)
    assert result.stdout.endswith("\t平及【斡旋】。\n")


def test_concordance_of_a_bitext_shows_the_other_side(run: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn good offices.\t关于斡旋。\n", "utf-8")
    lines = run("concordance", "斡旋", "m.tsv", *G, code=0).stdout.splitlines()
    assert lines == [
        "On 【good offices】.",
        "    关于斡旋。",
        "关于【斡旋】。",
        "    On good offices.",
    ]


def test_renderings_of_a_term(run: Call, folder: Path) -> None:
    rows = [
        ("Good offices were offered.", "提出了斡旋。"),
        ("The good offices continue.", "斡旋继续进行。"),
        ("The report continues.", "报告继续。"),
    ]
    text = "en\tzh\n" + "".join(f"{en}\t{zh}\n" for en, zh in rows)
    (folder / "m.tsv").write_text(text, "utf-8")
    shown = run("translations", "good offices", "m.tsv", *G, code=0).stdout.splitlines()
    assert shown[0].split()[:5] == ["斡旋", "*", "2", "of", "2"]
    assert "【斡旋】" in shown[1]
    found = json.loads(run("translations", "斡旋", "m.tsv", "-f", "json", code=0).stdout)
    assert found[0]["text"].lower() == "good offices"
    assert found[0]["known"]
    none = run("translations", "mediation", "m.tsv", code=1)
    assert (none.stdout, none.stderr) == ("", "mediation: no rendering found\n")
