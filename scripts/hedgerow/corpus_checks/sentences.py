"""Equal sentences in two splits (C004)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hedgerow.checks.text import quote
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.kept import Kept, words
from hedgerow.corpus_checks.splits import Member, members, shared
from hedgerow.problems import Problem

MIN_WORDS = 6
"""Shorter sentences (However, this may change.) recur by chance. A dash is no word."""
_SHORT = 0


def check(documents: Iterable[Kept], files: Files) -> Iterator[Problem]:
    """A problem for each sentence that also stands in an earlier split.

    The same but for case and white space is the same: token by token.
    """
    ordered = members(documents, lambda kept: set(_keys(kept)) - {_SHORT})
    having = shared(ordered)
    for number, member in enumerate(ordered):
        for i, key in enumerate(_keys(member.kept)):
            before = (ordered[other] for other in having.get(key, ()) if other < number)
            others = [other for other in before if member.apart(other)]
            if others:
                yield _problem(member.kept, i, key, others, files)


def _keys(kept: Kept) -> list[int]:
    """A hash for each sentence, or _SHORT."""
    return [_key(kept, start + 1, end) for start, end in pairwise(kept.edges)]


def _key(kept: Kept, first: int, last: int) -> int:
    tokens = kept.tokens[first:last]
    long = len(tokens) >= MIN_WORDS and len(words(tokens)) >= MIN_WORDS
    return hash(tokens.tobytes()) if long else _SHORT


def _problem(kept: Kept, i: int, key: int, others: list[Member], files: Files) -> Problem:
    doc = files.index(kept.path).document
    sentence = doc.sentences[i]
    other = others[0].kept
    # Sentences are numbered without a gap, or the document would have errors.
    places = f"{other.name()} s{_keys(other).index(key) + 1:02d}"
    places += f" and {len(others) - 1} more" if len(others) > 1 else ""
    return Problem(
        code="C004",
        message=f"{sentence.id}, {quote(doc.text[sentence.start : sentence.end])}, "
        f"also stands in {places}",
        pointer=f"/sentences/{i}",
        path=str(kept.path),
    )
