"""Reads ``schema/document.schema.json``: labels, attribute values, versions.

Labels are written down in the schema and nowhere else; everything else asks here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from hedgerow.corpus import data_root


@dataclass(frozen=True, slots=True)
class Label:
    """A value of a closed list with its documentation."""

    name: str
    title: str
    description: str


@lru_cache(maxsize=1)
def document_schema() -> dict[str, Any]:
    """The JSON Schema of a document, parsed."""
    path = data_root() / "schema" / "document.schema.json"
    schema: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return schema


@cache
def labels(record: str, key: str = "label") -> tuple[Label, ...]:
    """The documented values of `key` in `record` (cue, stance, relation, rejected), in order."""
    branches = _properties(record)[key]["anyOf"]
    return tuple(Label(b["const"], b["title"], b["description"]) for b in branches)


@cache
def names(record: str, key: str = "label") -> tuple[str, ...]:
    """The values of `key` in `record`, in the order of the schema, null left out."""
    value = _properties(record)[key]
    if "anyOf" in value:
        return tuple(branch["const"] for branch in value["anyOf"])
    return tuple(name for name in value["enum"] if name is not None)


def keys(record: str) -> tuple[str, ...]:
    """The keys of `record` in canonical order."""
    return tuple(_properties(record))


def schema_version() -> str:
    """The schema version this package reads and writes."""
    version: str = _properties("document")["schema_version"]["const"]
    return version


def resolve(path: Sequence[str | int]) -> dict[str, Any]:
    """The schema of the value at an instance path, ``$ref`` followed; {} where unknown."""
    node = document_schema()
    for step in path:
        node = deref(node.get("items" if isinstance(step, int) else "properties", {}))
        if not isinstance(step, int):
            node = deref(node.get(step, {}))
    return node


def deref(node: dict[str, Any]) -> dict[str, Any]:
    """The node that a local ``$ref`` points to, or the node itself."""
    if "$ref" in node:
        target: dict[str, Any] = document_schema()["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return target
    return node


@cache
def _properties(record: str) -> dict[str, Any]:
    schema = document_schema()
    if record == "document":
        found = schema["properties"]
    elif record in ("source", "annotation"):
        found = schema["properties"][record]["properties"]
    elif record == "annotator":
        found = _properties("annotation")["annotators"]["items"]["properties"]
    else:
        found = schema["$defs"][record]["properties"]
    return found  # type: ignore[no-any-return]
