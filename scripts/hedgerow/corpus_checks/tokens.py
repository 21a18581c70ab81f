"""The tokens of many texts at once, hashed: a few array operations for thousands of words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from hedgerow.corpus_checks.fold import SPACE, WORD

_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_BASE = 0xD6E8FEB86659FD93


class Tokens:
    """Words and marks of folded texts: arrays over all tokens.

    `starts` and `ends` are offsets into the folded text; a token's number is its place in them.
    """

    def __init__(self, folded: Any) -> None:
        """Tokenise what `fold` gave."""
        word = folded >= WORD
        inside = word[1:] & word[:-1]
        some = folded > SPACE
        # A SPACE is first and last, so that neither is a token.
        self.starts = np.flatnonzero(some[1:] & ~inside) + 1
        self.ends = np.flatnonzero(some[:-1] & ~inside) + 1
        self.is_word = word.take(self.starts)
        self.hashes = _hashes(folded, self.starts, self.ends)
        self._sums = np.zeros(len(self.starts) + 1, "u8")
        powers, self._inverses = _powers(len(self.starts) + 1)
        np.cumsum(self.hashes * powers[:-1], out=self._sums[1:])

    def ranges(self, firsts: Any, lasts: Any) -> Any:
        """A hash for each range of tokens, `lasts` being behind the last: of what, not where."""
        sums = (self._sums.take(lasts) - self._sums.take(firsts)) * self._inverses.take(firsts)
        return mixed(sums + (lasts - firsts).astype("u8"))

    def at_or_behind(self, offsets: Any) -> Any:
        """The first token that starts at each offset or behind it."""
        return np.searchsorted(self.starts, offsets)


def mixed(values: Any) -> Any:
    """Hashes whose every bit depends on every bit of the values."""
    found = values >> np.uint64(31)
    found ^= values
    found *= _MIX
    found ^= found >> np.uint64(29)
    found *= _ODD
    found ^= found >> np.uint64(32)
    return found


def _hashes(folded: Any, starts: Any, ends: Any) -> Any:
    """From the length of a token, its first eight bytes and its last eight."""
    padded = np.concatenate((np.zeros(8, "u1"), folded, np.zeros(8, "u1")))
    # Copied, for `take` would copy them each time, since they overlap.
    eights = np.ndarray(len(padded) - 7, "<u8", padded.data, strides=(1,)).copy()
    lengths = ends - starts
    last = eights.take(ends) >> _shifts().take(lengths, mode="clip")
    first = last * _ODD  # in most tokens these are the same bytes
    long = np.flatnonzero(lengths > 8)
    first[long] = eights.take(starts.take(long) + 8) * _ODD
    last += lengths.astype("u8")
    first ^= last
    return mixed(first)


@lru_cache(maxsize=1)
def _shifts() -> Any:
    """How far to shift so that only the highest 0 to 8 bytes stay."""
    return np.array([63, *(64 - 8 * n for n in range(1, 9))], "u8")


_known: list[Any] = []


def _powers(count: int) -> tuple[Any, Any]:
    """Powers of an odd number and of its inverse modulo 2**64, at least `count` of them."""
    if not _known or len(_known[0]) < count:
        size = max(2**16, 1 << count.bit_length())
        _known[:] = [_geometric(_BASE, size), _geometric(pow(_BASE, -1, 2**64), size)]
    return _known[0][:count], _known[1][:count]


def _geometric(base: int, size: int) -> Any:
    factors = np.full(size, base, "u8")
    factors[0] = 1
    return np.cumprod(factors)
