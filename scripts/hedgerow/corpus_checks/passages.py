"""Passages that recur, nearly word for word, in two splits (C005).

Shingles after Broder (1997), On the resemblance and containment of documents; that such copies
make a test easier than it looks is shown by Lee et al. (2022), Deduplicating training data makes
language models better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.checks.text import quote
from hedgerow.corpus import SPLITS
from hedgerow.corpus_checks.alignment import Passage, Shingle, passages, perhaps, shingles
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.spool import Spool
from hedgerow.corpus_checks.store import Member, Store
from hedgerow.corpus_checks.tokens import mixed
from hedgerow.corpus_checks.words import SHINGLE, Words, alone
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.tokens import Range

MIN_WORDS = 25
"""Shared words from which on a passage counts; gaps of up to three words may differ."""
BOILERPLATE_DOCUMENTS = 3
BOILERPLATE_PERCENT = 5
BOILERPLATE_MOST = 10
"""A shingle in more documents than 3, or than 5 % up to 10, is boilerplate and ignored."""
# How many words two shingles of a passage lie apart, and by how many this differs in two texts.
_NEAR, _FAR, _SHIFT = SHINGLE, 40, 12
_HIT = np.dtype([("key", "u8"), ("first", "u4"), ("second", "u4"), ("here", "u4"), ("there", "u4")])
_NOTHING: Any = np.empty(0, "i8")
_CLITICS = frozenset("'s 're 've 'll 'd 'm".split())


def check(store: Store, files: Files) -> Iterator[Problem]:
    """A problem for each passage that stands in two splits, at the later of the two documents.

    Hashes only choose the pairs to compare; the words decide.
    """
    most = max(
        BOILERPLATE_DOCUMENTS, min(BOILERPLATE_MOST, store.count * BOILERPLATE_PERCENT / 100)
    )
    read: Callable[[Path], _Words] = lru_cache(maxsize=64)(lambda path: _read(path, files))
    pairs = []
    for other, member in _ordered(_pairs(store, most), store):
        if perhaps(read(member.path).shingles, read(other.path).shingles, MIN_WORDS):
            pairs.append((other, member))
    if not pairs:
        return
    ignored = _boilerplate(store, {member.number for pair in pairs for member in pair}, most)
    for other, member in pairs:
        here, there = read(member.path), read(other.path)
        for passage in passages(here.shingles, there.shingles, MIN_WORDS, here.among(ignored)):
            yield _problem(member, here, f"{other.name()} at", there, passage)


def _ordered(pairs: list[tuple[int, int]], store: Store) -> list[tuple[Member, Member]]:
    """The documents of pairs, the earlier one of each first; in the order of the later ones."""
    ordered = [sorted(map(store.member, pair), key=_order) for pair in pairs]
    ordered.sort(key=lambda pair: (_order(pair[1]), _order(pair[0])))
    return [(other, member) for other, member in ordered]


def _order(member: Member) -> tuple[int, str]:
    return SPLITS.index(member.split), str(member.path)


def _pairs(store: Store, most: float) -> list[tuple[int, int]]:
    """Numbers of documents in two splits that share two shingles of a passage.

    A group in two splits is C003's business.
    """
    hits = Spool(_HIT)
    for records in store.prints.varying():
        hits.add(_hits(records, int(most)))
    pairs: set[tuple[int, int]] = set()
    for part in hits.parts():
        pairs.update(_near(part))
    return [pair for pair in pairs if len({store.member(number).kin for number in pair}) > 1]


def _hits(records: Any, most: int) -> Any:
    """Every two records of one key in two splits, unless the key is in too many documents."""
    keys, documents = records["key"].copy(), records["document"].copy()
    # In the order of documents, for that is how records came and stay.
    first = np.concatenate(([True], keys[1:] != keys[:-1]))
    new = first | np.concatenate(([True], documents[1:] != documents[:-1]))
    starts = np.flatnonzero(first)
    few = np.add.reduceat(new, starts, dtype="i8") <= most
    records = records.compress(np.repeat(few, np.diff(starts, append=len(keys))))
    keys, values = records["key"].copy(), records["value"].copy()
    ones, others = [_NOTHING], [_NOTHING]
    for step in range(1, 2 * most):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(same):
            break
        apart = same.compress(values.take(same) != values.take(same + step))
        ones.append(apart)
        others.append(apart + step)
    return _joined(records.take(np.concatenate(ones)), records.take(np.concatenate(others)))


def _joined(one: Any, other: Any) -> Any:
    """Pairs of records as hits, the document with the lower number first."""
    swap = one["document"] > other["document"]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    hits = np.empty(len(one), _HIT)
    hits["first"], hits["second"] = one["document"], other["document"]
    hits["here"], hits["there"] = one["place"], other["place"]
    hits["key"] = mixed(one["document"].astype("u8") << np.uint64(32) | other["document"])
    return hits


def _near(hits: Any) -> Iterator[tuple[int, int]]:
    """Pairs of documents with two hits that may lie in one passage."""
    hits = hits[np.lexsort((hits["here"], hits["key"]))]
    here, there = hits["here"].astype("i8"), hits["there"].astype("i8")
    for step in range(1, 7):
        ahead = here[step:] - here[:-step]
        near = (hits["key"][step:] == hits["key"][:-step]) & (ahead >= _NEAR) & (ahead < _FAR)
        near &= abs(there[step:] - there[:-step] - ahead) <= _SHIFT
        for hit in hits[:-step][near]:
            yield int(hit["first"]), int(hit["second"])


def _boilerplate(store: Store, numbers: set[int], most: float) -> set[int]:
    """Hashes of the shingles of some documents that stand in too many others."""
    wanted = np.array(sorted(numbers))
    asked: Any = np.empty(0, "u8")
    for keys, documents in _shingles(store):
        asked = np.union1d(asked, keys[np.isin(documents, wanted)])
    counts: Any = np.zeros(len(asked), "i8")
    for keys, documents in _shingles(store):
        places: Any = np.searchsorted(asked, keys)
        places[places == len(asked)] = 0
        found = asked[places] == keys
        # Each shingle once for a document.
        pairs: Any = np.unique(places[found] * 2**32 + documents[found])
        counts += np.bincount(pairs // 2**32, minlength=len(asked))
    return set(asked[counts > most].tolist())


def _shingles(store: Store) -> Iterator[tuple[Any, Any]]:
    """The hashes of all shingles, some documents at a time, and the numbers of their documents."""
    for packed in store.packed:
        words = Words(packed.texts)
        keys, _, documents = words.shingles()
        numbers = packed.numbers[documents]
        yield keys[numbers >= 0], numbers[numbers >= 0]


@dataclass(frozen=True, slots=True)
class _Words:
    """A document read again: shingle i begins at word i, which stands at spans[i]."""

    index: Index
    spans: list[Range]
    shingles: list[Shingle]
    hashes: dict[int, int]

    def extent(self, first: int, last: int) -> Range:
        """Code points from the first word to the end of the one before `last`."""
        return self.spans[first][0], self.spans[last - 1][1]

    def among(self, hashes: set[int]) -> set[Shingle]:
        """The shingles whose hash is one of these."""
        pairs = zip(self.shingles, self.spans, strict=False)
        return {shingle for shingle, span in pairs if self.hashes.get(span[0]) in hashes}


def _read(path: Path, files: Files) -> _Words:
    """The words of a document: no marks, and no clitics but n't."""
    index = files.index(path)
    text = index.document.text
    tokens = [
        (text[start:end].lower().replace("’", "'"), (start, end)) for start, end in index.tokens
    ]
    words = [(t, s) for t, s in tokens if (len(t) > 1 or t.isalnum()) and t not in _CLITICS]
    keys, starts, _ = Words(alone(text)).shingles()
    return _Words(
        index,
        [span for _, span in words],
        shingles([word for word, _ in words]),
        dict(zip((starts - 1).tolist(), keys.tolist(), strict=True)),
    )


def _problem(member: Member, here: _Words, where: str, there: _Words, passage: Passage) -> Problem:
    start, end = here.extent(*passage.here)
    other_start, other_end = there.extent(*passage.there)
    return Problem(
        code="C005",
        message=f"{passage.words} words at characters {start} to {end} also stand in "
        f"{where} {other_start} to {other_end}: {quote(here.index.document.text[start:end])}",
        pointer=_sentence(here.index, start),
        path=str(member.path),
    )


def _sentence(index: Index, offset: int) -> str:
    """The pointer of the sentence at an offset."""
    for i, sentence in enumerate(index.document.sentences):
        if sentence.start <= offset < sentence.end:
            return f"/sentences/{i}"
    return "/text"
