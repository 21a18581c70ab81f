"""Finds the passages that two texts share, word for word but for short gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHINGLE = 5
"""Length of a shingle in words."""
MAX_GAP = 3
"""Words in a row that may differ inside a passage, in either text."""

Shingle = tuple[str, ...]

# How far the next shared shingle may lie ahead in the one text and in the other, nearest first.
_REACH = range(1, SHINGLE + MAX_GAP + 1)
_STEPS = sorted(((i, j) for i in _REACH for j in _REACH), key=lambda s: (sum(s), abs(s[0] - s[1])))
# Without a bound, two tables full of zeros would take time by the square of their length.
_MAX_REPEATS = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """A shared passage as half-open word ranges; `words` is how many words are really shared."""

    here: tuple[int, int]
    there: tuple[int, int]
    words: int


def shingles(words: Sequence[str]) -> list[Shingle]:
    """Every `SHINGLE` words in a row: shingle i begins at word i."""
    return list(zip(*(words[i:] for i in range(SHINGLE)), strict=False))


def passages(
    here: Sequence[Shingle], there: Sequence[Shingle], at_least: int, ignored: set[Shingle]
) -> list[Passage]:
    """Passages of at least `at_least` words that two lists of shingles share, in order of `here`.

    Shingles in `ignored` match nothing. A word of `here` is in one passage at most, the longest,
    so that a text that repeats itself is reported once. Takes time in proportion to the pairs of
    equal shingles.
    """
    positions: dict[Shingle, list[int]] = defaultdict(list)
    for j, shingle in enumerate(there):
        if shingle not in ignored and len(positions[shingle]) < _MAX_REPEATS:
            positions[shingle].append(j)
    found: dict[tuple[int, int], Passage] = {}  # by its last pair of equal shingles
    for i, shingle in enumerate(here):
        for j in positions.get(shingle, ()):
            found[i, j] = _ending_at(i, j, found)
    return _disjoint(passage for passage in found.values() if passage.words >= at_least)


def perhaps(here: Sequence[Shingle], there: Iterable[Shingle], at_least: int) -> bool:
    """Whether `passages` may find one, whatever is ignored: shared shingles that lie near enough.

    Only their places in `here` count, so that there may be none after all.
    """
    known, words, last = set(there), 0, -len(_REACH) - 1
    for i, shingle in enumerate(here):
        if shingle in known:
            words = words + min(i - last, SHINGLE) if i - last in _REACH else SHINGLE
            last = i
            if words >= at_least:
                return True
    return False


def _ending_at(i: int, j: int, found: dict[tuple[int, int], Passage]) -> Passage:
    """The passage that ends with this pair of shingles: the nearest one before it, or a new one."""
    for di, dj in _STEPS:
        before = found.get((i - di, j - dj))
        if before:
            words = before.words + min(di, dj, SHINGLE)
            return Passage((before.here[0], i + SHINGLE), (before.there[0], j + SHINGLE), words)
    return Passage((i, i + SHINGLE), (j, j + SHINGLE), SHINGLE)


def _disjoint(found: Iterable[Passage]) -> list[Passage]:
    """The longest passages, none of which overlaps another in `here`."""
    chosen: list[Passage] = []
    for passage in sorted(found, key=lambda p: (-p.words, p.here, p.there)):
        start, end = passage.here
        if all(end <= other.here[0] or other.here[1] <= start for other in chosen):
            chosen.append(passage)
    return sorted(chosen, key=lambda p: p.here)
