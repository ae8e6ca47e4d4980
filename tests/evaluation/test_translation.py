"""Scores of translations: terms in their own places, a ceiling, and a control near zero."""

from __future__ import annotations

import pytest

from unterm.errors import InputError
from unterm.evaluation.translation import score_translation, shuffle_targets
from unterm.glossary import Glossary, load_glossary
from unterm.model import Concept

GLOSSARY = Glossary(
    [
        Concept.of("peacekeeping", "维持和平"),
        Concept.of("peacebuilding", "建设和平"),
        Concept.of("Peacebuilding Commission", "建设和平委员会"),
    ]
)
SOURCE = ["The Peacebuilding Commission supports peacebuilding.", "On peacekeeping."]
OFFICIAL = ["建设和平委员会支持建设和平。", "关于维持和平。"]


def test_each_term_needs_a_place_of_its_own() -> None:
    score = score_translation(
        SOURCE, ["建设和平委员会予以支持。", "关于维持和平。"], OFFICIAL, GLOSSARY, metrics=()
    )
    assert (score.terms.found, score.terms.required) == (2, 3)
    assert score.reference.accuracy == 1.0


def test_metrics_carry_their_signatures() -> None:
    score = score_translation(SOURCE, OFFICIAL, OFFICIAL, GLOSSARY)
    assert [m.name for m in score.metrics] == ["BLEU", "chrF2", "TER"]
    assert score.metrics[0].score == pytest.approx(100)
    assert score.metrics[2].score == 0
    assert "tok:zh" in score.metrics[0].signature


def test_the_control_is_chance() -> None:
    glossary = load_glossary()
    sources = [f"The {concept.english} was discussed." for concept in list(glossary)[::25]]
    drafts = [f"讨论了{concept.chinese}。" for concept in list(glossary)[::25]]
    score = score_translation(sources, drafts, drafts, glossary, metrics=())
    assert score.terms.accuracy > 0.9
    assert score.control.accuracy < 0.02


def test_shuffling_gives_no_concept_its_own_side() -> None:
    for before, after in zip(GLOSSARY, shuffle_targets(GLOSSARY), strict=True):
        assert before.english == after.english
        assert before.chinese != after.chinese


def test_lengths_must_agree() -> None:
    with pytest.raises(InputError, match="one line a segment"):
        score_translation(["a"], [], [], GLOSSARY)
    with pytest.raises(InputError, match="no segment"):
        score_translation([], [], [], GLOSSARY)
