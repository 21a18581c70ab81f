"""Which parts of a text are still there after it was corrected.

The texts are compared sentence by sentence, then token by token within what changed. A word must
not be taken for another occurrence of it, so what stands among changed words counts only if it is
unique there. 100 KB with hundreds of corrections take half a second.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from hedgerow.tokens import Range, tokenize

Run = tuple[int, int, int]  # a[i:i+n] == b[j:j+n]

_MAX_DIFFERENCES = 1000


class Alignment:
    """Which stretches of an old text stand in a new one, in the same order.

    All offsets are half-open ranges of code points. A stretch is made of whole tokens.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self._runs: list[Run] = []
        for i, j, length in _token_runs(old, new):
            if self._runs and old[self._end(0) : i] == new[self._end(1) : j]:
                first_i, first_j, _ = self._runs.pop()
                self._runs.append((first_i, first_j, i + length - first_i))
            else:
                self._runs.append((i, j, length))
        self._starts = ([run[0] for run in self._runs], [run[1] for run in self._runs])

    def _end(self, side: int) -> int:
        return self._runs[-1][side] + self._runs[-1][2]

    def move(self, span: Range) -> Range | None:
        """Where a span of the old text stands in the new, or None if it does not survive whole."""
        return self._map(span, 0)

    def back(self, span: Range) -> Range | None:
        """Where a span of the new text stood in the old, or None."""
        return self._map(span, 1)

    def _map(self, span: Range, side: int) -> Range | None:
        at = bisect_right(self._starts[side], span[0]) - 1
        if at < 0 or span[1] > self._runs[at][side] + self._runs[at][2]:
            return None
        shift = self._runs[at][1 - side] - self._runs[at][side]
        return span[0] + shift, span[1] + shift

    def stretch(self, span: Range) -> Range | None:
        """Where a span of the old text stands in the new if only its inner words changed."""
        first, last = self.move((span[0], span[0] + 1)), self.move((span[1] - 1, span[1]))
        return (first[0], last[1]) if first and last else None

    def around(self, span: Range) -> Range:
        """What the new text has where the old had `span`, white space at the edges left out."""
        runs = [(0, 0, 0), *self._runs, (len(self.old), len(self.new), 0)]
        starts = [run[0] for run in runs]
        i, j, length = runs[bisect_right(starts, span[0]) - 1]
        start = j + min(span[0] - i, length)
        behind = bisect_right(starts, span[1] - 1)  # the first run that starts behind the span
        i, j, length = runs[behind - 1]
        end = j + span[1] - i if span[1] <= i + length else runs[behind][1]
        found = self.new[start:end].strip()
        start = self.new.index(found, start)
        return start, start + len(found)


def _token_runs(old: str, new: str) -> Iterator[Run]:
    """Equal tokens of two texts as runs of code points, one run for each token."""
    places = tokenize(old), tokenize(new)
    a = [old[start:end] for start, end in places[0]]
    b = [new[start:end] for start, end in places[1]]
    chunks = _chunks(old, places[0]), _chunks(new, places[1])
    keys = [tuple(a[i:j]) for i, j in chunks[0]], [tuple(b[i:j]) for i, j in chunks[1]]
    equal = [(chunks[0][i + k], chunks[1][j + k]) for i, j, n in _runs(*keys) for k in range(n)]
    done = (0, 0)  # tokens of a and b that lie behind
    for chunk_a, chunk_b in [*equal, ((len(a), len(a)), (len(b), len(b)))]:
        between = _anchored(a[done[0] : chunk_a[0]], b[done[1] : chunk_b[0]])
        runs = [(done[0] + x, done[1] + y, n) for x, y, n in between]
        runs.append((chunk_a[0], chunk_b[0], chunk_a[1] - chunk_a[0]))
        for x, y, n in runs:
            for k in range(n):
                start, end = places[0][x + k]
                yield start, places[1][y + k][0], end - start
        done = chunk_a[1], chunk_b[1]


