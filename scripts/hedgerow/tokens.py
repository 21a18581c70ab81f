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
SPACE, MARK, JOINS, WORD, _UNKNOWN = range(5)

# A combining mark continues the word before it.
_CHAR = "[\\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_JOINER = "[-.,’']"
_TOKEN = re.compile(rf"{_CHAR}+(?:{_JOINER}{_CHAR}+)*|[^\w\s]")
_PATTERNS = {WORD: re.compile(_CHAR), JOINS: re.compile(_JOINER), SPACE: re.compile(r"\s")}
_INNER = rf"(?:{_CHAR}|{_JOINER})"
_APOSTROPHE = r"(?<=\w)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))"
_CLITIC = re.compile(rf"{_APOSTROPHE}$", re.IGNORECASE)
_BEFORE_CLITIC = re.compile(rf"{_APOSTROPHE}(?!{_INNER})", re.IGNORECASE)
_APOSTROPHES = re.compile("['’]")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """Token ranges of ``text[start:end]``, as offsets into `text`."""
    end = len(text) if end is None else end
    # Arrays where numpy is loaded anyway: loading it takes longer than any text.
    if end - start >= LONG and "numpy" in sys.modules:
        starts, ends = token_arrays(text[start:end])
        return list(zip((starts + start).tolist(), (ends + start).tolist(), strict=True))
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


def token_arrays(text: str, cuts: Any = ()) -> tuple[Any, Any]:
    """Starts and ends of all tokens, by a few operations on arrays, several times as fast.

    No token crosses a cut: what is between two of them is tokenized as if it stood alone.
    """
    import numpy as np

    codes = code_points(text)
    found, cuts = kinds(codes), np.asarray(cuts, "i8")
    word = np.zeros(len(codes) + 2, "?")
    inside = word[1:-1]
    inside[:] = found == WORD
    joins = found[1:-1] == JOINS
    for beside in (cuts - 1, cuts - 2):
        joins[beside[(beside >= 0) & (beside < len(joins))]] = False
    inside[1:-1] |= joins & inside[:-2] & inside[2:]
    turns = word[1:] != word[:-1]
    turns[cuts] = True
    begins, behind = turns & word[1:], turns & word[:-1]
    marks = (found != SPACE) & ~inside
    begins[:-1] |= marks
    behind[1:] |= marks
    return _with_clitics(text, codes, np.flatnonzero(begins), np.flatnonzero(behind))


def _with_clitics(text: str, codes: Any, starts: Any, ends: Any) -> tuple[Any, Any]:
    """Two tokens of each that ends in a clitic."""
    import numpy as np

    apostrophes = np.flatnonzero((codes == ord("'")) | (codes == ord("’")))
    inner = np.unique(np.searchsorted(starts, apostrophes, side="right") - 1)
    places = zip(inner.tolist(), starts[inner].tolist(), ends[inner].tolist(), strict=True)
    clitics = ((i, start, _CLITIC.search(text[start:end])) for i, start, end in places)
    found = [(i, start + clitic.start()) for i, start, clitic in clitics if clitic]
    if not found:
        return starts, ends
    at, cuts = np.array(found).T
    return np.insert(starts, at + 1, cuts), np.insert(ends, at, cuts)


def before_clitic(text: str, offset: int) -> bool:
    """Whether a clitic begins at an offset, as in Moscow's, where one token ends and one begins."""
    return _BEFORE_CLITIC.match(text, offset) is not None


def code_points(text: str) -> Any:
    """The code points of a text, an array."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def kinds(codes: Any) -> Any:
    """The kind of each character, given code points: SPACE, MARK, JOINS (a hyphen, say) or WORD."""
    import numpy as np

    known = _known_kinds()
    found = known[codes]
    new = codes[found == _UNKNOWN]
    if len(new):
        for code in np.unique(new).tolist():
            char = chr(code)
            fitting = (kind for kind, pattern in _PATTERNS.items() if pattern.match(char))
            known[code] = next(fitting, MARK)
        found = known[codes]
    return found


@lru_cache(maxsize=1)
def _known_kinds() -> Any:
    """The kinds of the characters that were met, by their codes."""
    import numpy as np

    return np.full(sys.maxunicode + 1, _UNKNOWN, "u1")
