"""How likely it is that a sequence of words is a term where it stands.

A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the labels
begin, inside, end, single and outside, with a hidden layer for what figures say only together
(Peng, Bo and Xu 2009). It knows no word itself, only the figures that `features` gives of a word
and its neighbours; so it judges words that it was not trained on by the table alone.
`benchmarks/extraction_tagger.py` trains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from unterm.extraction.features import FEATURES, MARKS, describe
from unterm.extraction.ngrams import EDGE, Floats, Ints
from unterm.extraction.tables import read_shipped, rows_of
from unterm.extraction.words import Words

LABELS = "BIESO"
_B, _I, _E, _S, _O = range(5)
PLACES = (0, -1, 1, -2, 2)
"""The word itself, the one before it, the one after it, and the next ones."""
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
class Member:
    """The weights of one conditional random field.

    ``weights`` are places × features × labels, ``inner`` places × features × hidden units,
    ``outer`` hidden units × labels, ``transitions`` labels × labels.
    """

    weights: Floats
    inner: Floats
    outer: Floats
    transitions: Floats

    def add(
        self,
        result: NDArray[np.float32],
        tokens: Ints,
        marks: tuple[Ints, Ints],
        described: Floats,
        share: float,
    ) -> None:
        """Add a share of this member's likelihoods to those of `Tagger.judge`.

        ``described`` are the features of words and marks.
        """
        direct = [described @ weights for weights in self.weights]
        hidden = [described @ weights for weights in self.inner]
        transitions = np.where(ALLOWED, self.transitions, IMPOSSIBLE)
        words = len(described) - len(MARKS)
        edges = np.flatnonzero(tokens == EDGE)
        start = 0
        while start < len(tokens):
            beyond = np.searchsorted(edges, start + _BLOCK)
            end = int(edges[beyond]) + 1 if beyond < len(edges) else len(tokens)
            block = tokens[start:end]
            near = neighbours(block, (marks[0][start:end], marks[1][start:end]), words)
            emissions = _add_places(direct, near)
            emissions += np.tanh(_add_places(hidden, near)) @ self.outer
            _add_likelihoods(result[:, start:end], block, emissions, transitions, share)
            start = end


@dataclass(frozen=True, slots=True)
class Tagger:
    """Members that differ by the chance from which they were trained, and are asked together.

    The mean of several is nearer to the truth than any of them (Hansen and Salamon 1990).
    """

    members: tuple[Member, ...]

    def judge(
        self,
        tokens: Ints,
        marks: tuple[Ints, Ints],
        vocabulary: list[str],
        words: Words,
        longest: int,
    ) -> NDArray[np.float32]:
        """How likely it is that a term of each length starts at each token: longest × tokens.

        ``tokens`` are numbers of words of the ``vocabulary``, with `EDGE` between clauses, and
        ``marks`` the numbers of what stands there before and after a token. Row ``n`` has the
        probability that the ``n + 1`` words from a token on are a term, neither less nor more. The
        memory is 4 bytes a length and token.
        """
        result = np.zeros((longest, len(tokens)), dtype=np.float32)
        described = describe(vocabulary, words)
        for member in self.members:
            member.add(result, tokens, marks, described, 1 / len(self.members))
        return result


def _add_places(by_word: Sequence[Floats], near: Sequence[Ints]) -> Floats:
    """The rows of each token and its neighbours added up; ``by_word`` has a table a place."""
    return np.asarray(sum(rows[there] for rows, there in zip(by_word, near, strict=True)))


def neighbours(tokens: Ints, marks: tuple[Ints, Ints], size: int) -> list[Ints]:
    """For each of `PLACES`, the token that stands there, seen from every token.

    At a clause edge it is the mark there, whose numbers follow those of the ``size`` words;
    nothing is seen beyond.

    >>> marks = (np.array([0, 0, 0]), np.array([0, 0, 3]))
    >>> [list(map(int, near)) for near in neighbours(np.array([5, 6, 7]), marks, 8)]
    [[5, 6, 7], [8, 5, 6], [6, 7, 11], [0, 0, 5], [7, 0, 0]]
    """
    padded = np.concatenate(([EDGE], tokens, [EDGE]))
    before, after = padded[:-2], padded[2:]
    second = np.concatenate(([EDGE], before))[:-1]
    beyond = np.concatenate((after, [EDGE]))[1:]
    return [
        tokens,
        np.where(before == EDGE, size + marks[0], before),
        np.where(after == EDGE, size + marks[1], after),
        np.where(before == EDGE, EDGE, second),
        np.where(after == EDGE, EDGE, beyond),
    ]


def _add_likelihoods(
    result: NDArray[np.float32], tokens: Ints, emissions: Floats, transitions: Floats, share: float
) -> None:
    """Add a share of the likelihoods of a block of clauses to its columns."""
    whole, forward, backward = _run_clauses(tokens, emissions, transitions)
    inside = tokens != EDGE
    single = np.minimum(forward[:, _S] + backward[:, _S] - whole, 0.0)
    result[0] += np.where(inside, share * np.exp(single), 0.0)
    opened = forward[:, _B] - whole  # the log weight of all words but the last
    closing = emissions[:, _E] + backward[:, _E]
    last = _B
    for length in range(2, min(len(result), len(tokens)) + 1):
        reach = len(tokens) - length + 1
        inside = inside[:reach] & (tokens[length - 1 :] != EDGE)
        opened = opened[:reach]
        closed = np.minimum(opened + transitions[last, _E] + closing[length - 1 :], 0.0)
        result[length - 1, :reach] += np.where(inside, share * np.exp(closed), 0.0)
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
    """The weights in lines, parted by tabs.

    ``member`` and its number begin the lines of a member: a place, a feature and a weight for each
    label and hidden unit; ``hidden``, the number of a unit and its weight for each label; ``then``,
    a label and the weight of each that follows it.

    >>> lines = ["member\\t0", "0\\tedge\\t-1\\t-1\\t-1\\t-1\\t2\\t0.5", "hidden\\t0" + "\\t1" * 5]
    >>> format_tagger(parse_tagger(lines))[:2]
    ['member\\t0', '0\\tedge\\t-1.000\\t-1.000\\t-1.000\\t-1.000\\t2.000\\t0.500']
    """
    members: list[list[list[str]]] = []
    for row in rows_of(lines):
        if row[0] == "member":
            members.append([])
        else:
            members[-1].append(row)
    return Tagger(tuple(map(_parse_member, members)))


def _parse_member(rows: Sequence[Sequence[str]]) -> Member:
    units = sum(row[0] == "hidden" for row in rows)
    both = np.zeros((len(PLACES), len(FEATURES), len(LABELS) + units))
    outer = np.zeros((units, len(LABELS)))
    transitions = np.zeros((len(LABELS), len(LABELS)))
    for place, name, *figures in rows:
        row = list(map(float, figures))
        if place == "then":
            transitions[LABELS.index(name)] = row
        elif place == "hidden":
            outer[int(name)] = row
        else:
            both[PLACES.index(int(place)), FEATURES.index(name)] = row
    return Member(both[..., : len(LABELS)], both[..., len(LABELS) :], outer, transitions)


def format_tagger(tagger: Tagger) -> list[str]:
    """The lines that `parse_tagger` reads."""
    lines: list[str] = []
    for number, member in enumerate(tagger.members):
        lines += [f"member\t{number}", *_format_member(member)]
    return lines


def _format_member(member: Member) -> list[str]:
    both = np.concatenate([member.weights, member.inner], axis=2)
    rows = [
        (str(place), name, both[i, j])
        for i, place in enumerate(PLACES)
        for j, name in enumerate(FEATURES)
        if both[i, j].any()
    ]
    rows += [("hidden", str(unit), row) for unit, row in enumerate(member.outer)]
    rows += [("then", label, member.transitions[i]) for i, label in enumerate(LABELS)]
    return ["\t".join([place, name, *(f"{w:.3f}" for w in row)]) for place, name, row in rows]


@cache
def load_tagger() -> Tagger:
    """The weights as shipped, read once."""
    return parse_tagger(read_shipped("tagger.zh.tsv"))
