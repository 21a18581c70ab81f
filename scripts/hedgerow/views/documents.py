"""A document with all its layers, lossless: the JSON can be rebuilt from the row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow import schema
from hedgerow.index import Index


def features() -> Any:
    """Columns straight from the JSON Schema."""
    from datasets import Features

    return Features(_feature(schema.document_schema()))


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row."""
    yield index.document.to_dict()


def restore(row: dict[str, Any]) -> dict[str, Any]:
    """A loaded row as the document's JSON value: label numbers become names again."""
    restored: dict[str, Any] = _restore(row, features())
    return restored


def _feature(node: dict[str, Any]) -> Any:
    """The `datasets` feature of a schema node."""
    from datasets import ClassLabel, List, Value

    node = schema.deref(node)
    kind = node.get("type")
    if "const" in node:
        return Value("string")
    if "anyOf" in node:
        return ClassLabel(names=[branch["const"] for branch in node["anyOf"]])
    if "enum" in node:
        return ClassLabel(names=[value for value in node["enum"] if value is not None])
    if "properties" in node:
        return {key: _feature(value) for key, value in node["properties"].items()}
    if kind == "array":
        return List(_feature(node["items"]))
    if isinstance(kind, list):  # a type or null
        kind = next(name for name in kind if name != "null")
    return Value({"integer": "int32", "boolean": "bool"}.get(str(kind), "string"))


def _restore(value: Any, feature: Any) -> Any:
    from datasets import ClassLabel, List

    if value is None:
        return None
    if isinstance(feature, dict):
        if all(value[key] is None for key in feature):
            return None
        return {key: _restore(value[key], feature[key]) for key in feature}
    if isinstance(feature, List):
        return [_restore(item, feature.feature) for item in value]
    if isinstance(feature, ClassLabel):
        return value if isinstance(value, str) else feature.int2str(value)
    return value
