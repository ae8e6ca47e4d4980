"""review: one key each, saved at once, stopped and resumed without loss."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import unterm
from unterm.formats.review_columns import Reviewed
from unterm.model import Candidate, Context, Span

Call = Callable[..., Any]
G = ("-g", "terms.jsonl")


def _candidate(chinese: str, english: str | None = None, kind: Any = "new") -> Candidate:
    sentence = f"安理会强调{chinese}。"
    context = Context(sentence, Span(5, 5 + len(chinese)), "S/PRST/2021/9")
    return Candidate(chinese, english, 3, 1, kind, "form", 0.5, ("3 times",), contexts=(context,))


@pytest.fixture(params=[".tsv", ".xlsx", ".jsonl"])
def listed(request: pytest.FixtureRequest, folder: Path) -> str:
    name = f"list{request.param}"
    candidates = [
        _candidate("调解"),
        _candidate("建立信任", "confidence-building"),
        _candidate("斡旋", "good offices", "known"),
        _candidate("斡旋活动"),
        _candidate("与会者"),
    ]
    unterm.dump_candidates(candidates, folder / name)
    return name


def _decided(name: str) -> dict[str, str]:
    return {entry.candidate.chinese: entry.status.value for entry in unterm.load_review(name)}


def _keys(*keys: str) -> str:
    return "".join(f"{key}\n" for key in keys)


def test_all_keys(listed: str, run: Call) -> None:
    keys = _keys("a", "mediation", "n", "seldom alone", "a", "m", "good offices", "r")
    result = run("review", listed, *G, stdin=keys, code=0)
    assert "1/4  调解" in result.stdout
    assert "强调【调解】。" in result.stdout
    assert "斡旋  good offices" not in result.stdout
    assert _decided(listed) == {
        "调解": "accepted",
        "建立信任": "accepted",
        "斡旋": "",
        "斡旋活动": "merged",
        "与会者": "rejected",
    }
    first, second, _, fourth, _ = unterm.load_review(listed)
    assert first.candidate.english == "mediation"
    assert second.note == "seldom alone"
    assert fourth.into == "good offices"
    assert result.stderr.endswith(f"{listed}: 1 open, 2 accepted, 1 rejected, 1 merged\n")


def test_an_english_term_that_is_taken_is_said(listed: str, run: Call) -> None:
    keys = _keys("a", "CBMs", "u", "e", "good offices", "a", "q")
    said = [
        line
        for line in run("review", listed, *G, stdin=keys, code=0).stderr.splitlines()
        if "in the glossary" in line
    ]
    assert "'CBMs' is 'confidence-building measures', '建立信任措施' in the glossary" in said[0]
    assert said[0].endswith("(confidence-building-measures); to merge into that: u, then m")
    assert "'good offices' is '斡旋' in the glossary (good-offices)" in said[1]
    assert len(said) == 3  # once more where it is accepted


def test_stopping_and_going_on(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin=_keys("r", "q"), code=0)
    assert _decided(listed)["调解"] == "rejected"
    assert _decided(listed)["建立信任"] == ""
    resumed = run("review", listed, *G, stdin=_keys("a"), code=0)
    assert "1/3  建立信任" in resumed.stdout
    assert "调解" not in resumed.stdout
    assert _decided(listed)["建立信任"] == "accepted"


def test_the_end_of_input_stops(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin="r\n", code=0)
    assert list(_decided(listed).values()) == ["rejected", "", "", "", ""]


def test_undo(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin=_keys("u", "r", "r", "u", "u", "a", "mediation"), code=0)
    decided = _decided(listed)
    assert decided["调解"] == "accepted"
    assert decided["建立信任"] == ""


def test_what_is_interrupted_while_saving_keeps_the_last_state(
    listed: str, run: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = unterm.dump_candidates
    saved = 0

    def breaking(entries: Iterable[Reviewed], path: str) -> object:
        nonlocal saved
        saved += 1
        if saved < 2:
            return real(entries, path)

        def half() -> Iterable[Reviewed]:
            yield from list(entries)[:1]
            raise KeyboardInterrupt

        return real(half(), path)

    monkeypatch.setattr(unterm, "dump_candidates", breaking)
    result = run("review", listed, *G, stdin=_keys("r", "r"), code=130)
    assert result.stderr.endswith("unterm: stopped\n")
    assert _decided(listed) == {
        "调解": "rejected",
        "建立信任": "",
        "斡旋": "",
        "斡旋活动": "",
        "与会者": "",
    }


def test_an_unknown_key_shows_the_keys(listed: str, run: Call) -> None:
    result = run("review", listed, *G, stdin=_keys("x", "q"), code=0)
    assert result.stderr.count("a accept") == 2
    assert set(_decided(listed).values()) == {""}


def test_merging_into_what_is_not_known_is_refused(listed: str, run: Call) -> None:
    result = run("review", listed, *G, stdin=_keys("m", "good ofices", "q"), code=0)
    assert "good ofices: not in the glossary" in result.stderr
    assert set(_decided(listed).values()) == {""}


def test_accepting_needs_english(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin=_keys("a", "", "q"), code=0)
    assert _decided(listed)["调解"] == ""


def test_the_decided_ones_can_be_seen_again(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin=_keys("r", "q"), code=0)
    result = run("review", listed, "--all", *G, stdin=_keys("s", "q"), code=0)
    assert "1/5  调解" in result.stdout
    assert "[rejected]" in result.stdout


def test_nothing_left_to_decide(listed: str, run: Call) -> None:
    run("review", listed, *G, stdin=_keys("r", "r", "r", "r"), code=0)
    result = run("review", listed, *G, code=0)
    assert result.stdout == ""
    assert result.stderr == f"{listed}: 1 open, 0 accepted, 4 rejected, 0 merged\n"


def test_a_broken_list_is_refused(refuse: Call, folder: Path) -> None:
    (folder / "list.tsv").write_text("status\tchinese\nyep\t斡旋\n", "utf-8")
    refuse("review", "list.tsv", told=["list.tsv:2:", "column 'status' has 'yep'"])
    (folder / "other.tsv").write_text("term\tlang\n斡旋\tzh\n", "utf-8")
    refuse("review", "other.tsv", told=["no column 'status'"])


def test_extract_review_and_merge_in_one_go(run: Call, folder: Path) -> None:
    text = "欧洲安全与合作组织(欧安组织)通过了文件。欧安组织强调斡旋。\n"
    (folder / "a.txt").write_text(text, "utf-8")
    run("extract", "a.txt", *G, "--new", "-o", "new.tsv", code=0)
    stops = len(unterm.load_review("new.tsv"))
    assert stops
    run("review", "new.tsv", *G, stdin=_keys("a", "OSCE") + _keys("r") * (stops - 1), code=0)
    run("merge", "terms.jsonl", "new.tsv", "-o", "grown.jsonl", code=0)
    assert "OSCE = " in run("lookup", "OSCE", "-g", "grown.jsonl", code=0).stdout


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx", ".jsonl"])
def test_the_whole_loop_loses_nothing(run: Call, folder: Path, suffix: str) -> None:
    lines = [
        "港口安全委员会(港安委)通过了《港口公约》。港安委强调建设灯塔网络和斡旋。",
        "灯塔网络有助于航行安全。各国应加强灯塔网络。《港口公约》缔约方开会。",
        "港口安全委员会主席说，航行安全是共同目标。",
    ]
    (folder / "a.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
    first, second = f"first{suffix}", f"second{suffix}"
    run("extract", "a.txt", *G, "-o", first, code=0)
    before = list(unterm.load_review(first))
    new = [entry.candidate.chinese for entry in before if entry.candidate.kind == "new"]
    assert new[:3] == ["《港口公约》", "港口安全委员会", "港安委"]
    assert len(new) > 5

    run("review", first, *G, stdin=_keys("a", "Harbour Convention", "n", "seen", "q"), code=0)
    run("review", first, *G, stdin=_keys("a", "Harbour Safety Committee", "q"), code=0)
    run("review", first, *G, stdin=_keys("m", "good offices", "r", "q"), code=0)
    after = list(unterm.load_review(first))
    decisions = {entry.candidate.chinese: entry.status.value for entry in after}
    assert [decisions[text] for text in new[:5]] == [
        *("accepted", "accepted", "merged", "rejected", ""),
    ]
    assert after[[e.candidate.chinese for e in after].index(new[1])].note == "seen"
    for old, entry in zip(before, after, strict=True):
        kept = replace(entry.candidate, english=old.candidate.english)
        assert kept == old.candidate

    run("merge", "terms.jsonl", first, "-o", "grown.jsonl", code=0)
    grown = unterm.load_glossary(folder / "grown.jsonl")
    assert grown["Harbour Convention"].chinese.strip("《》") == "港口公约"
    assert grown["Harbour Safety Committee"].notes == ("seen",)
    assert "港安委" in [d.text for d in grown["good offices"].designations]

    grown_option = ("-g", "grown.jsonl")
    run("extract", "a.txt", *grown_option, "--reviewed", first, "-o", second, code=0)
    again = {e.candidate.chinese: e.candidate.kind for e in unterm.load_review(second)}
    assert {again[text] for text in new[:3]} == {"known"}
    assert new[3] not in again
    left = [text for text, kind in again.items() if kind == "new"]
    run("review", second, *grown_option, stdin=_keys("r", "q"), code=0)
    lists = ("--reviewed", first, "--reviewed", second)
    run("extract", "a.txt", *grown_option, *lists, "-o", f"third{suffix}", code=0)
    third = {e.candidate.chinese for e in unterm.load_review(f"third{suffix}")}
    assert not {new[3], left[0]} & third


def test_keys_in_a_terminal(listed: str, run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unterm.cli.review._in_terminal", lambda: True)
    result = run("review", listed, *G, stdin="amediation\nnseldom\narq", code=0)
    assert "official English term: " in result.stderr + result.stdout
    assert list(_decided(listed).values()) == ["accepted", "accepted", "", "rejected", ""]
    assert [entry.note for entry in unterm.load_review(listed)][1] == "seldom"
