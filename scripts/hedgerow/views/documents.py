"""A document with all its layers, lossless: the JSON can be rebuilt from the row."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
import pyarrow.json as pj

from hedgerow import schema
from hedgerow.index import Index
from hedgerow.views import kinds as types
from hedgerow.views.kinds import BOOLEAN, INTEGER, STRING, Kind, Kinds, Label, Listed


def kinds() -> Kinds:
    """Columns straight from the JSON Schema."""
    whole = schema.document_schema()["properties"]
    return {key: _kind(node) for key, node in whole.items()}


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row."""
    yield index.document.to_dict()


def table(raw: Sequence[bytes]) -> Any:
    """The rows of sound documents, read by Arrow from their JSON.

    Making columns from Python objects would take several times as long.
    """
    data = b"\n".join(raw)
    return pj.read_json(
        io.BytesIO(data),
        pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        pj.ParseOptions(_arrow(), newlines_in_values=True, unexpected_field_behavior="error"),
    )


def raw(index: Index) -> bytes:
    """The JSON of a document."""
    return orjson.dumps(index.document)


@lru_cache(maxsize=1)
def _arrow() -> Any:
    return types.arrow_schema(kinds())


def restore(row: dict[str, Any]) -> dict[str, Any]:
    """A loaded row as the document's JSON value: label numbers become names again."""
    restored: dict[str, Any] = _restore(row, kinds())
    return restored


def _kind(node: dict[str, Any]) -> Kind:
    """The kind of a schema node."""
    node = schema.deref(node)
    kind = node.get("type")
    if "const" in node:
        return STRING
    if "anyOf" in node:
        return Label(tuple(branch["const"] for branch in node["anyOf"]))
    if "enum" in node:
        return Label(tuple(value for value in node["enum"] if value is not None))
    if "properties" in node:
        return {key: _kind(value) for key, value in node["properties"].items()}
    if kind == "array":
        return Listed(_kind(node["items"]))
    if isinstance(kind, list):  # a type or null
        kind = next(name for name in kind if name != "null")
    return {"integer": INTEGER, "boolean": BOOLEAN}.get(str(kind), STRING)


def _restore(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if isinstance(kind, Mapping):
        if all(value[key] is None for key in kind):
            return None
        return {key: _restore(value[key], inner) for key, inner in kind.items()}
    if isinstance(kind, Listed):
        return [_restore(item, kind.of) for item in value]
    if isinstance(kind, Label):
        return value if isinstance(value, str) else kind.names[value]
    return value
