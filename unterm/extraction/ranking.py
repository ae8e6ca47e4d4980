"""How likely a string whose form leaves doubt is a term, by all that is known of it.

Logistic regression on figures that know no word: what the tagger says of the string's places, how
often it is repeated and how freely, how its edges stand in terms, and what covers it. So strings
that are repeated, strings that occur once and names by their last word are on one scale.
`benchmarks/extraction_ranking.py` fits the weights, with terms that the table of words does not
know.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np

from unterm.extraction.ngrams import Floats
from unterm.extraction.words import COORDINATORS, Words

_CERTAIN = 0.002
"""Likelihoods nearer to 0 or 1 say no more."""
_FIGURES = (
    *("string", "likelihood", "highest likelihood", "occurrences", "documents", "entropy"),
    *("statistics", "first", "last", "weakest", "words", "one word", "rarity", "short", "joined"),
    *("covered", "covers", "named"),
)
_CROSSED = ("likelihood", "occurrences", "covered", "weakest")
"""Figures that mean something else of a string that statistics have found, of one word and of a
name."""
RANKED_BY: tuple[str, ...] = (
    *_FIGURES,
    "repeated",
    *(f"repeated, {name}" for name in _CROSSED),
    *(f"one word, {name}" for name in _CROSSED),
    *(f"named, {name}" for name in _CROSSED),
)
"""The names of the figures, in the order of the columns."""


class Evidence(NamedTuple):
    """What is known of a string.

    ``mean`` and ``highest`` are likelihoods, ``statistics`` its score there, None if they have it
    not, ``covered`` the share of its occurrences inside other candidates, ``covers`` how many it
    has inside itself; ``named`` says that its last word is one that names end in.
    """

    words: Sequence[str]
    mean: float
    highest: float
    occurrences: int
    documents: int
    entropy: float
    statistics: float | None
    covered: float
    covers: int
    named: bool


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
        "likelihood": _log_odds(evidence.mean),
        "highest likelihood": _log_odds(evidence.highest),
        "occurrences": math.log(evidence.occurrences),
        "documents": math.log(evidence.documents),
        "entropy": evidence.entropy,
        "statistics": math.log(evidence.statistics + 0.01) if evidence.statistics else 0.0,
        "first": math.log(first + 0.01),
        "last": math.log(last + 0.01),
        "weakest": math.log(min(map(sum, shares)) + 0.01),
        "words": math.log(length),
        "one word": float(alone),
        "rarity": math.log(rarity + 0.1) if alone else 0.0,
        "short": float(sum(map(len, evidence.words)) < 4),
        "joined": float(any(word in COORDINATORS for word in evidence.words)),
        "covered": evidence.covered,
        "covers": math.log1p(evidence.covers / evidence.occurrences),
        "named": float(evidence.named),
    }
    row = [values[name] for name in _FIGURES]
    repeated = float(evidence.statistics is not None)
    row.append(repeated)
    for flag in (repeated, values["one word"], values["named"]):
        row += [flag * values[name] for name in _CROSSED]
    return row


def _log_odds(share: float) -> float:
    share = min(max(share, _CERTAIN), 1 - _CERTAIN)
    return math.log(share / (1 - share))


@dataclass(frozen=True, slots=True)
class Ranker:
    """A weight for each of `RANKED_BY`."""

    weights: Floats

    def judge(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log odds that each string is a term."""
        odds: list[float] = (np.array(rows).reshape(-1, len(RANKED_BY)) @ self.weights).tolist()
        return odds


def parse_ranker(lines: Iterable[str]) -> Ranker:
    """The weights in lines of a figure's name and its weight, parted by a tab.

    >>> format_ranker(parse_ranker(["likelihood\\t0.5"]))[1]
    'likelihood\\t0.5000'
    """
    weights = np.zeros(len(RANKED_BY))
    for line in lines:
        if line and not line.startswith("#"):
            name, weight = line.split("\t")
            weights[RANKED_BY.index(name)] = float(weight)
    return Ranker(weights)


def format_ranker(ranker: Ranker) -> list[str]:
    """The lines that `parse_ranker` reads."""
    return [f"{name}\t{w:.4f}" for name, w in zip(RANKED_BY, ranker.weights, strict=True)]


@cache
def load_ranker() -> Ranker:
    """The weights as shipped, read once."""
    file = resources.files("unterm.extraction") / "data" / "ranking.zh.tsv"
    return parse_ranker(file.read_text("utf-8").splitlines())
