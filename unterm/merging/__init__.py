"""Bringing glossaries together, and saying in what two of them differ."""

from unterm.merging.difference import Change, ChangedConcept, Difference, diff
from unterm.merging.merge import Merge, merge
from unterm.merging.reviews import concepts_of_review

__all__ = [
    "Change",
    "ChangedConcept",
    "Difference",
    "Merge",
    "concepts_of_review",
    "diff",
    "merge",
]
