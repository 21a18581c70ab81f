"""Arrays of numpy and of Arrow: small operations that several views need.

Much of pyarrow that takes or gives Python values or numpy arrays loads pandas first, which takes
longer than many an export. What is here does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def array(values: Any, missing: Any = None) -> Any:
    """Numbers or booleans as an Arrow array, null where one is missing."""
    known = None if missing is None else _bits(~missing)
    if values.dtype == bool:
        return pa.Array.from_buffers(pa.bool_(), len(values), [known, _bits(values)])
    kind, data = pa.from_numpy_dtype(values.dtype), pa.py_buffer(np.ascontiguousarray(values))
    return pa.Array.from_buffers(kind, len(values), [known, data])


def _bits(values: Any) -> Any:
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def flags(values: Iterable[bool]) -> Any:
    """Booleans as an Arrow array."""
    return array(np.fromiter(values, "?"))


def strings(values: Iterable[str | None]) -> Any:
    """Strings as an Arrow array."""
    found = list(values)
    encoded = [(value or "").encode() for value in found]
    behind = np.cumsum([0, *map(len, encoded)]).astype("i4")
    known = _bits(np.fromiter((value is not None for value in found), "?", len(found)))
    buffers = [known, pa.py_buffer(behind), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(found), buffers)


def lists(values: Any, lengths: Any, missing: Any = None) -> Any:
    """Lists of so many values each, one behind the other; null where one is missing."""
    behind = np.zeros(len(lengths) + 1, "i4")
    np.cumsum(lengths, out=behind[1:])
    mask = None if missing is None else array(missing)
    return pa.ListArray.from_arrays(array(behind), values, mask=mask)


def chosen(values: Any, places: Any) -> Any:
    """The values of an Arrow array at some places, which numpy gives."""
    return values.take(array(places))


def numbers(values: Any) -> Any:
    """Numbers of an Arrow array as numpy has them; anything where one is null."""
    buffers = [None, values.buffers()[1]]
    known = pa.Array.from_buffers(values.type, len(values), buffers, offset=values.offset)
    return np.from_dlpack(known)


def filled(values: Any, missing: int) -> Any:
    """Numbers of an Arrow array as numpy has them, with another one instead of null."""
    return np.where(truths(values.is_valid()), numbers(values), missing)


def truths(values: Any) -> Any:
    """Booleans of an Arrow array as numpy has them; null is false."""
    found = np.ones(len(values), "?")
    for bits in filter(None, values.buffers()):
        unpacked = np.unpackbits(np.frombuffer(bits, "u1"), bitorder="little")
        found &= unpacked[values.offset : values.offset + len(values)].astype("?")
    return found


def equal(values: Any, value: str) -> Any:
    """Where an Arrow array of strings holds a value, as numpy has booleans."""
    return truths(pc.equal(values, strings([value])[0]))


def joined(first: Any, second: Any, mark: str) -> Any:
    """Two Arrow arrays of strings as one, with a mark between."""
    return pc.binary_join_element_wise(first, second, strings([mark])[0])


def within(starts: Any, lengths: Any) -> Any:
    """The numbers in ranges, one range after the other."""
    behind = np.cumsum(lengths)
    total = int(behind[-1]) if len(behind) else 0
    found = np.repeat(starts - behind + lengths, lengths)
    found += np.arange(total)
    return found


def apart(first: Any, behind: Any) -> Any:
    """Which ranges, in order, hold something and begin behind the last one taken before."""
    taken = first < behind
    if (first[1:] < behind[:-1]).any():
        last = 0
        for i, (begin, end) in enumerate(zip(first.tolist(), behind.tolist(), strict=True)):
            taken[i] &= begin >= last
            last = end if taken[i] else last
    return taken


def pairs(left: Any, right: Any) -> tuple[Any, Any]:
    """The places of all equal values in two arrays, in the order of the first, then the second."""
    order = np.argsort(right, kind="stable")
    first = np.searchsorted(right, left, side="left", sorter=order)
    count = np.searchsorted(right, left, side="right", sorter=order) - first
    return np.repeat(np.arange(len(left)), count), order[within(first, count)]


_FEW = 2**16


def alike(columns: Iterable[Any]) -> tuple[Any, Any, Any]:
    """Rows of Arrow arrays by their values: the first of each kind, its kind, how many there are.

    The first and the last have an entry for each kind, the second one for each row.
    """
    codes: Any = np.zeros(1, "i8")
    size = 1
    for column in columns:
        encoded = column.dictionary_encode("encode")
        codes = codes * len(encoded.dictionary) + numbers(encoded.indices)
        size *= len(encoded.dictionary)
        if size > _FEW:
            _, codes = np.unique(codes, return_inverse=True)
            size = int(codes.max()) + 1
    counts = np.bincount(codes, minlength=size)
    first = np.zeros(size, "i8")
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    there = counts > 0
    return first[there], (np.cumsum(there) - 1)[codes], counts[there]
