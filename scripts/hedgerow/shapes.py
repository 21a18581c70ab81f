"""Types that ``msgspec`` decodes a document into, made from the schema.

They refuse whatever the schema refuses of single values, patterns aside: unknown and missing keys,
wrong types, labels that do not exist, empty strings, offsets out of range.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec

from hedgerow import schema

_LAYERS = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


@lru_cache(maxsize=1)
def decoder() -> Any:
    """Decodes the bytes of a document into records with the attributes of `Document`."""
    whole = schema.document_schema()
    return msgspec.json.Decoder(_type("document", whole, whole["$defs"]))


def _type(name: str, rule: dict[str, Any], named: dict[str, Any]) -> Any:
    """The type of a value."""
    if "$ref" in rule:
        name = rule["$ref"].rsplit("/", 1)[1]
        return _type(name, named[name], named)
    if "const" in rule:
        return Literal[rule["const"]]
    if "anyOf" in rule:
        return Literal[tuple(choice["const"] for choice in rule["anyOf"])]
    if "enum" in rule:
        return Literal[tuple(rule["enum"])]
    kinds = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    found = _of_kind(name, kinds[0], rule, named)
    return found | None if "null" in kinds else found


def _of_kind(name: str, kind: str, rule: dict[str, Any], named: dict[str, Any]) -> Any:
    if kind == "object":
        keys = [(key, _type(key, value, named)) for key, value in rule["properties"].items()]
        # Records are in no circle, so the garbage collector need not look at them.
        return msgspec.defstruct(name, keys, forbid_unknown_fields=True, gc=False)
    if kind == "array":
        items = _type(name, rule["items"], named)
        return Annotated[list[items], msgspec.Meta(min_length=rule.get("minItems", 0))]  # type: ignore[valid-type]
    if kind == "integer":
        return Annotated[int, msgspec.Meta(ge=rule["minimum"], le=rule["maximum"])]
    if kind == "boolean":
        return bool
    lengths = {"min_length": rule.get("minLength"), "max_length": rule.get("maxLength")}
    return Annotated[str, msgspec.Meta(**lengths)]
