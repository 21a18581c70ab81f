"""Documents as files of rows or lines, without checks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from hedgerow.batch import Batch
from hedgerow.document import Document
from hedgerow.export.tables import Tables, schemas
from hedgerow.streams import writing
from hedgerow.streams.parts import SIZE
from hedgerow.streams.writing import MAX_SHARD, Write


def write(documents: Iterable[Document], out: Path, max_shard: int = MAX_SHARD) -> list[Path]:
    """Write documents to files named by `out`, see `writing.write`; .parquet is possible here."""
    if out.suffix == ".parquet":
        return writing.write(documents, out, max_shard, new_rows)
    return writing.write(documents, out, max_shard)


@contextmanager
def new_rows(path: Path) -> Iterator[Write]:
    """A new file of rows, which are given as lines of JSON."""
    columns = schemas(["documents"], merged=False)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        with Tables(Path(folder), "rows", "", columns) as tables:
            rows = _Rows(tables)
            yield rows.add
            rows.convert()
            made = tables.finish()
        if made:
            Path(folder, "documents", "rows.parquet").replace(path)
        else:
            pq.write_table(columns["documents"].empty_table(), path)


class _Rows:
    """Lines that become rows some at a time."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, line: bytes) -> None:
        """Take in a line."""
        self._lines.append(line)
        self._size += len(line)
        if self._size >= SIZE:
            self.convert()

    def convert(self) -> None:
        """The rows of the lines that wait."""
        if self._lines:
            self._tables.add(self._lines, Batch.of(self._lines), "")
            self._lines, self._size = [], 0
