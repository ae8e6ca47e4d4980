"""Short forms, names, variants, and what they must not catch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.extraction import extract
from unterm.extraction.shortforms import align_short_form, align_unordered
from unterm.extraction.variants import variant_key
from unterm.glossary import Glossary
from unterm.model import Concept, Designation, Document


def forms(text: str) -> dict[str, str]:
    """Short forms found in a text, with their full names."""
    found = extract([Document.from_segments([text], lang="zh")], limit=None)
    return {
        reason.removeprefix("full name of "): candidate.chinese
        for candidate in found
        for reason in candidate.reasons
        if reason.startswith("full name of ")
    }


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("欧洲联盟和东南亚国家联盟(东盟)表示欢迎", "东盟", "东南亚国家联盟"),
        ("设立联合国利比亚支助团(联利支助团)", "联利支助团", "联合国利比亚支助团"),
        ("与联合国开发计划署（开发署）合作", "开发署", "联合国开发计划署"),
        ("与联合国人口基金(人口基金)合作", "人口基金", "联合国人口基金"),
        ("政府间发展组织(伊加特)", "伊加特", "政府间发展组织"),
        (
            "联合国支助荷台达协议特派团(荷台达协议支助团)",
            "荷台达协议支助团",
            "联合国支助荷台达协议特派团",
        ),
        ("世界卫生组织(简称世卫组织)", "世卫组织", "世界卫生组织"),
    ],
)
def test_full_names_and_short_forms(text: str, short: str, full: str) -> None:
    assert forms(text) == {short: full}


@pytest.mark.parametrize(
    "text",
    [
        "转递一份概念说明(见附件)",
        "越南国家元首(待定)",
        "邓庭贵(签名)",
        "上午 8 时(纽约时间)",
        "葆拉·纳瓦埃斯(智利)",
        "妇女、儿童(包括女童)",
        "临时学习中心(主要在信德省)",
        "第2254(2015)号决议",
    ],
)
def test_brackets_that_hold_no_short_form(text: str) -> None:
    assert forms(text) == {}


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", min_size=1, max_size=5))
def test_alignments_are_places_of_the_same_characters(name: str, short: str) -> None:
    ordered = align_short_form(name, short)
    if ordered is not None:
        assert [name[i] for i in ordered] == list(short)
        assert list(ordered) == sorted(set(ordered))
    unordered = align_unordered(name, short)
    if unordered is not None:
        assert [name[i] for i in unordered] == list(short)
        assert len(set(unordered)) == len(short)


def test_lines_of_a_list_of_names() -> None:
    text = (
        "与会组织名单\n\n1. 加勒比共同体\n2. 英联邦秘书处\n3. 欧洲联盟委员会\n4. 独立国家联合体\n"
    )
    from unterm.segmentation import segment

    found = {c.chinese: c.reasons for c in extract([segment(text, lang="zh")])}
    for name in ("加勒比共同体", "英联邦秘书处", "欧洲联盟委员会", "独立国家联合体"):
        assert "a line of a list of names" in found[name]


def test_variants_stand_together() -> None:
    lines = [
        "预防外交的作用。",
        "加强预防外交。",
        "预防外交。",
        "預防性外交。",
        "预防性外交和斡旋。",
    ]
    found = extract([Document.from_segments(lines, lang="zh")], limit=None)
    candidate = next(c for c in found if c.chinese == "预防外交")
    assert all("性" in v for v in candidate.variants)
    assert variant_key("性别") == "性别"


def test_traditional_texts_keep_their_script() -> None:
    lines = ["《聯合國憲章》規定了安全理事會的職權。", "安全理事會強調《聯合國憲章》。"]
    found = {c.chinese for c in extract([Document.from_segments(lines, lang="zh")])}
    assert {"《聯合國憲章》", "安全理事會"} <= found


def test_fragments_do_not_come() -> None:
    lines = ["荷台达停火。", "在荷台达港。", "荷台达的局势。", "支持荷台达。"]
    found = {c.chinese for c in extract([Document.from_segments(lines, lang="zh")])}
    assert "荷台" not in found


def test_the_limit_counts_what_no_glossary_knows() -> None:
    lines = [f"《第{n}号宪章》和《第{n}号公约》。" for n in "一二三四五"]
    document = Document.from_segments(lines, lang="zh")
    assert len(extract([document], limit=4)) == 4
    assert len(extract([document], limit=None)) >= 10


def test_a_title_that_opens_with_a_title_is_taken_whole() -> None:
    title = "《〈巴黎协定〉下非市场方法工作方案》"
    document = Document.from_segments([f"{title}(《工作方案》)已经通过。"], lang="zh")
    found = {c.chinese: c.reasons for c in extract([document])}
    assert f"short form of {title}" in found["《工作方案》"]
    assert "full name of 工作方案" in found[title]
    assert "非市场方法工作方案" not in found


def test_the_concept_shown_is_the_one_that_prefers_the_term() -> None:
    glossary = Glossary(
        [
            Concept(
                id="agenda-item",
                subject_field="general",
                designations=[
                    Designation(text="agenda item", lang="en"),
                    Designation(text="议程项目", lang="zh"),
                    Designation(text="项目", lang="zh", status="admitted"),
                ],
            ),
            Concept.of("project", "项目"),
        ]
    )
    document = Document.from_segments(["这些项目。"], lang="zh")
    (candidate,) = extract([document], glossary=glossary)
    assert candidate.english == "project"
    assert candidate.reasons[-1] == "in the glossary: project, also agenda item"


def test_contexts_show_a_short_form_where_it_stands_by_itself() -> None:
    lines = ["国际法委员会通过了报告。", "大陆架界限委员会(委员会)开会。", "委员会决定休会。"]
    document = Document.from_segments(lines, lang="zh")
    (candidate,) = (c for c in extract([document]) if c.chinese == "委员会")
    assert [context.text for context in candidate.contexts][:2] == lines[1:]


def test_a_bracket_inside_a_title_holds_no_short_form() -> None:
    document = Document.from_segments(["《跨性别者(权利保护)法》已经通过。"], lang="zh")
    reasons = [reason for c in extract([document]) for reason in c.reasons]
    assert not [reason for reason in reasons if reason.startswith("short form of")]


def test_a_variant_inside_a_longer_name_is_not_counted() -> None:
    lines = ["《联合国宪章》生效。", "根据《宪章》行事。", "《宪章》和《联合国宪章》。"]
    document = Document.from_segments(lines, lang="zh")
    counts = {c.chinese: c.count for c in extract([document])}
    assert (counts["《宪章》"], counts["《联合国宪章》"]) == (2, 2)
