"""Which span of one annotation answers to which span of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hedgerow.extras import install
from hedgerow.index import SpanLike

Pair = tuple[int, int]  # positions in the two sequences
Closeness = Callable[[Any, Any], int]


def overlap(a: SpanLike, b: SpanLike) -> int:
    """How many code points two spans share; touching spans share none."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def match(
    first: Sequence[Any], second: Sequence[Any], closeness: Closeness = lambda a, b: 0
) -> list[tuple[Any, Any]]:
    """Pairs of spans that overlap, each span in at most one pair.

    As many pairs as can be; of those the ones that share most, and of those the ones whose
    `closeness`, a small number from 0 on, has the greatest sum: an optimal assignment, so that the
    order of the spans does not matter. Where spans of one side compete for one of the other, it
    needs scipy: ImportError without.
    """
    found: list[Pair] = []
    for rows, columns in _groups(first, second):
        shared = {
            (i, j): size for i in rows for j in columns if (size := overlap(first[i], second[j]))
        }
        if len(shared) == len({i for i, _ in shared}) == len({j for _, j in shared}):
            found += shared
        else:
            close = {(i, j): closeness(first[i], second[j]) for i, j in shared}
            found += _assigned(shared, close)
    return [(first[i], second[j]) for i, j in sorted(found)]


def _groups(
    first: Sequence[SpanLike], second: Sequence[SpanLike]
) -> Iterator[tuple[list[int], list[int]]]:
    """Positions of spans that hang together: no span overlaps one of another group."""
    spans = [(s.start, s.end, 0, i) for i, s in enumerate(first)]
    spans += [(s.start, s.end, 1, i) for i, s in enumerate(second)]
    group: tuple[list[int], list[int]] = ([], [])
    behind = 0
    for start, end, side, i in sorted(spans):
        if start >= behind:
            yield group
            group = ([], [])
        group[side].append(i)
        behind = max(behind, end)
    yield group


def _assigned(shared: dict[Pair, int], close: dict[Pair, int]) -> list[Pair]:
    """The assignment of rows to columns with the most pairs, then most shared, then closest."""
    try:
        import numpy as np
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        message = f"matching spans needs scipy: {install('agreement')}"
        raise ImportError(message, name=error.name) from error

    rows, columns = sorted({i for i, _ in shared}), sorted({j for _, j in shared})
    a_character = sum(close.values()) + 1  # worth more than any closeness
    a_pair = a_character * (sum(shared.values()) + 1)  # worth more than any overlap
    weights = np.zeros((len(rows), len(columns)))
    for (i, j), size in shared.items():
        worth = a_pair + a_character * size + close[i, j]
        weights[rows.index(i), columns.index(j)] = worth
    chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    pairs = [(rows[r], columns[c]) for r, c in chosen]
    return [pair for pair in pairs if pair in shared]
