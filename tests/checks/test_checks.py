"""Every check against the cases of the fixture that is named by its code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from check_glossary import GLOSSARY

from unterm.checks import Config, apply_fixes, check, check_together, explain, rules
from unterm.errors import InputError
from unterm.glossary import Glossary
from unterm.model import Bitext, Document, Severity

FIXTURES = Path(__file__).parent / "fixtures"
CASES = [
    pytest.param(path.stem, json.loads(line), id=f"{path.stem}-{number}")
    for path in sorted(FIXTURES.glob("*.jsonl"))
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
]


def _text(case: dict[str, Any]) -> str | Bitext:
    draft, source = case["draft"], case.get("source")
    if source is None:
        assert isinstance(draft, str)
        return draft
    if isinstance(draft, str):
        return Bitext.from_pairs([(source, draft)])
    return Bitext.from_pairs(zip(source, draft, strict=True))


@pytest.mark.parametrize(("code", "case"), CASES)
def test_case(code: str, case: dict[str, Any]) -> None:
    report = check(_text(case), GLOSSARY)
    found = [finding for finding in report if finding.code == code]
    if case["found"] is None:
        assert not found, found
        return
    match = [finding for finding in found if finding.found == case["found"]]
    assert match, (case["found"], [(f.code, f.found, f.confidence) for f in report])
    assert match[0].target_span.cut(report.target) == case["found"]
    if "suggestion" in case:
        assert match[0].suggestions[0] == case["suggestion"]


def test_every_check_has_its_fixture_with_negative_cases() -> None:
    codes = {rule.code for rule in rules()}
    assert {path.stem for path in FIXTURES.glob("*.jsonl")} == codes
    for path in FIXTURES.glob("*.jsonl"):
        found = [json.loads(line)["found"] for line in path.read_text("utf-8").splitlines()]
        assert any(f is None for f in found), path
        assert any(f is not None for f in found), path


def test_every_check_explains_itself() -> None:
    for rule in rules():
        assert explain(rule.code).startswith(rule.summary[:20])
        assert rule.summary.endswith((".", ":"))
    assert "could not run" in explain("check-failed")
    with pytest.raises(InputError, match="deprecated-term"):
        explain("no-such-code")


def test_severity_follows_kind_and_confidence() -> None:
    report = check(Bitext.from_pairs([("Sustaining peace", "维持和平")]), GLOSSARY)
    (finding,) = report.findings
    assert finding.severity is Severity.WARNING
    assert finding.concept is not None
    assert finding.concept.english == "sustaining peace"
    assert finding.source_span is not None
    assert report.source is not None
    assert finding.source_span.cut(report.source) == "Sustaining peace"


def test_superseded_names_are_right_in_old_texts() -> None:
    text = "达荷美加入了联合国。"
    document = Document.from_segments([text], lang="zh")
    import datetime as dt
    from dataclasses import replace

    old = replace(document, date=dt.date(1960, 9, 20))
    assert not check(old, GLOSSARY).findings
    new = replace(document, date=dt.date(2001, 9, 20))
    assert [f.code for f in check(new, GLOSSARY)] == ["superseded-term"]


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    from unterm.checks import registry

    rule = registry.rule_for("width")

    def broken(draft: object) -> Any:
        raise RuntimeError("no luck")

    broken_rule = registry.Rule("width", "style", broken, False, "safe")
    monkeypatch.setitem(registry._RULES, "width", broken_rule)
    report = check("聯合國２", GLOSSARY)
    assert {f.code for f in report} == {"check-failed", "traditional-script"}
    assert rule.code == "width"


def test_a_misaligned_pair_is_not_blamed_on_the_draft() -> None:
    pairs = [
        ("Sustaining peace and preventive diplomacy in Kenya", "肯尼亚的保持和平和预防外交"),
        ("The Peacebuilding Commission met on 3 May 2021 in Kenya.", "共有45人参加了第12次会议。"),
        ("A total of 45 persons took part in the 12th meeting.", "秘书长进行了斡旋。"),
        ("Good offices of the Secretary-General", "建设和平委员会于2021年5月3日在肯尼亚开会。"),
    ]
    report = check(Bitext.from_pairs(pairs), GLOSSARY)
    assert not report.at_least(Severity.WARNING)


def test_a_text_in_another_language_gets_no_other_finding() -> None:
    pairs = [
        ("秘书长于2021年3月进行斡旋，费用为300万美元。", "The Secretary-General spent $4 million."),
        ("会议没有结束。", "Member States shall not leave before 12 May 2022."),
    ]
    assert [f.code for f in check(Bitext.from_pairs(pairs), GLOSSARY)] == ["wrong-language"]
    # a draft that can be read is checked alone, whatever its source is
    pairs = [("秘书长进行斡旋", "秘書長進行２次斡旋")]
    codes = {f.code for f in check(Bitext.from_pairs(pairs), GLOSSARY)}
    assert codes == {"wrong-language", "traditional-script", "width"}


def test_configuration_selects_and_grades() -> None:
    text = "聯合國２０２１年肯亚"
    assert {f.code for f in check(text, GLOSSARY)} == {
        "foreign-usage",
        "traditional-script",
        "width",
    }
    only = check(text, GLOSSARY, config=Config(select=("locale",), ignore=("foreign-*",)))
    assert {f.code for f in only} == {"traditional-script"}
    graded = check(text, GLOSSARY, config=Config(severity={"width": Severity.ERROR}))
    assert {f.severity for f in graded} == {Severity.ERROR}
    sure = check(text, GLOSSARY, config=Config(minimum_confidence=0.95))
    assert {f.code for f in sure} == {"traditional-script"}


@pytest.mark.parametrize(
    ("profile", "codes"),
    [("un-ny", {"brackets"}), ("gb15834", {"brackets"}), ("none", set())],
)
def test_brackets_follow_the_profile(profile: Any, codes: set[str]) -> None:
    text = "决议（草案）" if profile == "un-ny" else "决议(草案)"
    assert {f.code for f in check(text, GLOSSARY, config=Config(profile=profile))} == codes


def test_the_name_of_another_state_accounts_for_none(glossary: Glossary) -> None:
    # the Republic in Iran's name is not that of Iceland
    pair = ("Ireland and the Islamic Republic of Iran spoke.", "冰岛和伊朗伊斯兰共和国发了言。")
    report = check(Bitext.from_pairs([pair]), glossary)
    assert [(f.code, f.found, f.suggestions) for f in report] == [
        ("wrong-term", "冰岛", ("爱尔兰",))
    ]


def test_quotation_marks_are_paired_over_the_sentences_of_a_paragraph() -> None:
    text = '儿童有权表达意见。"和平文化"是重要的概念。他说："会议结束了。安理会散会。"随后散会。'
    mended = apply_fixes(text, check(text, GLOSSARY), tier="suggested")
    assert mended == (
        "儿童有权表达意见。“和平文化”是重要的概念。他说：“会议结束了。安理会散会。”随后散会。"
    )
    # a paragraph that lost a mark does not turn round those of the next
    document = Document.from_segments(
        ['他说："会议结束了。', '讨论了"和平文化"的概念。'], lang="zh"
    )
    mended = apply_fixes(document.text, check(document, GLOSSARY), tier="suggested")
    assert mended == "他说：“会议结束了。\n讨论了“和平文化”的概念。"


def test_drafts_checked_together_name_things_alike() -> None:
    source = "Preventive diplomacy was discussed."
    drafts = ["讨论了预防外交。", "讨论了预防外交。", "讨论了预防性外交。"]
    bitexts = [Bitext.from_pairs([(source, draft)]) for draft in drafts]
    reports = check_together(bitexts, GLOSSARY)
    assert [[f.found for f in report] for report in reports] == [[], [], ["预防性外交"]]
    assert reports[2].findings[0].suggestions == ("预防外交",)


def test_what_is_mostly_wrong_is_left_out_unless_asked_for() -> None:
    # a short name has many neighbours: this may well be another body
    text = "安全监事会举行了会议。"
    assert not [f for f in check(text, GLOSSARY) if f.code == "near-miss"]
    everything = Config(minimum_confidence=0.0)
    assert [f.code for f in check(text, GLOSSARY, config=everything)] == ["near-miss"]


def test_languages_are_told() -> None:
    with pytest.raises(InputError, match="the draft is English"):
        check(Document.from_segments(["Peace"], lang="en"), GLOSSARY)
