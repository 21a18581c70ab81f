"""Records by the million: in memory while they are few, then in temporary files.

Records are chosen with `take` and `compress`, which copy them whole; indexing takes five times as
long, since it goes through their fields.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from weakref import finalize

import numpy as np

IN_MEMORY = 2**20
"""Bytes of a spool that stay in memory."""
PART = 2**21
"""Bytes that are compared at a time; more are first told apart by their keys."""
_SPLIT_BITS = 6
"""By so many bits of the keys at a time, since every part is an open file."""
_KEY_BITS = 48  # with so many bits the same, keys are the same
_READ = 2**20


def _temporary(owner: object, in_memory: int) -> IO[bytes]:
    """A file without a name that is gone with its owner."""
    file = SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115
    finalize(owner, file.close)
    return cast(IO[bytes], file)


class Spool:
    """Arrays of records of one kind, each with a `key` and a `value`."""

    def __init__(self, kind: Any, in_memory: int = IN_MEMORY) -> None:
        self._kind = kind
        self._file = _temporary(self, in_memory)
        self.bytes = 0

    def __len__(self) -> int:
        """The number of records."""
        return self.bytes // self._kind.itemsize  # type: ignore[no-any-return]

    def add(self, records: Any) -> None:
        """Take in an array of records."""
        self._file.write(records.tobytes())
        self.bytes += records.nbytes

    def chunks(self) -> Iterator[Any]:
        """Everything that was taken in, a part at a time."""
        self._file.seek(0)
        size = _READ // self._kind.itemsize * self._kind.itemsize
        while data := self._file.read(size):
            yield np.frombuffer(data, self._kind)
        self._file.seek(0, 2)

    def _whole(self) -> Any:
        self._file.seek(0)
        records = np.frombuffer(self._file.read(), self._kind)
        self._file.seek(0, 2)
        return records

    def groups(self) -> Iterator[Any]:
        """The records of each key that comes with more than one value."""
        for records in self.varying():
            starts = np.flatnonzero(np.diff(records["key"], prepend=~records["key"][:1]))
            yield from np.split(records, starts[1:])

    def varying(self) -> Iterator[Any]:
        """The records of the keys that come with more than one value, sorted by key, in parts."""
        for records in self.parts():
            some = _varying(_suspects(records))
            if len(some):
                yield some

    def parts(self, used: int = 0) -> Iterator[Any]:
        """Everything in parts; records with one key are in one part.

        Keys are told apart by their highest bits, but for so many that were `used` before.
        """
        if self.bytes <= PART or used >= _KEY_BITS:
            yield self._whole()
            return
        bits = min(_SPLIT_BITS, (self.bytes // PART).bit_length())
        parts = [Spool(self._kind, in_memory=1) for _ in range(2**bits)]
        for chunk in self.chunks():
            numbers = (chunk["key"] << np.uint64(used) >> np.uint64(64 - bits)).astype("u1")
            order = np.argsort(numbers, kind="stable")
            cuts = np.cumsum(np.bincount(numbers, minlength=2**bits))[:-1]
            for part, some in zip(parts, np.split(chunk.take(order), cuts), strict=True):
                part.add(some)
        while parts:
            yield from parts.pop(0).parts(used + bits)


def _varying(records: Any) -> Any:
    """The records whose key comes with more than one value, sorted by key."""
    records = records.take(np.argsort(records["key"], kind="stable"))
    keys, values = records["key"], records["value"]
    groups = (
        np.cumsum(np.concatenate(([0], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, "i8")
    )
    varies = np.zeros(len(records), "?")
    varies[groups[1:][(keys[1:] == keys[:-1]) & (values[1:] != values[:-1])]] = True
    return records.compress(varies.take(groups))


def _suspects(records: Any) -> Any:
    """All records of varying keys and few others, found without sorting."""
    size = 2 ** (2 * len(records)).bit_length()
    slots = (records["key"] & np.uint64(size - 1)).view("i8")
    values = records["value"].astype("u4")
    one = np.zeros(size, "u4")
    one[slots] = values
    varying = np.zeros(size, "?")
    varying[slots.compress(one.take(slots) != values)] = True
    return records.compress(varying.take(slots))


class Objects:
    """Python objects in a row."""

    def __init__(self) -> None:
        self._file = _temporary(self, IN_MEMORY)

    def add(self, item: Any) -> int:
        """Take in an object; where it lies."""
        at = self._file.tell()
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        return at

    def get(self, at: int) -> Any:
        """The object that lies there."""
        self._file.seek(at)
        item = pickle.load(self._file)  # noqa: S301 - our own, from a file without a name
        self._file.seek(0, 2)
        return item

    def __iter__(self) -> Iterator[Any]:
        """All objects, in the order they came in."""
        end, at = self._file.tell(), 0
        while at < end:
            self._file.seek(at)
            item = pickle.load(self._file)  # noqa: S301
            at = self._file.tell()
            yield item
        self._file.seek(0, 2)
