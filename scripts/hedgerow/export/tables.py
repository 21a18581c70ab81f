"""Rows of documents into Parquet files, one for each configuration, a bounded number in memory.

Converting and packing run in a thread, beside the checks of the documents that come next. The
configuration `documents` is read by Arrow from the very bytes that were checked: making its columns
from Python objects would take several times as long.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq

from hedgerow.export import columns
from hedgerow.export.columns import Found
from hedgerow.export.counting import count
from hedgerow.export.storage import storage_schema
from hedgerow.index import Index
from hedgerow.statistics import Statistics
from hedgerow.streams.writing import named
from hedgerow.views import SENTENCE_VIEWS, VIEWS
from hedgerow.views.describe import CORPUS

ROW_GROUP = 8 * 2**20  # bytes of JSON
BATCH = 2**21  # bytes of JSON whose rows are Python objects at a time
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Schemas:
    """The Arrow schemas of the configurations that are written, and of documents as they are."""

    written: dict[str, Any]
    documents: Any


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
        """Counts of what was added, but for tokens, once it is finished."""
        self._split = split
        self._schema = schemas.documents
        self._writers = {
            view: _Writer(schema, folder / view / f"{name}.parquet")
            for view, schema in schemas.written.items()
        }
        self._merged = any(CORPUS in schema.names for schema in schemas.written.values())
        self._raw: list[bytes] = []
        self._corpora: list[str] = []
        self._views = {
            name: view for name, view in SENTENCE_VIEWS.items() if name in schemas.written
        }
        self._found: list[Found] = []
        self._size = 0
        self._thread = ThreadPoolExecutor(1)
        self._converting: Future[None] | None = None
        self._content = hashlib.sha256()

    def __enter__(self) -> Tables:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)
        for writer in self._writers.values():
            writer.drop()

    def add(self, index: Index, data: bytes, corpus: str) -> None:
        """The rows of a document, which was read from `data`."""
        self._raw.append(data)
        self._corpora.append(corpus)
        if self._views:
            text, sentences = index.parsed.text, index.parsed.sentences
            own = {name: view.columns(index) for name, view in self._views.items()}
            self._found.append(([text[s.start : s.end] for s in sentences], own))
        self._size += len(data)
        if self._size >= BATCH:
            self._convert()

    def finish(self) -> dict[str, File]:
        """The files by configuration; one without rows is not there."""
        self._convert()
        self._wait()
        return {view: file for view, w in self._writers.items() if (file := w.finish())}

    @property
    def content(self) -> str:
        """A hash over the bytes of all documents, once they are finished."""
        return self._content.hexdigest()

    def _convert(self) -> None:
        self._wait()
        self._converting = self._thread.submit(
            self._take, self._raw, self._corpora, self._found, self._size
        )
        self._raw, self._corpora, self._found, self._size = [], [], [], 0

    def _wait(self) -> None:
        if self._converting:
            self._converting.result()

    def _take(self, raw: list[bytes], corpora: list[str], found: list[Found], size: int) -> None:
        if not raw:
            return
        self._content.update(b"".join(raw))
        documents = _documents(raw, self._schema)
        count(self.statistics, self._split, documents)
        if self._merged:
            documents = documents.add_column(0, pa.field(CORPUS, pa.string()), [corpora])
        sentences = columns.sentences(documents, found) if found else None
        for view, writer in self._writers.items():
            if view == DOCUMENTS:
                writer.add(documents, size)
            else:
                writer.add(columns.table(view, found, sentences, writer.schema), size)


def schemas(views: Iterable[str], merged: bool) -> Schemas:
    """The columns of configurations as they lie in Parquet; `merged` puts the corpus first."""
    found = {view: storage_schema(VIEWS[view].features()) for view in views}
    if merged:
        column = pa.field(CORPUS, pa.string())
        found = {view: schema.insert(0, column) for view, schema in found.items()}
    return Schemas(found, storage_schema(VIEWS[DOCUMENTS].features()))


def _documents(raw: list[bytes], schema: pa.Schema) -> pa.Table:
    """Documents as Arrow reads them; they have been checked, so that nothing can be amiss."""
    data = b"\n".join(raw)
    return pj.read_json(
        io.BytesIO(data),
        pj.ReadOptions(use_threads=False, block_size=len(data) + 1),
        pj.ParseOptions(schema, newlines_in_values=True, unexpected_field_behavior="error"),
    )


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
                self._file = pq.ParquetWriter(self._temporary, self.schema, compression="zstd")
            self._file.write_table(table, table.num_rows)


def checksum(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()
