"""Rows of Parquet files in the `documents` configuration, labels by name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from hedgerow import schema
from hedgerow.plain import open_plain

BATCH = 64  # documents in memory at a time


def groups(path: Path, needed: Sequence[str]) -> list[tuple[int, int]]:
    """The number of rows and of unpacked bytes of each row group.

    Raises OSError for what cannot be read, and for a table without the columns that are `needed`,
    or without those of documents.
    """
    with _opened(path, needed or schema.keys("document")) as table:
        found = [table.metadata.row_group(i) for i in range(table.metadata.num_row_groups)]
        return [(group.num_rows, group.total_byte_size) for group in found]


def rows(
    path: Path,
    start: int,
    end: int | None,
    needed: Sequence[str] | None = None,
    wanted: Sequence[str] | None = None,
) -> Iterator[bytes]:
    """Rows ``[start, end)`` as JSON: the keys of documents, or those `wanted` that are there.

    Raises OSError where the file is damaged or lacks a column that is `needed`.
    """
    keys = schema.keys("document")
    with _opened(path, needed or keys) as table:
        keys = tuple(key for key in wanted or keys if key in table.schema_arrow.names)
        numbers: list[int] = []
        first = at = 0
        end = table.metadata.num_rows if end is None else end
        for i in range(table.metadata.num_row_groups):
            behind = at + table.metadata.row_group(i).num_rows
            if at < end and behind > start:
                first = first if numbers else at
                numbers.append(i)
            at = behind
        at = first
        for batch in table.iter_batches(BATCH, row_groups=numbers, columns=list(keys)):
            begin = max(0, start - at)
            some = batch.slice(begin, max(0, min(end - at, batch.num_rows) - begin))
            at += batch.num_rows
            for row in some.to_pylist():
                yield orjson.dumps({key: row[key] for key in keys})


@contextmanager
def _opened(path: Path, needed: Sequence[str]) -> Iterator[Any]:
    """An open Parquet file with columns that are needed; its errors are OSErrors."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with os.fdopen(open_plain(str(path), os.O_RDONLY), "rb") as file:
        try:
            table = pq.ParquetFile(file)
            missing = [key for key in needed if key not in table.schema_arrow.names]
            if missing:
                raise OSError(f"no column {', '.join(missing)}")
            yield table
        except pa.ArrowException as error:
            raise OSError(f"not sound Parquet: {error}") from error
