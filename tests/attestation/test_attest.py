"""Evidence is counted from texts, and a citation is where the text says it is."""

from __future__ import annotations

import pytest

from unterm.attestation import MOST_SOURCES, attest, cite
from unterm.glossary import Glossary
from unterm.model import Citation, Concept, Designation, Document, Reliability
from unterm.segmentation import segment

GLOSSARY = Glossary(
    [
        Concept.of("peacebuilding", "建设和平"),
        Concept.of("Peacebuilding Commission", "建设和平委员会"),
        Concept.of("veto", "否决权"),
    ]
)


def test_counts_and_reliability() -> None:
    counted = attest(
        GLOSSARY,
        [
            ("On peacebuilding.", "关于建设和平。"),
            ("Peacebuilding goes on.", "工作在继续。"),
            ("The Peacebuilding Commission met.", "建设和平委员会开了会。"),
        ],
        ["否决权，否决权"],
    )
    figures = counted["peacebuilding"].attestation
    assert figures is not None
    assert (figures.english_pairs, figures.both_pairs, figures.chinese_count) == (2, 1, 1)
    assert counted["peacebuilding"].reliability is Reliability.ATTESTED
    assert counted["veto"].reliability is Reliability.ATTESTED_CHINESE
    assert GLOSSARY["veto"].reliability is Reliability.KNOWLEDGE


def test_an_equivalent_inside_a_longer_term_answers() -> None:
    counted = attest(GLOSSARY, [("peacebuilding", "建设和平委员会")])
    figures = counted["peacebuilding"].attestation
    assert figures is not None and figures.both_pairs == 1


def test_a_deprecated_form_is_no_evidence() -> None:
    concept = Concept.of("good offices", "斡旋")
    wrong = Designation(text="调停工作", lang="zh", status="deprecated")
    glossary = Glossary(
        [concept.model_copy(update={"designations": (*concept.designations, wrong)})]
    )
    counted = attest(glossary, [("good offices", "调停工作")])
    assert counted["good offices"].reliability is Reliability.KNOWLEDGE


TEXT = """安全理事会的声明

1. 各国支持建设和平：

 (a) 促进建设和平；

 (b) 慎用否决权。

大家欢迎建设和平委员会的工作。
"""


def test_citations_name_the_paragraph() -> None:
    document = segment(TEXT, lang="zh")
    labels = [document.label(n) for n in range(len(document.paragraphs))]
    assert labels == ["[1]", "1", "1 (a)", "1 (b)", "[5]"]
    cited = cite(GLOSSARY, [Document(**_fields(document), symbol="S/2020/1")])
    assert cited["veto"].sources == (Citation(symbol="S/2020/1", paragraph="1 (b)"),)
    assert cited["peacebuilding"].sources == (Citation(symbol="S/2020/1", paragraph="1"),)


def _fields(document: Document) -> dict[str, object]:
    return {
        "text": document.text,
        "lang": document.lang,
        "segments": document.segments,
        "paragraphs": document.paragraphs,
    }


def test_a_pair_is_cited_only_where_both_languages_have_it() -> None:
    place = Citation(title="Charter", paragraph="Article 1")
    other = Citation(title="Other", paragraph="Article 2")
    cited = cite(GLOSSARY, [], [("the veto", "否决权", place), ("the veto", "别的", other)])
    assert cited["veto"].sources == (place,)


def test_citations_are_few() -> None:
    documents = [
        Document.from_segments(["否决权"], lang="zh", symbol=f"S/2020/{n}") for n in range(9)
    ]
    assert len(cite(GLOSSARY, documents)["veto"].sources) == MOST_SOURCES


@pytest.mark.parametrize("texts", [[], [Document.from_segments([], lang="zh")]])
def test_no_text_no_evidence(texts: list[Document]) -> None:
    assert cite(GLOSSARY, texts)["veto"].sources == ()
