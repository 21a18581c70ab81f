"""Documents of a batch without their records, for what looks at one at a time."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.batch import Batch
from hedgerow.batch.arrays import numbers
from hedgerow.document import Annotation, Annotator, Document, Source


def headings(batch: Batch) -> list[Document]:
    """Each document with its text, its source and its annotation, but no records."""
    columns = ("schema_version", "id", "language")
    own = zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
    ends = (batch.bases + batch.lengths).tolist()
    texts = [batch.text[a:b] for a, b in zip(batch.bases.tolist(), ends, strict=True)]
    sources = (Source(*values) for values in _rows(batch.column("source"), Source))
    rows = zip(own, texts, sources, _annotations(batch), strict=True)
    return [
        Document(version, name, language, text, source, annotation, [], [], [], [], [], [])
        for (version, name, language), text, source, annotation in rows
    ]


def _rows(structs: Any, kind: Any) -> Any:
    fields = (structs.field(name).to_pylist() for name in kind.__dataclass_fields__)
    return zip(*fields, strict=True)


def _annotations(batch: Batch) -> list[Annotation]:
    column = batch.column("annotation")
    ids, kinds = (batch.annotators[name].to_pylist() for name in ("id", "kind"))
    people = [Annotator(*row) for row in zip(ids, kinds, strict=True)]
    layers, names = column.field("layers"), ("origin", "status", "guidelines", "scope_convention")
    said = zip(*(column.field(name).to_pylist() for name in names), strict=True)
    of_people = _cut(people, column.field("annotators"))
    of_layers = _cut(layers.flatten().to_pylist(), layers)
    return [
        Annotation(origin, status, some, guidelines, convention, looked_for)
        for (origin, status, guidelines, convention), some, looked_for in zip(
            said, of_people, of_layers, strict=True
        )
    ]


def _cut(values: list[Any], lists: Any) -> list[list[Any]]:
    """The values of each list."""
    lengths = numbers(lists.value_lengths())
    behind = np.cumsum(lengths)
    places = zip((behind - lengths).tolist(), behind.tolist(), strict=True)
    return [values[first:last] for first, last in places]
