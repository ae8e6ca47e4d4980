"""Scores of a candidate list against a gold list: precision at n, recall by frequency."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from unterm.language.folding import fold_key
from unterm.model import Candidate

PRECISION_AT = (50, 100, 200, 500)
BANDS = (("1", 1, 1), ("2", 2, 2), ("3 or more", 3, None))

_MARKS = str.maketrans("", "", '《》“”"')


@dataclass(frozen=True, slots=True)
class ExtractionScores:
    """Precision of the first n candidates, and recall by how often a gold term occurs.

    ``precision`` is keyed by n; a list shorter than n is scored for what it has. ``recall`` is
    keyed by the band of frequency, each with (terms found, terms of the gold list).
    """

    precision: dict[int, float]
    recall: dict[str, tuple[int, int]]

    @property
    def total_recall(self) -> float:
        """The share of all gold terms that were found."""
        found = sum(hit for hit, _ in self.recall.values())
        size = sum(whole for _, whole in self.recall.values())
        return found / size if size else 0.0


def score_candidates(
    candidates: Sequence[Candidate | str],
    gold: Mapping[str, int] | Collection[str],
    *,
    limit: int | None = None,
) -> ExtractionScores:
    """Score a ranked list of candidates, or of Chinese strings, against the terms of a text.

    ``gold`` maps each term to its number of occurrences; a plain collection counts each as 1.
    Script, width, title and quotation marks do not matter. A candidate's variants count as found,
    but for precision only the candidate itself. The first ``limit`` candidates are looked at.

    >>> scores = score_candidates(["建设和平", "强调指出"], {"建设和平": 5, "斡旋": 1})
    >>> scores.precision[50], scores.recall["1"], scores.recall["3 or more"], scores.total_recall
    (0.5, (0, 1), (1, 1), 0.5)
    """
    counts = _keyed(gold)
    ranked = list(candidates)[:limit]
    hits = [any(key in counts for key in _keys(c)[:1]) for c in ranked]
    found = {key for c in ranked for key in _keys(c)}
    recall: dict[str, tuple[int, int]] = {}
    for name, low, high in BANDS:
        terms = [t for t, n in counts.items() if n >= low and (high is None or n <= high)]
        recall[name] = (sum(term in found for term in terms), len(terms))
    return ExtractionScores(
        {n: sum(hits[:n]) / len(hits[:n]) if hits else 0.0 for n in PRECISION_AT}, recall
    )


def _keyed(gold: Mapping[str, int] | Collection[str]) -> dict[str, int]:
    items: Iterable[tuple[str, int]] = (
        gold.items() if isinstance(gold, Mapping) else ((term, 1) for term in gold)
    )
    counts: dict[str, int] = {}
    for term, count in items:
        key = _key(term)
        counts[key] = counts.get(key, 0) + count
    return counts


def _keys(candidate: Candidate | str) -> list[str]:
    if isinstance(candidate, str):
        return [_key(candidate)]
    return [_key(candidate.chinese), *map(_key, candidate.variants)]


def _key(text: str) -> str:
    return fold_key(text.translate(_MARKS))
