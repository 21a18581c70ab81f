"""Rows of documents into Parquet files, one for each configuration, a bounded number in memory.

Arrow reads the very bytes that were checked, and what other configurations hold is made from that.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hedgerow.batch import Batch
from hedgerow.batch.arrays import array, strings
from hedgerow.describe import CORPUS
from hedgerow.export.counting import count
from hedgerow.kinds import STRING, Kinds, arrow_schema
from hedgerow.statistics import Statistics
from hedgerow.streams.writing import named
from hedgerow.views import VIEWS, table

ROW_GROUP = 8 * 2**20  # bytes of JSON

Schemas = dict[str, Any]
"""The Arrow schemas of the configurations that are written."""


@dataclass(frozen=True, slots=True)
class File:
    """A finished Parquet file: rows, bytes in memory and on disk, and what it must hash to."""

    rows: int
    unpacked: int
    size: int
    sha256: str


class Tables:
    """The files of one shard: ``<folder>/<configuration>/<name>.parquet``.

    They appear by `finish`; left without it, nothing stays. A column `corpus` in the schemas is for
    the name of the corpus. Raises OSError with the path where one cannot be written.
    """

    def __init__(self, folder: Path, name: str, split: str, schemas: Schemas) -> None:
        self.statistics = Statistics()
        """Counts of what was added, once it is finished."""
        self._split = split
        self._writers = {
            view: _Writer(schema, folder / view / f"{name}.parquet")
            for view, schema in schemas.items()
        }
        self._merged = merges(schemas)
        self._content = hashlib.sha256()

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._writers.values():
            writer.drop()

    def add(self, raw: Sequence[bytes], batch: Batch, corpus: str) -> None:
        """The rows of sound documents of a corpus, which were read from `raw`."""
        for data in raw:
            self._content.update(data)
        if self._merged:
            names = strings([corpus]).take(array(np.zeros(len(raw), "i4")))
            batch.put(CORPUS, names)
        count(self.statistics, self._split, batch, tokens="tokens" in self._writers)
        size = sum(map(len, raw))
        for view, writer in self._writers.items():
            writer.add(table(view, batch), size)

    def finish(self) -> dict[str, File]:
        """The files by configuration; one without rows is not there."""
        return {view: file for view, w in self._writers.items() if (file := w.finish())}

    @property
    def content(self) -> str:
        """A hash over the bytes of all documents, once they are finished."""
        return self._content.hexdigest()


def schemas(views: Iterable[str], merged: bool) -> Schemas:
    """The columns of configurations as they lie in Parquet; `merged` puts the corpus first."""
    return {view: arrow_schema(columns(view, merged)) for view in views}


def merges(schemas: Schemas) -> bool:
    """Whether several corpora become one."""
    return any(CORPUS in schema.names for schema in schemas.values())


def columns(view: str, merged: bool) -> Kinds:
    """The columns of a configuration with their types."""
    return {**({CORPUS: STRING} if merged else {}), **VIEWS[view].kinds()}


class _Writer:
    """One Parquet file, written as row groups of about ROW_GROUP bytes of JSON."""

    def __init__(self, schema: pa.Schema, path: Path) -> None:
        self.schema = schema
        self._path = path
        self._temporary = path.with_name(f".{path.name}.tmp")
        self._file: Any = None
        self._waiting: list[pa.Table] = []
        self._size = self._rows = self._unpacked = 0

    def add(self, table: pa.Table, size: int) -> None:
        """Take in the rows of documents that have `size` bytes of JSON."""
        self._waiting.append(table)
        self._rows += table.num_rows
        self._unpacked += table.nbytes
        self._size += size
        if self._size >= ROW_GROUP:
            self._write()

    def finish(self) -> File | None:
        """Write what is left, and put the file in its place; None if it has no rows."""
        if not self._rows:
            return None
        self._write()
        with named(self._path):
            self._file.close()
            with self._temporary.open("rb") as file:
                os.fsync(file.fileno())
            size, sha256 = checksum(self._temporary)
            self._temporary.replace(self._path)
        return File(self._rows, self._unpacked, size, sha256)

    def drop(self) -> None:
        """Remove what is not finished."""
        self._temporary.unlink(missing_ok=True)

    def _write(self) -> None:
        table = pa.concat_tables(self._waiting)
        self._waiting, self._size = [], 0
        if not table.num_rows:
            return
        with named(self._path):
            if self._file is None:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                # Nobody chooses rows by the least token of a list, and to find it takes a fifth.
                flat = [field.name for field in self.schema if not pa.types.is_nested(field.type)]
                self._file = pq.ParquetWriter(
                    self._temporary,
                    self.schema,
                    compression="zstd",
                    use_dictionary=_listed(self.schema),
                    write_statistics=flat,
                )
            self._file.write_table(table, table.num_rows)


def _listed(schema: pa.Schema) -> list[str]:
    """The columns of plain lists, tags for one: only these are smaller with a dictionary."""
    lists = (f for f in schema if pa.types.is_list(f.type))
    return [f"{f.name}.list.element" for f in lists if not pa.types.is_nested(f.type.value_type)]


def checksum(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()
