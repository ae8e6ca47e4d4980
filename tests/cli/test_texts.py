"""segment and extract."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")
TEXT = (
    "欧洲安全与合作组织(欧安组织)通过了《赫尔辛基文件》。欧安组织强调斡旋。\n"
    "安全理事会欢迎《赫尔辛基文件》和欧安组织的斡旋。\n"
)


def test_segment_as_text_lines_and_json(run: Call, folder: Path) -> None:
    text = run("segment", "draft.txt", code=0)
    assert text.stdout.startswith("[body 1]\n安全理事会强调建立互信措施。\n")
    assert "draft.txt: " in text.stderr
    lines = run("segment", "draft.txt", "-f", "lines", "-o", "lines.txt", code=0)
    assert lines.stdout == ""
    assert (folder / "lines.txt").read_text("utf-8").splitlines()[2] == (
        "会员国为建设和平提供了350万美元，见S/2020/327号文件。"
    )
    paragraphs = json.loads(run("segment", "-", "-f", "json", stdin="甲。乙。", code=0).stdout)
    assert [part["text"] for part in paragraphs[0]["segments"]] == ["甲。", "乙。"]


def test_segment_json_can_be_written(run: Call, folder: Path) -> None:
    run("segment", "draft.txt", "-f", "json", "-o", "d.json", code=0)
    given = (folder / "draft.txt").read_text("utf-8")
    for paragraph in json.loads((folder / "d.json").read_text("utf-8")):
        for part in paragraph["segments"]:
            assert given[part["start"] : part["end"]] == part["text"]


def test_extract_prints_two_sections(run: Call, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    result = run("extract", "a.txt", *G, code=0)
    assert result.stdout.startswith("== form: ")
    assert "《赫尔辛基文件》" in result.stdout
    rows = [line for line in result.stdout.splitlines() if "欧安组织" in line]
    assert rows
    assert "new" in rows[0]


def test_extract_from_standard_input_as_json(run: Call) -> None:
    found = json.loads(run("extract", "-", *G, "-f", "json", stdin=TEXT, code=0).stdout)
    by_chinese = {one["chinese"]: one for one in found}
    title = by_chinese["《赫尔辛基文件》"]
    assert title["count"] == 2
    context = title["contexts"][0]
    assert context["text"][context["start"] : context["end"]] == "《赫尔辛基文件》"
    assert by_chinese["斡旋"]["concept"] == "good-offices"


def test_extract_new_ones_only(run: Call) -> None:
    found = json.loads(run("extract", "-", *G, "--new", "-f", "json", stdin=TEXT, code=0).stdout)
    assert "斡旋" not in [one["chinese"] for one in found]
    assert {one["kind"] for one in found} <= {"new", "variant"}


def test_what_was_rejected_does_not_come_again(run: Call, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    run("extract", "a.txt", *G, "-o", "list.tsv", code=0)
    before = (folder / "list.tsv").read_text("utf-8")
    rejected = before.replace("\n\t《赫尔辛基文件》", "\nrejected\t《赫尔辛基文件》")
    assert rejected != before
    (folder / "list.tsv").write_text(rejected, "utf-8")
    again = run("extract", "a.txt", *G, "--reviewed", "list.tsv", "-f", "json", code=0)
    assert "《赫尔辛基文件》" not in [one["chinese"] for one in json.loads(again.stdout)]


def test_a_text_without_terms_gives_none(run: Call) -> None:
    result = run("extract", "-", *G, stdin="好。", code=0)
    assert (result.stdout, result.stderr) == ("", "no candidates\n")


def test_extract_writes_a_page(run: Call, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    result = run("extract", "a.txt", *G, "-o", "terms.html", code=0)
    page = (folder / "terms.html").read_text("utf-8")
    assert "<title>a.txt</title>" in page
    assert "《赫尔辛基文件》" in page
    assert result.stderr.startswith("wrote ")


def test_extract_from_both_languages(run: Call) -> None:
    result = run("extract", "official.txt", "-s", "source.txt", *G, "-f", "json", code=0)
    pairs = {one["chinese"]: one["english"] for one in json.loads(result.stdout)}
    assert pairs["建立信任措施"] == "confidence-building measures"


def test_documents_and_bitexts_are_not_mixed(run: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn good offices.\t关于斡旋。\n", "utf-8")
    result = run("extract", "draft.txt", "m.tsv", *G, code=2)
    assert "cannot be mixed" in result.stderr
    result = run("extract", "m.tsv", "m.tsv", *G, "-f", "json", code=0)
    assert json.loads(result.stdout)[0]["count"] == 2
