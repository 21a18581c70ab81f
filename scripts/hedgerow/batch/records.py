"""The records of documents as columns, and what leads from one of them to another."""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from hedgerow.batch.arrays import alike, array, chosen, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Records:
    """The records of one layer of all documents, in order: an Arrow array of structs.

    `homes` has the number of the document of each, `starts` and `ends` its offsets, if it has some.
    """

    def __init__(self, values: Any, homes: Any, bases: Any) -> None:
        self.values, self.homes, self._bases = values, homes, bases

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, name: str) -> Any:
        """A column."""
        return self.values.field(name)

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return bool(self.values.type.get_field_index(name) >= 0)

    @cached_property
    def starts(self) -> Any:
        """Offsets of the first code points."""
        return numbers(self["start"]) + self._bases[self.homes]

    @cached_property
    def ends(self) -> Any:
        """Offsets behind the last code points."""
        return numbers(self["end"]) + self._bases[self.homes]


class Spans(NamedTuple):
    """Spans of all documents, as in `Records`, with the text that they store."""

    homes: Any
    starts: Any
    ends: Any
    texts: Any


def linked(homes: Any, links: Any, records: Records) -> Any:
    """For each link from a document, the number of the record with that id, or null."""
    ids = records["id"]
    codes = numbers(pa.concat_arrays([ids, links]).dictionary_encode().indices)
    keys = codes + (np.concatenate((records.homes, homes)) << 32)
    own, wanted = keys[: len(ids)], keys[len(ids) :]
    order = np.argsort(own)
    at = np.searchsorted(own, wanted, sorter=order)
    found = order[np.minimum(at, len(own) - 1)] if len(own) else np.zeros(len(at), "i8")
    missing = own[found] != wanted if len(own) else np.ones(len(at), "?")
    return array(found, missing)


def judged(
    function: Callable[[Any], Any], records: Records, names: Iterable[str], made: Callable[..., Any]
) -> Any:
    """What a function says of each record; it is asked once of those with the same values.

    The function looks at no other attributes than those named; `made` makes an array of its values.
    """
    columns = {name: records[name] for name in names}
    first, which, _ = alike(columns.values())
    rows = pa.table({name: chosen(column, first) for name, column in columns.items()})
    said = made(function(SimpleNamespace(**row)) for row in rows.to_pylist())
    return chosen(said, which)
