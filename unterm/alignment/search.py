"""Where to look: a first band through the anchors that two texts share."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from unterm.alignment.evidence import Links
from unterm.alignment.lattice import Band, Floats, Ints
from unterm.alignment.sides import Side

SMALL = 40_000
"""With at most this many nodes the whole lattice is searched."""

RARE = (8, 16, 32, 64)
"""A type in more segments than this is no anchor: the second and later ones are tried where the
text repeats itself so much that the first leaves a stretch longer than `WIDEST`."""

POINTS_PER_SEGMENT = 3
"""How many anchor points are kept for each segment, the weightiest first."""

MOST_POINTS = 40
"""Rarer types alone are taken if more points than this for each segment would be looked at."""

NEIGHBOURHOOD = 12
"""Segments within which another anchor must confirm one."""

SLACK = 15
"""Segments on either side of the anchors' chain that are searched."""

WIDEST = 4_000_000
"""Nodes of a stretch without anchors that are searched in full; of a longer one, a diagonal."""


def first_band(source: Side, target: Side, links: Links, corners: Ints) -> Band:
    """The band around the heaviest chain of anchors; it holds all ``corners`` (nodes, rising)."""
    rows, columns = len(source), len(target)
    if (rows + 1) * (columns + 1) <= SMALL:
        return Band.full(rows, columns)
    ends = np.array([[0, 0], [rows, columns]], dtype=np.int64)
    for rare in RARE:
        points, weights = _confirmed(*_anchors(source, target, links, rare))
        keep = np.sort(
            np.argsort(-weights, kind="stable")[: POINTS_PER_SEGMENT * max(rows, columns)]
        )
        points, weights = points[keep], weights[keep]
        chain = _confirmed_chain(points[heaviest_chain(points, weights)])
        chain = np.concatenate((ends[:1], chain, ends[1:]))
        if np.diff(chain, axis=0).prod(axis=1).max() <= WIDEST:
            break
    return _through(chain, corners, rows, columns)


def _anchors(source: Side, target: Side, links: Links, most: int) -> tuple[Ints, Floats]:
    """Pairs of segments that hold linked types, with the evidence summed up.

    A type may stand in ``most`` segments.
    """
    rows, columns = len(source), len(target)
    found_s = np.bincount(source.counted_types, minlength=len(source.types))
    found_t = np.bincount(target.standing_types, minlength=len(target.types))
    rare = (
        (found_s[links.source] <= most)
        & (found_t[links.target] <= most)
        & (found_s[links.source] > 0)
        & (found_t[links.target] > 0)
    )
    s, t = links.source[rare], links.target[rare]
    order = np.argsort(found_s[s] * found_t[t], kind="stable")
    often = np.cumsum((found_s[s] * found_t[t])[order])
    order = np.sort(order[: int(np.searchsorted(often, MOST_POINTS * (rows + columns)))])
    s, t = s[order], t[order]
    first = np.argsort(source.counted_types, kind="stable")
    second = np.argsort(target.standing_types, kind="stable")
    start_s = np.concatenate(([0], np.cumsum(found_s)))
    start_t = np.concatenate(([0], np.cumsum(found_t)))
    sizes = found_s[s] * found_t[t]
    pair = np.repeat(np.arange(len(s)), sizes)
    rank = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    i = source.counted_segments[first[start_s[s[pair]] + rank // found_t[t[pair]]]]
    j = target.standing_segments[second[start_t[t[pair]] + rank % found_t[t[pair]]]]
    weight = np.log(rows * columns / sizes.astype(np.float64))[pair] / sizes[pair]
    keys, inverse = np.unique(i * (columns + 1) + j, return_inverse=True)
    total = np.bincount(inverse, weights=weight, minlength=len(keys)).astype(np.float64)
    return np.stack((keys // (columns + 1), keys % (columns + 1)), axis=1), total


def _confirmed(points: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The points with their weight multiplied by what stands in their neighbourhood."""
    if not len(points):
        return points, weights
    bins = points // NEIGHBOURHOOD
    size = int(bins[:, 1].max()) + 3
    keys, inverse = np.unique((bins[:, 0] + 1) * size + bins[:, 1] + 1, return_inverse=True)
    total = np.bincount(inverse, weights=weights)
    around = np.zeros(len(keys))
    for di in (-1, 0, 1):
        for dj in (-1, 0, 1):
            near = keys + di * size + dj
            at = np.minimum(np.searchsorted(keys, near), len(keys) - 1)
            around += np.where(keys[at] == near, total[at], 0.0)
    support = around[inverse] - weights
    keep = support > 0
    return points[keep], (weights * np.minimum(support, 20.0))[keep]


def heaviest_chain(points: Ints, weights: Floats) -> Ints:
    """Indices of the chain of points, rising in both columns, with the greatest sum of weights.

    ``points`` are sorted. A chain's ends by column are kept with rising weight, so that each point
    is placed by bisection: O(K log K).
    """
    columns: list[int] = []  # rising
    totals: list[float] = []  # rising with the columns
    owners: list[int] = []
    before = [-1] * len(points)
    for k, (column, weight) in enumerate(zip(points[:, 1].tolist(), weights.tolist(), strict=True)):
        at = bisect_right(columns, column)
        total = weight
        if at:
            before[k] = owners[at - 1]
            total += totals[at - 1]
        stop = at
        while stop < len(columns) and totals[stop] <= total:
            stop += 1
        columns[at:stop] = [column]
        totals[at:stop] = [total]
        owners[at:stop] = [k]
    chain = []
    k = owners[-1] if owners else -1
    while k >= 0:
        chain.append(k)
        k = before[k]
    return np.array(chain[::-1], dtype=np.int64)


def _confirmed_chain(chain: Ints) -> Ints:
    """The chain without points that lie off the line of both their neighbours."""
    while len(chain) > 2:
        offset = chain[:, 1] - chain[:, 0]
        jump = np.abs(np.diff(offset))
        lonely = np.zeros(len(chain), dtype=bool)
        lonely[1:-1] = np.minimum(jump[1:], jump[:-1]) > NEIGHBOURHOOD
        lonely[0], lonely[-1] = jump[0] > NEIGHBOURHOOD, jump[-1] > NEIGHBOURHOOD
        if not lonely.any():
            break
        chain = chain[~lonely]
    return chain


def _through(chain: Ints, corners: Ints, rows: int, columns: int) -> Band:
    """A band through a chain and all corners; stretches too large to search in full are cut up."""
    for i, j in corners.tolist():
        keep = ((chain[:, 0] <= i) & (chain[:, 1] <= j)) | ((chain[:, 0] >= i) & (chain[:, 1] >= j))
        chain = chain[keep]
    chain = np.unique(np.concatenate((chain, corners)), axis=0)
    pieces: list[Ints] = [chain[:1]]
    slack: list[int] = [SLACK]
    for (i, j), (k, m) in zip(chain[:-1].tolist(), chain[1:].tolist(), strict=True):
        parts = 1
        if (k - i) * (m - j) > WIDEST:
            parts = -(-(k - i) * (m - j) // WIDEST)
        steps = np.arange(1, parts + 1)
        pieces.append(
            np.stack((i + (k - i) * steps // parts, j + (m - j) * steps // parts), axis=1)
        )
        slack.extend([SLACK] * parts)
    return Band.around(np.concatenate(pieces), rows, columns, np.array(slack))
