"""Slow twins beside searches that skip what cannot be there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.checks import nearness
from unterm.checks.calibration import ABSENT, EXCHANGED, PART, UNEVEN, Curve
from unterm.checks.nearness import find_near
from unterm.language.quantities import find_quantities
from unterm.language.quantity_patterns import CHINESE, ENGLISH

KEYS = ["建立信任措施", "维持和平行动", "保持和平"]
near = st.lists(st.sampled_from("建立信任措施维持和平行动保的互"), max_size=14).map("".join)


@given(near)
@settings(max_examples=200, deadline=None)
def test_near_terms_are_found_wherever_every_stretch_would_find_them(text: str) -> None:
    quick = find_near(text, KEYS, [])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearness, "_ends_like", lambda t, key: range(len(t) - len(key) + 1))
        assert find_near(text, KEYS, []) == quick


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "3",
                    "12",
                    ".08",
                    "1,200",
                    " ",
                    "-",
                    "million",
                    "one third",
                    "an eighth",
                    "half ",
                ),
                *("A/", "23 Jan. 2020", "May", "第", "三", "万", "百分之", "上午", "一半", "世纪"),
                *("70 年代", "annex IV", "twelve", "2254 (2015)", "per cent", "x", "。"),
            ]
        ),
        max_size=9,
    ).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_figures_begin_where_the_patterns_look_for_them(text: str) -> None:
    # the part of each pattern that only says where it is worth while to try
    for pattern, mark in ((ENGLISH, "(?=[A-Z"), (CHINESE, "(?=[A-Z")):
        at = pattern.pattern.index(mark)
        end = pattern.pattern.index(")(?:", at) + 1
        slow = re.compile(pattern.pattern[:at] + pattern.pattern[end:])
        assert [m.span() for m in slow.finditer(text)] == [m.span() for m in pattern.finditer(text)]
    assert all(q.span.cut(text) == q.text for q in find_quantities(text, lang="zh"))


@pytest.mark.parametrize("curve", [ABSENT, EXCHANGED, PART, UNEVEN])
def test_a_curve_keeps_the_order(curve: Curve) -> None:
    stated = [curve(step / 20) for step in range(21)]
    assert stated == sorted(stated)
    assert 0 <= stated[0] < stated[-1] <= 1
