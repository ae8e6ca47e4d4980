"""Which Chinese word sequences can be a term at all."""

from __future__ import annotations

from collections.abc import Sequence

from unterm.extraction.words import COORDINATORS, UNSAID, Words
from unterm.language.scripts import is_han

LEAST_FIRST = 0.012
LEAST_LAST = 0.012
LEAST_INSIDE = 0.02
LEAST_ALONE = 0.02
_JOINS = COORDINATORS | {"的"}
KNOWN = (0.5, 0.5, 0.5, 0.5)
"""The shares of a term of the glossary that stands as one word."""


def can_be_term(words: Sequence[str], known: Sequence[bool], table: Words) -> bool:
    """Whether its edges can stand at the edges of a term and nothing inside parts it.

    >>> from unterm.extraction.words import load_words
    >>> table = load_words()
    >>> [can_be_term(w, [False] * len(w), table) for w in (["建立", "信任"], ["强调", "信任"])]
    [True, False]
    """
    for word, term in zip(words, known, strict=True):
        if not term and not is_han(word[0]):
            return False
    if len(words) == 1:
        tag = table.classes.get(words[0], "n")
        return not known[0] and (
            len(words[0]) > 1
            and tag[0] in "nvijlag"
            and (tag not in UNSAID or words[0] in table.standings)
            and table.shares(words[0])[0] >= LEAST_ALONE
        )
    shares = [KNOWN if k else table.shares(w) for w, k in zip(words, known, strict=True)]
    return (
        shares[0][1] >= LEAST_FIRST
        and shares[-1][2] >= LEAST_LAST
        and all(
            sum(share) >= LEAST_INSIDE or word in _JOINS
            for word, share in zip(words[1:-1], shares[1:-1], strict=True)
        )
    )
