"""Laws that hold for any text whatever: checking never raises, spans cut out what was found."""

from __future__ import annotations

import os
from itertools import pairwise
from typing import Any

from check_glossary import GLOSSARY
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.checks import apply_fixes, check, fixes, suppress
from unterm.checks.knowledge import knowledge_of, plain_key
from unterm.checks.rendering import stands_outright
from unterm.checks.resemblance import _near_stretches, _shelves
from unterm.language.scripts import is_han
from unterm.model import Bitext, Document, Report, Span

EXAMPLES = int(os.environ.get("UNTERM_EXAMPLES", "400"))
"""Texts for each of the broad laws; `UNTERM_EXAMPLES=10000 pytest tests/checks/test_laws.py` for a
long run."""

PIECES = st.sampled_from(
    [
        *(d.text for concept in GLOSSARY for d in concept.designations),
        "聯合國",
        "資訊技術",
        "資訊",
        "建立互信措施",
        "維持和平",
        "聯合國氣候變化框架公約",
        "第2254(2015)号决议",
        "S/2020/372",
        "12,500",
        "百分之六十五",
        "25 March 2021",
        "2021年3月25日",
        "，",
        ",",
        "。。",
        "《",
        "》",
        '"',
        "（",
        "\n\n",
        " ",
        "\u200b",
        "\ud800",
        "İ",
        "ß",
        "\u0000",
        "<!-- unterm: ignore width -->",
        "𠮷",
        "１２",
        "和",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(st.characters(codec=None), max_size=60),
    st.lists(st.one_of(PIECES, st.text(st.characters(codec=None), max_size=4)), max_size=10).map(
        "".join
    ),
)


def _holds(report: Report) -> None:
    assert not [f for f in report if f.code == "check-failed"], report.findings
    starts = [f.target_span.start for f in report]
    assert starts == sorted(starts)
    for finding in report:
        assert finding.target_span.cut(report.target) == finding.found
        assert 0 <= finding.target_span.start <= finding.target_span.end <= len(report.target)
        assert 0 < finding.confidence < 1
        if finding.source_span is not None:
            assert report.source is not None
            assert 0 <= finding.source_span.start <= finding.source_span.end <= len(report.source)


@given(TEXTS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_string_is_checked(text: str) -> None:
    report = check(text, GLOSSARY)
    _holds(report)
    _holds(suppress(report))
    apply_fixes(text, report, tier="suggested")
    spans = [fix.span for fix in fixes(report, tier="suggested")]
    for one, other in pairwise(spans):
        assert one.end <= other.start


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_pairs_are_checked(pairs: list[tuple[str, str]]) -> None:
    _holds(check(Bitext.from_pairs(pairs), GLOSSARY))


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_document_is_checked(segments: list[str]) -> None:
    _holds(check(Document.from_segments(segments, lang="zh"), GLOSSARY))


@given(st.lists(PIECES, max_size=8).map("".join), st.sampled_from(["safe", "suggested"]))
@settings(max_examples=300, deadline=None)
def test_fixing_once_leaves_nothing_to_fix(text: str, tier: Any) -> None:
    once = apply_fixes(text, check(text, GLOSSARY), tier=tier)
    assert list(fixes(check(once, GLOSSARY), tier=tier)) == []


HAN = st.text(st.sampled_from("建设和平委员会互信任措施外交预防性"), max_size=20)


@given(HAN)
@settings(max_examples=200, deadline=None)
def test_near_misses_against_their_slow_twin(text: str) -> None:
    knowledge = knowledge_of(GLOSSARY)
    found = {(s, e, key) for s, e, key, _, _ in _near_stretches(text, _shelves(knowledge))}
    slow = set()
    keys = {
        plain_key(d.text)
        for concept in GLOSSARY
        for d in concept.allowed("zh")
        if 5 <= len(plain_key(d.text)) <= 16 and all(is_han(c) for c in plain_key(d.text))
    }
    for key in keys:
        size = len(key)
        for start in range(len(text) - size + 1):
            window = text[start : start + size]
            differing = sum(a != b for a, b in zip(window, key, strict=True))
            ends = window[0] == key[0] and window[-1] == key[-1]
            inner = size >= 6 and (
                (window[1] == key[1] and window[-1] == key[-1])
                or (window[0] == key[0] and window[-2] == key[-2])
            )
            most = 1 if size == 5 else size // 3
            near = (0 < differing <= most and ends) or (differing == 1 and inner)
            if near or (window != key and sorted(window) == sorted(key)):
                slow.add((start, start + size, key))
    assert found == slow


@given(HAN, HAN.filter(bool), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6))))
@settings(max_examples=200, deadline=None)
def test_standing_outright_against_its_slow_twin(
    text: str, key: str, raw: list[tuple[int, int]]
) -> None:
    taken = [Span(start, start + length) for start, length in raw]
    slow = any(
        text[i : i + len(key)] == key
        and not any(s.start <= i and i + len(key) <= s.end for s in taken)
        for i in range(len(text))
    )
    assert stands_outright(text, [key], taken) == slow
