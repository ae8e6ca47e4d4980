"""Paragraphs, wraps, page furniture, lists and headings, in both languages.

␠ in a text stands for a blank at the end of its line.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import InputError
from unterm.model import Document, ParagraphKind
from unterm.segmentation import segment

BODY, HEADING = ParagraphKind.BODY, ParagraphKind.HEADING
ITEM, FOOTNOTE = ParagraphKind.LIST_ITEM, ParagraphKind.FOOTNOTE


def texts(document: Document) -> list[str]:
    return [part.text for part in document.segments]


PAGE = """1. 国际社会维护国际和平与安全的工作继续受到严重挑战。今天，“战祸”仍然困扰着

我们的世界，因为许多区域和国家仍在经历往往由族裔和种族冲突等造成的紧张和不

稳定。这些区域组织建立了促进建立信任措施的各种机

__________________␠

 1 乌普萨拉冲突数据方案，2021 年。␠

https://undocs.org/ch/S/2015/446
https://undocs.org/ch/S/2015/730
 制，以建立信任，避免区域国家之间的紧张关系，并在这方面协助各个会员国按照第

2254(2015)号决议采取行动。␠

2. 此外，大流行对和平与安全的影响日益令人关切。␠
""".replace("␠", " ")


def test_furniture_goes_and_the_sentence_meets_again() -> None:
    document = segment(PAGE, lang="zh")
    assert "各种机制，以建立信任" in texts(document)[2]
    assert "第2254(2015)号决议" in texts(document)[2].replace("第 2254", "第2254")
    assert [(p.kind, p.number) for p in document.paragraphs] == [
        (BODY, "1"),
        (FOOTNOTE, "1"),
        (BODY, "2"),
    ]
    assert not any("undocs" in text or "___" in text for text in texts(document))
    sentence = document.segments[2]
    assert "undocs" in sentence.span.cut(document.text)  # the span covers what stands between
    assert (
        "".join(
            piece.cut(document.text) for piece in sentence.offsets.pieces(0, len(sentence.text))
        ).replace("\n", " ")
        == sentence.text
    )


def test_a_running_head_inside_a_sentence_goes_and_gives_the_symbol() -> None:
    text = (
        "安全理事会强调必须动员国际社会特别是区域和次区域组织作出努力以建立可持续和\n"
        "8\nS/2001/138\n"
        "平，促进有关各方之间的和平与信任并认识到保持和平工作所面临挑战的规模和性质和\n"
        "各国政府的作用，需要建立密切的战略和业务伙伴关系。\n"
    )
    document = segment(text, lang="zh")
    assert len(document) == 1
    assert "可持续和平，促进" in document.segments[0].text
    assert document.symbol == "S/2001/138"


def test_numbers_alone_are_no_page_numbers_without_a_sign_of_a_page() -> None:
    document = segment("表决结果如下：\n13\n赞成。", lang="zh")
    assert "13" in texts(document)


def test_masthead() -> None:
    text = """
 联 合 国   S/PRST/2021/9␠

安全理事会␠

Distr.: General␠

19 April 2021␠

Chinese␠

Original: English␠

21-05177 (C)    200421    210421␠

*2105177*␠␠

  安全理事会主席声明␠

 安全理事会回顾其以往的相关决议。␠
""".replace("␠", " ")
    document = segment(text, lang="zh")
    assert texts(document) == [
        "联合国",
        "S/PRST/2021/9",
        "安全理事会",
        "安全理事会主席声明",
        "安全理事会回顾其以往的相关决议。",
    ]
    assert (document.symbol, document.date) == ("S/PRST/2021/9", date(2021, 4, 19))
    assert document.title == "安全理事会主席声明"
    assert document.segments[0].span.cut(text) == "联 合 国"


LOST = """ 我们商定了指导我们今后合作的一些一般原则 确定了我们计划在该领域开展的一些具体

合作活动 所附题为 合作建设和平的框架 的文件概述了这些情况␠␠

! 建设和平领域内的合作的目标在于确保迅速作出行动上的回应和优化资源

的调动 人力 技术和财政资源 并且相互配合 努力满足受影响国的优先需求␠␠
""".replace("␠", " ")


def test_lost_punctuation_separates_at_blanks_and_says_so() -> None:
    document = segment(LOST, lang="zh")
    assert "人力" in texts(document) and "技术和财政资源" in texts(document)
    assert "确定了我们计划在该领域开展的一些具体合作活动" in texts(document)  # a wrap, no mark
    assert any("punctuation is lost" in decision for decision in document.decisions)


def test_blanks_of_a_text_with_punctuation_do_not_separate() -> None:
    text = "回顾《2030年可持续发展议程》、 《巴黎协定》 和联合国住房会议，并欢迎 各国的努力。" * 3
    document = segment(text, lang="zh")
    assert len(document) == 3
    assert not document.decisions


RESOLUTION = """United Nations   S/RES/2254 (2015)

