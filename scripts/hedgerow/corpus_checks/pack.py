"""Some documents together: the hashes that the checks of a corpus compare.

A record has a `key`, a hash of what is compared, and the number of its document: its place in the
pack, and later in the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np

from hedgerow.batch import Batch
from hedgerow.batch.arrays import chosen, numbers
from hedgerow.checks.links import folded
from hedgerow.corpus import SPLITS
from hedgerow.corpus_checks.fold import fold
from hedgerow.corpus_checks.kept import Kept, rejected
from hedgerow.corpus_checks.strings import hashes_of, hashes_of_lines
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


def pack(batch: Batch, splits: Sequence[str | None]) -> Pack:
    """The hashes of documents, and the splits that they are in."""
    sentences = np.stack((batch.sentences.starts, batch.sentences.ends), axis=1)
    origins = _hashed(batch.column("annotation").field("origin"), _origin)
    # A text that is folded begins with a white space of its own.
    texts = Texts(
        fold([batch.text]), batch.bases + 1, origins, sentences + 1, batch.sentences.homes
    )
    values = np.array([SPLITS.index(split) if split else 0 for split in splits], "u8")
    words = Words(texts)
    return Pack(
        texts,
        _sentences(words, values),
        _prints(words, values),
        _entities(batch),
        *_labels(words, batch),
    )


def pack_all(documents: Iterable[Kept]) -> None:
    """Pack those documents that have not been packed, those of one corpus together."""
    waiting = [kept for kept in documents if not kept.pack]
    for _, some in groupby(waiting, lambda kept: kept.path.parent.parent):
        found = list(some)
        made = pack(Batch.of([kept.data for kept in found]), [kept.split for kept in found])
        for place, kept in enumerate(found):
            kept.data, kept.pack, kept.place = b"", made, place


def _hashed(values: Any, function: Callable[[str], int]) -> Any:
    """A hash for each string."""
    encoded = values.dictionary_encode()
    known = np.array([function(value) for value in encoded.dictionary.to_pylist()], "u8")
    return known[numbers(encoded.indices)]


def _origin(name: str) -> int:
    return crc32(name.encode())


def _code(label: str) -> int:
    """A number for a label, other than 0, which is no label."""
    return crc32(label.encode()) | 1


def _rejected_code(reason: str) -> int:
    return _code(rejected(reason))


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


def _entities(batch: Batch) -> Any:
    """Converted documents name entities by the words that stand in them."""
    mentions = batch.records("mentions")
    some = np.flatnonzero(~batch.converted[mentions.homes])
    encoded = chosen(mentions["entity"], some).dictionary_encode()
    names, which = encoded.dictionary, numbers(encoded.indices)
    alike, same = hashes_of_lines(folded(names.to_pylist())), hashes_of(names)
    # An entity without a letter or digit equals nothing but itself.
    alike = np.where(alike[: len(same)] != 0, alike[: len(same)], same)
    return records(
        PLACE,
        key=alike[which],
        document=mentions.homes[some],
        place=numbered_within(mentions.homes)[some],
        value=same[which],
    )


class _Labelled(NamedTuple):
    """Labelled strings: their documents, offsets in the batch, numbers as in `kept`, labels."""

    homes: Any
    starts: Any
    ends: Any
    numbers: Any
    values: Any

    def chosen(self, places: Any) -> _Labelled:
        """Those at some places."""
        return _Labelled(*(column[places] for column in self))


def _labelled(batch: Batch) -> _Labelled:
    """Each labelled string once, with the first of its records and all of its labels."""
    cues, stances, apart = (batch.records(name) for name in ("cues", "stances", "rejected"))
    before = np.bincount(cues.homes, minlength=len(batch))
    behind = before + np.bincount(stances.homes, minlength=len(batch))
    number = (
        numbered_within(cues.homes),
        numbered_within(stances.homes) + before[stances.homes],
        -1 - numbered_within(apart.homes) - behind[apart.homes],
    )
    value = (
        _hashed(cues["label"], _code),
        _hashed(stances["label"], _code),
        _hashed(apart["reason"], _rejected_code),
    )
    places = (
        [getattr(records, name) for records in (cues, stances, apart)]
        for name in ("homes", "starts", "ends")
    )
    found = _Labelled(*map(np.concatenate, (*places, number, value)))
    found = found.chosen(np.argsort(found.homes, kind="stable"))
    keys = (found.starts << 32) + found.ends
    _, first, which, count = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    if len(first) == len(keys):
        return found
    for twice in np.flatnonzero(count > 1):
        # Of all values, so that the same labels give the same.
        found.values[first[twice]] = np.bitwise_xor.reduce(np.unique(found.values[which == twice]))
    return found.chosen(np.sort(first))


def _labels(words: Words, batch: Batch) -> tuple[Any, dict[int, Any]]:
    found = _labelled(batch)
    whole, first, last = words.strings(found.starts + 1, found.ends + 1)
    homes, starts, ends, number, value = (column[whole] for column in found)
    labels = records(
        LABEL,
        key=words.contexts(first, last),
        document=homes,
        number=number,
        start=starts - batch.bases[homes],
        end=ends - batch.bases[homes],
        value=value,
    )
    return labels, dict(_openings(words.tokens.hashes[first], last - first))


def _openings(hashes: Any, lengths: Any) -> Iterator[tuple[int, Any]]:
    for length in np.unique(lengths):
        openings: Any = np.zeros(OPENINGS, "?")
        openings[hashes[lengths == length] & np.uint64(OPENINGS - 1)] = True
        yield int(length), np.flatnonzero(openings).astype("u2")
