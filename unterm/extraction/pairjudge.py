"""How likely two phrases are a term and its rendering, both whole, by all that is known of them.

Logistic regression on figures that know no word: how surely the words of each phrase are linked to
the other one and to nothing else, how likely the Chinese is a term where it stands, how the edges
of both stand in terms, how often they come together and without each other.
`benchmarks/extraction_pairs.py` fits the weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from unterm.extraction.english import FUNCTION, english_shares
from unterm.extraction.ngrams import Floats
from unterm.extraction.pairphrases import Seen
from unterm.extraction.ranking import log_odds
from unterm.extraction.shapes import KNOWN
from unterm.extraction.tables import read_shipped, rows_of
from unterm.extraction.words import COORDINATORS, Words

_HAN_OF_WORD = 2.0
"""Characters that stand for an English content word, in the mean."""
JUDGED_BY: tuple[str, ...] = (
    *("pair", "likelihood", "highest likelihood", "covered", "weakest English", "weakest Chinese"),
    *("leaking", "tightest", "fit", "known", "going on", "coordinated"),
    *("occurrences",),
    *("share of the Chinese", "share of the English", "first Chinese", "last Chinese"),
    *("inside Chinese", "first English", "last English", "inside English"),
    *("one Chinese word", "one English word", "Chinese words", "English words", "unlike lengths"),
    *("a capital", "all capitals", "的", "joined"),
)
"""The names of the figures, in the order of the columns."""


class PairEvidence(NamedTuple):
    """What is known of a pair of phrases.

    ``seen`` is what its places show, ``chinese`` and ``english`` are the segment pairs that hold
    each phrase, ``words`` the Chinese words, each with whether it is a term of the glossary.
    """

    seen: Seen
    chinese: int
    english: int
    words: Sequence[tuple[str, bool]]
    known_english: Sequence[bool]
    written: str


def describe_pair(pair: PairEvidence, words: Words) -> list[float]:
    """The figures of a pair, one for each of `JUDGED_BY`."""
    seen = pair.seen
    english = seen.english
    content = [w for w in english if w not in FUNCTION]
    one_chinese, one_english = len(pair.words) == 1, len(english) == 1
    zh = [KNOWN if known else words.shares(word) for word, known in pair.words]
    en = [
        KNOWN if known else english_shares(word)
        for word, known in zip(english, pair.known_english, strict=True)
        if known or word not in FUNCTION
    ]
    characters = sum(len(word) for word, _ in pair.words)
    parts = pair.written.replace("-", " ").split()
    values = {
        "pair": 1.0,
        "likelihood": log_odds(seen.likely / seen.places),
        "highest likelihood": log_odds(seen.likeliest),
        "covered": log_odds(seen.covered / seen.places),
        "weakest English": log_odds(seen.weakest_english / seen.places),
        "weakest Chinese": log_odds(seen.weakest_chinese / seen.places),
        "leaking": seen.leaking / seen.places,
        "tightest": seen.tightest,
        "fit": seen.fit / seen.places,
        "known": seen.known / seen.places,
        "going on": seen.going_on / seen.places,
        "coordinated": seen.coordinated / seen.places,
        "occurrences": math.log(seen.segments),
        "share of the Chinese": math.log(seen.segments / pair.chinese),
        "share of the English": math.log(seen.segments / pair.english),
        "first Chinese": _log(zh[0][0] if one_chinese else zh[0][1]),
        "last Chinese": _log(zh[0][0] if one_chinese else zh[-1][2]),
        "inside Chinese": _log(min(map(sum, zh))),
        "first English": _log(en[0][0] if one_english else en[0][1]),
        "last English": _log(en[0][0] if one_english else en[-1][2]),
        "inside English": _log(min(map(sum, en))),
        "one Chinese word": float(one_chinese),
        "one English word": float(one_english),
        "Chinese words": math.log(len(pair.words)),
        "English words": math.log(len(english)),
        "unlike lengths": abs(math.log(characters / (_HAN_OF_WORD * len(content)))),
        "a capital": float(pair.written[0].isupper()),
        "all capitals": float(all(p[0].isupper() or p.lower() in FUNCTION for p in parts)),
        "的": float(any(word == "的" for word, _ in pair.words)),
        "joined": float(any(word in COORDINATORS for word, _ in pair.words)),
    }
    return [values[name] for name in JUDGED_BY]


def _log(share: float) -> float:
    return math.log(share + 0.01)


@dataclass(frozen=True, slots=True)
class PairJudge:
    """A weight for each of `JUDGED_BY`."""

    weights: Floats

    def judge(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log odds of each pair."""
        odds: list[float] = (np.array(rows).reshape(-1, len(JUDGED_BY)) @ self.weights).tolist()
        return odds


def parse_pair_judge(lines: Iterable[str]) -> PairJudge:
    """The weights in lines of a figure's name and its weight, parted by a tab.

    >>> format_pair_judge(parse_pair_judge(["likelihood\\t0.5"]))[1]
    'likelihood\\t0.5000'
    """
    weights = np.zeros(len(JUDGED_BY))
    for name, weight in rows_of(lines):
        weights[JUDGED_BY.index(name)] = float(weight)
    return PairJudge(weights)


def format_pair_judge(judge: PairJudge) -> list[str]:
    """The lines that `parse_pair_judge` reads."""
    return [f"{name}\t{w:.4f}" for name, w in zip(JUDGED_BY, judge.weights, strict=True)]


@cache
def load_pair_judge() -> PairJudge:
    """The weights as shipped, read once."""
    return parse_pair_judge(read_shipped("pairs.tsv"))
