"""Documents as files of rows or lines, without checks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow.parquet as pq

from hedgerow.document import Document
from hedgerow.export.tables import Tables, schemas
from hedgerow.streams import writing
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
            yield lambda line: tables.add(line, "")
            made = tables.finish()
        if made:
            Path(folder, "documents", "rows.parquet").replace(path)
        else:
            pq.write_table(columns["documents"].empty_table(), path)
