"""Tokens of English text: the units of the ``tokens`` view and of the word-boundary check.

A word keeps its inner hyphens, points and commas (so-called, 2.5, U.S); a possessive 's and a
contracted n't are tokens of their own, so that a span may end before them.
"""

from __future__ import annotations

import re

Range = tuple[int, int]

# A combining mark continues the word before it.
_CHAR = "[\\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_TOKEN = re.compile(rf"{_CHAR}+(?:[-.,’']{_CHAR}+)*|[^\w\s]")
_CLITIC = re.compile(r"(?<=\w)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))$", re.IGNORECASE)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Token ranges of ``text[start:end]``, as offsets into `text`."""
    end = len(text) if end is None else end
    ranges = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if text.find("’", start, end) < 0 and text.find("'", start, end) < 0:
        return ranges
    return [part for token in ranges for part in _split_clitic(text, token)]


def _split_clitic(text: str, token: Range) -> tuple[Range, ...]:
    first, last = token
    word = text[first:last]
    if "’" in word or "'" in word:
        clitic = _CLITIC.search(word)
        if clitic:
            cut = first + clitic.start()
            return (first, cut), (cut, last)
    return (token,)
