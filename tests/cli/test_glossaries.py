"""validate, attest, merge, diff, convert."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import unterm

Call = Callable[..., Any]
OTHER = "English,Chinese\ngood offices,调停\nmediation,调解\n"


@pytest.fixture
def other(run: Call, folder: Path) -> str:
    """A glossary that contradicts terms.jsonl in one concept and adds another."""
    (folder / "other.csv").write_text(OTHER, "utf-8")
    return "other.csv"


def test_defects_are_named_until_they_are_mended(run: Call) -> None:
    result = run("validate", "terms.jsonl", code=1)
    assert len(result.stdout.splitlines()) == 6
    assert "good-offices: missing-citation: " in result.stdout
    assert result.stderr == "6 concepts, 6 problems\n"
    run("attest", "official.txt", "-g", "terms.jsonl", "-o", "counted.jsonl", code=0)
    result = run("validate", "counted.jsonl", code=0)
    assert (result.stdout, result.stderr) == ("", "6 concepts, 0 problems\n")


def test_attest_counts(run: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn good offices.\t关于斡旋。\n", "utf-8")
    result = run("attest", "m.tsv", "official.txt", "-g", "terms.jsonl", "-o", "c.jsonl", code=0)
    shares = dict(re.split(r"\s{2,}", line)[:2] for line in result.stdout.splitlines())
    assert shares == {"attested in chinese": "5 of 6", "attested": "1 of 6"}
    assert unterm.load_glossary(folder / "c.jsonl")["good offices"].attestation is not None


def test_merge_shows_the_conflict_and_what_stands(run: Call, other: str, folder: Path) -> None:
    before = (folder / "terms.jsonl").read_bytes()
    result = run("merge", "terms.jsonl", other, "-o", "out.jsonl", code=1)
    assert result.stdout == "good-offices: preferred Chinese: kept '斡旋', not '调停'\n"
    assert result.stderr == "1 added, 0 widened, 1 conflict; wrote out.jsonl\n"
    merged = unterm.load_glossary(folder / "out.jsonl")
    assert merged["good offices"].chinese == "斡旋"
    assert merged["mediation"].chinese == "调解"
    assert (folder / "terms.jsonl").read_bytes() == before


def test_merge_can_prefer_the_new(run: Call, other: str, folder: Path) -> None:
    run("merge", "terms.jsonl", other, "-o", "out.jsonl", "--prefer", "new", code=1)
    assert unterm.load_glossary(folder / "out.jsonl")["good offices"].chinese == "调停"


def test_merge_without_out_writes_nothing(run: Call, other: str, folder: Path) -> None:
    files = sorted(folder.iterdir())
    result = run("merge", "terms.jsonl", other, code=1)
    assert "nothing written" in result.stderr
    assert sorted(folder.iterdir()) == files


def test_merging_twice_changes_nothing(run: Call, other: str) -> None:
    run("merge", "terms.jsonl", other, "-o", "once.jsonl", code=1)
    run("merge", "once.jsonl", other, "-o", "twice.jsonl", code=1)
    assert run("diff", "once.jsonl", "twice.jsonl", code=0).stdout == "no difference\n"


def test_a_reviewed_list_is_merged(run: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text(
        "status\tchinese\tenglish\tinto\tsection\n"
        "accepted\t调解\tmediation\t\tform\n"
        "merged\t斡旋活动\t\tgood offices\tform\n"
        "rejected\t与会者\t\t\tform\n"
        "\t会议\t\t\tform\n",
        "utf-8",
    )
    arguments = ("merge", "terms.jsonl", "list.tsv", "-o", "out.jsonl", "--subject", "peace")
    result = run(*arguments, code=0)
    assert "1 of 4 are still open" in result.stderr
    merged = unterm.load_glossary(folder / "out.jsonl")
    assert merged["mediation"].subject_field == "peace"
    assert "斡旋活动" in [d.text for d in merged["good offices"].designations]
    assert len(merged) == 7


def test_a_broken_review_merges_nothing(refuse: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text(
        "status\tchinese\tenglish\tsection\naccepted\t调解\tmediation\tform\nyep\t斡旋\tx\tform\n",
        "utf-8",
    )
    refuse(
        *("merge", "terms.jsonl", "list.tsv", "-o", "out.jsonl"),
        told=["list.tsv:3:", "column 'status' has 'yep'"],
    )
    assert not (folder / "out.jsonl").exists()


REVIEW = "status\tchinese\tenglish\tinto\tsection\n"


def test_a_short_form_that_was_accepted_is_a_conflict_and_said(run: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text(REVIEW + "accepted\t信任举措\tCBMs\t\tform\n", "utf-8")
    result = run("merge", "terms.jsonl", "list.tsv", "-o", "out.jsonl", code=1)
    assert result.stdout == (
        "confidence-building-measures: preferred Chinese: kept '建立信任措施', not '信任举措'\n"
    )
    assert (
        "list.tsv: row 2: 'CBMs' is 'confidence-building measures', '建立信任措施' in the glossary "
        "(confidence-building-measures)\n"
    ) in result.stderr
    assert "0 added, 0 widened, 1 conflict" in result.stderr


def test_a_concept_that_only_another_glossary_has(refuse: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text(REVIEW + "merged\t调停\t\tmediation\tform\n", "utf-8")
    refuse(
        *("merge", "terms.jsonl", "list.tsv", "-o", "out.jsonl"),
        told=[
            "list.tsv: row 2: merged into 'mediation', but no concept has",
            "(looked for in terms.jsonl); ",
            "`unterm review --all -g terms.jsonl list.tsv`",
            "such as built-in",
        ],
    )
    assert not (folder / "out.jsonl").exists()


def test_an_unknown_subject_field_is_said(run: Call, folder: Path) -> None:
    row = "accepted\t斡旋\tgood offices\t\tform\naccepted\t调解\tmediation\t\tform\n"
    (folder / "list.tsv").write_text(REVIEW + row, "utf-8")
    result = run("merge", "terms.jsonl", "list.tsv", "--subject", "peaces", code=0)
    assert "'peaces' is a new subject field in terms.jsonl; did you mean peace?" in result.stderr
    assert "1 added, 0 widened, 0 conflicts" in result.stderr
    result = run("merge", "terms.jsonl", "list.tsv", "--subject", "xyz", code=0)
    assert "'xyz' is a new subject field in terms.jsonl; it has organs, peace\n" in result.stderr
    for known in ("peace", "general"):
        result = run("merge", "terms.jsonl", "list.tsv", "--subject", known, code=0)
        assert "subject field" not in result.stderr


def test_what_was_accepted_with_its_citation_is_valid(run: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text(
        "status\tchinese\tenglish\tcontext 1\tdocument 1\tcitation 1\n"
        "yes\t调解\tmediation\t安理会强调【调解】。\tS/1\tS/2021/1, para. 3\n",
        "utf-8",
    )
    (folder / "empty.jsonl").write_text("", "utf-8")
    run("merge", "empty.jsonl", "list.tsv", "-o", "out.jsonl", code=0)
    run("validate", "out.jsonl", code=0)


def test_diff_in_words(run: Call, other: str) -> None:
    run("merge", "terms.jsonl", other, "-o", "out.jsonl", code=1)
    result = run("diff", "terms.jsonl", "out.jsonl", code=1)
    assert "+ mediation = 调解" in result.stdout


@pytest.mark.parametrize("suffix", [".tbx", ".csv", ".tsv", ".xlsx"])
def test_convert_there_and_back(suffix: str, run: Call) -> None:
    run("convert", "terms.jsonl", f"a{suffix}", code=0)
    run("convert", f"a{suffix}", "b.jsonl", code=0)
    assert run("diff", "terms.jsonl", "b.jsonl", code=0).stdout == "no difference\n"


def test_convert_says_what_is_lost(run: Call) -> None:
    result = run("convert", "terms.jsonl", "a.txt", "--to", "deepl", code=0)
    assert "a.txt: does not hold " in result.stderr
    every = run("convert", "terms.jsonl", "a.txt", "--to", "deepl", "--losses", code=0)
    assert len(every.stderr.splitlines()) > len(result.stderr.splitlines())


def test_convert_says_what_could_not_be_read(run: Call, folder: Path) -> None:
    (folder / "half.csv").write_text("English,Chinese\ngood offices,斡旋\nmediation,\n", "utf-8")
    result = run("convert", "half.csv", "a.jsonl", code=1)
    assert "half.csv:3: " in result.stderr
    assert "wrote 1 concept to a.jsonl; 1 problem" in result.stderr


def test_convert_a_bitext(run: Call, refuse: Call, folder: Path) -> None:
    (folder / "m.tsv").write_text("en\tzh\nOn good offices.\t关于斡旋。\n", "utf-8")
    run("convert", "m.tsv", "m.csv", "--bitext", code=0)
    run("convert", "m.csv", "m.tmx", code=0)
    result = run("convert", "m.tmx", "m.xlsx", code=0)
    assert "wrote 1 bead to m.xlsx" in result.stderr
    assert list(unterm.load_bitext(folder / "m.xlsx").pairs()) == [
        ("On good offices.", "关于斡旋。")
    ]
    refuse("convert", "m.tmx", "m.tbx", told=["unknown suffix '.tbx'"])
