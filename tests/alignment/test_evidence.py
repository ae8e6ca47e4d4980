"""The vectorised scores against the definition, and the chain of anchors against its twin."""

from __future__ import annotations

import math
import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment import search
from unterm.alignment.evidence import SHORTEST, TOO_COMMON, Links, Witnesses
from unterm.alignment.lattice import NEVER, Band
from unterm.alignment.marks import find_marks, find_punctuation
from unterm.alignment.scoring import score_words
from unterm.alignment.search import heaviest_chain
from unterm.alignment.sides import Side

MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (3, 2), (1, 5))

segments = st.lists(
    st.tuples(
        st.lists(st.sampled_from("abcdef"), max_size=4),
        st.lists(st.sampled_from("ghi"), max_size=2),
        st.integers(1, 60),
    ),
    min_size=1,
    max_size=7,
)


def one_way(side: Side, other: Side, table: set[tuple[int, int]], i: range, j: range) -> float:
    """What the tokens of segments i find in the segments j of the other side, by definition."""
    held = {
        (int(s), int(t)) for s, t in zip(other.standing_segments, other.standing_types, strict=True)
    }
    counted = zip(other.counted_segments, other.counted_types, other.counted_times, strict=True)
    often = {(int(s), int(t)): int(times) for s, t, times in counted}
    mean = other.lengths.sum() / len(other)
    x = max(sum(other.lengths[k] for k in j) / mean, SHORTEST)
    total = 0.0
    seen: Counter[int] = Counter()
    for segment, kind in zip(side.counted_segments, side.counted_types, strict=True):
        targets = {t for s, t in table if s == kind}
        if segment not in i or not targets:
            continue
        places = {s for s, t in held if t in targets}
        rate = len(places) / (len(other) + 2)
        if rate >= TOO_COMMON:
            continue
        rate = min(max(rate, 0.5 / (len(other) + 2)), TOO_COMMON)
        q = max(0.55, rate + 0.02 * (1 - rate))
        stretch = -math.log1p(-rate)
        answers = sum(max(1, sum(often.get((k, t), 0) for t in targets)) for k in places & set(j))
        seen[int(kind)] += 1
        if answers >= seen[int(kind)]:
            total += math.log(q / rate) - (1 - rate) * stretch / rate * math.log(x)
        else:
            total += math.log1p(-q) + x * stretch
    return total


@settings(deadline=None, max_examples=40)
@given(segments, segments, st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
def test_scores_are_those_of_the_definition(left, right, pairs):
    source, target = Side.of(left), Side.of(right)
    pairs = {(s, t) for s, t in pairs if s < len(source.types) and t < len(target.types)}
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    links = Links.of(table[:, 0], table[:, 1])
    forward = Witnesses.gather(source, target, links, np.full(len(source.types), 0.55))
    backward = Witnesses.gather(target, source, links.reversed(), np.full(len(target.types), 0.55))
    n, m = len(source), len(target)
    scores = score_words(Band.full(n, m), forward, backward, MOVES)(0, n + 1)
    back = {(t, s) for s, t in pairs}
    for k, (a, b) in enumerate(MOVES):
        for i in range(n + 1):
            for j in range(m + 1):
                got = scores[k, i * (m + 1) + j]
                if i + a > n or j + b > m:
                    assert got == NEVER
                elif a and b:
                    rows, columns = range(i, i + a), range(j, j + b)
                    expected = one_way(source, target, pairs, rows, columns)
                    expected += one_way(target, source, back, columns, rows)
                    np.testing.assert_allclose(got, expected, atol=1e-9)
                else:
                    assert got == 0.0


def test_blocks_of_a_narrow_band_score_like_the_whole():
    words = [[chr(97 + k % 7), chr(97 + k % 5)] for k in range(30)]
    side = Side.of([(w, [], 10 + k % 3) for k, w in enumerate(words)])
    every = np.arange(len(side.types))
    links = Links.of(every, every)
    ways = [Witnesses.gather(side, side, links, np.full(len(side.types), 0.55)) for _ in range(2)]
    path = np.array([[0, 0], [15, 12], [30, 30]])
    narrow, full = Band.around(path, 30, 30, 2), Band.full(30, 30)
    whole = score_words(full, *ways, MOVES)(0, 31)
    for start, stop in ((0, 9), (9, 20), (20, 31)):
        part = score_words(narrow, *ways, MOVES)(start, stop)
        at = 0
        for i in range(start, stop):
            width = int(narrow.high[i] - narrow.low[i]) + 1
            first = i * 31 + int(narrow.low[i])
            np.testing.assert_allclose(
                part[:, at : at + width], whole[:, first : first + width], atol=1e-9
            )
            at += width


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(1, 9)), max_size=14))
def test_the_chain_is_as_heavy_as_the_twins(points):
    ordered = sorted(set(points))
    places = np.array([p[:2] for p in ordered], dtype=np.int64).reshape(-1, 2)
    weights = np.array([float(p[2]) for p in ordered])
    best: list[float] = []
    for k in range(len(ordered)):
        before = [best[q] for q in range(k) if places[q, 1] <= places[k, 1]]
        best.append(weights[k] + max(before, default=0.0))
    chain = heaviest_chain(places, weights)
    assert weights[chain].sum() == max(best, default=0.0)
    assert (np.diff(places[chain], axis=0) >= 0).all()


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("(a) To act", "(一) 采取行动"),
        ("(xviii) To act", "（十八）采取行动"),
        ("II. Scope", "二、范围"),
        ("B. Scope", "乙、范围"),
        ("12. Scope", "12. 范围"),
        ("to stop; (iv)", "停止；(四)"),
    ],
)
def test_labels_are_the_same_in_both_languages(english, chinese):
    assert [mark for mark, _ in find_marks(english)] == [mark for mark, _ in find_marks(chinese)]


@pytest.mark.parametrize(
    "text", ["1.5 million", "In (2015) it", "IIX. No", "A man came.", "一九四五年"]
)
def test_what_is_no_label_is_none(text):
    assert list(find_marks(text)) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("“Why?” (he said)", "「为什么？」（他说）"),
        ('"Why?" (he said)', '"为什么?"(他说)'),
        ("First; second: third!", "第一；第二：第三！"),
    ],
)
def test_punctuation_is_the_same_in_both_languages(english, chinese):
    assert list(find_punctuation(english)) == list(find_punctuation(chinese)) != []


def test_where_the_text_repeats_itself_commoner_types_are_anchors(monkeypatch):
    monkeypatch.setattr(search, "WIDEST", 900)
    monkeypatch.setattr(search, "SMALL", 100)
    draw = random.Random(1)
    words = [f"w{k}" for _ in range(12) for k in draw.sample(range(40), 40)]
    side = Side.of(([word], [], 10) for word in words)
    types = np.arange(len(side.types))
    links = Links.of(types, types)
    assert len(search._anchors(side, side, links, search.RARE[0])[0]) == 0
    band = search.first_band(side, side, links, np.zeros((0, 2), dtype=np.int64))
    rows = np.arange(len(side) + 1)
    assert ((band.low <= rows) & (rows <= band.high)).all()
    assert len(band) < 0.15 * len(Band.full(len(side), len(side)))
