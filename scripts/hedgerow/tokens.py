"""Tokens of English text: the units of the ``tokens`` view and of the word-boundary check.

A word keeps its inner hyphens, points and commas (so-called, 2.5, U.S); a possessive 's and a
contracted n't are tokens of their own, so that a span may end before them.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import lru_cache
from typing import Any

Range = tuple[int, int]
LONG = 500  # characters
_SPACE, _MARK, _JOINS, _WORD = range(4)

# A combining mark continues the word before it.
_CHAR = "[\\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_JOINER = "[-.,’']"
_TOKEN = re.compile(rf"{_CHAR}+(?:{_JOINER}{_CHAR}+)*|[^\w\s]")
_INNER = rf"(?:{_CHAR}|{_JOINER})"
_STARTS = re.compile(rf"(?!{_INNER}).\S", re.DOTALL)
_ENDS = re.compile(rf"\S(?:(?!{_INNER})..|{_JOINER}(?!{_CHAR}).)", re.DOTALL)
_APOSTROPHE = r"(?<=\w)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))"
_CLITIC = re.compile(rf"{_APOSTROPHE}$", re.IGNORECASE)
_APOSTROPHES = re.compile("['’]")
_BEFORE_CLITIC = re.compile(rf"{_APOSTROPHE}(?!{_INNER})", re.IGNORECASE)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Token ranges of ``text[start:end]``, as offsets into `text`."""
    end = len(text) if end is None else end
    ranges = _long(text, start, end) if end - start >= LONG and "numpy" in sys.modules else None
    if ranges is None:
        ranges = [match.span() for match in _TOKEN.finditer(text, start, end)]
    behind = 0
    for apostrophe in _APOSTROPHES.finditer(text, start, end):
        at = bisect_right(ranges, (apostrophe.start(), end), behind) - 1
        if at >= behind:
            behind = _split_clitic(text, ranges, at)
    return ranges


def _split_clitic(text: str, ranges: list[Range], at: int) -> int:
    """Make two of a token that ends in a clitic; where the rest of the tokens begins."""
    first, last = ranges[at]
    clitic = _CLITIC.search(text[first:last])
    if clitic is None:
        return at
    cut = first + clitic.start()
    ranges[at : at + 1] = [(first, cut), (cut, last)]
    return at + 2


def _long(text: str, start: int, end: int) -> list[Range] | None:
    """What `_TOKEN` finds, by a few operations on arrays, four times as fast.

    None for characters beyond the basic plane. Used where numpy is loaded anyway: loading it takes
    longer than any text.
    """
    import numpy as np

    codes = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), "<u4")
    if codes.max() >= len(_kinds()):
        return None
    kinds = _kinds()[codes]
    word = np.zeros(len(kinds) + 2, "?")
    inside = word[1:-1]
    inside[:] = kinds == _WORD
    inside[1:-1] |= (kinds[1:-1] == _JOINS) & inside[:-2] & inside[2:]
    turns = np.flatnonzero(word[1:] != word[:-1])
    marks = np.flatnonzero((kinds != _SPACE) & ~inside)
    starts = np.concatenate((turns[::2], marks)) + start
    ends = np.concatenate((turns[1::2], marks + 1)) + start
    order = np.argsort(starts)
    return list(zip(starts[order].tolist(), ends[order].tolist(), strict=True))


@lru_cache(maxsize=1)
def _kinds() -> Any:
    """The kind of each character of the basic plane."""
    import numpy as np

    plane = "".join(map(chr, range(2**16)))
    kinds = np.full(len(plane), _MARK, "u1")
    for kind, pattern in ((_SPACE, r"\s"), (_JOINS, _JOINER), (_WORD, _CHAR)):
        kinds[[match.start() for match in re.finditer(pattern, plane)]] = kind
    return kinds


def surely_edges(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Whether spans of the text begin and end with a token; False may mean not sure.

    The characters beside an offset are enough to be sure in most places, and much faster.
    """
    padded = f" {text}  "
    around = {padded[start : start + 2] for start, _, _ in spans}
    if not all(map(_starts, around - _STARTING)):
        return False
    around = {padded[end : end + 3] for _, end, _ in spans}
    if all(map(_ends, around - _ENDING)):
        return True
    ends = {end for _, end, _ in spans}
    return all(_ends(padded[end : end + 3]) or _BEFORE_CLITIC.match(text, end) for end in ends)


# What was found to be sure.
_STARTING: set[str] = set()
_ENDING: set[str] = set()
_REMEMBERED = 10_000


def _starts(around: str) -> bool:
    """Whether a token surely starts between these two characters."""
    return _sure(_STARTS, around, _STARTING)


def _ends(around: str) -> bool:
    """Whether a token surely ends behind the first of these three characters."""
    return _sure(_ENDS, around, _ENDING)


def _sure(pattern: re.Pattern[str], around: str, known: set[str]) -> bool:
    if around not in known:
        if not pattern.fullmatch(around):
            return False
        if len(known) < _REMEMBERED:
            known.add(around)
    return True
