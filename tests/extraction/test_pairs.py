"""Candidate pairs of a bitext, and the renderings of a term."""

from __future__ import annotations

import pytest

from unterm.errors import InputError
from unterm.extraction import Translator, extract, translations
from unterm.extraction.english import Spellings, cut_english
from unterm.extraction.sides import Cell, Side
from unterm.glossary import Glossary
from unterm.model import Bitext, Concept

PAIRS = [
    ("The rule of law strengthens sustainable development.", "法治加强可持续发展。"),
    ("Sustainable development needs the rule of law.", "可持续发展需要法治。"),
    ("Human rights and the rule of law", "人权和法治"),
    ("Members discussed sustainable development.", "成员讨论了可持续发展。"),
    ("Human rights were discussed.", "讨论了人权。"),
    ("Respect for human rights is essential.", "尊重人权至关重要。"),
    ("Members met in Geneva.", "成员在日内瓦举行了会议。"),
    ("The report was adopted.", "报告获得通过。"),
]


@pytest.fixture(scope="module")
def bitext() -> Bitext:
    return Bitext.from_pairs(PAIRS)


def test_pairs_are_whole_and_well_formed(bitext: Bitext) -> None:
    found = {c.chinese: c.english for c in extract(bitext)}
    assert found["人权"] == "human rights"
    assert found["法治"] == "rule of law"
    assert found["可持续发展"] == "sustainable development"
    assert not any(english and english.lower().startswith("the ") for english in found.values())


def test_contexts_show_both_sides(bitext: Bitext) -> None:
    candidate = next(c for c in extract(bitext) if c.chinese == "法治")
    chinese, english = candidate.contexts[:2]
    assert chinese.span.cut(chinese.text) == "法治"
    assert english.span.cut(english.text).lower() == "rule of law"


def test_pairs_of_the_glossary_come_first_and_known(bitext: Bitext) -> None:
    glossary = Glossary([Concept.of("human rights", "人权")])
    first, *rest = extract(bitext, glossary=glossary)
    assert (first.chinese, first.english, first.kind, first.count) == (
        "人权",
        "human rights",
        "known",
        3,
    )
    assert first.section == "form"
    assert "人权" not in {c.chinese for c in rest}
    assert {c.kind for c in rest} == {"new"}


def test_another_rendering_of_a_known_term_is_a_variant() -> None:
    glossary = Glossary([Concept.of("rule of law", "依法治国")])
    found = {c.chinese: c for c in extract(Bitext.from_pairs(PAIRS), glossary=glossary)}
    assert found["法治"].kind == "variant"
    assert found["法治"].concept is not None
    assert "the glossary has 依法治国 for it" in found["法治"].reasons


def test_the_stop_list_holds_for_both_languages(bitext: Bitext) -> None:
    found = extract(bitext, stop_list=["法治", "human rights"])
    assert not {"法治", "人权"} & {c.chinese for c in found}


def test_the_direction_of_the_bitext_does_not_matter(bitext: Bitext) -> None:
    turned = Bitext(bitext.target, bitext.source, bitext.beads)
    pairs = [(c.chinese, c.english, c.count) for c in extract(bitext)]
    assert pairs == [(c.chinese, c.english, c.count) for c in extract(turned)]


def test_nothing_comes_from_nothing() -> None:
    assert extract(Bitext.from_pairs([])) == []
    assert extract(Bitext.from_pairs([("", "人权"), ("...", "。。。")])) == []


@pytest.mark.parametrize(
    ("term", "rendering", "count"),
    [
        ("rule of law", "法治", 3),
        ("the Rule of Law", "法治", 3),
        ("人权", "human rights", 3),
        ("人權", "human rights", 3),
        ("sustainable development", "可持续发展", 3),
    ],
)
def test_renderings_of_a_term(bitext: Bitext, term: str, rendering: str, count: int) -> None:
    best = translations(term, bitext)[0]
    assert (best.text.lower(), best.count, best.of) == (rendering, count, count)
    assert all(c.span.cut(c.text).lower() == rendering for c in best.contexts)


