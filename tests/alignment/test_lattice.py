"""The lattice against twins that enumerate every path."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment.lattice import NEVER, Band, Floats, Gap, Solution, solve

MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2))
Table = dict[tuple[int, int, int], float]
Path = tuple[tuple[int, int], ...]


def scorer_of(band: Band, table: Table):
    def score(start: int, stop: int) -> Floats:
        columns = []
        for i in range(start, stop):
            for j in range(int(band.low[i]), int(band.high[i]) + 1):
                columns.append([table.get((m, i, j), NEVER) for m in range(len(MOVES))])
        return np.array(columns, dtype=np.float64).T

    return score


def every_path(n: int, m: int, band: Band) -> list[Path]:
    """All paths in a band on which (1, 0) never follows (0, 1)."""
    found: list[Path] = []

    def walk(i: int, j: int, moves: Path) -> None:
        if (i, j) == (n, m):
            found.append(moves)
            return
        for a, b in MOVES:
            if (a, b) == (1, 0) and moves and moves[-1] == (0, 1):
                continue
            k, q = i + a, j + b
            if k <= n and q <= m and band.low[k] <= q <= band.high[k]:
                walk(k, q, (*moves, (a, b)))

    walk(0, 0, ())
    return found


def weight(path: Path, table: Table, gap: Gap) -> float:
    total, i, j, last = 0.0, 0, 0, (1, 1)
    for move in path:
        score = table[MOVES.index(move), i, j]
        if move == (1, 0):
            total += gap.longer if last == (1, 0) else score
        elif move == (0, 1):
            total += {(0, 1): gap.longer, (1, 0): gap.closed + score}.get(last, score)
        else:
            total += score + (gap.closed if 0 in last else 0.0)
        last, i, j = move, i + move[0], j + move[1]
    return total


@st.composite
def lattices(draw: st.DrawFn) -> tuple[int, int, Band, Table]:
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 4))
    band = Band.full(n, m)
    if draw(st.booleans()) and n and m:
        band = Band.around(np.array([[0, 0], [n // 2, m // 2], [n, m]]), n, m, 1)
    scores = st.floats(-6, 3, allow_nan=False)
    table = {
        (k, i, j): draw(scores)
        for k, (a, b) in enumerate(MOVES)
        for i in range(n + 1 - a)
        for j in range(m + 1 - b)
    }
    return n, m, band, table


@settings(deadline=None, max_examples=60)
@given(lattices(), st.floats(0.05, 0.9))
def test_sums_and_best_path_are_those_of_all_paths(lattice, longer):
    n, m, band, table = lattice
    gap = Gap.of(longer)
    solution = solve(band, MOVES, scorer_of(band, table), gap)
    paths = every_path(n, m, band)
    weights = [weight(path, table, gap) for path in paths]
    top = max(weights)
    total = top + math.log(sum(math.exp(w - top) for w in weights))
    assert math.isclose(solution.evidence, total, rel_tol=1e-9, abs_tol=1e-9)
    odds: dict[tuple[int, int, int, int], float] = {}
    for path, w in zip(paths, weights, strict=True):
        for step in steps(path):
            odds[step] = odds.get(step, 0.0) + math.exp(w - total)
    values = [sum(odds[step] for step in steps(path)) for path in paths]
    got = moves_of(solution)
    assert got in paths
    np.testing.assert_allclose(solution.posteriors, [odds[step] for step in steps(got)], atol=1e-5)
    assert sum(odds[step] for step in steps(got)) >= max(values) - 1e-5


def steps(path: Path) -> list[tuple[int, int, int, int]]:
    found, i, j = [], 0, 0
    for a, b in path:
        found.append((i, j, a, b))
        i, j = i + a, j + b
    return found


def moves_of(solution: Solution) -> Path:
    return tuple((int(a), int(b)) for a, b in np.diff(solution.path, axis=0))


def test_blocks_cover_every_row_once(monkeypatch):
    monkeypatch.setattr("unterm.alignment.lattice.BLOCK_NODES", 7)
    band = Band.full(9, 4)
    rows = [row for start, stop in band.blocks() for row in range(start, stop)]
    assert rows == list(range(10))


def test_a_band_around_a_path_holds_it_and_its_rows_overlap():
    path = np.array([[0, 0], [1, 40], [50, 41], [60, 90]])
    band = Band.around(path, 60, 90, 3)
    for i, j in path.tolist():
        assert band.low[i] <= j <= band.high[i]
    assert (np.diff(band.low) >= 0).all()
    assert (np.diff(band.high) >= 0).all()
    assert (band.low[1:] <= band.high[:-1]).all()
    assert not band.touches(np.array([[0, 0], [1, 40]]), margin=2)
