"""The candidates of documents, end to end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from unterm.errors import InputError
from unterm.extraction import extract
from unterm.glossary import Glossary, load_glossary
from unterm.model import Concept, Document
from unterm.segmentation import read, segment

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def test_a_document_without_terms_gives_nothing() -> None:
    assert extract([segment("123。456。", lang="zh")]) == []
    assert extract([]) == []


def test_english_is_said_to_be_english() -> None:
    with pytest.raises(InputError, match="English"):
        extract([segment("The Security Council met.", lang="en")])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Security Council met in New York to discuss peace.", "English"),
        ("Совет Безопасности провел заседание в Нью-Йорке.", "another language"),
        ("これは日本語の文章です。国際連合の安全保障理事会について。", "another language"),
    ],
)
def test_a_text_in_another_language_is_said_to_be_so(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        extract([Document.from_segments([text], lang="zh")])


def test_lone_surrogates_do_no_harm() -> None:
    lines = ["\ud800《和平纲领》\udfff。", "安全理事会\ud800。"]
    found = {c.chinese for c in extract([Document.from_segments(lines, lang="zh")])}
    assert "《和平纲领》" in found


def test_titles_and_short_forms_come_from_one_occurrence() -> None:
    document = segment(
        "欧洲安全与合作组织(欧安组织)通过了《赫尔辛基最后文件》(见附件)。", lang="zh"
    )
    found = {c.chinese: c for c in extract([document])}
    assert found["欧安组织"].reasons[0] == "short form of 欧洲安全与合作组织"
    assert found["《赫尔辛基最后文件》"].count == 1
    assert "见附件" not in found


def test_the_glossary_tells_known_from_new_and_variant() -> None:
    glossary = Glossary([Concept.of("preventive diplomacy", "预防外交")])
    document = Document.from_segments(["《预防性外交》和《和平纲领》。", "预防外交"], lang="zh")
    kinds = {c.chinese: c.kind for c in extract([document], glossary=glossary)}
    assert kinds["《和平纲领》"] == "new"
    assert kinds["《预防性外交》"] == "variant" or kinds["预防外交"] == "known"


def test_the_stop_list_keeps_rejected_candidates_out() -> None:
    document = Document.from_segments(["《和平纲领》。"], lang="zh")
    assert extract([document], stop_list=["《和平纲领》"]) == []


def test_the_same_documents_give_the_same_list() -> None:
    documents = [read(path) for path in SEEDS]
    assert repr(extract(documents)) == repr(extract(iter(documents)))


@pytest.mark.parametrize("with_glossary", [False, True])
def test_the_principles_of_the_seeds_stand_in_their_first_hundred(with_glossary: bool) -> None:
    glossary = Glossary([Concept.of("preventive diplomacy", "预防外交")]) if with_glossary else None
    candidates = extract((read(path) for path in SEEDS), glossary=glossary)
    first = [
        c.chinese
        for section in ("form", "statistical")
        for c in [c for c in candidates if c.section == section][:100]
    ]
    assert {
        "建立信任措施",
        "预防外交",
        "区域和次区域组织",
        "建设和平",
        "维持和平",
        "安全理事会",
    } <= set(first)


def test_every_context_shows_its_candidate_and_can_be_cited() -> None:
    for candidate in extract(read(path) for path in SEEDS):
        assert candidate.contexts
        for context in candidate.contexts:
            assert context.span.cut(context.text) in (candidate.chinese, *candidate.variants)
            assert context.citation is not None


def test_no_candidate_is_invented() -> None:
    documents = [read(path) for path in SEEDS]
    text = "\n".join(segment.text for document in documents for segment in document)
    assert all(c.chinese in text for c in extract(documents, limit=None))


def test_the_list_does_not_depend_on_the_process() -> None:
    program = (
        "import sys; from pathlib import Path; from unterm import extract, read;"
        "print(repr(extract(read(p) for p in sorted(Path(sys.argv[1]).glob('*.txt')))))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, str(SEEDS[0].parent)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_what_the_glossary_knows_is_shown_however_unlikely_it_looks() -> None:
    glossary = load_glossary()
    documents = [read(path) for path in SEEDS]
    there = {hit.text for d in documents for part in d for hit in glossary.matcher.find(part.text)}
    shown = {
        text.strip("《》")
        for c in extract(documents, glossary=glossary)
        for text in (c.chinese, *c.variants)
    }
    assert {text for text in there if text.strip("《》") not in shown} <= {
        text for text in there if any("A" <= c <= "z" or not c.isalnum() for c in text)
    }
