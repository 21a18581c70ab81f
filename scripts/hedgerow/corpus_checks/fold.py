"""Texts as bytes, one for each character: what two spellings of a word have in common.

Case, the kind of apostrophe and the kind of white space do not count. Letters outside of ASCII
share bytes with others, which matters little, since texts are only compared by hashes of words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

SPACE = 0
WORD = 64
"""The first byte of a word; what is between is a mark."""
_JOINED = 127
_DIGITS, _LETTERS, _OTHERS = 64, 97, 128
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]")
_END = "\n"


def fold(texts: list[str]) -> Any:
    """The bytes of the texts, an array, with a SPACE before, between and behind."""
    joined = f"{_END}{_END.join(texts)}{_END}"
    units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), "<u2")
    if len(units) != len(joined):
        units = np.frombuffer(_BEYOND.sub("\ufffd", joined).encode("utf-16-le"), "<u2")
    return _join(_table().take(units))


@lru_cache(maxsize=1)
def _table() -> Any:
    """The byte of each character of the basic plane."""
    table = np.empty(2**16, "u1")
    for code, char in enumerate(map(chr, range(2**16))):
        if char.isspace():
            table[code] = SPACE
        elif char.isalnum() or _COMBINING.match(char):
            lower = ord(char.lower()[0])
            table[code] = lower if 97 <= lower < 123 else _OTHERS + lower % 128
        else:
            table[code] = 1 + code % 63
    table[48:58] = np.arange(_DIGITS, _DIGITS + 10)
    table[ord("’")] = table[ord("'")]
    return table


def _join(folded: Any) -> Any:
    """Make a point, comma or hyphen between two letters a letter, and the n of n't a mark."""
    word = folded >= WORD
    between = word[:-2] & word[2:]
    inner = folded[1:-1]
    for mark in map(ord, "-.,"):
        inner[between & (inner == _table()[mark])] = _JOINED
    # A contracted n't is a token of its own.
    marks = np.flatnonzero(folded == _table()[ord("'")])
    behind = np.minimum(marks + 2, len(folded) - 1)
    n, t = folded[marks - 1] == ord("n"), folded[marks + 1] == ord("t")
    split = n & t & (folded[marks - 2] >= WORD) & (folded[behind] < WORD)
    folded[marks[split] - 1] = 1
    return folded
