"""The tagger beside a textbook twin that tries every labelling."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest

from unterm.extraction.features import FEATURES, describe
from unterm.extraction.likely import find_rivals
from unterm.extraction.ngrams import EDGE
from unterm.extraction.tagger import (
    LABELS,
    PLACES,
    Member,
    Tagger,
    format_tagger,
    load_tagger,
    parse_tagger,
)
from unterm.extraction.words import load_words

VOCABULARY = ["", "加强", "建立", "信任", "措施", "特派团", "的"]
TOKENS = [1, 2, 3, 4, EDGE, 5, 6, 4, EDGE, EDGE, 2]
BEFORE = [0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1]
AFTER = [0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0]
"""The marks at the edges."""
LONGEST = 3


def follow(labels: tuple[str, ...]) -> bool:
    """Whether the labels make whole terms: B I* E, S or O."""
    return re.fullmatch("(BI*E|S|O)*", "".join(labels)) is not None


def slow_likelihoods(member: Member, tokens: list[int]) -> np.ndarray:
    described = describe(VOCABULARY, load_words())
    result = np.zeros((LONGEST, len(tokens)))

    def weigh(position: int, label: int) -> float:
        """The log weight of a label, from the words of the same clause and its two edges."""
        log, units = 0.0, np.zeros(len(member.outer))
        for p, place in enumerate(PLACES):
            between = range(position, position + place, 1 if place > 0 else -1)
            inside = all(0 <= i < len(tokens) and tokens[i] != EDGE for i in between)
            there = position + place
            if inside and 0 <= there < len(tokens) and tokens[there] != EDGE:
                row = described[tokens[there]]
            elif abs(place) == 1:
                row = described[len(VOCABULARY) + (BEFORE if place < 0 else AFTER)[position]]
            else:
                row = described[EDGE]
            log += float(row @ member.weights[p, :, label])
            units += row @ member.inner[p]
        return log + float(np.tanh(units) @ member.outer[:, label])

    at = 0
    for is_edge, group in itertools.groupby(tokens, key=lambda token: token == EDGE):
        size = len(list(group))
        total = 0.0
        for labels in itertools.product(LABELS, repeat=size):
            if is_edge or not follow(labels):
                continue
            numbers = [LABELS.index(label) for label in labels]
            log = sum(weigh(at + i, number) for i, number in enumerate(numbers))
            log += sum(member.transitions[pair] for pair in itertools.pairwise(numbers))
            weight = math.exp(log)
            total += weight
            for i, label in enumerate(labels):
                if label == "S":
                    result[0, at + i] += weight
                if label == "B":
                    length = labels.index("E", i) - i + 1
                    if length <= LONGEST:
                        result[length - 1, at + i] += weight
        if not is_edge:
            result[:, at : at + size] /= total
        at += size
    return result


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_likelihoods_equal_the_sum_over_all_labellings(seed: int | None) -> None:
    tagger = load_tagger()
    if seed is not None:
        chance = np.random.default_rng(seed)
        one = tagger.members[0]
        parts = (one.weights, one.inner, one.outer, one.transitions)
        tagger = Tagger(
            tuple(Member(*(chance.normal(size=part.shape) for part in parts)) for _ in range(2))
        )
    marks = (np.array(BEFORE), np.array(AFTER))
    fast = tagger.judge(np.array(TOKENS), marks, VOCABULARY, load_words(), LONGEST)
    slow = [slow_likelihoods(member, TOKENS) for member in tagger.members]
    np.testing.assert_allclose(fast, np.mean(slow, axis=0), atol=1e-5)


def test_weights_survive_their_file() -> None:
    tagger = load_tagger()
    again = parse_tagger(format_tagger(tagger))
    for one, other in zip(again.members, tagger.members, strict=True):
        for name in ("weights", "inner", "outer", "transitions"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
        assert other.weights.shape == (len(PLACES), len(FEATURES), len(LABELS))


def test_no_words_give_no_likelihoods() -> None:
    none = np.zeros(0, np.int64)
    assert load_tagger().judge(none, (none, none), [""], load_words(), 2).shape == (2, 0)


def test_rivals_are_the_likeliest_other_sequences_that_overlap() -> None:
    chance = np.random.default_rng(3)
    positions = np.sort(chance.integers(0, 30, 60))
    lengths = chance.integers(1, 6, 60)
    shares = chance.random(60).astype(np.float32)
    spans = [range(at, at + length) for at, length in zip(positions, lengths, strict=True)]
    expected = [
        max(
            (float(shares[j]) for j, other in enumerate(spans) if j != i and {*span} & {*other}),
            default=0.0,
        )
        for i, span in enumerate(spans)
    ]
    np.testing.assert_array_equal(find_rivals(positions, lengths, shares), expected)
