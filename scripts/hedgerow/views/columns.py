"""Columns that several views share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow import schema
from hedgerow.batch import Batch, Records, linked
from hedgerow.batch.arrays import chosen, joined, strings
from hedgerow.describe import CORPUS
from hedgerow.index import Index
from hedgerow.kinds import INTEGER, STRING, Kinds, Label

HOLDERS = ("author", "implicit", "mention")


@dataclass(slots=True)
class Columns:
    """The rows of a view as Arrow arrays, all of one length.

    `sentences` holds the number of each row's sentence in the batch, and `records` the id of its
    record: they stand for the columns of `sentence_kinds`. `values` holds the others, in order.
    """

    sentences: Any
    records: Any
    values: dict[str, Any]


def labels(record: str, key: str = "label") -> Label:
    """The schema's values, in the schema's order."""
    return Label(tuple(schema.names(record, key)))


def sentence_kinds() -> Kinds:
    """The columns that every view of sentences begins with."""
    return {
        "id": STRING,
        "document": STRING,
        "group": STRING,
        "genre": STRING,
        "origin": STRING,
        "sentence": STRING,
        "sentence_start": INTEGER,
        "text": STRING,
    }


def table(batch: Batch, columns: Columns) -> Any:
    """The rows of a view; `sentence_start` leads back to document offsets."""
    numbers, sentences = columns.sentences, batch.sentences
    homes = sentences.homes[numbers]
    source, annotation = (batch.column(name) for name in ("source", "annotation"))
    document = chosen(batch.column("id"), homes)
    shared = [name for name in (CORPUS,) if name in batch.table.column_names]
    return pa.table(
        {
            **{name: chosen(batch.column(name), homes) for name in shared},
            "id": joined(document, columns.records, ":"),
            "document": document,
            "group": chosen(source.field("group"), homes),
            "genre": chosen(source.field("genre"), homes),
            "origin": chosen(annotation.field("origin"), homes),
            "sentence": chosen(sentences["id"], numbers),
            "sentence_start": chosen(sentences["start"], numbers),
            "text": chosen(batch.sentence_texts, numbers),
            **columns.values,
        }
    )


def rows(columns: Callable[[Batch], Columns], index: Index) -> Iterator[dict[str, Any]]:
    """The rows of a view of one document, which must be sound."""
    batch = Batch.of([orjson.dumps(index.document)])
    yield from table(batch, columns(batch)).to_pylist()


def origins(batch: Batch, sentences: Any) -> Any:
    """Where sentences start in their documents, by their numbers."""
    return chosen(batch.sentences["start"], sentences)


def mention_kinds(role: str) -> Kinds:
    """Columns of `mention_columns`."""
    return {
        f"{role}_text": STRING,
        f"{role}_start": INTEGER,
        f"{role}_end": INTEGER,
        f"{role}_entity": STRING,
    }


def mention_columns(batch: Batch, role: str, records: Records, origins: Any) -> dict[str, Any]:
    """The mentions that records link to; nulls for author and implicit."""
    mentions = batch.records("mentions")
    found = linked(records.homes, records[role], mentions)
    return {
        f"{role}_text": mentions["text"].take(found),
        f"{role}_start": pc.subtract(mentions["start"].take(found), origins),
        f"{role}_end": pc.subtract(mentions["end"].take(found), origins),
        f"{role}_entity": mentions["entity"].take(found),
    }


def kinds_of(links: Any) -> Any:
    """author, implicit or mention."""
    holders = strings(HOLDERS)
    return pc.if_else(pc.is_in(links, holders), links, holders[-1])
