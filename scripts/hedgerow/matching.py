"""Which span of one annotation answers to which span of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hedgerow.index import SpanLike


def overlap(a: SpanLike, b: SpanLike) -> int:
    """How many code points two spans share; touching spans share none."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def match(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Pairs of spans that overlap, each span in at most one pair.

    As many pairs as can be, and of those the ones that share most: an optimal assignment, so that
    the order of the spans does not matter. Needs scipy (``pip install 'hedgerow[agreement]'``).
    """
    shared = {
        (i, j): size
        for i, a in enumerate(first)
        for j, b in enumerate(second)
        if (size := overlap(a, b))
    }
    if not shared:
        return []
    if len(shared) == len({i for i, _ in shared}) == len({j for _, j in shared}):
        return [(first[i], second[j]) for i, j in sorted(shared)]
    return [(first[i], second[j]) for i, j in _assigned(shared)]


def _assigned(shared: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The assignment of rows to columns with the most pairs, then the largest sum."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = sorted({i for i, _ in shared}), sorted({j for _, j in shared})
    a_pair = sum(shared.values()) + 1  # worth more than any overlap
    weights = np.zeros((len(rows), len(columns)))
    for (i, j), size in shared.items():
        weights[rows.index(i), columns.index(j)] = a_pair + size
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    pairs = [(rows[r], columns[c]) for r, c in chosen]
    return sorted(pair for pair in pairs if pair in shared)
