"""The columns of many documents as Arrow tables, one for each view."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.views.columns import Columns
from hedgerow.views.describe import CORPUS

Found = tuple[list[str], dict[str, Columns]]
"""What is taken from a document: the texts of its sentences, and the columns of its views."""


def sentences(documents: Any, found: Iterable[Found]) -> Any:
    """The columns that every view of sentences begins with, but the id, for all sentences.

    `documents` are the rows of a table in the configuration `documents`, in the order of `found`.
    """
    lists = documents["sentences"].combine_chunks()
    homes, records = lists.value_parent_indices(), lists.flatten()
    source, annotation = (documents[name].combine_chunks() for name in ("source", "annotation"))
    shared = [name for name in (CORPUS,) if name in documents.column_names]
    return pa.table(
        {
            **{name: documents[name].combine_chunks().take(homes) for name in shared},
            "document": documents["id"].combine_chunks().take(homes),
            "group": source.field("group").take(homes),
            "genre": source.field("genre").take(homes),
            "origin": annotation.field("origin").take(homes),
            "sentence": records.field("id"),
            "sentence_start": records.field("start"),
            "text": pa.array(chain.from_iterable(texts for texts, _ in found), pa.string()),
        }
    )


def table(view: str, found: list[Found], sentences: Any, schema: Any) -> Any:
    """The rows of a view; `sentences` are those of the same documents."""
    columns = [views[view] for _, views in found]
    behind = np.cumsum([0, *(len(texts) for texts, _ in found)])
    numbers = [
        np.array(some.sentences, "i8") + first
        for some, first in zip(columns, behind[:-1], strict=True)
    ]
    rows = sentences.take(pa.array(np.concatenate(numbers)))
    records = pa.array(chain.from_iterable(some.records for some in columns), pa.string())
    ids = pc.binary_join_element_wise(rows["document"].combine_chunks(), records, ":")
    known = {"id": ids, **dict(zip(rows.column_names, rows.columns, strict=True))}
    for field in schema:
        if field.name not in known:
            values = chain.from_iterable(some.values[field.name] for some in columns)
            known[field.name] = pa.array(list(values), field.type)
    return pa.table([known[name] for name in schema.names], schema=schema)
