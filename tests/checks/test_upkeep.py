"""Configuration, suppression, baseline and fixes."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_glossary import GLOSSARY

from unterm.checks import (
    Config,
    Override,
    apply_fixes,
    check,
    find_config,
    fix_for,
    fixes,
    load_config,
    load_ignores,
    subtract_baseline,
    suppress,
    write_baseline,
)
from unterm.errors import FormatError, InputError
from unterm.model import Bitext, Document, Finding, ParagraphKind, Severity, Span
from unterm.segmentation import segment


def _write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_configuration_is_read_from_either_file(tmp_path: Path) -> None:
    settings = (
        'ignore = ["spacing"]\nprofile = "gb15834"\nminimum-confidence = 0.2\n'
        '[severity]\nbrackets = "warning"\n["per-path"."old/*"]\nignore = ["width"]\n'
    )
    own = _write(tmp_path / "unterm.toml", settings)
    config = load_config(own)
    assert config.profile == "gb15834"
    assert config.severity == {"brackets": Severity.WARNING}
    assert config.per_path == {"old/*": Override(ignore=("width",))}
    table = "[tool.unterm]\n" + settings.replace("[severity]", "[tool.unterm.severity]").replace(
        '["per-path"', '[tool.unterm."per-path"'
    )
    assert load_config(_write(tmp_path / "pyproject.toml", table)) == config
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert find_config(folder) == own


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("profile = 'other'", "profile"),
        ("selct = ['x']", "selct"),
        ("select = [", "not TOML"),
        ("minimum_confidence = 3", "minimum_confidence"),
    ],
)
def test_wrong_configuration_names_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    path = _write(tmp_path / "unterm.toml", text)
    with pytest.raises(FormatError, match=problem) as caught:
        load_config(path)
    assert str(path) in str(caught.value)


def test_settings_for_a_path_are_laid_over() -> None:
    config = Config(per_path={"old/*.txt": Override(ignore=("width",), profile="none")})
    document = Document.from_segments(["２０２１"], lang="zh")
    from dataclasses import replace

    old = replace(document, path="texts/old/a.txt")
    assert not check(old, GLOSSARY, config=config).findings
    new = replace(document, path="texts/new/a.txt")
    assert [f.code for f in check(new, GLOSSARY, config=config)] == ["width"]
    grave = Config(per_path={"old/*": Override(severity={"width": Severity.ERROR})})
    assert [f.severity for f in check(old, GLOSSARY, config=grave)] == [Severity.ERROR]
    sure = Config(per_path={"old/*": Override(minimum_confidence=0.99)})
    assert not check(old, GLOSSARY, config=sure).findings
    assert check(new, GLOSSARY, config=sure).findings


def test_a_short_form_in_a_heading_does_not_come_first() -> None:
    name = "联合国组织刚果民主共和国稳定特派团"
    text = f"一. 联刚稳定团\n\n1. {name}(联刚稳定团)于该日提出报告。\n\n2. 联刚稳定团继续开展工作。"
    document = segment(text, lang="zh")
    assert document.paragraphs[0].kind is ParagraphKind.HEADING
    config = Config(select=("short-form-first",))
    assert not check(document, GLOSSARY, config=config).findings
    running = segment(text.replace("一. 联刚稳定团", "联刚稳定团于该日成立。"), lang="zh")
    assert [f.found for f in check(running, GLOSSARY, config=config)] == ["联刚稳定团"]


def test_comments_silence_their_line_or_the_next() -> None:
    beside = "聯合國 <!-- unterm: ignore traditional-script -->\n２０２１"
    assert [f.code for f in suppress(check(beside, GLOSSARY))] == ["width"]
    above = "<!-- unterm: ignore -->\n聯合國２０２１\n２０２２"
    (left,) = suppress(check(above, GLOSSARY)).findings
    assert left.found == "２０２２"


def test_a_suppression_that_silences_nothing_is_reported() -> None:
    text = "联合国 <!-- unterm: ignore width, near-miss -->"
    found = suppress(check(text, GLOSSARY)).findings
    assert [f.code for f in found] == ["unused-suppression"] * 2
    assert found[0].found == "<!-- unterm: ignore width, near-miss -->"


def test_an_ignore_file_silences_by_code_and_find(tmp_path: Path) -> None:
    path = _write(
        tmp_path / ".untermignore", "# old names\ntraditional-script: 聯*\nwidth: *\nspacing:\n"
    )
    report = suppress(check("聯合國２０２１", GLOSSARY), load_ignores(path))
    assert [f.code for f in report] == ["unused-suppression"]
    assert "line 4" in report.findings[0].message
    with pytest.raises(FormatError, match=":1: 'width'"):
        load_ignores(_write(path, "width\n"))


def test_a_baseline_lets_only_new_findings_through(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(check("聯合國会员国通过了第一份决议草案。", GLOSSARY), path)
    moved = check("首先：聯合國会员国通过了第一份决议草案。而聯合國没有。", GLOSSARY)
    assert len(moved) == 2
    assert len(subtract_baseline(moved, path)) <= 2
    same = check("\n\n聯合國会员国通过了第一份决议草案。", GLOSSARY)
    assert not subtract_baseline(same, path).findings
    with pytest.raises(FormatError, match="baseline"):
        subtract_baseline(same, _write(path, "[1, 2"))


LINES = ("聯合國成立。", "肯亚欢迎这一决定。", "肯亚欢迎这一决定。", "会员国，，通过决议。")


@pytest.mark.parametrize("place", range(len(LINES)))
@pytest.mark.parametrize("how", ["before", "after", "gone", "blank"])
def test_a_baseline_stands_when_another_line_is_edited(
    tmp_path: Path, place: int, how: str
) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(check("\n".join(LINES), GLOSSARY), path)
    for other in range(len(LINES)):
        if other == place:
            continue
        edited = {
            "before": f"此外，{LINES[other]}",
            "after": f"{LINES[other]}会议结束。",
            "gone": "",
            "blank": f"\n  {LINES[other]}  \n\n",
        }[how]
        lines = [edited if number == other else line for number, line in enumerate(LINES)]
        text = "\n".join(lines)
        left = subtract_baseline(check(text, GLOSSARY), path)
        mine = len("\n".join(lines[:place])) + (place > 0)
        assert not [f for f in left if mine <= f.target_span.start < mine + len(LINES[place])]


def test_a_baseline_counts_findings_that_are_alike(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    line = "肯亚欢迎这一决定。"
    write_baseline(check(f"{line}\n{line}", GLOSSARY), path)
    thrice = subtract_baseline(check(f"{line}\n{line}\n{line}", GLOSSARY), path)
    assert [f.found for f in thrice] == ["肯亚"]


def test_a_baseline_tells_what_is_missing_by_its_concept(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    first = Bitext.from_pairs([("The good offices of the parties.", "各方需要进行磋商。")])
    write_baseline(check(first, GLOSSARY), path)
    other = Bitext.from_pairs([("The mediation of the parties.", "各方需要进行磋商。")])
    assert not subtract_baseline(check(first, GLOSSARY), path).findings
    assert subtract_baseline(check(other, GLOSSARY), path).findings


def test_fixes_come_in_tiers() -> None:
    text = "聯合國肯亚２０２１,"
    report = check(text, GLOSSARY)
    assert apply_fixes(text, report) == "联合国肯亚2021,"
    assert apply_fixes(text, report, tier="suggested") == "联合国肯尼亚2021,"
    assert {fix.tier for fix in fixes(report, tier="suggested")} == {"safe", "suggested"}
    with pytest.raises(InputError, match="another text"):
        apply_fixes("别的文字", report)
    with pytest.raises(InputError, match="tier"):
        apply_fixes(text, report, tier="all")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "safe", "suggested"),
    [
        ("資訊技术", "資訊技术", "信息技术"),
        ("聯合國資訊會議", "联合国資訊会议", "联合国信息会议"),
        ("聯合國氣候變化框架公約", "《联合国气候变化框架公约》", "《联合国气候变化框架公约》"),
        ("建立互信措施已實施", "建立互信措施已实施", "建立信任措施已实施"),
    ],
)
def test_words_are_mended_before_the_script(text: str, safe: str, suggested: str) -> None:
    report = check(text, GLOSSARY)
    assert apply_fixes(text, report) == safe
    assert apply_fixes(text, report, tier="suggested") == suggested


def test_a_word_is_in_traditional_script_where_nothing_else_says_so() -> None:
    config = Config(ignore=("foreign-usage",))
    assert [f.found for f in check("資訊", GLOSSARY, config=config)] == ["資訊"]


def test_a_blank_is_put_in_where_the_draft_sets_blanks() -> None:
    text = "第 1 页，" * 12 + "第 2页"
    assert apply_fixes(text, check(text, GLOSSARY)) == "第 1 页，" * 12 + "第 2 页"


def test_what_is_likely_wrong_is_not_put_in() -> None:
    near = Finding("near-miss", Severity.ADVICE, 0.15, "", "互任", Span(0, 2), ("信任",))
    assert list(fixes([near], tier="suggested")) == []
    sure = Finding("near-miss", Severity.ADVICE, 0.8, "", "互任", Span(0, 2), ("信任",))
    assert [fix.replacement for fix in fixes([sure], tier="suggested")] == ["信任"]


def test_what_is_missing_is_not_put_in() -> None:
    pair = ("The good offices of the parties are needed.", "各方需要进行调停。")
    report = check(Bitext.from_pairs([pair]), GLOSSARY)
    assert [f.code for f in report] == ["missing-equivalent"]
    assert fix_for(report.findings[0]) is None
