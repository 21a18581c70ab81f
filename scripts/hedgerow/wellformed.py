"""Bytes to records in one go, where nothing about a document's structure can be wrong.

Decoding refuses most of what the schema refuses (see `shapes`). Duplicate keys are found by
counting, patterns and conditions judged here; None means no more than "not certain": then `reader`
and `structure` look closer, and explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import msgspec

from hedgerow import schema, shapes
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.plain import MAX_BYTES
from hedgerow.structure import is_valid

Shape = tuple[Any, ...]
# What the conditions and patterns of the schema look at in the records of a layer, but for ids.
SHAPES: dict[str, Callable[[Any], list[Shape]]] = {
    "sentences": lambda doc: [(s.uncertain,) for s in doc.sentences],
    "cues": lambda doc: [
        (c.label, c.holder, c.certainty, c.polarity, c.reporting, c.scope is None) for c in doc.cues
    ],
    "stances": lambda doc: [
        (s.label, s.holder, s.target, s.mode, s.topic is None) for s in doc.stances
    ],
    "mentions": lambda doc: [],
    "relations": lambda doc: [(r.label, r.source, r.target) for r in doc.relations],
    "rejected": lambda doc: [(r.reason, r.note is None) for r in doc.rejected],
}
_REMEMBERED = 10_000  # so many ids and shapes of a layer


def read(data: bytes) -> Index | None:
    """The document with its look-ups, or None where its structure may be broken."""
    try:
        parsed = shapes.decoder().decode(data)
    except (ValueError, RecursionError):
        return None
    if len(data) > MAX_BYTES:
        return None
    index = Index.lazy(parsed, partial(_document, data))
    sure = _keys_once(parsed, data) and index.spans_sound and _accepted(index)
    return index if sure else None


def _document(data: bytes) -> Document:
    return _decoder().decode(data)  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _decoder() -> Any:
    return msgspec.json.Decoder(Document)


def _keys_once(document: Any, data: bytes) -> bool:
    """Whether no key is written twice.

    Decoding keeps one of each and needs all, so that a file with as many colons as its document
    takes has none twice. A colon in a string may be written as an escape, though nobody does.
    """
    written = data.count(b":") == msgspec.json.encode(document).count(b":")
    return written and (b"\\" not in data or b"\\u003" not in data)


class _Accepted:
    """Ids and shapes that the schema has accepted, layer by layer, in documents of one kind."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {layer: set() for layer in SHAPES}
        self._shapes: dict[str, set[Shape]] = {layer: set() for layer in SHAPES}

    def knows(self, layer: str, ids: list[str], shapes: list[Shape]) -> bool:
        """Whether nothing in a layer is new."""
        return self._ids[layer].issuperset(ids) and self._shapes[layer].issuperset(shapes)

    def learn(self, layer: str, ids: list[str], shapes: list[Shape]) -> None:
        """Remember them, as long as there is room."""
        if len(self._ids[layer]) + len(self._shapes[layer]) < _REMEMBERED:
            self._ids[layer].update(ids)
            self._shapes[layer].update(shapes)


_ACCEPTED: dict[Shape, _Accepted] = {}


def _accepted(index: Index) -> bool:
    """Whether the schema accepts the values.

    It judges each record by itself, so it is not shown a layer whose records are all like some that
    it has accepted before, nor an annotation that it has.
    """
    document = index.parsed
    if not _heading_sound(document):
        return False
    kind = _kind(document)
    known = _ACCEPTED.get(kind)
    ids, new = index.stored.ids, []
    for layer, shapes_of in SHAPES.items():
        some = shapes_of(document)
        if known is None or not known.knows(layer, ids[layer], some):
            new.append((layer, ids[layer], some))
    if (new or not known) and not is_valid(_value(document, [layer for layer, _, _ in new])):
        return False
    if not known:
        known = _Accepted()
        if len(_ACCEPTED) < _REMEMBERED:
            _ACCEPTED[kind] = known
    for layer, some_ids, some in new:
        known.learn(layer, some_ids, some)
    return True


def _kind(document: Any) -> Shape:
    """What documents of one way of annotation have in common, and the schema judges."""
    annotation = document.annotation
    return (
        document.language,
        document.source.genre,
        *(annotation.origin, annotation.status, annotation.scope_convention),
        *annotation.layers,
        *[(annotator.id, annotator.kind) for annotator in annotation.annotators],
    )


def _heading_sound(document: Any) -> bool:
    """Whether what every document has of its own fits its pattern."""
    source = document.source
    own = (document.id, source.path, source.sha256, source.group)
    return all(pattern(value) for pattern, value in zip(_patterns(), own, strict=True))


@lru_cache(maxsize=1)
def _patterns() -> list[Callable[[str], object]]:
    whole = schema.document_schema()["properties"]
    source = whole["source"]["properties"]
    rules = (whole["id"], source["path"], source["sha256"], source["group"])
    return [re.compile(rule["pattern"]).fullmatch for rule in rules]


_SENTENCE = {"id": "s01", "start": 0, "end": 1, "uncertain": None}


def _value(document: Any, layers: list[str]) -> dict[str, Any]:
    """The document as JSON, with the records of no other layers."""
    value: dict[str, Any] = {key: getattr(document, key) for key in document.__struct_fields__}
    value.update({layer: [] for layer in SHAPES if layer not in layers})
    value["text"] = document.text[:1]
    value = msgspec.to_builtins(value)
    value["sentences"].append(_SENTENCE)
    return value
