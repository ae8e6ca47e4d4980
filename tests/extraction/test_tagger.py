"""The tagger beside a textbook twin that tries every labelling."""

from __future__ import annotations

import itertools
import math
import re

import numpy as np
import pytest

from unterm.extraction.features import FEATURES, describe
from unterm.extraction.ngrams import EDGE
from unterm.extraction.tagger import (
    LABELS,
    PLACES,
    Tagger,
    format_tagger,
    load_tagger,
    parse_tagger,
)
from unterm.extraction.words import load_words

VOCABULARY = ["", "加强", "建立", "信任", "措施", "特派团", "的"]
TOKENS = [1, 2, 3, 4, EDGE, 5, 6, 4, EDGE, EDGE, 2]
LONGEST = 3


def follow(labels: tuple[str, ...]) -> bool:
    """Whether the labels make whole terms: B I* E, S or O."""
    return re.fullmatch("(BI*E|S|O)*", "".join(labels)) is not None


def slow_likelihoods(tagger: Tagger, tokens: list[int]) -> np.ndarray:
    described = describe(VOCABULARY, load_words())
    result = np.zeros((LONGEST, len(tokens)))

    def weigh(position: int, label: int) -> float:
        """The log weight of a label, from the words of the same clause and its two edges."""
        log, units = 0.0, np.zeros(len(tagger.outer))
        for p, place in enumerate(PLACES):
            between = range(position, position + place, 1 if place > 0 else -1)
            inside = all(0 <= i < len(tokens) and tokens[i] != EDGE for i in between)
            there = position + place
            seen = inside and 0 <= there < len(tokens)
            row = described[tokens[there] if seen else EDGE]
            log += float(row @ tagger.weights[p, :, label])
            units += row @ tagger.inner[p]
        return log + float(np.tanh(units) @ tagger.outer[:, label])

    at = 0
    for is_edge, group in itertools.groupby(tokens, key=lambda token: token == EDGE):
        size = len(list(group))
        total = 0.0
        for labels in itertools.product(LABELS, repeat=size):
            if is_edge or not follow(labels):
                continue
            numbers = [LABELS.index(label) for label in labels]
            log = sum(weigh(at + i, number) for i, number in enumerate(numbers))
            log += sum(tagger.transitions[pair] for pair in itertools.pairwise(numbers))
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
        parts = (tagger.weights, tagger.inner, tagger.outer, tagger.transitions)
        tagger = Tagger(*(chance.normal(size=part.shape) for part in parts))
    fast = tagger.judge(np.array(TOKENS), VOCABULARY, load_words(), LONGEST)
    np.testing.assert_allclose(fast, slow_likelihoods(tagger, TOKENS), atol=1e-5)


def test_weights_survive_their_file() -> None:
    tagger = load_tagger()
    again = parse_tagger(format_tagger(tagger))
    for name in ("weights", "inner", "outer", "transitions"):
        np.testing.assert_array_equal(getattr(again, name), getattr(tagger, name))
    assert tagger.weights.shape == (len(PLACES), len(FEATURES), len(LABELS))


def test_no_words_give_no_likelihoods() -> None:
    assert load_tagger().judge(np.zeros(0, np.int64), [""], load_words(), 2).shape == (2, 0)
