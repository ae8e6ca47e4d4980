"""How candidates are chosen, and the counts of what stands inside what."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from unterm import extract
from unterm.extraction.marked import Marked
from unterm.extraction.overlaps import count_covered, count_inside
from unterm.extraction.ranking import (
    RANKED_BY,
    Evidence,
    Ranker,
    describe_evidence,
    format_ranker,
    load_ranker,
    parse_ranker,
)
from unterm.extraction.words import load_words
from unterm.model import Document, Span

EVIDENCE = Evidence(
    ["建立", "信任", "措施"], 0.4, 0.7, 0.1, 3, 2, 0.9, 1.2, 0.0, 0.0, 1, False, None
)


def judge(**changes: Any) -> float:
    row = describe_evidence(EVIDENCE._replace(**changes), load_words())
    return load_ranker().judge([row])[0]


def test_what_stands_as_terms_do_is_likelier() -> None:
    assert judge(mean=0.9, highest=0.99) > judge() > judge(mean=0.05, highest=0.2)


def test_what_is_a_term_in_other_texts_is_likelier() -> None:
    assert judge(marked=Marked(5, 0)) > judge()
    assert judge(marked=Marked(5, 0)) > judge(marked=Marked(5, 10))


def test_every_kind_of_string_has_finite_odds() -> None:
    for words in (["斡旋"], ["未有之词", "和", "的"], ["联合国"] * 8):
        for statistics in (None, 0.0, 2.0):
            for named in (True, False):
                odds = judge(words=words, statistics=statistics, named=named, mean=0.0)
                assert np.isfinite(odds)


def test_no_strings_have_no_odds() -> None:
    assert load_ranker().judge([]) == []


def test_weights_survive_their_file() -> None:
    ranker = load_ranker()
    again = parse_ranker(format_ranker(ranker))
    for name in ("weights", "inner", "outer"):
        np.testing.assert_array_equal(getattr(again, name), getattr(ranker, name))
    assert ranker.weights.shape == (len(RANKED_BY),)
    assert isinstance(replace(ranker), Ranker)


@pytest.mark.parametrize("seed", range(5))
def test_counts_of_overlaps_equal_those_of_all_pairs(seed: int) -> None:
    chance = random.Random(seed)
    found = {
        key: sorted(
            {
                (chance.randrange(3), Span(start, start + len(key)))
                for start in (chance.randrange(6) for _ in range(4))
            }
        )
        for key in ("甲", "乙丙", "丁戊己", "庚辛壬癸")
    }
    pairs = [
        (longer, shorter, place)
        for longer, outer in found.items()
        for shorter, inner in found.items()
        for place in inner
        if longer != shorter and any(n == place[0] and span.covers(place[1]) for n, span in outer)
    ]
    inside = count_inside(found)
    covered, covers = count_covered(found)
    for key in found:
        assert covered[key] == len({place for _, shorter, place in pairs if shorter == key})
        assert covers[key] == sum(longer == key for longer, _, _ in pairs)
        for other in found:
            expected = sum((longer, shorter) == (key, other) for longer, shorter, _ in pairs)
            assert inside.get((key, other), 0) == expected


def test_a_limit_keeps_what_is_certain_and_the_order() -> None:
    text = "《联合国宪章》规定会员国以和平方法解决国际争端。秘书长特别代表与难民署会晤。"
    document = Document.from_segments([text] * 2, lang="zh")
    whole = [c.chinese for c in extract(document, limit=None)]
    for limit in range(len(whole) + 1):
        chosen = [c.chinese for c in extract(document, limit=limit)]
        assert len(chosen) == limit
        assert chosen == [text for text in whole if text in chosen]
    assert [c.chinese for c in extract(document, limit=1)] == ["《联合国宪章》"]
