"""Beads that a person has set, as constraints of the search."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from unterm.alignment.lattice import Floats, Ints
from unterm.errors import InputError
from unterm.model import Bead


class Fixed:
    """Fixed beads of two texts of ``rows`` and ``columns`` segments.

    A bead with both sides is kept as it is. One with one side says of each of its segments that it
    has no partner; where it stands on the other side is left open. Raises `InputError` for beads
    that contradict each other or name segments that do not exist.
    """

    def __init__(self, beads: Sequence[Bead], rows: int, columns: int) -> None:
        self.corners: Ints = np.zeros((0, 2), dtype=np.int64)
        """The nodes before and after each bead of both sides, rising."""
        self._apart: tuple[set[int], set[int]] = (set(), set())
        self._starts = {}
        corners = []
        i = j = 0
        taken: tuple[set[int], set[int]] = (set(), set())
        for bead in sorted(beads, key=lambda b: (b.source[:1], b.target[:1])):
            _refuse_wrong(bead, (rows, columns), taken)
            if not (bead.source and bead.target):
                self._apart[0].update(bead.source)
                self._apart[1].update(bead.target)
                continue
            if bead.source[0] < i or bead.target[0] < j:
                raise InputError(f"fixed beads cross or overlap at {bead}")
            i, j = bead.source[-1] + 1, bead.target[-1] + 1
            corners += [(bead.source[0], bead.target[0]), (i, j)]
            self._starts[bead.source[0], bead.target[0]] = bead
        if corners:
            self.corners = np.unique(np.array(corners, dtype=np.int64), axis=0)
        self._counts = [
            np.searchsorted(np.array(sorted(apart), dtype=np.int64), np.arange(size + 1))
            for apart, size in zip(self._apart, (rows, columns), strict=True)
        ]
        self._any = bool(beads)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return self._any

    def allows(self, i: Ints, j: Ints, a: int, b: int) -> npt.NDArray[np.bool_]:
        """Whether a bead of shape (a, b) may start at these nodes.

        It passes no corner by: what its end exceeds, its start must have reached. And a bead of
        both sides takes in no segment that is to have no partner.
        """
        reached = np.minimum(
            np.searchsorted(self.corners[:, 0], i, side="right"),
            np.searchsorted(self.corners[:, 1], j, side="right"),
        )
        exceeded = np.maximum(
            np.searchsorted(self.corners[:, 0], i + a), np.searchsorted(self.corners[:, 1], j + b)
        )
        allowed: npt.NDArray[np.bool_] = exceeded <= reached
        if a and b:
            for count, at, many in zip(self._counts, (i, j), (a, b), strict=True):
                allowed &= count[np.minimum(at + many, len(count) - 1)] == count[at]
        return allowed

    def restore(self, path: Ints, odds: Floats) -> list[Bead]:
        """A path as beads; within a fixed bead's corners, that bead."""
        beads = []
        nodes = path.tolist()
        until = (0, 0)
        for (i, j), (k, m), sure in zip(nodes[:-1], nodes[1:], odds.tolist(), strict=True):
            if (i, j) in self._starts and (i, j) >= until:
                bead = self._starts[i, j]
                until = (bead.source[-1] + 1, bead.target[-1] + 1)
                beads.append(Bead(bead.source, bead.target, 1.0, True))
            elif i >= until[0] and j >= until[1]:
                source, target = tuple(range(i, k)), tuple(range(j, m))
                # A bead of both sides takes in no such segment, so one that has them is alone.
                apart = self._apart[0].issuperset(source) and self._apart[1].issuperset(target)
                beads.append(Bead(source, target, 1.0 if apart else sure, apart))
        return beads


def _refuse_wrong(bead: Bead, sizes: tuple[int, int], taken: tuple[set[int], set[int]]) -> None:
    """Raise `InputError` for a bead that cannot be kept; note its segments as taken."""
    if not (bead.source or bead.target):
        raise InputError(f"a fixed bead needs a segment: {bead}")
    for indices, size, earlier in zip((bead.source, bead.target), sizes, taken, strict=True):
        if indices and indices != tuple(range(indices[0], indices[0] + len(indices))):
            raise InputError(f"a fixed bead needs neighbouring segments: {bead}")
        if indices and (indices[0] < 0 or indices[-1] >= size):
            raise InputError(f"a fixed bead names a segment that does not exist: {bead}")
        if not earlier.isdisjoint(indices):
            raise InputError(f"fixed beads cross or overlap at {bead}")
        earlier.update(indices)
