"""Tokens that leave nothing of a text out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from hedgerow.tokens import Range, tokenize


def covering(text: str) -> list[Range]:
    """Tokens that with single blanks between them make up the whole text.

    White space other than a single blank is a token of its own.
    """
    tokens: list[Range] = []
    at = 0
    for start, end in (*tokenize(text), (len(text), len(text))):
        if at and text[at:start].startswith(" "):
            at += 1
        if at < start:
            tokens.append((at, start))
        if start < end:
            tokens.append((start, end))
        at = end
    return tokens


def tokens_of(start: int, end: int, starts: list[int]) -> tuple[int, int]:
    """The first and the last token of a span, by the starts of all tokens."""
    return bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
