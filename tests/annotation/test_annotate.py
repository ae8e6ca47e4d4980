"""Annotation: spans point into the text as given, whatever stands in it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.annotation import DOUBTED, UNLIKELY, annotate
from unterm.glossary import Glossary, load_glossary
from unterm.model import Concept, Document
from unterm.segmentation import segment

GLOSSARY = load_glossary()
PIECES = st.sampled_from(
    [
        "建设和平",
        "委员会",
        "安全理事会",
        "預防\n\n衝突",
        "The Security Council ",
        "WHO",
        " ",
        "\n ",
        "第 2254(2015)号决议",
        "，",
        "。",
        "İß",
        "\u200b",
        "\ud800",
        "《联合国宪章》",
        "peace",
        "a",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_spans_cut_out_the_text(text: str) -> None:
    last = 0
    for occurrence in annotate(text, GLOSSARY):
        assert occurrence.span.cut(text) == occurrence.text
        assert occurrence.span.start >= last
        last = occurrence.span.end


def test_a_document_and_its_text_agree_across_a_wrap() -> None:
    text = "安理会强调建立信\n\n任措施。"
    for source in (text, segment(text, lang="zh")):
        found = annotate(source, GLOSSARY)
        assert [o.concept.english for o in found] == [
            "Security Council",
            "confidence-building measures",
        ]
        assert found[1].text == "建立信\n\n任措施"


def test_a_term_cut_by_a_footnote_is_whole(seeds: list[Document]) -> None:
    glossary = Glossary([Concept.of("mechanism", "机制")])
    cut = [o for o in annotate(seeds[0], glossary) if "http" in o.text]
    assert len(cut) == 1
    assert cut[0].text.startswith("机") and cut[0].text.endswith("制")
    assert cut[0].span.cut(seeds[0].text) == cut[0].text


def test_word_edges_are_a_doubt_not_a_gate() -> None:
    glossary = Glossary([Concept.of("mediation", "调解"), Concept.of("peacebuilding", "建设和平")])
    doubted = annotate("协调解决争端，建设和平。", glossary, judge_edges=True)
    assert [(o.text, o.certainty) for o in doubted] == [("调解", UNLIKELY), ("建设和平", 1.0)]


def test_an_occurrence_across_two_words_is_unlikely() -> None:
    glossary = Glossary([Concept.of("session", "届会"), Concept.of("mediation", "调解")])
    text = "第七十五届会议决定，届会期间由特使调解争端。"
    found = annotate(text, glossary, judge_edges=True)
    assert [(o.text, o.certainty) for o in found] == [
        ("届会", UNLIKELY),
        ("届会", 1.0),
        ("调解", 1.0),
    ]


def test_one_edge_inside_a_word_is_a_doubt(seeds: list[Document]) -> None:
    found = [o for d in seeds for o in annotate(d, GLOSSARY, judge_edges=True)]
    assert {o.certainty for o in found} == {1.0, DOUBTED}


def test_homonyms_are_all_shown() -> None:
    glossary = Glossary(
        [Concept.of("mandate", "任务"), Concept.of("assignment", "任务"), Concept.of("x y", "别的")]
    )
    (found,) = annotate("任务", glossary)
    names = {found.concept.english, *(concept.english for concept, _ in found.homonyms)}
    assert names == {"mandate", "assignment"}
