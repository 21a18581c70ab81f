"""Validates and writes in one pass, a bounded number of rows in memory."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hedgerow.corpus import SPLITS, document_paths, misplaced_paths, split_of
from hedgerow.export import card, croissant
from hedgerow.export.storage import storage_schema
from hedgerow.pipeline import Checked, check_corpus
from hedgerow.problems import Problem, has_errors
from hedgerow.statistics import Statistics
from hedgerow.views import VIEWS, Row

BATCH = 2_000  # rows


class ExportError(Exception):
    """The corpus cannot be exported, or not to this place; the message says why."""


@dataclass(slots=True)
class Shard:
    """One Parquet file of one configuration and split."""

    config: str
    split: str
    path: Path
    num_examples: int = 0
    num_bytes: int = 0


@dataclass(slots=True)
class Export:
    """What an export did. `problems` holds warnings, or the errors that prevented it."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    shards: list[Shard] = field(default_factory=list)


def export(
    root: Path, out: Path, report: Callable[[Checked], None] = lambda checked: None
) -> Export:
    """Check the corpus at `root` and write it to `out`.

    `report` sees every document after it is checked. With errors nothing is written and an
    earlier export stays as it is; the result holds the problems. Raises ExportError if there is
    no document or if `out` holds something that is no export.
    """
    _refuse_foreign(out)
    result = Export()
    summaries: list[card.Summary] = []
    found = Statistics()
    with _replacing(out) as folder, ExitStack() as stack:
        writers: dict[tuple[str, str], _Writer] = {}
        for checked in check_corpus(chain(document_paths(root), misplaced_paths(root))):
            report(checked)
            result.documents += 1
            result.problems += checked.problems
            if has_errors(result.problems) or checked.index is None:
                continue
            split = str(split_of(checked.path))
            summaries.append(card.Summary.of(split, checked.index.document))
            found.add(split, checked.index)
            for name, view in VIEWS.items():
                if (name, split) not in writers:
                    shard = Shard(name, split, folder / name / f"{split}-00000-of-00001.parquet")
                    writers[name, split] = stack.enter_context(_Writer(shard, view.features()))
                for row in view.rows(checked.index):
                    writers[name, split].write(row)
        if not result.documents:
            raise ExportError(f"no document in {root / 'annotations'}")
        if has_errors(result.problems):
            return result
        stack.close()
        order = sorted(writers, key=lambda k: (list(VIEWS).index(k[0]), SPLITS.index(k[1])))
        result.shards = [writers[key].shard for key in order]
        card.write(folder, result.shards, summaries, found, root)
        croissant.write(folder, result.shards, card.about(summaries))
        _replace(folder, out)
    return result


class _Writer:
    """Buffers rows and writes them as row groups."""

    def __init__(self, shard: Shard, features: Any) -> None:
        self.shard = shard
        self._schema = storage_schema(features)
        self._rows: list[Row] = []
        shard.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = pq.ParquetWriter(shard.path, self._schema, compression="zstd")

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()

    def write(self, row: Row) -> None:
        """Add one row."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            table = pa.Table.from_pylist(self._rows, schema=self._schema)
            self._file.write_table(table)
            self.shard.num_examples += table.num_rows
            self.shard.num_bytes += table.nbytes
            self._rows = []


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise ExportError(f"{out} is a file; name a folder")
    readme = out / "README.md"
    ours = readme.is_file() and card.MARK in readme.read_text(encoding="utf-8", errors="replace")
    if any(out.iterdir()) and not ours:
        raise ExportError(f"{out} holds something that is no export; name another folder")


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into, removed afterwards unless it has been moved."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, out: Path) -> None:
    """Move `folder` to `out`; an earlier export is set aside first and removed last."""
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        if out.exists():
            out.rename(old / "export")
        try:
            folder.rename(out)
        except OSError:
            if (old / "export").exists():
                (old / "export").rename(out)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
