"""Sentence boundaries: each case is a text whose sentences are marked with |."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.language.sentences import split_sentences

CHINESE = [
    "安理会通过决议。|会员国表示欢迎！|谁应负责？",
    "安理会强调合作；会员国表示欢迎；秘书长同意。",  # one segment: its English is one sentence
    "他说：“预防是头等大事。”|会员国同意。",
    "“预防是头等大事。”|这是他说过的话。",
    "“预防是头等大事。”，他说。",
    "“联合国应做什么？”的问题仍待答复。|大家同意。",
    "见《谁来保护平民？一份报告》的附件。|完。",
    "报告(见S/2015/730。另见附件)已分发。|完。",
    "（安全理事会回顾其决议。）|大会同意。",
    "资金为 194.4 亿美元。|2015 年增加。",
    "主席(以英语发言)：我感谢秘书长……我同意。",
    "会員國表示歡迎。」|大會同意。",
    "委员会问：为什么?|缔约国答：不知道!|完",
    "经费增加。¹|支出减少。[2]|完。",
]
ENGLISH = [
    "Mr. Smith agreed. | Ms. Jones did not.",
    "See para. 3 (a) and No. 5, pp. 12-14, vol. II. | It was noted.",
    "See arts. 53 and 54, e.g. the Charter, i.e. Chapter VIII.",
    "The U.S. delegation agreed with the U.S. | The United Kingdom did not.".replace(
        "U.S. | The United", "U.K. | The United"
    ),
    "J. F. Kennedy spoke. | He left.",
    'He asked: "Why?" | The answer came.',
    '"Why now?" he asked. | "It is time." | The Council agreed.',
    "It rose to 3.5 per cent in 2015. | 2016 was worse.",
    "See A/70/95-S/2015/446. | The report was noted.",
    "The meeting rose at 5 p.m. | The Council agreed.",
    "The meeting on Monday at 3 p.m. Monday was long.",
    "1. The Council met. | 2. It adjourned.",
    "Decides: (a) to act; (b) to report. | It so decided.",
    "(See S/2015/1. Also S/2015/2.) The Council met.",
    "General Assembly resolution 60/1, chap. I, sect. A. | See also annex II. | Done.",
    "It noted the arts. | Culture matters.",
    "Recalling the report of the secretary-general... | The Council met.",
    "No. | The Council disagreed.",
    "“Prevention is key.” | The Council agreed.",
    "See FCCC/CP/2015/10/Add.1, decision 1/CP.21. | The Parties agreed.",
    "the conflict.1 The Council met.",
]


def pieces(text: str, lang: str) -> list[str]:
    return [span.cut(text) for span in split_sentences(text, lang=lang)]  # type: ignore[arg-type]


@pytest.mark.parametrize("marked", CHINESE)
def test_chinese(marked: str) -> None:
    assert pieces(marked.replace("|", ""), "zh") == marked.split("|")


@pytest.mark.parametrize("marked", ENGLISH[:-1])
def test_english(marked: str) -> None:
    assert pieces(marked.replace(" | ", " "), "en") == marked.split(" | ")


def test_a_footnote_number_stays_with_the_sentence_before() -> None:
    assert pieces(ENGLISH[-1], "en") == ["the conflict.1", "The Council met."]


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet="安理。！？”“》《()（）ab AB.!?\"'1 \n\ud800", max_size=80),
    st.sampled_from(["en", "zh"]),
)
def test_every_character_is_in_one_sentence(text: str, lang: str) -> None:
    spans = split_sentences(text, lang=lang)  # type: ignore[arg-type]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = "".join(span.cut(text) for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
