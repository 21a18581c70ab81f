"""Bytes to a document in one go, where nothing about its structure can be wrong.

``msgspec`` builds the data classes and refuses wrong types, missing keys and whatever is no JSON.
What it lets pass is judged here: surplus keys by counting, values by the schema itself. None means
no more than "not certain": then `reader` and `structure` look closer, and explain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from typing import Any

import msgspec

from hedgerow import document as model
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.plain import MAX_BYTES
from hedgerow.structure import is_valid

_KEYS = {
    layer: len(fields(record))
    for layer, record in (
        *(("sentences", model.Sentence), ("cues", model.Cue), ("stances", model.Stance)),
        *(("mentions", model.Mention), ("relations", model.Relation)),
        ("rejected", model.Rejected),
    )
}
_OTHER_KEYS = sum(len(fields(cls)) for cls in (Document, model.Source, model.Annotation))
Shape = tuple[Any, ...]


def _cues(document: Document) -> list[Shape]:
    return [
        (
            *(cue.label, cue.holder, cue.certainty, cue.polarity, cue.reporting, cue.confidence),
            cue.scope is None,
        )
        for cue in document.cues
    ]


def _stances(document: Document) -> list[Shape]:
    return [
        (
            *(stance.label, stance.holder, stance.target, stance.polarity, stance.intensity),
            *(stance.mode, stance.confidence, stance.topic is None),
        )
        for stance in document.stances
    ]


# All that the schema looks at in the records of a layer, apart from ids, offsets and free strings.
SHAPES: dict[str, Callable[[Document], list[Shape]]] = {
    "sentences": lambda document: [(s.uncertain,) for s in document.sentences],
    "cues": _cues,
    "stances": _stances,
    "mentions": lambda document: [],
    "relations": lambda document: [(r.label, r.source, r.target) for r in document.relations],
    "rejected": lambda document: [(r.reason, r.note is None) for r in document.rejected],
}
_REMEMBERED = 10_000  # so many ids and shapes of a layer


def read(data: bytes) -> Index | None:
    """The document with its look-ups, or None where its structure may be broken."""
    try:
        index = Index(_decoder().decode(data))
    except (ValueError, RecursionError):
        return None
    sure = len(data) <= MAX_BYTES and _strings_sound(index, data) and index.spans_sound
    return index if sure and _accepted(index) else None


@lru_cache(maxsize=1)
def _decoder() -> Any:
    return msgspec.json.Decoder(Document)


def _strings_sound(index: Index, data: bytes) -> bool:
    """No free string is empty, and no key is written that the data classes do not have.

    Each of their keys is there at least once, with a colon behind it. If the file has just as many
    colons, those in strings aside, then no key is unknown or stands twice.
    """
    free = _free_strings(index)
    keys = _OTHER_KEYS + 2 * len(index.document.annotation.annotators)
    keys += 3 * len(index.stored.scopes)
    for layer, count in _KEYS.items():
        keys += count * len(index.ids[layer])
    if "" in free or data.count(b":") != keys + "".join(free).count(":"):
        return False
    # A colon in a string may be written as an escape, though nobody does.
    return b"\\" not in data or b"\\u003" not in data


def _free_strings(index: Index) -> list[str]:
    """Every string of which the schema asks no more than that it is not empty."""
    document, source = index.document, index.document.source
    free = [document.text, source.provenance, source.licence, source.topic]
    free.append(document.annotation.guidelines)
    free += [text for _, _, text in index.stored.all()]
    free += [mention.entity for mention in document.mentions]
    free += [stance.topic for stance in document.stances if stance.topic is not None]
    free += [cue.note for cue in document.cues if cue.note is not None]
    free += [stance.note for stance in document.stances if stance.note is not None]
    free += [record.note for record in document.rejected if record.note is not None]
    return free


class _Accepted:
    """Ids and shapes that the schema has accepted, layer by layer, in documents of one origin."""

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


_ACCEPTED: dict[str, _Accepted] = {}


def _accepted(index: Index) -> bool:
    """Whether the schema accepts the values.

    It judges each record by itself, so it is not shown a layer whose records are all like some that
    it has accepted before.
    """
    document, origin = index.document, index.document.annotation.origin
    known = _ACCEPTED.get(origin, _Accepted())
    new = []
    for layer, shapes_of in SHAPES.items():
        shapes = shapes_of(document)
        if not known.knows(layer, index.ids[layer], shapes):
            new.append((layer, index.ids[layer], shapes))
    if not is_valid(_value(document, [layer for layer, _, _ in new])):
        return False
    for layer, ids, shapes in new:
        _ACCEPTED.setdefault(origin, known).learn(layer, ids, shapes)
    return True


_SENTENCE = {"id": "s01", "start": 0, "end": 1, "uncertain": None}


def _value(document: Document, layers: list[str]) -> dict[str, Any]:
    """The document as JSON, with the records of no other layers."""
    value = _plain(document)
    value["text"] = document.text[:1]
    value["source"] = _plain(document.source)
    value["annotation"] = _plain(document.annotation)
    value["annotation"]["annotators"] = [_plain(a) for a in document.annotation.annotators]
    for layer in SHAPES:
        value[layer] = [_plain(r) for r in value[layer]] if layer in layers else []
    for cue in value["cues"]:
        cue["scope"] = cue["scope"] and _plain(cue["scope"])
    if document.sentences:
        value["sentences"].append(_SENTENCE)
    return value


def _plain(record: Any) -> dict[str, Any]:
    return {key: getattr(record, key) for key in record.__slots__}
