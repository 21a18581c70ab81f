"""Passages that recur, nearly word for word, in two splits (C005).

Shingles after Broder (1997), On the resemblance and containment of documents; that such copies
make a test easier than it looks is shown by Lee et al. (2022), Deduplicating training data makes
language models better.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from hedgerow.checks.text import quote
from hedgerow.corpus_checks.alignment import SHINGLE, Passage, Shingle, passages, shingles
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.kept import NO_WORDS, Kept, lowered, words
from hedgerow.corpus_checks.splits import Member, members, shared
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.tokens import Range

MIN_WORDS = 25
"""Shared words from which on a passage counts; gaps of up to three words may differ."""
BOILERPLATE_DOCUMENTS = 3
BOILERPLATE_PERCENT = 5
"""A shingle in more documents than both of these is boilerplate and ignored."""

# So many different shingles cover 25 words if none overlap: fewer can only do it by repetition.
_MIN_SHINGLES = MIN_WORDS // SHINGLE


def check(documents: Iterable[Kept], files: Files) -> Iterator[Problem]:
    """A problem for each passage that stands in two splits, at the later of the two documents.

    Hashes only choose the pairs to compare; the words decide.
    """
    ordered = members(documents, lambda kept: _hashes(words(kept.tokens)))
    having = shared(ordered)
    limit = max(BOILERPLATE_DOCUMENTS, len(ordered) * BOILERPLATE_PERCENT / 100)
    ignored = {value for value, numbers in having.items() if len(numbers) > limit}
    for value in ignored:
        del having[value]
    read: Callable[[Path], _Words] = lru_cache(maxsize=64)(lambda path: _read(path, files))
    for number, member in enumerate(ordered):
        for other in _candidates(ordered, having, number):
            here, there = read(member.kept.path), read(other.kept.path)
            for passage in passages(here.shingles, there.shingles, MIN_WORDS, here.among(ignored)):
                yield _problem(member.kept, here, f"{other.kept.name()} at", there, passage)


def _hashes(found: list[int]) -> Iterator[int]:
    """A hash for each shingle."""
    return map(hash, zip(*(found[i:] for i in range(SHINGLE)), strict=False))


@dataclass(frozen=True, slots=True)
class _Words:
    """A document read again: shingle i begins at word i, which stands at spans[i]."""

    index: Index
    spans: list[Range]
    shingles: list[Shingle]
    hashes: list[int]

    def extent(self, first: int, last: int) -> Range:
        """Code points from the first word to the end of the one before `last`."""
        return self.spans[first][0], self.spans[last - 1][1]

    def among(self, hashes: set[int]) -> set[Shingle]:
        """The shingles whose hash is one of these."""
        pairs = zip(self.shingles, self.hashes, strict=True)
        return {shingle for shingle, value in pairs if value in hashes}


def _read(path: Path, files: Files) -> _Words:
    index = files.index(path)
    tokens = [(token, crc32(token.encode())) for token in lowered(index)]
    kept = [i for i, (_, value) in enumerate(tokens) if value not in NO_WORDS]
    return _Words(
        index,
        [index.tokens[i] for i in kept],
        shingles([tokens[i][0] for i in kept]),
        list(_hashes([tokens[i][1] for i in kept])),
    )


def _problem(kept: Kept, here: _Words, where: str, there: _Words, passage: Passage) -> Problem:
    start, end = here.extent(*passage.here)
    other_start, other_end = there.extent(*passage.there)
    return Problem(
        code="C005",
        message=f"{passage.words} words at characters {start} to {end} also stand in "
        f"{where} {other_start} to {other_end}: {quote(here.index.document.text[start:end])}",
        pointer=_sentence(here.index, start),
        path=str(kept.path),
    )


def _candidates(
    ordered: Sequence[Member], having: dict[int, list[int]], number: int
) -> Iterator[Member]:
    """The members before this one that share enough shingles for a passage."""
    member = ordered[number]
    counts: dict[int, int] = defaultdict(int)
    for value in having.keys() & member.hashes:
        for other in having[value]:
            if other >= number:
                break
            counts[other] += 1
    for other, count in sorted(counts.items()):
        if count >= _MIN_SHINGLES and member.apart(ordered[other]):
            yield ordered[other]


def _sentence(index: Index, offset: int) -> str:
    """The pointer of the sentence at an offset."""
    for i, sentence in enumerate(index.document.sentences):
        if sentence.start <= offset < sentence.end:
            return f"/sentences/{i}"
    return "/text"
