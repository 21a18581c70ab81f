"""Strings that are labelled in one place and not in another with the same context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from hedgerow.corpus_checks.pack import LABEL, records
from hedgerow.corpus_checks.store import Packed, Store
from hedgerow.corpus_checks.words import Words

NO_RECORD = -(2**31)
_MOST = 2**27  # bits of the table that most strings are told by


def unlabelled(store: Store) -> Iterator[Any]:
    """Records of strings without a label whose context may be that of one with a label.

    A string inside a cue or stance is a part of it and does not count.
    """
    if not store.openings:
        return
    known = _contexts(store)
    for packed in store.packed:
        words = Words(packed.texts)
        of_length = [words.of_length(length, some) for length, some in store.openings.items()]
        first, last = np.concatenate(of_length, axis=1)
        keys = words.contexts(first, last)
        places, bits = _places(keys, known)
        perhaps = known[places] & bits != 0
        yield _left(packed, words, *(some.compress(perhaps) for some in (first, last, keys)))


def _contexts(store: Store) -> Any:
    """A table of the contexts that labelled strings have, by a part of their hashes."""
    size = min(_MOST, 2 ** max(16, (8 * len(store.labels)).bit_length()))
    known = np.zeros(size // 8, "u1")
    for chunk in store.labels.chunks():
        np.bitwise_or.at(known, *_places(chunk["key"], known))
    return known


def _places(keys: Any, known: Any) -> tuple[Any, Any]:
    """The byte of each key in a table, and its bit there."""
    slots = keys & np.uint64(8 * len(known) - 1)
    return slots >> np.uint64(3), np.left_shift(1, slots & np.uint64(7)).astype("u1")


def _left(packed: Packed, words: Words, first: Any, last: Any, keys: Any) -> Any:
    """What is neither labelled nor inside a cue or stance, in documents that count."""
    document = words.documents(first)
    start, end = words.tokens.starts.take(first), words.tokens.ends.take(last - 1)
    at = packed.texts.at
    labels = packed.labels
    begins = labels["start"] + at[labels["document"]]
    ends = labels["end"] + at[labels["document"]]
    left = ~_inside(start, end, begins, ends, labels["number"] >= 0)
    left &= packed.numbers.take(document) >= 0
    left = np.flatnonzero(left)
    document, start, end = document.take(left), start.take(left), end.take(left)
    codes = start * 2**20 + (end - start)
    labelled = np.sort(np.append(begins * 2**20 + (ends - begins), -1))  # never empty
    same = labelled.take(np.searchsorted(labelled, codes), mode="clip") == codes
    left, document, start, end = (some.compress(~same) for some in (left, document, start, end))
    return records(
        LABEL,
        key=keys.take(left),
        document=packed.numbers[document],
        number=NO_RECORD,
        start=start - at[document],
        end=end - at[document],
        value=0,
    )


def _inside(start: Any, end: Any, begins: Any, ends: Any, whole: Any) -> Any:
    """Which strings lie in one of the others that are `whole`."""
    begins, ends = begins.compress(whole), ends.compress(whole)
    order = np.argsort(begins, kind="stable")  # which is quick, as they are nearly in order
    begins, ends = begins.take(order), ends.take(order)
    reach = np.concatenate(([0], np.maximum.accumulate(ends))) if len(ends) else np.zeros(1, "i8")
    return reach.take(np.searchsorted(begins, start, side="right")) >= end
