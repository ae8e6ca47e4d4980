"""Chinese words with their places, by jieba.

Only runs of Han characters go to jieba: it cuts ``S/2015/446-A/70/95`` into eleven pieces and
``488 000`` into three. On such runs rjieba (the ``fast`` extra) gives jieba's output, and
sooner; it is taken when it is installed, and a test holds the two together.
"""

from __future__ import annotations

import logging
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from unterm.language.scripts import HAN
from unterm.model import Span

_RUNS = re.compile(
    rf"(?P<han>[{HAN}]+)"
    r"|\d{1,3}(?: \d{3})+(?![\dA-Za-z])"
    r"|[A-Za-z0-9]+(?:[./'’-][A-Za-z0-9]+)*(?:\(\d{4}\))?"
    r"|\S"
)


class Word(NamedTuple):
    """A word and its span in the text that was cut."""

    text: str
    span: Span


def cache_folder() -> Path:
    """The user's private cache folder of unterm (``XDG_CACHE_HOME`` or ``~/.cache``)."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "unterm"


def _private_folder() -> str | None:
    # jieba's own default is a fixed name in the shared temporary folder, which another user could
    # have planted; it is read with marshal.
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return None
    return str(folder)


def _jieba() -> Any:
    with warnings.catch_warnings():
        # jieba 0.42.1: invalid escapes in its source, and pkg_resources
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    folder = _private_folder()
    if folder is not None:
        tokenizer.tmp_dir = folder
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer.initialize()
    return tokenizer


def _backend(name: str | None) -> Any:
    if name != "jieba":
        try:
            import rjieba
        except ImportError:
            pass
        else:
            return rjieba.Jieba()
    return _jieba()


class WordCutter:
    """Cuts Chinese text into words; ``words`` are added to jieba's dictionary.

    ``backend`` is "jieba", or None for rjieba where it is installed. Making one takes about a
    second with jieba; `cut_words` keeps one without additions.
    """

    def __init__(self, words: Iterable[str] = (), *, backend: str | None = None) -> None:
        self._tokenizer = _backend(backend)
        added = list(words)
        # rjieba wants a frequency and a tag; None lets it choose the one that keeps a word whole.
        extra = (None, None) if added and type(self._tokenizer).__module__ != "jieba" else ()
        for word in added:
            self._tokenizer.add_word(word, *extra)

    def cut(self, text: str) -> Iterator[Word]:
        """The words of a text in order; blanks are left out.

        >>> [w.text for w in WordCutter().cut("安理会第 2254(2015)号决议")]
        ['安理会', '第', '2254(2015)', '号', '决议']
        """
        for match in _RUNS.finditer(text):
            start = match.start()
            if match["han"] is None:
                yield Word(match[0], Span(start, match.end()))
                continue
            for piece in self._tokenizer.cut(match[0]):
                end = start + len(piece)
                yield Word(piece, Span(start, end))
                start = end


@cache
def _plain_cutter() -> WordCutter:
    return WordCutter()


def cut_words(text: str) -> list[Word]:
    """The words of a text with jieba's own dictionary."""
    return list(_plain_cutter().cut(text))


@cache
def _counts() -> dict[str, int]:
    counts: dict[str, int] = _jieba().FREQ
    return counts


def count_in_dictionary(word: str) -> int:
    """How often jieba's dictionary found a word in mainland texts, 0 where it has no such word.

    >>> count_in_dictionary("软件") > 100 * count_in_dictionary("软体")
    True
    """
    return _counts().get(word, 0)
