"""Hashes of many strings at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.batch.arrays import within
from hedgerow.corpus_checks.tokens import mixed

_PLACES = np.uint64(0x9E3779B97F4A7C15)
_LOW = np.array([2 ** (8 * n) - 1 for n in range(9)], "u8")


def hashes_of(values: Any) -> Any:
    """A hash for each string of an Arrow array, from all of its bytes."""
    if not len(values):
        return np.zeros(0, "u8")
    ends = np.frombuffer(values.buffers()[1], "i4")[values.offset :][: len(values) + 1]
    return _hashes(np.frombuffer(values.buffers()[2] or b"", "u1"), ends[:-1], np.diff(ends))


def hashes_of_lines(text: str) -> Any:
    """A hash for each line, the same as that of the string; 0 for an empty one."""
    data = np.frombuffer(text.encode() + b"\n", "u1")
    ends = np.flatnonzero(data == 10)
    starts = np.append(0, ends[:-1] + 1)
    return np.where(ends > starts, _hashes(data, starts, ends - starts), np.uint64(0))


def _hashes(data: Any, starts: Any, lengths: Any) -> Any:
    """Eight bytes at a time, each with its place."""
    padded = np.concatenate((data, np.zeros(8, "u1")))
    eights = np.ndarray(len(padded) - 7, "<u8", padded.data, strides=(1,))
    counts = np.maximum(1, -(-lengths // 8)).astype("i8")
    first = np.cumsum(counts) - counts
    at = 8 * within(np.zeros(len(counts), "i8"), counts)
    left = np.minimum(np.repeat(lengths, counts) - at, 8)
    words = eights[np.repeat(starts, counts) + at] & _LOW[left]
    sums = np.add.reduceat(mixed(words + (at + 8).astype("u8") * _PLACES), first)
    return mixed(sums + lengths.astype("u8"))
