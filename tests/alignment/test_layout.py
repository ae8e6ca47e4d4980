"""What paragraphs say about beads: the definition, and what it does to an alignment."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.alignment import align
from unterm.alignment.lattice import Solution
from unterm.alignment.layout import ACROSS, TOGETHER, Layout
from unterm.model import Document, Language, Paragraph, ParagraphKind

sides = st.lists(st.booleans(), min_size=2, max_size=8).map(lambda flags: [True, *flags[1:]])


def _ratio(one: list[bool], other: list[bool], i: int, j: int, a: int, b: int) -> float:
    """A bead's ratio before anything was learned, case by case."""
    p, q = (min(max(sum(side[1:]) / (len(side) - 1), 1e-3), 1 - 1e-3) for side in (one, other))
    chance = (p if one[i] else 1 - p) * (q if other[j] else 1 - q)
    both = min(p, q)
    bound = {
        (True, True): both,
        (True, False): p - both,
        (False, True): q - both,
        (False, False): 1 - max(p, q),
    }[one[i], other[j]]
    ratio = ((1 - TOGETHER) * chance + TOGETHER * bound) / chance
    for side, share, first, many in ((one, p, i, a), (other, q, j, b)):
        across = ACROSS * share / (1 - share + ACROSS * share)
        for opens in side[first + 1 : first + many]:
            ratio *= across / share if opens else (1 - across) / (1 - share)
    return float(np.log(ratio))


@given(sides, sides, st.data())
def test_the_scores_are_those_of_the_definition(
    one: list[bool], other: list[bool], data: st.DataObject
) -> None:
    a, b = data.draw(st.integers(1, len(one))), data.draw(st.integers(1, len(other)))
    nodes = [(i, j) for i in range(len(one) - a + 1) for j in range(len(other) - b + 1)]
    i, j = np.array(nodes).T
    found = Layout(np.array(one), np.array(other)).score(i, j, a, b)
    expected = [_ratio(one, other, *node, a, b) for node in nodes]
    assert found == pytest.approx(expected, abs=1e-9)


def test_what_was_learned_stands_beside_imagined_beads() -> None:
    opens = np.array([True, False] * 50)
    path = np.stack((np.arange(0, 101, 2),) * 2, axis=1)
    learned = Layout(opens, opens, Solution(path, np.ones(50), 0.0))
    first, second = np.array([0]), np.array([1])
    plain = Layout(opens, opens)
    assert learned.score(first, first, 1, 1) > plain.score(first, first, 1, 1) > 0
    assert learned.score(first, second, 1, 1) < plain.score(first, second, 1, 1) < 0
    # The beads that were learned from are of two segments and never run across.
    inside = [layout.score(second, second, 2, 1) - layout.score(second, second, 1, 1)
              for layout in (learned, plain)]  # fmt: skip
    assert inside[0] < inside[1] < 0


@pytest.mark.parametrize("flags", [[True] * 6, [True] + [False] * 5])
def test_a_side_without_structure_says_nothing(flags: list[bool]) -> None:
    layout = Layout(np.array(flags), np.array([True, False, True, False, False, True]))
    at = np.arange(1, 4)
    assert layout.score(at, at, 1, 1) == pytest.approx(0.0, abs=0.01)


def _document(paragraphs: list[list[str]], lang: Language) -> Document:
    plain = Document.from_segments([text for part in paragraphs for text in part], lang=lang)
    bounds = list(accumulate(map(len, paragraphs), initial=0))
    ranges = map(range, bounds[:-1], bounds[1:])
    return replace(
        plain, paragraphs=tuple(Paragraph(ParagraphKind.BODY, segments) for segments in ranges)
    )


WORDS = {
    "peace": "和平", "security": "安全", "women": "妇女", "water": "水", "children": "儿童",
    "health": "健康", "education": "教育", "trade": "贸易",
}  # fmt: skip


@pytest.mark.parametrize("joined", [3, 4])
def test_a_sentence_stays_in_its_paragraph(joined: int) -> None:
    """One sentence that nothing is known of stands between two that lack nothing."""
    en = [[f"On {word} and {word}.", f"More {word}."] for word in WORDS]
    zh = [[f"关于{word}和{word}。", f"更多{word}。"] for word in WORDS.values()]
    en[joined].insert(0 if joined == 4 else 2, "Zorb glimp tarn vex.")
    bitext = align(_document(en, "en"), _document(zh, "zh"))
    (bead,) = (bead for bead in bitext.beads if 8 in bead.source)
    assert set(bead.source) <= ({6, 7, 8} if joined == 3 else {8, 9, 10})
    assert [b.source for b in bitext.beads if b.source[:1] == (0,)] == [(0,)]
