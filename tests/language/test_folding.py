"""Folding: what becomes the same, what stays apart, and the way back to the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.language import folding
from unterm.language.folding import fold, fold_key
from unterm.model import OffsetMap, Run, Span

_ALPHABET = "联合國，《a1Z(）“—- \t\n\r\u2028\u3000\u200b\u00ad\ufeffİß`"
_MIXED = st.text(alphabet=_ALPHABET, max_size=30)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("ＵＮ　ｃｈａｒｔｅｒ", "un charter"),
        ("聯合國", "联合国"),
        ("Peace-building", "peace building"),
        ("2030-2035", "2030-2035"),
        ("1 月 31 日", "1月31日"),
        ("第 2254(2015) 号", "第2254(2015)号"),
        ("预防\n\n  冲突", "预防冲突"),
        ("预防\u200b冲突", "预防冲突"),
        ("good\n offices", "good offices"),
        ("人力 技术", "人力 技术"),
        ("人力  技术", "人力 技术"),
        ("联 合 国\t1\t月", "联 合 国1月"),
        ("S/2021/297 号", "s/2021/297号"),
        ("a \u200b b", "a b"),
        ("women’s `rights´", "women's 'rights'"),
        ("İß", "İß"),
    ],
)
def test_folds(given_text: str, folded: str) -> None:
    assert fold(given_text).text == folded


def test_what_differs_stays_apart() -> None:
    assert fold_key("维持和平") != fold_key("保持和平")
    assert fold_key("人力 技术") != fold_key("人力技术")
    assert fold_key("2030-2035") != fold_key("2030 2035")


@given(_MIXED)
def test_every_character_keeps_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    places = [folded.offsets.source(i) for i in range(len(folded.text))]
    assert places == sorted(set(places))
    for character, place in zip(folded.text, places, strict=True):
        given_character = text[place]
        assert fold(given_character).text == character or character in " " or character == "-"


@given(_MIXED)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(max_size=40))
def test_the_quick_exchange_is_the_table(text: str) -> None:
    assert folding._exchange(text) == text.translate(folding._fold_table())


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=8),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=8),
)
def test_many_spans_are_each_span(
    pieces: list[tuple[int, int]], ranges: list[tuple[int, int]]
) -> None:
    spans: list[Span] = []
    at = 0
    for gap, length in pieces:
        spans.append(Span(at + gap, at + gap + length))
        at += gap + length
    offsets = OffsetMap.from_pieces(spans)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert [offsets.source(i) for i in range(len(offsets))] == covered
    inside = sorted((low, low + n) for low, n in ranges if low + n <= len(offsets))
    assert offsets.spans(inside) == [offsets.span(*range_) for range_ in inside]


def test_neighbouring_pieces_are_one_run() -> None:
    offsets = OffsetMap.from_pieces([Span(0, 2), Span(2, 2), Span(2, 5), Span(7, 9)])
    assert offsets.runs == (Run(0, 0, 5), Run(5, 7, 2))
