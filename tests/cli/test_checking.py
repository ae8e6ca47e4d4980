"""check and explain: formats, settings, suppression, baselines, revisions, fixes."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unterm.cli.reports import REPORT_FORMATS
from unterm.reporting.rendering import FORMATS

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")
AGAINST = ("check", "draft.txt", "-s", "source.txt", *G)
ALONE = ("check", "draft.txt", *G)


def _codes(result: Any) -> list[str]:
    return [finding["code"] for finding in json.loads(result.stdout)["findings"]]


def test_each_planted_error_is_named_at_its_place(run: Call) -> None:
    result = run(*AGAINST, code=1)
    assert "draft.txt:1:11: error: 建立互信措施" in result.stdout
    assert "draft.txt:3:23: error: " in result.stdout
    assert "S/2020/327 → S/2020/372" in result.stdout
    assert "draft.txt:5:10: error: 籲" in result.stdout
    assert result.stdout.splitlines()[-1] == "3 errors in 3 segments"
    assert result.stderr == ""


def test_the_official_text_is_clean(run: Call) -> None:
    result = run("check", "official.txt", "-s", "source.txt", *G, code=0)
    assert result.stdout == "no findings in 3 segments\n"


def test_all_formats_of_the_library_are_offered() -> None:
    assert set(REPORT_FORMATS) == set(FORMATS)


def test_json_cuts_out_of_the_draft(run: Call, folder: Path) -> None:
    text = (folder / "draft.txt").read_text("utf-8")
    report = json.loads(run(*AGAINST, "-f", "json", code=1).stdout)
    assert len(report["findings"]) == 3
    for finding in report["findings"]:
        start, end = finding["target_span"]
        assert text[start:end] == finding["found"]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("r.json", "{"),
        ("r.jsonl", '{"path": "draft.txt"'),
        ("r.csv", "\ufeffpath,line"),
        ("r.html", "<!"),
        ("r.sarif", "{"),
        ("r.xml", "<?xml"),
        ("r.txt", "draft.txt:1:11: error"),
    ],
)
def test_the_suffix_tells_the_format(name: str, beginning: str, run: Call, folder: Path) -> None:
    result = run(*AGAINST, "-o", name, code=1)
    assert (folder / name).read_text("utf-8").startswith(beginning)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [f"wrote {name}", "3 errors in 3 segments"]


def test_several_drafts_are_one_report(run: Call, folder: Path) -> None:
    shutil.copy("draft.txt", "second.txt")
    three = ("check", "draft.txt", "official.txt", "second.txt", *G)
    text = run(*three, code=1).stdout
    assert text.splitlines()[-1] == "4 errors in 9 segments of 3 drafts"
    assert "second.txt:1:11" in text
    reports = json.loads(run(*three, "-f", "json", code=1).stdout)
    assert [report["path"] for report in reports] == ["draft.txt", "official.txt", "second.txt"]
    rows = list(csv.reader(run(*three, "-f", "csv", code=1).stdout.splitlines()))
    assert [row[0] for row in rows[1:]] == ["draft.txt"] * 2 + ["second.txt"] * 2
    run_of = json.loads(run(*three, "-f", "sarif", code=1).stdout)["runs"][0]
    rules = [rule["id"] for rule in run_of["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run_of["results"]] == [
        result["ruleId"] for result in run_of["results"]
    ]
    suites = ET.fromstring(run(*three, "-f", "junit", code=1).stdout)
    assert [suite.tag for suite in suites] == ["testsuite"] * 3


def test_pages_of_several_drafts_go_into_a_folder(run: Call, folder: Path) -> None:
    (folder / "out").mkdir()
    run("check", "draft.txt", "official.txt", *G, "-f", "html", "-o", "out", code=1)
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "draft.txt.html",
        "official.txt.html",
    ]


def test_a_bad_draft_does_not_stop_the_others(run: Call) -> None:
    result = run("check", "nope.txt", "draft.txt", *G, code=2)
    assert "draft.txt:1:11" in result.stdout
    assert result.stderr == "unterm: left out: nope.txt: no such file or directory\n"


def test_each_draft_has_its_source(run: Call) -> None:
    pairs = ("check", "draft.txt", "official.txt", "-s", "source.txt", "-s", "source.txt", *G)
    assert run(*pairs, code=1).stdout.endswith("3 errors in 6 segments of 2 drafts\n")


def test_a_bitext_and_standard_input_are_drafts(run: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn sustaining peace.\t关于斡旋。\n", "utf-8")
    assert "sustaining peace" in run("check", "m.tsv", *G, code=1).stdout
    result = run("check", "-", *G, stdin="强调建立互信措施。", code=1)
    assert result.stdout.startswith("draft:1:3: error: ")


def test_select_ignore_and_confidence(run: Call) -> None:
    as_json = ("-f", "json")
    assert _codes(run(*ALONE, "--select", "deprecated-term", *as_json)) == ["deprecated-term"]
    assert _codes(run(*ALONE, "--select", "term*", *as_json)) == ["deprecated-term"]
    assert _codes(run(*ALONE, "--ignore", "deprecated-term", *as_json)) == ["traditional-script"]
    run(*ALONE, "--ignore", "deprecated-term, traditional-script", code=0)
    run(*ALONE, "--min-confidence", "1", code=0)


def test_fail_on(run: Call, folder: Path) -> None:
    (folder / "a.txt").write_text("强调建设和平 。强调斡旋。\n", "utf-8")
    report = json.loads(run("check", "a.txt", *G, "-f", "json").stdout)
    assert report["counts"]["error"] == 0
    run("check", "a.txt", *G, "--fail-on", "error", code=0)
    run(*ALONE, "--fail-on", "error", code=1)


def test_the_nearest_settings_count(run: Call, folder: Path) -> None:
    (folder / "unterm.toml").write_text(
        'ignore = ["deprecated-term"]\nglossaries = ["terms.jsonl"]\n', "utf-8"
    )
    assert _codes(run("check", "draft.txt", "-f", "json")) == ["traditional-script"]
    (folder / "old").mkdir()
    shutil.copy("draft.txt", "old/draft.txt")
    (folder / "old" / "pyproject.toml").write_text(
        '[tool.unterm]\nignore = ["traditional-script"]\nglossaries = ["../terms.jsonl"]\n'
    )
    assert _codes(run("check", "old/draft.txt", "-f", "json")) == ["deprecated-term"]
    other = run("check", "old/draft.txt", "--config", "unterm.toml", "-f", "json")
    assert _codes(other) == ["traditional-script"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('selct = ["number"]\n', "selct"),
        ('select = ["numbr"]\n', "'numbr'"),
        ('["per-path"."old/*"]\nignore = ["numbr"]\n', "per-path 'old/*': ignore: no check"),
        ('[severity]\nnumbr = "error"\n', "no check has the code 'numbr'"),
        ("select = [", "not TOML"),
        ('glossaries = ["nope.jsonl"]\n', "nope.jsonl"),
    ],
)
def test_broken_settings_are_named(text: str, told: str, refuse: Call, folder: Path) -> None:
    (folder / "unterm.toml").write_text(text, "utf-8")
    refuse("check", "draft.txt", told=[told])


def test_what_was_judged_is_silent(run: Call, folder: Path) -> None:
    (folder / "judged").write_text("deprecated-term: 建立互信措施\n", "utf-8")
    assert _codes(run(*ALONE, "--ignore-file", "judged", "-f", "json")) == ["traditional-script"]
    (folder / "judged").write_text("deprecated-term: 别的\n", "utf-8")
    assert "unused-suppression" in _codes(run(*ALONE, "--ignore-file", "judged", "-f", "json"))
    text = "<!-- unterm: ignore deprecated-term -->\n强调建立互信措施。\n"
    (folder / "a.txt").write_text(text, "utf-8")
    run("check", "a.txt", *G, code=0)


def test_a_baseline_lets_only_the_new_through(run: Call, folder: Path) -> None:
    old = "会员国在二零二一年的会议上强调建立互信措施，并请所有各方继续为建设和平提供资源。\n"
    (folder / "a.txt").write_text(old, "utf-8")
    written = run("check", "a.txt", *G, "--write-baseline", "base.json", code=0)
    assert written.stderr == "wrote base.json: 1 finding\n"
    against = ("check", "a.txt", *G, "--baseline", "base.json")
    run(*against, code=0)
    (folder / "a.txt").write_text(f"会员国欢迎建立互信措施。\n{old}", "utf-8")
    findings = json.loads(run(*against, "-f", "json", code=1).stdout)["findings"]
    assert [(finding["line"], finding["code"]) for finding in findings] == [(1, "deprecated-term")]


def test_a_baseline_of_several_drafts(run: Call) -> None:
    run("check", "draft.txt", "official.txt", *G, "--write-baseline", "base.json", code=0)
    run("check", "draft.txt", "official.txt", *G, "--baseline", "base.json", code=0)


def test_a_broken_baseline_is_named(refuse: Call, folder: Path) -> None:
    (folder / "base.json").write_text("[1]", "utf-8")
    refuse(*ALONE, "--baseline", "base.json", told=["base.json", "not a baseline"])


def _git(*arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_only_lines_that_changed(run: Call, refuse: Call, folder: Path) -> None:
    refuse(*ALONE, "--changed-only", "HEAD", told=["--changed-only"])
    _git("init", "-q")
    _git("add", "draft.txt")
    _git("commit", "-q", "-m", "first")
    run(*ALONE, "--changed-only", "HEAD", code=0)
    text = (folder / "draft.txt").read_text("utf-8")
    (folder / "draft.txt").write_text(text.replace("呼籲", "再次呼籲"), "utf-8")
    result = run(*ALONE, "--changed-only", "HEAD", "-f", "json", code=1)
    assert _codes(result) == ["traditional-script"]
    refuse(*ALONE, "--changed-only", "nope", told=["'nope'"])
    refuse("check", "-", "--changed-only", "HEAD", stdin=text, told=["no history"])
    shutil.copy("draft.txt", "new.txt")
    assert len(_codes(run("check", "new.txt", *G, "--changed-only", "HEAD", "-f", "json"))) == 2


def test_a_diff_writes_nothing(run: Call, folder: Path) -> None:
    before = (folder / "draft.txt").read_bytes()
    result = run(*ALONE, "--fix", "suggested", "--diff", code=1)
    assert "-1. 安全理事会强调建立互信措施。\n+1. 安全理事会强调建立信任措施。" in result.stdout
    assert result.stderr == "draft.txt: 2 to mend\n"
    assert (folder / "draft.txt").read_bytes() == before


def test_safe_fixes_change_no_word(run: Call, folder: Path) -> None:
    result = run(*ALONE, "--fix", "safe", code=1)
    mended = (folder / "draft.txt").read_text("utf-8")
    assert "呼吁保持和平" in mended
    assert "建立互信措施" in mended
    assert result.stderr == "draft.txt: 1 mended\n"
    assert result.stdout.endswith("1 error in 3 segments\n")


def test_suggested_fixes_leave_nothing(run: Call, folder: Path) -> None:
    official = (folder / "official.txt").read_text("utf-8")
    run(*AGAINST, "--fix", "suggested", code=0)
    assert (folder / "draft.txt").read_text("utf-8") == official


def test_fixing_into_a_copy(run: Call, folder: Path) -> None:
    before = (folder / "draft.txt").read_bytes()
    result = run(*AGAINST, "--fix", "suggested", "-o", "mended.txt", code=0)
    assert (folder / "draft.txt").read_bytes() == before
    assert (folder / "mended.txt").read_bytes() == (folder / "official.txt").read_bytes()
    assert result.stdout == "no findings in 3 segments\n"


def test_a_draft_mended_on_standard_output_stands_alone(run: Call) -> None:
    result = run("check", "-", *G, "--fix", "safe", stdin="呼籲斡旋。", code=0)
    assert result.stdout == "呼吁斡旋。\n"
    assert "no findings in 1 segment" in result.stderr


def test_a_mended_draft_keeps_its_encoding(run: Call, folder: Path) -> None:
    text = (folder / "draft.txt").read_text("utf-8").replace("\n", "\r\n")
    (folder / "gb.txt").write_bytes(text.encode("gb18030"))
    (folder / "mark.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    run("check", "gb.txt", "mark.txt", *G, "--encoding", "gb18030", "--fix", "suggested")
    assert (folder / "gb.txt").read_bytes().decode("gb18030") == (
        text.replace("籲", "吁").replace("互信", "信任")
    )
    run("check", "mark.txt", *G, "--fix", "suggested", code=0)
    assert (folder / "mark.txt").read_bytes().startswith(b"\xef\xbb\xbf1. ")


def test_only_text_is_mended(refuse: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn good offices.\t关于斡旋。\n", "utf-8")
    refuse("check", "m.tsv", *G, "--fix", "safe", told=["m.tsv", "only plain text"])


def test_explain_one_and_all(run: Call) -> None:
    one = run("explain", "document-symbol", code=0)
    assert one.stdout.startswith("A document symbol")
    every = run("explain", code=0)
    codes = [line.split()[0] for line in every.stdout.splitlines()]
    assert codes == sorted(codes)
    assert {"document-symbol", "check-failed", "unused-suppression"} < set(codes)


def test_a_source_of_another_text_is_said(run: Call, folder: Path) -> None:
    fitting = run("check", "draft.txt", "--source", "source.txt", *G)
    assert "belong together" not in fitting.stderr
    other = "小麦产量增加。\n\n运费上涨。\n\n渔业部门雇用了许多人。\n\n灌溉技术有所推广。\n"
    (folder / "other.txt").write_text(other, "utf-8")
    result = run("check", "other.txt", "--source", "source.txt", *G)
    assert "other.txt: The documents do not seem to belong together" in result.stderr
