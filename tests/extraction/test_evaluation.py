"""Scoring candidate lists."""

from __future__ import annotations

from unterm.evaluation.extraction import score_candidates


def test_precision_counts_what_stands_first() -> None:
    scores = score_candidates(["甲方"] * 50 + ["乙方"] * 50, ["甲方"])
    assert scores.precision[50] == 1.0
    assert scores.precision[100] == 0.5


def test_recall_is_told_by_frequency() -> None:
    scores = score_candidates(["斡旋", "《宪章》"], {"斡旋": 1, "宪章": 2, "调解": 2, "否决权": 9})
    assert scores.recall == {"1": (1, 1), "2": (1, 2), "3 or more": (0, 1)}
    assert scores.total_recall == 0.5


def test_an_empty_list_scores_nothing() -> None:
    scores = score_candidates([], [])
    assert set(scores.precision.values()) == {0.0}
    assert scores.total_recall == 0.0


def test_the_limit_cuts_the_list() -> None:
    assert score_candidates(["甲方", "乙方"], ["乙方"], limit=1).total_recall == 0.0
