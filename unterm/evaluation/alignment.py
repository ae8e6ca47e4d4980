"""Scores of an alignment against gold: strict and lax precision, recall and F1, and calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unterm.model import Bead

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, of counts summed over all documents."""

    right: int
    found: int
    recalled: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the beads found that are right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold's beads of both sides that are found."""
        return self.recalled / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Strict and lax scores, and the signature that says how they were counted."""

    strict: Score
    lax: Score
    documents: int

    @property
    def signature(self) -> str:
        """What a figure must be printed with to be comparable."""
        return (
            f"alignment|docs:{self.documents}|gold:{self.strict.wanted}|avg:micro"
            "|gaps:precision-only|scheme:vecalign|v:1"
        )


def score_alignment(
    gold: Sequence[Iterable[Pair]], found: Sequence[Iterable[Pair]]
) -> AlignmentScore:
    """Score beads against gold, document by document, as Vecalign's scorer does.

    Strict: a bead is right if the gold has the same one. Lax: if a gold bead shares a segment with
    it on both sides. Segments without a partner count for precision (as right or wrong beads of
    one side), not for recall.

    >>> score = score_alignment([[((0,), (0,)), ((1,), (1, 2))]], [[((0,), (0,)), ((1,), (1,))]])
    >>> score.strict.f1, score.lax.f1, score.signature
    (0.5, 1.0, 'alignment|docs:1|gold:2|avg:micro|gaps:precision-only|scheme:vecalign|v:1')
    """
    strict, lax = [0, 0, 0, 0], [0, 0, 0, 0]
    for these, those in zip(gold, found, strict=True):
        wanted, got = set(these) - {((), ())}, set(those) - {((), ())}
        whole_wanted = {pair for pair in wanted if pair[0] and pair[1]}
        whole_got = {pair for pair in got if pair[0] and pair[1]}
        for counts, same in ((strict, _same), (lax, _touching)):
            counts[0] += same(got, wanted)
            counts[1] += len(got)
            counts[2] += same(whole_wanted, whole_got)
            counts[3] += len(whole_wanted)
    return AlignmentScore(Score(*strict), Score(*lax), len(gold))


def _same(these: set[Pair], those: set[Pair]) -> int:
    return len(these & those)


def _touching(these: set[Pair], those: set[Pair]) -> int:
    """How many of these beads equal one of those, or share a segment with it on both sides."""
    partners: dict[int, set[int]] = {}
    for source, target in those:
        for i in source:
            partners.setdefault(i, set()).update(target)
    return sum(
        pair in those or any(not partners.get(i, set()).isdisjoint(pair[1]) for i in pair[0])
        for pair in these
    )


def pairs_of(beads: Iterable[Bead]) -> list[Pair]:
    """Beads without their confidence."""
    return [(bead.source, bead.target) for bead in beads]


@dataclass(frozen=True, slots=True)
class Bin:
    """Beads whose confidence lies in one range: how sure they are, and how many are right."""

    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether confidences can be taken as probabilities, and whether they tell right from wrong."""

    bins: tuple[Bin, ...]
    auc: float

    @property
    def error(self) -> float:
        """Expected calibration error: the mean distance of confidence and accuracy by bin."""
        count = sum(b.count for b in self.bins)
        total = sum(b.count * abs(b.confidence - b.accuracy) for b in self.bins)
        return total / count if count else 0.0


def measure_reliability(
    confidence: Sequence[float], right: Sequence[bool], bins: int = 10
) -> Reliability:
    """The reliability table of confidences in bins of equal width, and the area under the curve.

    The area is the chance that a right bead has a higher confidence than a wrong one, ties half.

    >>> table = measure_reliability([0.9, 0.9, 0.2], [True, True, False])
    >>> round(table.error, 2), table.auc
    (0.13, 1.0)
    """
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for value, truth in zip(confidence, right, strict=True):
        groups[min(int(value * bins), bins - 1)].append((value, truth))
    table = tuple(
        Bin(len(g), sum(v for v, _ in g) / len(g), sum(t for _, t in g) / len(g))
        for g in groups
        if g
    )
    return Reliability(table, _area(confidence, right))


def _area(confidence: Sequence[float], right: Sequence[bool]) -> float:
    order = sorted(zip(confidence, right, strict=True))
    good = sum(right)
    bad = len(order) - good
    if not good or not bad:
        return 1.0
    above = 0.0
    passed = start = 0
    while start < len(order):
        stop = start
        while stop < len(order) and order[stop][0] == order[start][0]:
            stop += 1
        hits = sum(truth for _, truth in order[start:stop])
        misses = stop - start - hits
        above += hits * (passed + misses / 2)
        passed += misses
        start = stop
    return above / (good * bad)
