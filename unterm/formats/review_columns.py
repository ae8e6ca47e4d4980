"""What a review file says of a candidate, and the words in which a person says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from unterm.model import Candidate


class Decision(StrEnum):
    """What a person decided about a candidate."""

    OPEN = ""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A candidate with the decision about it.

    ``status`` equals the word itself ("accepted", "rejected", "merged", "" for open). ``into`` is
    the id or official English term of the concept that a merged candidate belongs to,
    ``note`` what the person wrote beside it, ``row`` where it stands in the file.
    """

    candidate: Candidate
    status: Decision = Decision.OPEN
    into: str | None = None
    note: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewed candidate list, in the order of the file."""

    entries: tuple[Reviewed, ...]

    def __iter__(self) -> Iterator[Reviewed]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def _of(self, decision: Decision) -> tuple[Reviewed, ...]:
        return tuple(entry for entry in self.entries if entry.status is decision)

    @property
    def accepted(self) -> tuple[Reviewed, ...]:
        """Those that become concepts."""
        return self._of(Decision.ACCEPTED)

    @property
    def rejected(self) -> tuple[Reviewed, ...]:
        """Those that are the stop list of the next extraction."""
        return self._of(Decision.REJECTED)

    @property
    def merged(self) -> tuple[Reviewed, ...]:
        """Those that widen a concept that exists."""
        return self._of(Decision.MERGED)

    @property
    def open(self) -> tuple[Reviewed, ...]:
        """Those that nobody has decided yet."""
        return self._of(Decision.OPEN)


DECISION_WORDS: Mapping[str, Decision] = {
    **{decision.value: decision for decision in Decision},
    **dict.fromkeys(("accept", "yes", "y", "a", "接受", "采纳"), Decision.ACCEPTED),
    **dict.fromkeys(("reject", "no", "n", "r", "拒绝", "不采纳"), Decision.REJECTED),
    **dict.fromkeys(("merge", "m", "合并"), Decision.MERGED),
    **dict.fromkeys(("open", "?"), Decision.OPEN),
}
