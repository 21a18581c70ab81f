"""Some documents together: the hashes that the checks of a corpus compare.

A record has a `key`, a hash of what is compared, and the number of its document: its place in the
pack, and later in the run.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from zlib import crc32

import numpy as np

from hedgerow.corpus import SPLITS
from hedgerow.corpus_checks.fold import fold
from hedgerow.corpus_checks.kept import Kept
from hedgerow.corpus_checks.words import Texts, Words, numbered_within

PLACE = np.dtype([("key", "u8"), ("document", "u4"), ("place", "u4"), ("value", "u8")])
"""A sentence or mention: its number in the document, and a value of which a key should have one."""
PRINT = np.dtype([("key", "u8"), ("document", "u4"), ("place", "u4"), ("value", "u4")])
"""A shingle of the fingerprint: the number of its first word; the value is the split."""
LABEL = np.dtype(
    [
        *(("key", "u8"), ("document", "u4"), ("number", "i4")),
        *(("start", "u4"), ("end", "u4"), ("value", "u4")),
    ]
)
"""A string: the number of its record as in `Kept`, its offsets, the hash of its label."""
OPENINGS = 2**16
_NOTHING: array[int] = array("q")


@dataclass(slots=True, eq=False)
class Pack:
    """The records of some documents, and what is needed to look for strings without a label.

    `openings` says which first tokens, by a part of their hashes, labelled strings have, by the
    number of their tokens.
    """

    texts: Texts
    sentences: Any
    prints: Any
    entities: Any
    labels: Any
    openings: dict[int, Any]


def pack(documents: Sequence[Kept]) -> Pack:
    """The hashes of documents, which then leave their texts and records to the pack."""
    lengths = [len(kept.text) + 1 for kept in documents]
    at = np.fromiter(accumulate(lengths, initial=1), "i8")[:-1]
    sentences, owners = _joined([kept.sentences for kept in documents], 2)
    origins = np.array([crc32(kept.origin.encode()) for kept in documents], "u8")
    folded = fold([kept.text for kept in documents])
    texts = Texts(folded, at, origins, sentences + at[owners][:, None], owners)
    splits = np.array([SPLITS.index(kept.split) for kept in documents], "u8")
    words = Words(texts)
    made = Pack(
        texts,
        _sentences(words, splits),
        _prints(words, splits),
        _entities(documents),
        *_labels(words, documents),
    )
    for place, kept in enumerate(documents):
        kept.pack, kept.place, kept.text = made, place, ""
        kept.sentences = kept.labelled = kept.entities = _NOTHING
    return made


def _joined(columns: list[array[int]], width: int, kind: str = "i8") -> tuple[Any, Any]:
    """Rows of all documents, and the number of the document of each."""
    rows = np.concatenate([np.frombuffer(column, kind) for column in columns]).reshape(-1, width)
    counts = [len(column) // width for column in columns]
    return rows, np.repeat(np.arange(len(columns)), counts)


def records(kind: Any, **fields: Any) -> Any:
    """An array of records from an array for each field."""
    made = np.empty(len(fields["key"]), kind)
    for name, values in fields.items():
        made[name] = values
    return made


def _sentences(words: Words, splits: Any) -> Any:
    long, keys = words.sentence_keys()
    owners = words.texts.owners
    number = numbered_within(owners)
    document = owners[long]
    return records(PLACE, key=keys, document=document, place=number[long], value=splits[document])


def _prints(words: Words, splits: Any) -> Any:
    keys, place, document = words.fingerprint()
    return records(PRINT, key=keys, document=document, place=place, value=splits[document])


def _entities(documents: Sequence[Kept]) -> Any:
    """Converted documents name entities by the words that stand in them."""
    columns = [k.entities if k.origin != "converted" else _NOTHING for k in documents]
    rows, owners = _joined(columns, 2, "u8")
    number = numbered_within(owners)
    return records(PLACE, key=rows[:, 0], document=owners, place=number, value=rows[:, 1])


def _labels(words: Words, documents: Sequence[Kept]) -> tuple[Any, dict[int, Any]]:
    rows, owners = _joined([kept.labelled for kept in documents], 4)
    at = words.texts.at[owners]
    whole, first, last = words.strings(rows[:, 0] + at, rows[:, 1] + at)
    start, end, number, value = rows[whole].T
    labels = records(
        LABEL,
        key=words.contexts(first, last),
        document=owners[whole],
        number=number,
        start=start,
        end=end,
        value=value,
    )
    return labels, dict(_openings(words.tokens.hashes[first], last - first))


def _openings(hashes: Any, lengths: Any) -> Iterator[tuple[int, Any]]:
    for length in np.unique(lengths):
        openings: Any = np.zeros(OPENINGS, "?")
        openings[hashes[lengths == length] & np.uint64(OPENINGS - 1)] = True
        yield int(length), np.flatnonzero(openings).astype("u2")
