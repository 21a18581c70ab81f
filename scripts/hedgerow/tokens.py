"""Tokens of English text: the units of the ``tokens`` view and of the word-boundary check.

A word keeps its inner hyphens, points and commas (so-called, 2.5, U.S); a possessive 's and a
contracted n't are tokens of their own, so that a span may end before them.
"""

from __future__ import annotations

import re

Range = tuple[int, int]

# A combining mark continues the word before it.
_CHAR = "[\\w\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
_JOINER = "[-.,’']"
_TOKEN = re.compile(rf"{_CHAR}+(?:{_JOINER}{_CHAR}+)*|[^\w\s]")
_INNER = rf"(?:{_CHAR}|{_JOINER})"
_STARTS = re.compile(rf"(?!{_INNER}).\S", re.DOTALL)
_ENDS = re.compile(rf"\S(?:(?!{_INNER})..|{_JOINER}(?!{_CHAR}).)", re.DOTALL)
_APOSTROPHE = r"(?<=\w)(?:n[’']t|[’'](?:s|re|ve|ll|d|m))"
_CLITIC = re.compile(rf"{_APOSTROPHE}$", re.IGNORECASE)
_BEFORE_CLITIC = re.compile(rf"{_APOSTROPHE}(?!{_INNER})", re.IGNORECASE)


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


def surely_edges(text: str, spans: list[tuple[int, int, str]]) -> bool:
    """Whether spans of the text begin and end with a token; False may mean not sure.

    The characters beside an offset are enough to be sure in most places, and much faster.
    """
    padded = f" {text}  "
    around = {padded[start : start + 2] for start, _, _ in spans}
    if not (_STARTING.issuperset(around) or all(map(_starts, around))):
        return False
    around = {padded[end : end + 3] for _, end, _ in spans}
    if _ENDING.issuperset(around) or all(map(_ends, around)):
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
