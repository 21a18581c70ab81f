"""Texts from anywhere to predicted documents in their place, by way of finished shards.

A shard is annotated by whichever process or machine; finished ones wait beside the place of the
result, and a run that was stopped goes on from them (see `hedgerow.export.unfinished`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from hedgerow.corpus import SPLITS
from hedgerow.export.engines import Engine, Work, each, here
from hedgerow.export.in_store import InStore
from hedgerow.export.manifest import Entry
from hedgerow.export.shard import Shard, plan
from hedgerow.export.sources import Source
from hedgerow.export.unfinished import Unfinished
from hedgerow.folders import mend
from hedgerow.predict import final
from hedgerow.predict.corpus import OutputError, refuse_foreign
from hedgerow.predict.final import DOCUMENTS, Finished
from hedgerow.predict.joined import Joined
from hedgerow.predict.shard import MAX_SIZE, Job, annotate
from hedgerow.predict.texts import Columns
from hedgerow.problems import Problem
from hedgerow.stores import in_store


@dataclass(slots=True)
class Result:
    """What a run did.

    Texts that cannot be read are left out. `renamed` documents had the id of one before them;
    `marked` files began with a byte order mark. `foreign` texts are hardly English.
    """

    documents: int = 0
    sentences: int = 0
    left_out: int = 0
    renamed: int = 0
    marked: int = 0
    foreign: list[str] = field(default_factory=list)


class Texts(Source):
    """Where texts are, wherever they lie, in one order."""

    def split(self, path: Path) -> str:
        """One for all."""
        return self.otherwise


Report = Callable[[list[Problem]], None]


def sources(roots: Iterable[Path], columns: Columns) -> list[Texts]:
    """Files of texts, folders of them, corpora."""
    return [Texts(root, DOCUMENTS, columns.kind) for root in roots]


def run(
    roots: Iterable[Path],
    out: Path,
    job: Job,
    split: str = SPLITS[0],
    *,
    max_size: int = MAX_SIZE,
    engine: Engine = here,
    writers: Engine | None = None,
    report: Report = lambda problems: None,
    progress: Callable[[int, int], None] = lambda documents, size: None,
) -> Result:
    """Annotate texts; `out` is a folder for a corpus, or the name of a file of many documents.

    What cannot be read is left out, and `report` sees its problems. Raises OutputError if there is
    no text or no place for the result, ExportError if another run is writing there, OSError where
    a file cannot be written. The result does not depend on the engine; `writers` is the one that
    writes the files, if that is another.
    """
    roots = list(roots)
    ending = final.ending_of(out)
    with _place(out, ending) as unfinished:
        folder = unfinished.folder
        if ending and not unfinished.finished():
            final.refuse_existing(out, ending)
        told = _Told(progress)
        make = partial(annotate, job=job, step=told.text if engine is here else None)
        work = partial(unfinished.finish, folder=folder, made=job.made, make=make)
        shards = plan(sources(roots, job.columns), max_size)
        result = Result()
        kept = list(_joined(engine, work, shards, folder, result, report, told))
        if not result.documents and not result.left_out:
            raise OutputError(f"{', '.join(map(str, roots))} has no text")
        counts = {"documents": result.documents, "left_out": result.left_out}
        if kept and ending is None:
            final.corpus(kept, unfinished, split, counts)
        elif kept and ending:
            final.files(kept, folder, out, ending, counts, writers or engine)
        unfinished.remove()
    return result


class _Told:
    """Progress text by text where this process does the work, else shard by shard."""

    def __init__(self, progress: Callable[[int, int], None]) -> None:
        self._progress = progress
        self._documents = self._size = 0  # of the shard under way

    def text(self, size: int) -> None:
        """A text is annotated."""
        self._documents += 1
        self._size += size
        self._progress(1, size)

    def shard(self, documents: int, size: int) -> None:
        """A shard of so many documents and bytes is finished."""
        self._progress(documents - self._documents, size - self._size)
        self._documents = self._size = 0


def _place(out: Path, ending: str | None) -> Unfinished | InStore:
    """Where the result is put together. Raises OutputError where it cannot be put."""
    if in_store(out):
        return InStore(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    mend(out)
    if ending is None:
        refuse_foreign(out)
    return Unfinished(out)


def _joined(
    engine: Engine,
    work: Work,
    shards: Iterable[Shard],
    folder: Path,
    result: Result,
    report: Report,
    told: _Told,
) -> Iterator[Finished]:
    """The shards that have documents, each when what must be changed in it is known."""
    joined = Joined()
    for shard, done in each(engine, work, shards):
        changes = joined.add(done.ids, done.spellings)
        result.documents += len(done.ids)
        result.sentences += done.sentences
        result.left_out += done.left_out
        result.marked += done.marked
        result.foreign += done.foreign
        result.renamed += len(changes.ids)
        report(done.problems)
        told.shard(len(done.ids), shard.size)
        if done.ids:
            final.note(changes, shard, folder)
            said = Entry(len(done.ids), done.first, done.last, done.content)
            yield Shard(shard.split, shard.number, ()), said
