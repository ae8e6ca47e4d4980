"""Where word segmentation sees no boundary."""

from __future__ import annotations

from unterm.language.words import cut_words


def doubted_edges(text: str) -> set[int]:
    """The offsets that lie inside a word, in characters.

    >>> sorted(doubted_edges("协调解决"))
    [1, 3]
    """
    return {
        offset for word in cut_words(text) for offset in range(word.span.start + 1, word.span.end)
    }
