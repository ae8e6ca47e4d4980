"""What single kinds of evidence say: posts, marks, dots, what is marked elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from unterm.errors import InputError, WrongTypeError
from unterm.extraction import extract
from unterm.extraction.counts import Counts
from unterm.extraction.drafts import draft_all
from unterm.extraction.features import MARKS
from unterm.extraction.fragments import find_all, is_part_of_a_name
from unterm.extraction.likely import find_likely
from unterm.extraction.overlaps import count_covered
from unterm.extraction.posts import find_posts, load_frames
from unterm.extraction.tagger import load_tagger
from unterm.extraction.words import load_words
from unterm.language.words import WordCutter
from unterm.model import Document, Span


def counted(*lines: str) -> Counts:
    counts = Counts(WordCutter())
    counts.add(Document.from_segments(lines, lang="zh"))
    return counts


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("主管政治和建设和平事务副秘书长作了通报。", ["主管政治和建设和平事务副秘书长"]),
        (
            "主管政治事务副秘书长和主管和平行动副秘书长出席了会议。",
            ["主管政治事务副秘书长", "主管和平行动副秘书长"],
        ),
        ("主管机关强调了这一点。", []),
    ],
)
def test_posts_are_told_by_their_first_and_last_word(text: str, posts: list[str]) -> None:
    found = find_posts(counted(text).segment_tokens(), load_words(), load_frames())
    assert [span.cut(text) for _, span, _ in found] == posts


def test_marks_beside_words_are_those_of_the_text() -> None:
    counts = counted("“和平”、難民(人权)")
    before, after = counts.edge_marks()
    named = {
        counts.word(start): (MARKS[before[start]], MARKS[after[end - 1]])
        for start, end in counts.clauses()
    }
    assert named == {
        "和平": ("opening", "closing"),
        "难民": ("enumeration", "bracket"),
        "人权": ("bracket", "end of bracket"),
    }


def test_a_bullet_or_a_dot_between_terms_makes_no_personal_name() -> None:
    texts = ["·维持和平行动", "联合国·维持和平行动图片展", "维持和平行动"]
    for found in find_all(["维持和平行动"], texts).values():
        assert not is_part_of_a_name(found, texts, load_words())


def test_only_the_strings_asked_for_cover_others() -> None:
    found = {
        "建设和平": [(0, Span(0, 4))],
        "和平": [(0, Span(2, 4)), (1, Span(0, 2))],
        "和平进程": [(1, Span(0, 4))],
    }
    assert count_covered(found)[0]["和平"] == 2
    assert count_covered(found, {"建设和平"})[0]["和平"] == 1


def test_both_scripts_of_a_string_are_judged_together() -> None:
    def total(*lines: str) -> float:
        counts = counted(*lines)
        tagger, words = load_tagger(), load_words()
        found = find_likely(
            counts, tagger.judge(counts.tokens, counts.edge_marks(), counts.words, words, 4)
        )
        return found["人权"].total

    assert total("人权。", "人權。") == pytest.approx(2 * total("人权。"))


def test_a_large_text_shows_only_what_more_than_the_tagger_has_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = ["斡旋和平。", "各方强调信任措施。", "信任措施很重要。"]
    small = draft_all(counted(*lines), lines, load_words(), None, load_tagger())
    monkeypatch.setattr("unterm.extraction.drafts.MOST_WORDS", 3)
    large = draft_all(counted(*lines), lines, load_words(), None, load_tagger())
    assert large.keys() < small.keys()
    for key, draft in large.items():
        assert (draft.likely is None) == (small[key].likely is None)
        if draft.likely is not None and small[key].likely is not None:
            assert np.isclose(draft.likely.total, small[key].likely.total)


@pytest.mark.parametrize("stop_list", ["《和平纲领》", None, [1]])
def test_what_is_no_list_of_strings_is_no_stop_list(stop_list: Any) -> None:
    document = Document.from_segments(["《和平纲领》。"], lang="zh")
    with pytest.raises(WrongTypeError, match="stop_list"):
        extract([document], stop_list=stop_list)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(InputError, match="limit is -1"):
        extract([Document.from_segments(["和平"], lang="zh")], limit=-1)
