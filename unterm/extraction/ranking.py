"""How likely a string whose form leaves doubt is a term, by all that is known of it.

Regression with a hidden layer on figures: what the tagger says of the string's places, how often it
is repeated and how freely, how its edges stand in terms, what covers it, and how it stands in other
texts, the only ones that know strings. So strings that are repeated, strings that occur once and
names by their last word are on one scale. `benchmarks/extraction_ranking.py` fits the weights, with
terms that the tables do not know.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from unterm.extraction.marked import Marked
from unterm.extraction.ngrams import Floats
from unterm.extraction.tables import read_shipped, rows_of
from unterm.extraction.words import COORDINATORS, Words

_CERTAIN = 0.002
"""Likelihoods nearer to 0 or 1 say no more."""
_FIGURES = (
    *("string", "likelihood", "highest likelihood", "occurrences", "documents", "entropy"),
    *("statistics", "first", "last", "weakest", "words", "one word", "rarity", "short", "joined"),
    *("covered", "taken", "covers", "named", "rival"),
    *("marked", "marked share"),
)
_CROSSED = ("likelihood", "occurrences", "covered", "taken", "weakest")
"""Figures that mean something else of a string that statistics have found, of one word, of a name
and of what is a term elsewhere."""
RANKED_BY: tuple[str, ...] = (
    *_FIGURES,
    "repeated",
    *(f"repeated, {name}" for name in _CROSSED),
    *(f"one word, {name}" for name in _CROSSED),
    *(f"named, {name}" for name in _CROSSED),
    *(f"marked, {name}" for name in _CROSSED),
)
"""The names of the figures, in the order of the columns."""


class Evidence(NamedTuple):
    """What is known of a string.

    ``mean``, ``highest`` and ``rival`` are likelihoods, ``statistics`` its score there, None if
    they have it not, ``covered`` the share of its occurrences inside other candidates, ``taken``
    the share inside those that are certain or likely, ``covers`` how many it has inside itself;
    ``named`` says that its last word is one that names end in, ``marked`` how it stands in other
    UN texts, None if no reader has marked it there.
    """

    words: Sequence[str]
    mean: float
    highest: float
    rival: float
    occurrences: int
    documents: int
    entropy: float
    statistics: float | None
    covered: float
    taken: float
    covers: int
    named: bool
    marked: Marked | None


def describe_evidence(evidence: Evidence, words: Words) -> list[float]:
    """The figures of a string, one for each of `RANKED_BY`."""
    shares = [words.shares(word) for word in evidence.words]
    length = len(evidence.words)
    alone = length == 1
    first = shares[0][0] if alone else shares[0][1]
    last = shares[0][0] if alone else shares[-1][2]
    rarity = words.rarity(evidence.words[0]) if alone else 1.0
    values = {
        "string": 1.0,
        "likelihood": log_odds(evidence.mean),
        "highest likelihood": log_odds(evidence.highest),
        "occurrences": math.log(evidence.occurrences),
        "documents": math.log(evidence.documents),
        "entropy": evidence.entropy,
        "statistics": _log_score(evidence.statistics),
        "first": math.log(first + 0.01),
        "last": math.log(last + 0.01),
        "weakest": math.log(min(map(sum, shares)) + 0.01),
        "words": math.log(length),
        "one word": float(alone),
        "rarity": math.log(rarity + 0.1) if alone else 0.0,
        "short": float(sum(map(len, evidence.words)) < 4),
        "joined": float(any(word in COORDINATORS for word in evidence.words)),
        "covered": evidence.covered,
        "taken": evidence.taken,
        "covers": math.log1p(evidence.covers / evidence.occurrences),
        "named": float(evidence.named),
        "rival": log_odds(evidence.rival),
        "marked": float(evidence.marked is not None),
        "marked share": _marked_odds(evidence.marked),
    }
    row = [values[name] for name in _FIGURES]
    repeated = float(evidence.statistics is not None)
    row.append(repeated)
    for flag in (repeated, values["one word"], values["named"], values["marked"]):
        row += [flag * values[name] for name in _CROSSED]
    return row


def _log_score(score: float | None) -> float:
    return 0.0 if score is None else math.log(score + 0.01)


def _marked_odds(marked: Marked | None) -> float:
    return math.log((marked.marked + 0.5) / (marked.unmarked + 0.5)) if marked else 0.0


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share that is not quite 0 or 1.

    >>> log_odds(0.5), log_odds(0.0) == log_odds(0.001)
    (0.0, True)
    """
    share = min(max(share, _CERTAIN), 1 - _CERTAIN)
    return math.log(share / (1 - share))


@dataclass(frozen=True, slots=True)
class Ranker:
    """A weight for each of `RANKED_BY`, and a hidden layer for what they say only together.

    ``weights`` has a figure for each, ``inner`` figures × hidden units, ``outer`` one a unit.
    """

    weights: Floats
    inner: Floats
    outer: Floats

    def judge(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log odds that each string is a term."""
        figures = np.array(rows).reshape(-1, len(RANKED_BY))
        odds = figures @ self.weights + np.tanh(figures @ self.inner) @ self.outer
        result: list[float] = odds.tolist()
        return result


def parse_ranker(lines: Iterable[str]) -> Ranker:
    """The weights in lines parted by tabs: a figure's name, its weight, and that for each unit.

    ``hidden`` begins the line of the units' own weights.

    >>> format_ranker(parse_ranker(["hidden\\t2", "likelihood\\t0.5\\t1"]))[2]
    'likelihood\\t0.5000\\t1.0000'
    """
    table = {name: list(map(float, figures)) for name, *figures in rows_of(lines)}
    outer = np.array(table.pop("hidden", []))
    both = np.zeros((len(RANKED_BY), 1 + len(outer)))
    for name, figures in table.items():
        both[RANKED_BY.index(name)] = figures
    return Ranker(both[:, 0], both[:, 1:], outer)


def format_ranker(ranker: Ranker) -> list[str]:
    """The lines that `parse_ranker` reads."""
    rows = [("hidden", ranker.outer)]
    both = np.column_stack([ranker.weights, ranker.inner])
    rows += [(name, row) for name, row in zip(RANKED_BY, both, strict=True)]
    return ["\t".join([name, *(f"{figure:.4f}" for figure in row)]) for name, row in rows]


@cache
def load_ranker() -> Ranker:
    """The weights as shipped, read once."""
    return parse_ranker(read_shipped("ranking.zh.tsv"))
