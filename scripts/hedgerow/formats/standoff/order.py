"""The order of the text, in which records stand where nothing else is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from hedgerow.document import Document

LAYERS = ("cues", "stances", "mentions", "relations", "rejected")
Key = tuple[Any, ...]


def natural(record_id: str) -> Key:
    """A sort key in which c100 comes after c99."""
    digits = record_id[1:].lstrip("0")
    return record_id[:1], len(digits), digits, record_id


def key(layer: str, get: Callable[[str], Any]) -> Key:
    """Where the record whose values `get` gives belongs in its layer."""
    if layer == "relations":
        return *natural(get("source")), *natural(get("target")), get("label"), *natural(get("id"))
    return get("start"), get("end"), *natural(get("id"))


def unusual_order(document: Document) -> dict[str, list[str]]:
    """The ids of every layer that does not stand in the order of the text."""
    found = {}
    for layer in LAYERS:
        records = getattr(document, layer)
        if records != sorted(records, key=lambda r: key(layer, partial(getattr, r))):
            found[layer] = [record.id for record in records]
    return found


def restore(layer: str, records: list[dict[str, Any]], order: Any) -> list[dict[str, Any]]:
    """Records in the order of a header's ids, those it does not name behind; else of the text."""
    records = sorted(records, key=lambda record: key(layer, record.__getitem__))
    ids = order.get(layer) if isinstance(order, dict) else None
    if not isinstance(ids, list):
        return records
    place = {one: i for i, one in enumerate(ids) if isinstance(one, str)}
    return sorted(records, key=lambda record: place.get(record["id"], len(place)))