def _chunks(text: str, places: list[Range]) -> list[Range]:
    """Tokens in groups that end after a full stop or a line; as ranges of token numbers."""
    cuts = [0]
    for i, ((start, end), (following, _)) in enumerate(pairwise(places), 1):
        if text[start:end] in (".", "!", "?", "…") or re.search(r"[\n\r]", text[end:following]):
            cuts.append(i)
    return list(pairwise([*cuts, len(places)]))


def _runs(a: Sequence[Any], b: Sequence[Any]) -> list[Run]:
    """Equal stretches in order, with the fewest differences, so that refrains stay where they are.

    Where there are too many differences for that, what is unique decides.
    """
    rows: list[dict[int, int]] = []  # of Myers' algorithm: the furthest i on each diagonal i - j
    for differences in range(_MAX_DIFFERENCES):
        row: dict[int, int] = {}
        for diagonal in range(-differences, differences + 1, 2):
            i = _step(rows[-1], diagonal)[0] if rows else 0
            while i < len(a) and 0 <= i - diagonal < len(b) and a[i] == b[i - diagonal]:
                i += 1
            row[diagonal] = i
        rows.append(row)
        if row.get(len(a) - len(b)) == len(a):
            return _trace(rows, len(a), len(b))
    return _anchored(a, b)


def _step(row: dict[int, int], diagonal: int) -> tuple[int, int]:
    """The furthest i on a diagonal after one more difference, and the diagonal it comes from."""
    inserted = row.get(diagonal + 1, -1), diagonal + 1
    deleted = row.get(diagonal - 1, -2) + 1, diagonal - 1
    return max(inserted, deleted)


def _trace(rows: list[dict[int, int]], i: int, j: int) -> list[Run]:
    """The equal stretches on the way back from the ends of both sequences."""
    runs = []
    diagonal = i - j
    while rows:
        rows = rows[:-1]
        start, previous = _step(rows[-1], diagonal) if rows else (0, 0)
        if i > start:
            runs.append((start, start - diagonal, i - start))
        i = rows[-1][previous] if rows else 0
        diagonal = previous
    return runs[::-1]


def _anchored(a: Sequence[Any], b: Sequence[Any]) -> list[Run]:
    """Equal stretches that something vouches for: a neighbour, or an item that is unique.

    A word that stands in the changed stretch twice, between other words than before, is left
    unmatched: which occurrence it was cannot be known.
    """
    runs: list[Run] = []
    regions = [(0, len(a), 0, len(b))]
    while regions:
        i, i_end, j, j_end = regions.pop()
        head = _common(a, b, i, j, 1, min(i_end - i, j_end - j))
        tail = _common(a, b, i_end - 1, j_end - 1, -1, min(i_end - i, j_end - j) - head)
        runs += [(i, j, head), (i_end - tail, j_end - tail, tail)]
        inner = range(i + head, i_end - tail), range(j + head, j_end - tail)
        i, j = inner[0].start, inner[1].start
        anchors = _anchors(a, b, *inner)
        for x, y in anchors:
            regions.append((i, x, j, y))
            i, j = x, y
        if anchors:
            regions.append((i, inner[0].stop, j, inner[1].stop))
    return sorted(run for run in runs if run[2])


def _common(a: Sequence[Any], b: Sequence[Any], i: int, j: int, step: int, most: int) -> int:
    """How many items are equal from ``a[i]`` and ``b[j]`` on, at most `most`."""
    count = 0
    while count < most and a[i + count * step] == b[j + count * step]:
        count += 1
    return count


def _anchors(a: Sequence[Any], b: Sequence[Any], i: range, j: range) -> list[tuple[int, int]]:
    """Places of items that are unique in both ranges; the longest series in the same order."""
    counts = Counter(a[x] for x in i), Counter(b[y] for y in j)
    places = {b[y]: y for y in j if counts[1][b[y]] == 1}
    pairs = [(x, places[a[x]]) for x in i if counts[0][a[x]] == 1 and a[x] in places]
    lasts: list[int] = []  # for each length, the pair that a series of it ends with at the earliest
    ends: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        length = bisect_left(ends, y)
        before.append(lasts[length - 1] if length else -1)
        lasts[length : length + 1] = [number]
        ends[length : length + 1] = [y]
    series = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]
