"""Documents as an Arrow table, read from their JSON; the columns follow from the schema."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from hedgerow import kinds as types
from hedgerow import schema
from hedgerow.kinds import BOOLEAN, INTEGER, STRING, Kind, Kinds, Label, Listed


def kinds() -> Kinds:
    """The columns, straight from the JSON Schema."""
    whole = schema.document_schema()["properties"]
    return {key: _kind(node) for key, node in whole.items()}


def table(data: bytes) -> Any:
    """The rows of documents whose JSON is written one behind the other, a ``pyarrow.Table``.

    Making columns from Python objects would take several times as long. Raises
    ``pyarrow.ArrowException`` for what is no JSON or has keys or values that do not fit.
    """
    import pyarrow.json as pj

    return pj.read_json(
        io.BytesIO(data),
        pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        pj.ParseOptions(_arrow(), newlines_in_values=True, unexpected_field_behavior="error"),
    )


@lru_cache(maxsize=1)
def _arrow() -> Any:
    return types.arrow_schema(kinds())


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
