"""The vectorised core beside textbook twins."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.extraction.association import surprise
from unterm.extraction.model1 import Corpus, likeness, train
from unterm.extraction.ngrams import EDGE, count_grams
from unterm.extraction.phrases import Links, Ranges

tokens_lists = st.lists(st.integers(0, 4), max_size=40)


def slow_grams(tokens: list[int], length: int) -> dict[tuple[int, ...], list[int]]:
    """Positions of every sequence of one length without edges, repeated if longer than one."""
    places: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for start in range(len(tokens) - length + 1):
        gram = tuple(tokens[start : start + length])
        if EDGE not in gram:
            places[gram].append(start)
    return {g: p for g, p in places.items() if length == 1 or len(p) > 1}


def slow_entropy(neighbours: list[int]) -> float:
    """Entropy in nats where every edge is a neighbour of its own."""
    counts = list(Counter(n for n in neighbours if n != EDGE).values())
    counts += [1] * neighbours.count(EDGE)
    total = sum(counts)
    return -sum(c / total * math.log(c / total) for c in counts)


@settings(deadline=None)
@given(tokens_lists, st.integers(1, 5))
def test_grams_equal_their_textbook_counts(tokens: list[int], longest: int) -> None:
    array = np.array(tokens, dtype=np.int64)
    documents = np.arange(len(tokens), dtype=np.int64) // 7
    found = {g.length: g for g in count_grams(array, documents, longest)}
    for length in range(1, longest + 1):
        expected = slow_grams(tokens, length)
        grams = found.get(length)
        if not expected:
            assert grams is None or not len(grams)
            continue
        assert grams is not None
        seen = {}
        for number, start in enumerate(grams.starts):
            seen[tuple(tokens[int(start) : int(start) + length])] = number
        assert seen.keys() == expected.keys()
        for gram, places in expected.items():
            number = seen[gram]
            assert grams.counts[number] == len(places)
            assert grams.documents[number] == len({p // 7 for p in places})
            left = [tokens[p - 1] if p else EDGE for p in places]
            right = [tokens[p + length] if p + length < len(tokens) else EDGE for p in places]
            assert grams.left[number] == pytest.approx(slow_entropy(left))
            assert grams.right[number] == pytest.approx(slow_entropy(right))
            fixed = max(Counter(n for n in right if n != EDGE).values(), default=0)
            assert grams.right_fixed[number] == pytest.approx(fixed / len(places))


def test_words_that_bound_phrases_count_as_edges() -> None:
    tokens = np.array([1, 3, 2, 1, 3, 2, 1, 3], dtype=np.int64)
    documents = np.zeros(8, dtype=np.int64)
    bounds = np.array([False, False, False, True])
    plain = next(iter(count_grams(tokens, documents, 1)))
    bounded = next(iter(count_grams(tokens, documents, 1, bounds)))
    assert plain.right[0] == pytest.approx(0.0)
    assert bounded.right[0] == pytest.approx(math.log(3))


segments = st.lists(
    st.tuples(
        st.lists(st.integers(0, 3), min_size=1, max_size=4),
        st.lists(st.integers(0, 3), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


def slow_model(
    pairs: list[tuple[list[int], list[int]]], iterations: int
) -> dict[tuple[int, int], float]:
    """IBM Model 1, the textbook's loops: t(target | source) over types once a segment."""
    sets = [(sorted(set(s)), sorted(set(t))) for s, t in pairs]
    table = {(s, t): 1.0 for ss, ts in sets for s in ss for t in ts}
    for _ in range(iterations):
        count: dict[tuple[int, int], float] = defaultdict(float)
        total: dict[int, float] = defaultdict(float)
        for ss, ts in sets:
            for t in ts:
                norm = sum(table[s, t] for s in ss)
                for s in ss:
                    count[s, t] += table[s, t] / norm
                    total[s] += table[s, t] / norm
        table = {(s, t): count[s, t] / total[s] for s, t in table}
    return table


@settings(deadline=None)
@given(segments)
def test_model_1_equals_the_textbook_in_both_directions(
    pairs: list[tuple[list[int], list[int]]],
) -> None:
    lexicon = train(Corpus.of([s for s, _ in pairs], 4), Corpus.of([t for _, t in pairs], 4), 3)
    forward = slow_model(pairs, 3)
    backward = slow_model([(t, s) for s, t in pairs], 3)
    seen = {(int(key) // 4, int(key) % 4): n for n, key in enumerate(lexicon.keys)}
    assert seen.keys() == forward.keys()
    for (s, t), number in seen.items():
        assert lexicon.forward[number] == pytest.approx(forward[s, t])
        assert lexicon.backward[number] == pytest.approx(backward[t, s])


def test_likeness_tells_translations_from_strangers() -> None:
    source = [[0, 1], [0, 2], [1, 2], [0]]
    lexicon = train(Corpus.of(source, 3), Corpus.of(source, 3))
    assert likeness(lexicon, [0], [0]) > 0.5 > likeness(lexicon, [0], [1])
    assert likeness(lexicon, [], [1]) < 0.1


def slow_surprise(together: int, first: int, second: int, segments: int) -> float:
    tail = sum(
        Fraction(
            math.comb(first, k) * math.comb(segments - first, second - k),
            math.comb(segments, second),
        )
        for k in range(together, min(first, second) + 1)
        if second - k <= segments - first
    )
    return -math.log10(tail)


@given(st.integers(1, 40).flatmap(lambda n: st.tuples(
    st.just(n), st.integers(1, n), st.integers(1, n), st.integers(0, n),
)))  # fmt: skip
def test_surprise_equals_the_exact_test(row: tuple[int, int, int, int]) -> None:
    segments, first, second, together = row
    least = max(1, first + second - segments)
    together = min(max(together, least), first, second)
    found = surprise(np.array([together]), np.array([first]), np.array([second]), segments)
    expected = slow_surprise(together, first, second, segments)
    assert found[0] == pytest.approx(expected, abs=1e-6)


links_sets = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8)


@given(links_sets, st.integers(0, 5), st.integers(1, 6))
def test_ranges_contradict_no_link(links: Links, start: int, size: int) -> None:
    end = min(6, start + size)
    for low, high in Ranges(links, 6).of(start, end, 6):
        assert any(low <= i < high and start <= j < end for i, j in links)
        assert all((low <= i < high) == (start <= j < end) for i, j in links)
