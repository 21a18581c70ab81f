"""Which hashes stand in more than one split, found in bounded memory."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from hedgerow.corpus import SPLITS
from hedgerow.corpus_checks.kept import Kept

_AT_ONCE = 2**19
"""Hashes held in sets at one time, about 50 MB."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document with its different hashes, sorted: 8 bytes each, for as long as a check runs."""

    kept: Kept
    hashes: array[int]

    def apart(self, other: Member) -> bool:
        """Whether the two may not share text. A group in two splits is C003's business."""
        return self.kept.split != other.kept.split and self.kept.group != other.kept.group


def members(documents: Iterable[Kept], hashes: Callable[[Kept], Iterable[int]]) -> list[Member]:
    """The documents with what `hashes` gives for each; none if there is a single split.

    They come train before validation before test, then by path, whatever order they were read in.
    """
    documents = list(documents)
    if len({kept.split for kept in documents}) < 2:
        return []
    documents.sort(key=lambda kept: (SPLITS.index(kept.split), str(kept.path)))
    return [Member(kept, array("q", sorted(set(hashes(kept))))) for kept in documents]


def shared(documents: Sequence[Member]) -> dict[int, list[int]]:
    """Hashes that stand in more than one split, with the numbers of the members that have them."""
    between = _between_splits(documents)
    having: dict[int, list[int]] = defaultdict(list)
    for number, member in enumerate(documents):
        for value in between.intersection(member.hashes):
            having[value].append(number)
    return having


def _between_splits(documents: Sequence[Member]) -> set[int]:
    """Goes over the hashes in ranges of values, because sets of all of them could be large."""
    found: set[int] = set()
    step = 2**64 // (1 + sum(len(member.hashes) for member in documents) // _AT_ONCE) + 1
    for low in range(-(2**63), 2**63, step):
        in_split: dict[str, set[int]] = defaultdict(set)
        for member in documents:
            first = bisect_left(member.hashes, low)
            last = bisect_left(member.hashes, low + step, first)
            in_split[member.kept.split].update(member.hashes[first:last])
        for one, other in combinations(in_split.values(), 2):
            found |= one & other
    return found
