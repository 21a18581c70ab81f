"""One shard: documents of one split, read, checked and written in every configuration.

The shard is the unit of all that is large: of the work of a process or a machine, of what a stopped
run need not do again, and of the files of the export. Its bytes are the same whoever writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hedgerow import streams
from hedgerow.batch import Batch
from hedgerow.corpus_checks.pack import pack_all
from hedgerow.export.overview import Overview
from hedgerow.export.sources import Source
from hedgerow.export.tables import File, Schemas, Tables, merges
from hedgerow.pipeline import Checked, Run, Seen
from hedgerow.problems import Problem, has_errors
from hedgerow.statistics import Statistics
from hedgerow.streams import Part
from hedgerow.together import look_together

MAX_SIZE = 25_000_000
"""Bytes of documents in a shard, unless another size is asked for."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents of one split that are written together, in order; `number` counts from 0."""

    split: str
    number: int
    pieces: tuple[tuple[Source, Part], ...]

    @property
    def name(self) -> str:
        """How it is called while the number of shards is not known."""
        return f"{self.split}-{self.number:05d}"

    @property
    def size(self) -> int:
        """Bytes of its documents."""
        return sum(part.size for _, part in self.pieces)


@dataclass(slots=True)
class Done:
    """What became of a shard: its files, none if a document has an error; and what to fold.

    `content` is a hash over the bytes of the documents; `first` and `last` are where they lie
    in their corpus.
    """

    split: str
    files: dict[str, File]
    documents: int
    content: str
    first: str
    last: str
    seen: list[Seen]
    statistics: Statistics = field(default_factory=Statistics)
    overview: Overview = field(default_factory=Overview)

    def paths(self, name: str) -> dict[str, File]:
        """The files of the shard that is called `name`, by their paths below the folder."""
        return {f"{view}/{name}.parquet": file for view, file in self.files.items()}


def plan(sources: Iterable[Source], max_size: int) -> Iterator[Shard]:
    """The shards of an export, each as soon as its documents are known.

    A shard has at most `max_size` bytes of documents, or one part that is larger: a part is an
    eighth of that. Documents of one split stay in order.
    """
    open_: dict[str, list[tuple[Source, Part]]] = {}
    numbers: dict[str, int] = {}

    def closed(split: str) -> Shard:
        numbers[split] = numbers.get(split, -1) + 1
        return Shard(split, numbers[split], tuple(open_.pop(split)))

    for source in sources:
        for part in source.parts(max(1, max_size // 8)):
            split = source.split(part.folder / "document")
            size = sum(p.size for _, p in open_.get(split, []))
            if split in open_ and size + part.size > max_size:
                yield closed(split)
            open_.setdefault(split, []).append((source, part))
    for split in list(open_):
        yield closed(split)


def write(shard: Shard, folder: Path, schemas: Schemas, run_of: str) -> Done:
    """Read and check the documents of a shard, and write them below `folder` if all are sound.

    What the shards of one export share, an index of seeds say, a process reads once for `run_of`.
    Raises OSError with the path where a file cannot be written.
    """
    run = _run(run_of)
    done = Done(shard.split, {}, 0, "", "", "", [])
    sound = True
    split = shard.split if merges(schemas) else None
    with Tables(folder, shard.name, shard.split, schemas) as tables:
        for source, part in shard.pieces:
            reads = list(streams.read(part))
            looked = look_together(reads, run, split)
            done.seen += looked.seen
            for checked, _, _ in looked.seen:
                sound = sound and checked.index is not None and not has_errors(checked.problems)
                checked.index = None
            if sound and reads:
                raw = [read.data for _, read in reads]
                batch = looked.batch or Batch.of(raw)
                tables.add(raw, batch, source.name)
                done.overview.add(shard.split, batch, source.root)
            if changed := part.changed():
                sound = False
                done.seen.append((Checked(changed, None, [_changed(changed)]), None, None))
        if sound:
            done.files = tables.finish()
            done.content = tables.content
            done.statistics = tables.statistics
    pack_all(kept for _, _, kept in done.seen if kept)
    done.documents = len(done.seen)
    if done.seen:
        done.first = shard.pieces[0][0].inside(done.seen[0][0].path)
        done.last = shard.pieces[-1][0].inside(done.seen[-1][0].path)
    return done


@lru_cache(maxsize=1)
def _run(_: str) -> Run:
    return Run()


def _changed(path: Path) -> Problem:
    return Problem(code="P001", message="changed while it was exported", path=str(path), line=1)
