"""rjieba cuts what jieba cuts, with words of one's own too; symbols and figures stay whole."""

from __future__ import annotations

import importlib.util

import pytest

from unterm.language.words import WordCutter
from unterm.model import Document

needs_rjieba = pytest.mark.skipif(
    importlib.util.find_spec("rjieba") is None, reason="rjieba is not installed (extra 'fast')"
)


@needs_rjieba
@pytest.mark.parametrize("words", [[], ["建立信任措施", "预防冲突和保持和平", "联刚稳定团"]])
def test_both_cutters_agree_on_the_seeds(words: list[str], seeds: list[Document]) -> None:
    fast, reference = WordCutter(words), WordCutter(words, backend="jieba")
    for document in seeds:
        for segment in document:
            assert list(fast.cut(segment.text)) == list(reference.cut(segment.text))


def test_own_words_stay_whole() -> None:
    cut = [word.text for word in WordCutter(["建立信任措施"]).cut("促进建立信任措施")]
    assert "建立信任措施" in cut


@pytest.mark.parametrize("whole", ["S/2015/446-A/70/95", "488 000", "2254(2015)", "COVID-19"])
def test_symbols_and_figures_stay_whole(whole: str) -> None:
    text = f"见{whole}号"
    words = list(WordCutter().cut(text))
    assert whole in [word.text for word in words]
    assert all(word.span.cut(text) == word.text for word in words)
