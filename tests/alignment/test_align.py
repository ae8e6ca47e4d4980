"""Sentence alignment as its users see it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment import align, pair_documents
from unterm.errors import InputError
from unterm.formats.cedict import Dictionary
from unterm.model import Bead, Concept, Document
from unterm.segmentation import segment

PAIRS = [
    ("The Security Council met on 3 May 2021.", "安全理事会于2021年5月3日举行会议。"),
    ("Women and youth took part in the peace process.", "妇女和青年参加了和平进程。"),
    ("It adopted resolution 2254 (2015).", "安理会通过了第2254(2015)号决议。"),
    ("Climate change affects food security.", "气候变化影响粮食安全。"),
    ("Member States welcomed the report.", "会员国欢迎该报告。"),
    ("Some 1,200 children returned to school.", "约1 200名儿童重返学校。"),
    ("Human rights must be protected.", "人权必须得到保护。"),
    ("The General Assembly decided on the budget for 2022.", "大会决定了2022年预算。"),
    ("Sustainable development needs financing.", "可持续发展需要筹资。"),
    ("He thanked the Government of Kenya.", "他感谢肯尼亚政府。"),
]


def english(texts: list[str]) -> Document:
    return Document.from_segments(texts, lang="en")


def chinese(texts: list[str]) -> Document:
    return Document.from_segments(texts, lang="zh")


def shapes(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.source, bead.target) for bead in beads]


def both() -> tuple[list[str], list[str]]:
    return [en for en, _ in PAIRS], [zh for _, zh in PAIRS]


def test_parallel_sentences_are_paired_one_to_one():
    en, zh = both()
    bitext = align(english(en), chinese(zh))
    assert shapes(bitext.beads) == [((i,), (i,)) for i in range(len(en))]
    assert bitext.decisions == ()
    assert all(0.5 < bead.confidence <= 1 for bead in bitext.beads)


def test_joined_sentences_are_found():
    en, zh = both()
    joined = [*zh[:2], zh[2] + zh[3], *zh[4:]]
    assert ((2, 3), (2,)) in shapes(align(english(en), chinese(joined)).beads)


def test_swapped_sides_mirror_the_result():
    en, zh = both()
    one = align(english(en[:-2]), chinese(zh))
    other = align(chinese(zh), english(en[:-2]))
    assert shapes(one.beads) == [(b.target, b.source) for b in other.beads]
    assert [b.confidence for b in one.beads] == [b.confidence for b in other.beads]


@pytest.mark.parametrize(("en", "zh"), [([], []), ([], ["一。", "二。"]), (["One."], [])])
def test_an_empty_side_leaves_the_other_without_partners(en, zh):
    bitext = align(english(en), chinese(zh))
    assert len(bitext) == len(en) + len(zh)
    assert "empty" in bitext.decisions[0]


def test_a_document_against_itself():
    _, zh = both()
    bitext = align(chinese(zh), chinese(zh))
    assert shapes(bitext.beads) == [((i,), (i,)) for i in range(len(zh))]


SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_each_seed_is_its_own_translation(path):
    document = segment(path.read_text(encoding="utf-8"), lang="zh")
    bitext = align(document, document)
    assert shapes(bitext.beads) == [((i,), (i,)) for i in range(len(document))]


def test_documents_that_do_not_belong_together_are_said_so():
    one, other = (segment(path.read_text(encoding="utf-8"), lang="zh") for path in SEEDS[3:])
    bitext = align(one, other)
    assert "belong together" in bitext.decisions[0]
    assert sum(len(b.source) for b in bitext.beads) == len(one)


def test_two_tiny_texts_with_nothing_in_common_are_left_apart():
    en = ["The Council deplored the attacks on civilians.", "Women must take part in peace talks."]
    zh = ["该基金的预算增加了百分之五。", "渔业和海洋科学需要更多研究。"]
    bitext = align(english(en), chinese(zh))
    assert "belong together" in bitext.decisions[0]
    assert not any(bead.source and bead.target for bead in bitext.beads)


@pytest.mark.parametrize(
    ("en", "zh"), [("Introduction", "导言"), ("Zorbles abound.", "古克消失。")]
)
def test_a_pair_of_unknown_words_stays_a_pair(en, zh):
    bitext = align(english([en]), chinese([zh]))
    assert shapes(bitext.beads) == [((0,), (0,))]
    assert bitext.decisions == ()


def test_a_short_heading_between_sure_neighbours_stays_a_pair():
    en, zh = both()
    bitext = align(english([*en[:5], "Zorbles", *en[5:]]), chinese([*zh[:5], "古克", *zh[5:]]))
    assert ((5,), (5,)) in shapes(bitext.beads)


def test_a_dropped_sentence_is_an_empty_bead():
    en, zh = both()
    bitext = align(english(en), chinese(zh[:4] + zh[5:]))
    assert ((4,), ()) in shapes(bitext.beads)


def test_swapped_languages_are_said():
    en, zh = both()
    bitext = align(english(zh), chinese(en))
    assert [decision for decision in bitext.decisions if "lang='zh'" in decision]
    assert [decision for decision in bitext.decisions if "lang='en'" in decision]


def test_two_versions_in_one_language_are_said_to_be_such():
    _, zh = both()
    bitext = align(chinese(zh), chinese(zh[:-1]))
    assert "two versions" in bitext.decisions[0]
    assert align(chinese(zh), chinese(zh)).decisions == ()


def test_printed_labels_of_paragraphs_tell_equal_items_apart():
    source = segment("1. 决定\n\n(a) 继续\n\n(b) 继续\n\n(c) 继续\n\n(d) 继续", lang="zh")
    target = segment("1. 决定\n\n(a) 继续\n\n(b) 继续\n\n(d) 继续", lang="zh")
    beads = shapes(align(source, target).beads)
    assert ((3,), ()) in beads


def test_a_reversed_side_still_covers_both_sides():
    en, zh = both()
    bitext = align(english(en[::-1]), chinese(zh))
    assert sum(len(b.source) for b in bitext.beads) == len(en)
    assert sum(len(b.target) for b in bitext.beads) == len(zh)


def test_fixed_beads_come_back_and_the_rest_is_aligned_between_them():
    en, zh = both()
    fixed = Bead((2, 3, 4), (3, 4), 0.2, True)
    bitext = align(english(en), chinese(zh), fixed=[fixed])
    kept = [bead for bead in bitext.beads if bead.fixed]
    assert [(b.source, b.target, b.confidence) for b in kept] == [((2, 3, 4), (3, 4), 1.0)]
    assert ((7,), (7,)) in shapes(bitext.beads)


def test_a_segment_that_is_to_have_no_partner_has_none():
    en, zh = both()
    fixed = [Bead((2,), (), 1.0, True), Bead((), (5,), 1.0, True)]
    plain = align(english(en), chinese(zh))
    assert not {((2,), ()), ((), (5,))} & set(shapes(plain.beads))
    bitext = align(english(en), chinese(zh), fixed=fixed)
    kept = [(bead.source, bead.target, bead.confidence) for bead in bitext.beads if bead.fixed]
    assert sorted(kept) == [((), (5,), 1.0), ((2,), (), 1.0)]
    assert sorted(k for bead in bitext.beads for k in bead.source) == list(range(len(en)))
    assert ((0,), (0,)) in shapes(bitext.beads)
    mirrored = align(chinese(zh), english(en), fixed=[Bead((), (2,)), Bead((5,), ())])
    assert [(b.target, b.source) for b in mirrored.beads] == list(shapes(bitext.beads))


@pytest.mark.parametrize(
    "fixed",
    [
        [Bead((1,), (2,)), Bead((2,), (1,))],
        [Bead((1, 3), (1,))],
        [Bead((), ())],
        [Bead((1,), ()), Bead((1,), (1,))],
        [Bead((), (3,)), Bead((), (3,))],
        [Bead((99,), (1,))],
        [Bead((), (99,))],
    ],
)
def test_fixed_beads_that_cannot_be_are_refused(fixed):
    en, zh = both()
    with pytest.raises(InputError, match="fixed bead"):
        align(english(en), chinese(zh), fixed=fixed)


def test_glossary_and_dictionary_tell_what_nothing_else_does():
    en = ["Zorbles abound.", "Quuxes vanish."]
    zh = ["古克消失。", "佐布很多。"]
    plain = [align(english(en), chinese(zh)).beads[0].confidence]
    concept = Concept.of("zorble", "古克")
    dictionary = Dictionary(["佐布 佐布 [zuo3 bu4] /quux/"])
    helped = align(english(en), chinese(zh), glossary=[concept], dictionary=dictionary)
    assert shapes(helped.beads) == [((0,), (0,)), ((1,), (1,))]
    assert helped.beads[0].confidence > plain[0]


def test_traditional_script_is_read_like_simplified():
    en, zh = both()
    traditional = [t.replace("会", "會").replace("国", "國").replace("护", "護") for t in zh]
    assert shapes(align(english(en), chinese(traditional)).beads) == [
        ((i,), (i,)) for i in range(len(en))
    ]


def test_a_long_text_with_a_missing_third_keeps_its_order():
    draw = random.Random(3)
    order = [draw.randrange(len(PAIRS)) for _ in range(300)]
    en = [f"{PAIRS[k][0]} ({number})" for number, k in enumerate(order)]
    zh = [f"{PAIRS[k][1]}({number})" for number, k in enumerate(order)]
    beads = shapes(align(english(en), chinese(zh[:100] + zh[200:])).beads)
    right = [((i,), (i,)) for i in range(100)] + [((i,), (i - 100,)) for i in range(200, 300)]
    assert len(set(right) & set(beads)) >= 195


sentences = st.lists(st.text("ab和平 1。", max_size=8), max_size=6)


@settings(deadline=None, max_examples=40)
@given(sentences, sentences)
def test_any_two_texts_are_covered_by_probable_beads(en, zh):
    bitext = align(english(en), chinese(zh))
    assert all(0 <= bead.confidence <= 1 for bead in bitext.beads)
    assert align(english(en), chinese(zh)) == bitext


def test_documents_are_paired_by_symbol_and_then_by_content():
    en, zh = both()
    sources = [
        Document.from_segments(en[:3], lang="en", symbol="S/2021/1"),
        english(en[3:6]),
        english(en[6:]),
        english(["Nothing of the kind."]),
    ]
    targets = [
        chinese(zh[6:]),
        chinese(zh[3:6]),
        Document.from_segments(zh[:3], lang="zh", symbol="S/2021/1"),
    ]
    pairs = [(p.source, p.target, p.reason) for p in pair_documents(sources, targets)]
    assert pairs == [
        (0, 2, "symbol"),
        (1, 1, "content"),
        (2, 0, "content"),
        (3, None, "alone"),
    ]
    assert pair_documents([], targets[:1])[0].reason == "alone"
