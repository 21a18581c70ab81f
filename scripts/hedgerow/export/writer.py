"""An export from its shards: checked as a whole, put in place in one step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import uuid4

from hedgerow.corpus import MANIFEST, SPLITS
from hedgerow.describe import CORPUS
from hedgerow.export import card, croissant, manifest
from hedgerow.export.engines import Engine, Work, each, here
from hedgerow.export.in_store import InStore
from hedgerow.export.manifest import Entry
from hedgerow.export.merged import Merged
from hedgerow.export.overview import Overview
from hedgerow.export.shard import MAX_SIZE, Done, Shard, plan, write
from hedgerow.export.sources import ExportError, sources
from hedgerow.export.tables import File, Schemas, columns, schemas
from hedgerow.export.unfinished import Unfinished
from hedgerow.folders import mend
from hedgerow.kinds import Kinds
from hedgerow.pipeline import Checked, Fold
from hedgerow.problems import Problem, has_errors
from hedgerow.statistics import Statistics
from hedgerow.stores import in_store
from hedgerow.views import VIEWS

__all__ = ["Export", "ExportError", "Table", "export"]


@dataclass(frozen=True, slots=True)
class Table:
    """One Parquet file of one configuration and split."""

    config: str
    split: str
    path: Path
    kinds: Kinds
    file: File


@dataclass(slots=True)
class Export:
    """What an export did. `problems` holds warnings, or the errors that prevented it.

    `kept` is the number of finished shards that wait for the next run, after errors.
    """

    documents: int = 0
    problems: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    kept: int = 0


def export(
    root: Path | Sequence[Path],
    out: Path,
    report: Callable[[Checked], None] = lambda checked: None,
    split: str = SPLITS[0],
    *,
    configurations: Iterable[str] = tuple(VIEWS),
    max_size: int = MAX_SIZE,
    engine: Engine = here,
    progress: Callable[[int, int], None] = lambda documents, size: None,
) -> Export:
    """Check the corpus at `root`, or several, and write them to `out` as one dataset.

    A root is a corpus, or a folder or file of documents, see `hedgerow.streams`. Roots and `out`
    may lead to stores, see `hedgerow.stores`. With several roots, every configuration has a column
    `corpus`, the name of the root. Documents whose place names no split, as a conversion writes
    them, go to `split`. `report` sees every document after it is checked, `progress` how many, and
    their bytes, when a shard is finished.

    With errors nothing is written and an earlier export stays as it is; the result holds the
    problems. What is finished of a run that is stopped is not done again by the next one with the
    same arguments. Raises ExportError if there is no document, if two corpora have one name, or if
    `out` holds something that is no export; OSError where a file cannot be written.
    """
    place = _place(out)
    roots = [root] if isinstance(root, Path) else list(root)
    merged = sources(roots, split)
    with place as unfinished:
        written = schemas(configurations, len(merged) > 1)
        made = repr([(view, schema.to_string()) for view, schema in written.items()])
        make = partial(write, schemas=written, run_of=uuid4().hex)
        work = partial(unfinished.finish, folder=unfinished.folder, made=made, make=make)
        together = Merged(merged) if len(merged) > 1 else None
        shards = plan(merged, max_size)
        result, dones = _folded(engine, work, shards, together, report, progress)
        if not result.documents:
            raise ExportError(f"no document in {', '.join(str(root) for root in roots)}")
        if has_errors(result.problems):
            result.kept = unfinished.finished()
            return result
        with unfinished.replaced() as folder:
            result.tables = list(_tables(written, dones, unfinished, folder))
            overview, found = Overview(), Statistics()
            for _, done in dones:
                overview.merge(done.overview)
                found.merge(done.statistics)
            card.write(folder, result.tables, overview, found, [source.root for source in merged])
            croissant.write(folder, result.tables, card.about(overview))
            entries = _entries(folder, result.tables, dones)
            text = "".join(manifest.text(entries, {"documents": result.documents}))
            (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return result


Place = Unfinished | InStore
Dones = list[tuple[Shard, Done]]


def _folded(
    engine: Engine,
    work: Work,
    shards: Iterable[Shard],
    together: Merged | None,
    report: Callable[[Checked], None],
    progress: Callable[[int, int], None],
) -> tuple[Export, Dones]:
    """The problems of all documents and of the corpus; and the shards without their documents."""
    result, dones = Export(), []
    fold = Fold()
    last: Checked | None = None

    def told(checked: Checked) -> None:
        result.problems += checked.problems
        report(checked)

    for shard, done in each(engine, work, shards):
        for seen, checked in zip(done.seen, fold.add(done.seen), strict=True):
            if last:
                told(last)
            last = checked
            if together:
                last.problems += together.add(shard.split, last, *seen[1:])
        result.documents += done.documents
        done.seen = []
        dones.append((shard, done))
        progress(done.documents, shard.size)
    if last:
        last.problems += fold.finish()
        last.problems += together.finish() if together else []
        told(last)
    return result, dones


def _tables(schemas: Schemas, dones: Dones, unfinished: Place, folder: Path) -> Iterator[Table]:
    """The finished files in their place, named as the Hub names shards; none without rows.

    `datasets` does not load a split without rows.
    """
    for view, schema in schemas.items():
        kinds = columns(view, CORPUS in schema.names)
        for split in SPLITS:
            some = [(s, d.files[view]) for s, d in dones if s.split == split and view in d.files]
            for number, (shard, file) in enumerate(sorted(some, key=lambda pair: pair[0].number)):
                name = f"{view}/{split}-{number:05d}-of-{len(some):05d}.parquet"
                unfinished.take(f"{view}/{shard.name}.parquet", folder, name)
                yield Table(view, split, folder / name, kinds, file)


def _entries(folder: Path, tables: Iterable[Table], dones: Dones) -> Iterator[Entry]:
    """What the manifest says of the shards."""
    paths = {table.file.sha256: table.path.relative_to(folder).as_posix() for table in tables}
    for _, done in dones:
        files = {paths[file.sha256]: file for file in done.files.values()}
        yield Entry(done.documents, done.first, done.last, done.content, done.split, files)


def _place(out: Path) -> Place:
    """Where the export is put together. Raises ExportError if something else is there."""
    if in_store(out):
        return InStore(out)
    mend(out)
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    return Unfinished(out)


def _refuse_foreign(out: Path) -> None:
    if not out.exists():
        return
    if not out.is_dir():
        raise ExportError(f"{out} is a file; name a folder")
    readme = out / "README.md"
    ours = readme.is_file() and card.MARK in readme.read_text(encoding="utf-8", errors="replace")
    if any(out.iterdir()) and not ours:
        raise ExportError(f"{out} holds something that is no export; name another folder")