def test_two_renderings_share_the_segment_pairs() -> None:
    pairs = [
        ("Resilience matters.", "复原力很重要。"),
        ("Resilience grows.", "复原力增强。"),
        ("Resilience fades.", "复原力减弱。"),
        ("Resilience helps.", "韧性有帮助。"),
        ("Resilience lasts.", "韧性持久。"),
        ("Growth matters.", "增长很重要。"),
        ("Growth helps.", "增长有帮助。"),
        ("Growth lasts.", "增长持久。"),
    ]
    found = translations("resilience", Bitext.from_pairs(pairs))
    assert [(r.text, r.count) for r in found] == [("复原力", 3), ("韧性", 2)]


RESILIENCE = [
    ("Resilience matters.", "复原力很重要。"),
    ("Resilience and the recovery fund", "复原力和恢复基金"),
    ("Economic resilience grows.", "经济抗御力增强。"),
    ("Growth matters.", "增长很重要。"),
    ("The recovery fund grows.", "恢复基金增长。"),
]


def test_what_the_glossary_has_for_a_term_is_its_rendering() -> None:
    glossary = Glossary([Concept.of("resilience", "复原力"), Concept.of("fund", "恢复基金")])
    bitext = Bitext.from_pairs(RESILIENCE)
    best, *others = translations("Resilience", bitext, glossary=glossary)
    assert (best.text, best.count, best.of, best.known) == ("复原力", 2, 3, True)
    assert all(not other.known and "复原力" not in other.text for other in others)
    assert sum(other.count for other in others) <= 1
    back = translations("复原力", bitext, glossary=glossary)[0]
    assert (back.text, back.count, back.known) == ("Resilience", 2, True)


def test_a_part_of_another_designation_is_no_rendering_that_is_known() -> None:
    glossary = Glossary([Concept.of("peace", "和平"), Concept.of("sustaining peace", "保持和平")])
    bitext = Bitext.from_pairs([("Peace is sustained.", "保持和平。"), ("Peace", "和平")])
    known = [r for r in translations("peace", bitext, glossary=glossary) if r.known]
    assert [(r.text, r.count) for r in known] == [("和平", 1)]


def test_unknown_terms_have_no_rendering(bitext: Bitext) -> None:
    translator = Translator(bitext)
    assert translator.find("climate change") == []
    assert translator.find("气候变化") == []
    with pytest.raises(InputError, match="empty"):
        translator.find("  ")


def test_only_a_proper_name_keeps_the_capital_of_its_sentence() -> None:
    spellings = Spellings()
    spellings.add_word("fiji", "Fiji")
    for written in ("Debt", "debt"):
        spellings.add_word("debt", written)
    for phrase in ("Fiji", "Debt relief", "Good offices"):
        spellings.add(tuple(phrase.lower().split()), phrase, True)
    assert spellings.of(("fiji",)) == "Fiji"
    assert spellings.of(("debt", "relief")) == "debt relief"
    assert spellings.of(("good", "offices")) == "good offices"


def test_the_name_of_a_place_keeps_its_capital_at_the_opening_of_sentences() -> None:
    places = [("Suriname", "苏里南"), ("Suriname reported.", "苏里南作了报告。")]
    found = {c.chinese: c.english for c in extract(Bitext.from_pairs(PAIRS + places * 3))}
    assert found["苏里南"] == "Suriname"


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("1. Port repairs, see Annex", ["1", "Port"]),
        ("Ports (Old and new) help. They last", ["Ports", "Old", "help", "They"]),
        ("Mr. Port", ["Mr", "Port"]),
    ],
)
def test_what_opens_a_sentence(text: str, opening: list[str]) -> None:
    side = Side()
    words = cut_english(text)
    side.add(text, [Cell(w.text, w.start, w.end) for w in words])
    found = [w.written for at, w in enumerate(words) if side.opens_sentence(0, at)]
    assert found == opening