Security Council
Distr.: General
18 December 2015

Resolution 2254 (2015)

The Security Council,
Reaffirming its strong commitment to the sovereignty, independence, unity and
territorial integrity of the Syrian Arab Republic, and to the purposes and principles of
the Charter of the United Nations,
1. Reconfirms its endorsement of the Geneva Communiqué, as the basis for a Syrian-
led transition in order to end the conflict in Syria, and stresses that the Syrian people
will decide the future of Syria;
2. Requests the Secretary-General, through his good offices and the efforts of his
Special Envoy for Syria, to convene representatives pursuant to the terms of paragraph
(a) of the annex:
(a) Of the Government;
(b) Of the opposition and of civil society, in order to engage in formal negotia-
tions on a political transition process on an urgent basis.
15-22386 (E)
*1522386*
S/RES/2254 (2015)
2/5 15-22386
3. Decides to remain actively seized of the matter. Formal negotiations begin.
"""


def test_english_resolution() -> None:
    document = segment(RESOLUTION, lang="en")
    assert document.symbol == "S/RES/2254 (2015)"
    assert document.date == date(2015, 12, 18)
    assert document.title == "Resolution 2254 (2015)"
    assert [p.number for p in document.paragraphs if p.number] == ["1", "2", "(a)", "(b)", "3"]
    joined = " ".join(texts(document))
    assert "a Syrian-led transition" in joined  # a hyphen of the word
    assert "formal negotiations on" in joined  # a hyphen of the margin
    assert "paragraph (a) of the annex" in joined
    assert "15-22386" not in joined


def test_hard_wrapped_and_flowing_text_give_the_same_sentences() -> None:
    flowing = (
        "The Chairman noted that the items had been distributed among Member States and that the "
        "Secretary-General would report to it on the matter at its next session. The Committee "
        "took note of the report and decided to consider the matter again in the spring."
    )
    wrapped = "\n\n".join(
        [
            "The Chairman noted that the items had been distributed among Member States",
            "and that the Secretary-General would report to it on the matter at its next",
            "session. The Committee took note of the report and decided to consider the",
            "matter again in the spring.",
        ]
    )
    assert texts(segment(wrapped, lang="en")) == texts(segment(flowing, lang="en"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联合国强调预防\n\n冲突的重要性。", "联合国强调预防冲突的重要性。"),
        ("会议通过第\n2254(2015)号决议。", "会议通过第2254(2015)号决议。"),
        ("死亡总人数已超过 488\n\n000 人。", "死亡总人数已超过 488 000 人。"),
        ("定于 2021 年 4\n月 19 日举行。", "定于 2021 年 4 月 19 日举行。"),
        (
            "会议讨论《2063 年议程：我们希望\n的非洲》的执行情况。",
            "会议讨论《2063 年议程：我们希望的非洲》的执行情况。",
        ),
    ],
)
def test_a_snippet_is_joined_inside_words_numbers_and_titles(text: str, expected: str) -> None:
    assert texts(segment(text, lang="zh")) == [expected]


@pytest.mark.parametrize("text", ["背景\n会员国欢迎该报告。", "导言\n\n2021 年，会员国表示欢迎。"])
def test_a_heading_is_not_joined_to_its_text(text: str) -> None:
    assert [p.kind for p in segment(text, lang="zh").paragraphs] == [HEADING, BODY]


def test_what_closes_a_letter_is_no_heading() -> None:
    text = "请将本信作为文件分发为荷。\n\n特命全权大使\n\n邓庭贵(签名)"
    assert {p.kind for p in segment(text, lang="zh").paragraphs} == {BODY}
    text = "The Council remains seized of the matter.\n50th plenary meeting\n10 December 2021"
    assert {p.kind for p in segment(text, lang="en").paragraphs} == {BODY}


def test_lines_of_a_list_of_names_are_not_joined() -> None:
    names = [
        "东南亚国家联盟",
        "加勒比共同体",
        "独立国家联合体",
        "西非国家经济共同体",
        "非洲统一组织",
    ]
    assert texts(segment("\n".join(names), lang="zh")) == names
    titles = [
        "International Atomic Energy Agency and its Member States",
        "World Health Organization",
    ]
    assert texts(segment("\n".join(titles), lang="en")) == titles


def test_labels_kinds_and_levels() -> None:
    text = "\n".join(
        [
            "一. 导言",
            "1. 本报告根据大会决议提交。",
            "A. 背景",
            "2. 会员国应：",
            "(a) 加强合作；",
            "(一) 扩大对话；",
            "(b) 预防冲突。",
        ]
    )
    document = segment(text, lang="zh")
    assert [(p.kind, p.number, p.level) for p in document.paragraphs] == [
        (HEADING, "一", 0),
        (BODY, "1", 0),
        (HEADING, "A", 1),
        (BODY, "2", 0),
        (ITEM, "(a)", 0),
        (ITEM, "(一)", 1),
        (ITEM, "(b)", 0),
    ]


@pytest.mark.parametrize(
    "text",
    ["14.5 毫米口径武器的禁运。", "1 月 31 日，安理会通过决议。", "2015 年，会员国表示欢迎。"],
)
def test_a_number_that_begins_a_sentence_is_no_label(text: str) -> None:
    document = segment(text, lang="zh")
    assert document.paragraphs[0].number is None
    assert texts(document) == [text]


@pytest.mark.parametrize(
    "text", ["Article 5 was adopted.", "Annex II contains the report.", "第三条规定会员国应合作。"]
)
def test_a_sentence_about_an_article_is_no_heading(text: str) -> None:
    paragraph = segment(text, lang="zh" if text[0] == "第" else "en").paragraphs[0]
    assert (paragraph.kind, paragraph.number) == (BODY, None)


def test_roman_lists() -> None:
    text = "I. Introduction\n1. The Council met:\n(a) In June:\n(i) Twice;\n(ii) Again.\nII. End"
    document = segment(text, lang="en")
    assert [(p.number, p.level) for p in document.paragraphs] == [
        ("I", 0),
        ("1", 0),
        ("(a)", 0),
        ("(i)", 1),
        ("(ii)", 1),
        ("II", 0),
    ]


def test_traditional_text() -> None:
    text = "第一條\n人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心。「誰應負責？」他問。"
    document = segment(text, lang="zh")
    assert [p.kind for p in document.paragraphs] == [HEADING, BODY]
    assert texts(document)[1:] == [
        "人人生而自由，在尊嚴和權利上一律平等。",
        "他們賦有理性和良心。",
        "「誰應負責？」",
        "他問。",
    ]


def test_an_empty_text_has_no_segments() -> None:
    assert len(segment(" \n\n", lang="zh")) == 0


def test_what_is_no_text_or_no_language_is_refused() -> None:
    with pytest.raises(InputError, match="'fr'"):
        segment("Le Conseil", lang="fr")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="read"):
        segment(b"abc", lang="en")  # type: ignore[arg-type]


def test_long_lines_and_lone_surrogates() -> None:
    text = "安理会强调预防冲突\ud800。" * 100_000
    assert len(segment(text, lang="zh")) == 100_000
    assert len(segment("安" * 1_000_000, lang="zh")) == 1


PIECES = st.sampled_from(
    [
        "安理会强调",
        "预防冲突",
        "。",
        "，",
        "；",
        "”",
        "“",
        "《",
        "》",
        "(",
        ")",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n \n",
        "\r\n",
        "\f",
        "1. ",
        "(a) ",
        "! ",
        "# ",
        "一. ",
        "2021 年",
        "488 000",
        "S/2015/446",
        "https://undocs.org/ch/S/2015/446",
        "__________________",
        "8",
        "*",
        "*2105177*",
        "联 合 国",
        "Distr.: General",
        "19 April 2021",
        "The Council met",
        ".",
        "Mr. ",
        "U.S. ",
        "-",
        "\u00ad",
        "附件一",
        "第三条",
        "\ud800",
        "\ufeff",
        "\u3000",
        "co-",
        "e.g. ",
        "?",
        "!",
        "…",
        "\x00",
    ]
)
ANY_TEXT = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(text=ANY_TEXT, lang=st.sampled_from(["en", "zh"]))
def test_laws(text: str, lang: str) -> None:
    document = segment(text, lang=lang)  # type: ignore[arg-type]
    assert document.text == text
    assert segment(text, lang=lang) == document  # type: ignore[arg-type]
    taken: set[int] = set()
    for part in document.segments:
        assert part.text and part.text == part.text.strip()
        assert 0 <= part.span.start < part.span.end <= len(text)
        pieces = list(part.offsets.pieces(0, len(part.text)))
        given = "".join(piece.cut(text) for piece in pieces)
        assert len(given) == len(part.text)
        assert all(
            a == b or (b == " " and a.isspace()) for a, b in zip(given, part.text, strict=True)
        )
        places = {place for piece in pieces for place in range(piece.start, piece.end)}
        assert not places & taken
        taken |= places
    running = [
        document.segments[index].span.start
        for paragraph in document.paragraphs
        if paragraph.kind is not FOOTNOTE
        for index in paragraph.segments
    ]
    assert running == sorted(running)
