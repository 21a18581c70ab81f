"""Whether the structure of many documents is sound, told by their columns.

Arrow refuses what is no JSON, keys that are unknown or stand twice, and values of another type. It
reads a missing key as null, so keys are counted; what else the schema asks is judged here. No
means no more than "not certain": then `reader` and `structure` look closer, and explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow import schema
from hedgerow.batch import Batch
from hedgerow.batch.arrays import alike, array, chosen, equal
from hedgerow.batch.table import table
from hedgerow.plain import MAX_BYTES
from hedgerow.structure import is_valid

_BRACE, _COLON = ord("{"), ord(":")
_REMEMBERED = 10_000  # kinds of records that the schema has accepted
_FEW = 4  # documents, for which columns are not worth their while


class _DoubtError(Exception):
    """Something may not be as the schema asks."""


def read(raw: Sequence[bytes]) -> Batch | None:
    """Documents whose structure is sound; None where that of one of them may be broken."""
    if any(not data.startswith(b"{") or len(data) > MAX_BYTES for data in raw):
        return None
    data = b"\n".join(raw)
    try:
        rows = table(data)
        rows.validate(full=True)  # UTF-8
        if len(rows) != len(raw) or rows["text"].null_count:
            return None
        batch = Batch(rows)
        keys = _Keys()
        for name, node in schema.document_schema()["properties"].items():
            keys.look(node, batch.column(name))
        keys.count += len(rows) * len(batch.table.column_names)
    except (pa.ArrowException, _DoubtError):
        return None
    written = np.frombuffer(data, "u1")
    # As many colons as keys need: none is missing.
    if np.count_nonzero(written == _COLON) != keys.count + keys.colons:
        return None
    return batch if _one_each(batch, raw, written) and _fit(batch) else None


def batches(raw: Sequence[bytes]) -> Iterator[tuple[int, Batch | None]]:
    """Documents in a row together, as far as their structure is sound; how many are the next ones.

    Around one that may not be so, halves are tried; None says that one has to look at each.
    """
    batch = read(raw) if raw else None
    if batch or len(raw) <= _FEW:
        yield len(raw), batch
        return
    half = len(raw) // 2
    yield from batches(raw[:half])
    yield from batches(raw[half:])


def _one_each(batch: Batch, raw: Sequence[bytes], written: Any) -> bool:
    """Whether each document is one row.

    A document begins with a brace, and no string has one. So it is, if every document has as many
    as the objects of its row.
    """
    ends = np.cumsum([len(data) + 1 for data in raw])
    braces = np.searchsorted(np.flatnonzero(written == _BRACE), ends)
    objects = np.full(len(raw), 3)  # itself, its source, its annotation
    for records in (batch.annotators, batch.scopes, *map(batch.records, LOOKED_AT)):
        objects += np.bincount(records.homes, minlength=len(raw))
    return bool((np.diff(braces, prepend=0) == objects).all())


class _Keys:
    """Looks at the values of columns, and counts keys, and colons in strings.

    `look` raises `_DoubtError` where a value is not as the schema asks.
    """

    def __init__(self) -> None:
        self.count = self.colons = 0

    def look(self, node: dict[str, Any], values: Any) -> None:
        """Look at the values of a schema node, an Arrow array."""
        node = schema.deref(node)
        if values.null_count:
            _doubt(not _nullable(node))
            values = values.drop_null()
        if "properties" in node:
            self.count += len(values) * len(node["properties"])
            for key, inner in node["properties"].items():
                self.look(inner, values.field(key))
        elif "items" in node:
            fewest = node.get("minItems", 0)
            _doubt(fewest > 0 and pc.min(values.value_lengths()).as_py() < fewest)
            self.look(node["items"], values.flatten())
        elif names := _names(node):
            _doubt(not names.issuperset(values.unique().to_pylist()))
        elif "pattern" in node:
            fits = _pattern(node["pattern"])
            _doubt(not all(map(fits, values.unique().to_pylist())))
            _doubt("maxLength" in node and _longest(values) > node["maxLength"])
        elif pa.types.is_string(values.type):
            self._free(node, values)
        elif pa.types.is_integer(values.type):
            _doubt(len(values) > 0 and pc.min(values).as_py() < node["minimum"])

    def _free(self, node: dict[str, Any], values: Any) -> None:
        """Look at strings that may hold anything."""
        shortest = pc.min(pc.binary_length(values)).as_py()
        _doubt(shortest is not None and shortest < node.get("minLength", 0))
        data = values.buffers()[2]
        if data is not None:
            written = np.frombuffer(data, "u1")
            _doubt(bool((written == _BRACE).any()))
            self.colons += int(np.count_nonzero(written == _COLON))


def _doubt(wrong: bool) -> None:
    if wrong:
        raise _DoubtError


def _nullable(node: dict[str, Any]) -> bool:
    return "null" in node.get("type", ()) or None in node.get("enum", ())


def _names(node: dict[str, Any]) -> frozenset[str]:
    """The values that a node allows, if they are few."""
    if "const" in node:
        return frozenset([node["const"]])
    choices = [choice["const"] for choice in node.get("anyOf", ())]
    return frozenset(name for name in node.get("enum", choices) if name is not None)


def _longest(values: Any) -> int:
    return pc.max(pc.utf8_length(values)).as_py() or 0


@lru_cache(maxsize=100)
def _pattern(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern).fullmatch


def _whole(values: Any) -> Any:
    return values


def _first_letter(values: Any) -> Any:
    """Of author, implicit and the ids of one layer, which it is."""
    return pc.utf8_slice_codeunits(values, 0, 1)


def _is_null(values: Any) -> Any:
    return values.is_null().cast("string")


# What the conditions of the schema look at in the records of a layer.
LOOKED_AT: dict[str, dict[str, Callable[[Any], Any]]] = {
    "sentences": {"uncertain": _is_null},
    "cues": {
        "label": _whole,
        "holder": _first_letter,
        "certainty": _whole,
        "polarity": _whole,
        "reporting": _whole,
        "scope": _is_null,
    },
    "stances": {
        "label": _whole,
        "holder": _first_letter,
        "target": _first_letter,
        "mode": _whole,
        "topic": _is_null,
    },
    "mentions": {},
    "relations": {"label": _whole, "target": _first_letter},
    "rejected": {"reason": _whole, "note": _is_null},
}
_ACCEPTED: set[tuple[Any, ...]] = set()
_SENTENCE = {"id": "s01", "start": 0, "end": 1, "uncertain": None}


def _fit(batch: Batch) -> bool:
    """Whether the conditions of the schema hold.

    The schema itself judges, but is shown one record only of those that are alike to it.
    """
    native = equal(batch.column("annotation").field("origin"), "native")
    new: dict[str, dict[str, list[Any]]] = {"true": {}, "false": {}}
    kinds: list[tuple[Any, ...]] = []
    for layer, seen in LOOKED_AT.items():
        records = batch.records(layer)
        if not (seen and len(records)):
            continue
        columns = [array(native[records.homes]).cast("string")]
        columns += [function(records[name]) for name, function in seen.items()]
        first, _, _ = alike(columns)
        values = zip(*(chosen(column, first).to_pylist() for column in columns), strict=True)
        for place, kind in zip(first.tolist(), values, strict=True):
            if (layer, *kind) not in _ACCEPTED:
                kinds.append((layer, *kind))
                new[kind[0]].setdefault(layer, []).append(records.values[place].as_py())
    fine = all(is_valid(_document(batch, kind, some)) for kind, some in new.items() if some)
    if fine and len(_ACCEPTED) < _REMEMBERED:
        _ACCEPTED.update(kinds)
    return fine


def _document(batch: Batch, native: str, layers: dict[str, list[Any]]) -> dict[str, Any]:
    """A document with the records of some layers; the heading is that of the first."""
    heading = [name for name in batch.table.column_names if name not in LOOKED_AT]
    value: dict[str, Any] = batch.table.select(heading).slice(0, 1).to_pylist()[0]
    value["annotation"]["origin"] = "native" if native == "true" else "converted"
    return {**value, **{layer: [] for layer in LOOKED_AT}, "sentences": [_SENTENCE], **layers}
