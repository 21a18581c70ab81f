"""Validates and writes in one pass, a bounded number of rows in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hedgerow.corpus import SPLITS
from hedgerow.export import card, croissant
from hedgerow.export.sources import ExportError, sources
from hedgerow.export.storage import storage_schema
from hedgerow.folders import replace, replacing
from hedgerow.pipeline import Checked, check_corpus
from hedgerow.problems import Problem, has_errors
from hedgerow.statistics import Statistics
from hedgerow.views import VIEWS, Row, View
from hedgerow.views.describe import CORPUS

__all__ = ["Export", "ExportError", "Shard", "export"]

BATCH = 2_000  # rows


@dataclass(slots=True)
class Shard:
    """One Parquet file of one configuration and split."""

    config: str
    split: str
    path: Path
    features: Any
    num_examples: int = 0
    num_bytes: int = 0


@dataclass(slots=True)
class Export:
    """What an export did. `problems` holds warnings, or the errors that prevented it."""

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    shards: list[Shard] = field(default_factory=list)


def export(
    root: Path | Sequence[Path],
    out: Path,
    report: Callable[[Checked], None] = lambda checked: None,
    split: str = SPLITS[0],
) -> Export:
    """Check the corpus at `root`, or several, and write them to `out` as one dataset.

    With several, every configuration has a column `corpus`, the name of the folder. Documents of a
    folder without splits, as a conversion writes it, go to `split`. `report` sees every document
    after it is checked. With errors nothing is written and an earlier export stays as it is; the
    result holds the problems. Raises ExportError if there is no document, if two corpora have one
    name, or if `out` holds something that is no export.
    """
    _refuse_foreign(out)
    roots = [root] if isinstance(root, Path) else list(root)
    merged = sources(roots, split)
    result = Export()
    summaries: list[card.Summary] = []
    found = Statistics()
    with replacing(out) as folder, ExitStack() as stack:
        writers: dict[tuple[str, str], _Writer] = {}
        for source, checked in ((s, c) for s in merged for c in check_corpus(s.paths())):
            report(checked)
            result.documents += 1
            result.problems += checked.problems
            if has_errors(result.problems) or checked.index is None:
                continue
            home = source.split(checked.path)
            summaries.append(card.Summary.of(home, checked.index.document))
            found.add(home, checked.index)
            extra = {CORPUS: source.name} if len(merged) > 1 else {}
            for name, view in VIEWS.items():
                if (name, home) not in writers:
                    path = folder / name / f"{home}-00000-of-00001.parquet"
                    shard = Shard(name, home, path, features(view, extra))
                    writers[name, home] = stack.enter_context(_Writer(shard))
                for row in view.rows(checked.index):
                    writers[name, home].write({**extra, **row})
        if not result.documents:
            raise ExportError(f"no document in {', '.join(str(s.folder) for s in merged)}")
        if has_errors(result.problems):
            return result
        stack.close()
        order = sorted(writers, key=lambda k: (list(VIEWS).index(k[0]), SPLITS.index(k[1])))
        result.shards = list(_with_rows(writers[key].shard for key in order))
        card.write(folder, result.shards, summaries, found, roots)
        croissant.write(folder, result.shards, card.about(summaries))
        replace(folder, out)
    return result


def _with_rows(shards: Iterable[Shard]) -> Iterator[Shard]:
    """The shards that hold something: `datasets` does not load a split without rows."""
    for shard in shards:
        if shard.num_examples:
            yield shard
        else:
            shard.path.unlink()
            with suppress(OSError):  # a split beside it has rows
                shard.path.parent.rmdir()


def features(view: View, extra: Iterable[str]) -> Any:
    """The columns of a view behind extra ones, which hold strings."""
    from datasets import Features, Value

    return Features({**{name: Value("string") for name in extra}, **view.features()})


class _Writer:
    """Buffers rows and writes them as row groups."""

    def __init__(self, shard: Shard) -> None:
        self.shard = shard
        self._schema = storage_schema(shard.features)
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
