"""What one side of a bead leaves out of the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unterm.alignment.coverage import Uncovered, find_uncovered, heaviest
from unterm.model import Bead, Bitext, Document

# A small text of our own: what stands by chance is learned from it.
PAIRS = [
    (
        "The Council met in Geneva and adopted the programme of work.",
        "理事会在日内瓦开会，通过了工作方案。",
    ),
    ("Member States reported on the protection of children.", "会员国报告了保护儿童的情况。"),
    ("The budget of the mission was approved.", "特派团的预算获得核准。"),
    ("Refugees received food, water and medicine.", "难民得到了粮食、水和药品。"),
    ("The experts discussed climate change and energy.", "专家们讨论了气候变化和能源问题。"),
]
ADDED = (
    "Local authorities closed schools, hospitals and markets and destroyed roads and bridges.",
    "地方当局关闭了学校、医院和市场，毁坏了道路和桥梁。",
)


def _cut(bitext: Bitext, uncovered: Uncovered) -> str:
    document = bitext.source if uncovered.side == "source" else bitext.target
    return "|".join(span.cut(document.segments[index].text) for index, span in uncovered.parts)


def test_what_is_translated_is_covered() -> None:
    assert find_uncovered(Bitext.from_pairs([*PAIRS, ADDED])) == []


def test_a_sentence_left_out_is_found_where_it_stands() -> None:
    english, chinese = PAIRS[1]
    pairs = [PAIRS[0], (f"{english} {ADDED[0]}", chinese), *PAIRS[2:]]
    bitext = Bitext.from_pairs(pairs)
    (found,) = find_uncovered(bitext)
    assert (found.bead, found.side) == (1, "source")
    assert _cut(bitext, found) in ADDED[0]
    assert "schools, hospitals and markets" in _cut(bitext, found)
    assert 0.5 < found.confidence < 1


def test_a_sentence_put_in_is_found_on_the_other_side() -> None:
    english, chinese = PAIRS[3]
    bitext = Bitext.from_pairs([*PAIRS[:3], (english, chinese + ADDED[1]), PAIRS[4]])
    (found,) = find_uncovered(bitext)
    assert (found.bead, found.side) == (3, "target")
    assert "学校、医院和市场" in _cut(bitext, found)


def test_swapped_sides_give_the_mirrored_result() -> None:
    pairs = [PAIRS[0], (f"{PAIRS[1][0]} {ADDED[0]}", PAIRS[1][1]), *PAIRS[2:]]
    bitext = Bitext.from_pairs(pairs)
    mirrored = Bitext(bitext.target, bitext.source, bitext.beads)
    other = {"source": "target", "target": "source"}
    there = [(u.bead, u.side, u.parts, round(u.evidence, 9)) for u in find_uncovered(bitext)]
    back = [
        (u.bead, other[u.side], u.parts, round(u.evidence, 9)) for u in find_uncovered(mirrored)
    ]
    assert there == back != []


def test_a_stretch_over_several_segments_has_a_part_in_each() -> None:
    english = Document.from_segments(
        [*(en for en, _ in PAIRS), *ADDED[0].split(" and ")], lang="en"
    )
    chinese = Document.from_segments([zh for _, zh in PAIRS], lang="zh")
    last = tuple(range(4, len(english)))
    beads = [*(Bead((n,), (n,)) for n in range(4)), Bead(last, (4,))]
    bitext = Bitext(english, chinese, tuple(beads))
    (found,) = find_uncovered(bitext)
    assert len(found.parts) > 1
    assert _cut(bitext, found).startswith("Local authorities closed schools, hospitals|")


def test_empty_sides_and_a_single_language_give_nothing() -> None:
    english = Document.from_segments(["Only here."], lang="en")
    nothing = Document.from_segments([], lang="zh")
    assert find_uncovered(Bitext(english, nothing, (Bead((0,), ()),))) == []
    assert find_uncovered(Bitext(nothing, nothing, ())) == []
    assert find_uncovered(Bitext(english, english, (Bead((0,), (0,)),))) == []
    assert find_uncovered(Bitext.from_pairs([("", ""), ("\ud800", "。")])) == []


@given(st.lists(st.integers(-5, 5).map(float), max_size=12))
def test_the_heaviest_stretch_is_that_of_all_stretches(weights: list[float]) -> None:
    every = [
        (sum(weights[low:high]), low, high)
        for low in range(len(weights))
        for high in range(low + 1, len(weights) + 1)
    ]
    weight, first, last = heaviest(weights)
    assert weight == max([0.0, *(total for total, _, _ in every)])
    assert weight == sum(weights[first:last])
