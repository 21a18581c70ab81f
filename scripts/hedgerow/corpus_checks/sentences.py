"""Equal sentences in two splits (C004)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
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
    keys: Callable[[Kept], list[int]] = lru_cache(maxsize=64)(_keys)
    for member, earlier in zip(ordered, _earlier(ordered), strict=True):
        for i, key in enumerate(_keys(member.kept)):
            numbers = having.get(key)
            count, first = earlier(numbers) if numbers else (0, 0)
            if count:
                other = ordered[first].kept
                # Sentences are numbered without a gap, or the document would have errors.
                places = f"{other.name()} s{keys(other).index(key) + 1:02d}"
                places += f" and {count - 1} more" if count > 1 else ""
                yield _problem(member.kept, i, places, files)


def _earlier(ordered: list[Member]) -> Iterator[Callable[[list[int]], tuple[int, int]]]:
    """For each member, a function of sorted numbers: how many are apart and before, and the first.

    Those before lie in an earlier split; only those of the same group must then be left out.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for number, member in enumerate(ordered):
        groups[member.kept.group].append(number)
    split, start = "", 0
    for number, member in enumerate(ordered):
        if member.kept.split != split:
            split, start = member.kept.split, number
        together = groups[member.kept.group]
        yield partial(_apart, start, together[: bisect_left(together, start)])


def _apart(start: int, together: list[int], numbers: list[int]) -> tuple[int, int]:
    before = bisect_left(numbers, start)
    left_out = set(together).intersection(numbers[:before]) if together else set()
    first = next((n for n in numbers if n not in left_out), 0)
    return before - len(left_out), first


def _keys(kept: Kept) -> list[int]:
    """A hash for each sentence, or _SHORT."""
    return [_key(kept, start + 1, end) for start, end in pairwise(kept.edges)]


def _key(kept: Kept, first: int, last: int) -> int:
    tokens = kept.tokens[first:last]
    long = len(tokens) >= MIN_WORDS and len(words(tokens)) >= MIN_WORDS
    return hash(tokens.tobytes()) if long else _SHORT


def _problem(kept: Kept, i: int, places: str, files: Files) -> Problem:
    doc = files.index(kept.path).document
    sentence = doc.sentences[i]
    return Problem(
        code="C004",
        message=f"{sentence.id}, {quote(doc.text[sentence.start : sentence.end])}, "
        f"also stands in {places}",
        pointer=f"/sentences/{i}",
        path=str(kept.path),
    )
