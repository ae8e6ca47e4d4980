"""How likely it is that a sequence of words is a term where it stands.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the labels
begin, inside, end, single and outside. It knows no word itself, only the figures that `features`
gives of a word and its two neighbours; so it judges words that it was not trained on by the table
alone. `benchmarks/extraction_tagger.py` trains it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.features import FEATURES, describe
from unterm.extraction.ngrams import EDGE, Floats, Ints
from unterm.extraction.words import Words

LABELS = "BIESO"
_B, _I, _E, _S, _O = range(5)
PLACES = (0, -1, 1)
"""The word itself, the one before it, the one after it."""
IMPOSSIBLE = -1e4
"""The log weight of a label that cannot stand there."""
_FOLLOWS = {"B": "IE", "I": "IE", "E": "BSO", "S": "BSO", "O": "BSO"}
ALLOWED = np.array([[after in _FOLLOWS[before] for after in LABELS] for before in LABELS])
"""Which label may follow which."""
START = np.array([0.0, IMPOSSIBLE, IMPOSSIBLE, 0.0, 0.0])
"""What may begin a clause."""
END = np.array([IMPOSSIBLE, IMPOSSIBLE, 0.0, 0.0, 0.0])
"""What may end one."""
_BLOCK = 100_000
"""Tokens that are judged at a time: bounds the memory."""


def run_forward_backward(emissions: Floats, transitions: Floats) -> tuple[Floats, Floats, Floats]:
    """The log sums of all labellings of clauses of one length: whole, forward and backward.

    ``emissions`` are log weights, clauses × words × labels, ``transitions`` labels × labels. The
    whole is one figure a clause; the others have the shape of the emissions. Forward includes the
    word's own weight, backward does not.
    """
    clauses, length, labels = emissions.shape
    forward = np.empty_like(emissions)
    backward = np.empty_like(emissions)
    forward[:, 0] = emissions[:, 0] + START
    for at in range(1, length):
        sums = _log_sum(forward[:, at - 1, :, None] + transitions, 1)
        forward[:, at] = sums + emissions[:, at]
    backward[:, -1] = np.broadcast_to(END, (clauses, labels))
    for at in range(length - 2, -1, -1):
        ahead = (emissions[:, at + 1] + backward[:, at + 1])[:, None, :]
        backward[:, at] = _log_sum(transitions + ahead, 2)
    return _log_sum(forward[:, -1] + END, 1), forward, backward


def _log_sum(values: Floats, axis: int) -> Floats:
    highest = values.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(values - highest).sum(axis=axis, keepdims=True)) + highest
    return np.asarray(summed.squeeze(axis), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Tagger:
    """Weights: places × features × labels, and labels × labels."""

    weights: Floats
    transitions: Floats

    def judge(
        self, tokens: Ints, vocabulary: list[str], words: Words, longest: int
    ) -> NDArray[np.float32]:
        """How likely it is that a term of each length starts at each token: longest × tokens.

        ``tokens`` are numbers of words of the ``vocabulary``, with `EDGE` between clauses. Row
        ``n`` has the probability that the ``n + 1`` words from a token on are a term, neither
        less nor more. The memory is 4 bytes a length and token.
        """
        result = np.zeros((longest, len(tokens)), dtype=np.float32)
        described = describe(vocabulary, words)
        by_word = np.stack([described @ weights for weights in self.weights])
        transitions = np.where(ALLOWED, self.transitions, IMPOSSIBLE)
        edges = np.flatnonzero(tokens == EDGE)
        start = 0
        while start < len(tokens):
            beyond = np.searchsorted(edges, start + _BLOCK)
            end = int(edges[beyond]) + 1 if beyond < len(edges) else len(tokens)
            block = tokens[start:end]
            padded = np.concatenate(([EDGE], block, [EDGE]))
            emissions = by_word[0, block] + by_word[1, padded[:-2]] + by_word[2, padded[2:]]
            _fill(result[:, start:end], block, emissions, transitions)
            start = end
        return result


def _fill(
    result: NDArray[np.float32], tokens: Ints, emissions: Floats, transitions: Floats
) -> None:
    """Write the likelihoods of a block of clauses into its columns."""
    whole, forward, backward = _run_clauses(tokens, emissions, transitions)
    inside = tokens != EDGE
    single = np.minimum(forward[:, _S] + backward[:, _S] - whole, 0.0)
    result[0] = np.where(inside, np.exp(single), 0.0)
    opened = forward[:, _B] - whole  # the log weight of all words but the last
    closing = emissions[:, _E] + backward[:, _E]
    last = _B
    for length in range(2, min(len(result), len(tokens)) + 1):
        reach = len(tokens) - length + 1
        inside = inside[:reach] & (tokens[length - 1 :] != EDGE)
        opened = opened[:reach]
        closed = np.minimum(opened + transitions[last, _E] + closing[length - 1 :], 0.0)
        result[length - 1, :reach] = np.where(inside, np.exp(closed), 0.0)
        opened = opened + transitions[last, _I] + emissions[length - 1 :, _I]
        last = _I


def _run_clauses(
    tokens: Ints, emissions: Floats, transitions: Floats
) -> tuple[Floats, Floats, Floats]:
    """`run_forward_backward` over all clauses, laid out by token; 0 at edges."""
    whole = np.zeros(len(tokens))
    forward, backward = np.zeros_like(emissions), np.zeros_like(emissions)
    starts, lengths = find_clauses(tokens)
    for length in np.unique(lengths):
        at = starts[lengths == length][:, None] + np.arange(length)
        sums = run_forward_backward(emissions[at], transitions)
        whole[at], forward[at], backward[at] = sums[0][:, None], sums[1], sums[2]
    return whole, forward, backward


def find_clauses(tokens: Ints) -> tuple[Ints, Ints]:
    """The first position and the length of every run of tokens without `EDGE`.

    >>> [list(map(int, found)) for found in find_clauses(np.array([5, 6, EDGE, 7]))]
    [[0, 3], [2, 1]]
    """
    words = np.concatenate(([False], tokens != EDGE, [False]))
    changes = np.flatnonzero(words[1:] != words[:-1])
    return changes[::2], changes[1::2] - changes[::2]


def parse_tagger(lines: Iterable[str]) -> Tagger:
    """The weights in lines of a place, a feature and a weight for each label, parted by tabs.

    The place is 0, -1 or 1; ``then`` stands before the weights of what follows a label.

    >>> tagger = parse_tagger(["0\\tedge\\t-1\\t-1\\t-1\\t-1\\t2"])
    >>> format_tagger(tagger)[0].split("\\t")
    ['0', 'edge', '-1.0000', '-1.0000', '-1.0000', '-1.0000', '2.0000']
    """
    weights = np.zeros((len(PLACES), len(FEATURES), len(LABELS)))
    transitions = np.zeros((len(LABELS), len(LABELS)))
    for line in lines:
        if not line or line.startswith("#"):
            continue
        place, name, *figures = line.split("\t")
        row = list(map(float, figures))
        if place == "then":
            transitions[LABELS.index(name)] = row
        else:
            weights[PLACES.index(int(place)), FEATURES.index(name)] = row
    return Tagger(weights, transitions)


def format_tagger(tagger: Tagger) -> list[str]:
    """The lines that `parse_tagger` reads."""
    rows = [
        (str(place), name, tagger.weights[i, j])
        for i, place in enumerate(PLACES)
        for j, name in enumerate(FEATURES)
        if tagger.weights[i, j].any()
    ]
    rows += [("then", label, tagger.transitions[i]) for i, label in enumerate(LABELS)]
    return ["\t".join([place, name, *(f"{w:.4f}" for w in row)]) for place, name, row in rows]


@cache
def load_tagger() -> Tagger:
    """The weights as shipped, read once."""
    file = resources.files("unterm.extraction") / "data" / "tagger.zh.tsv"
    return parse_tagger(file.read_text("utf-8").splitlines())
