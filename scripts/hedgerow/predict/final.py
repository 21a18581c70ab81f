"""Predicted documents in their last form: a corpus, or files of lines or rows in shards.

``news.jsonl.zst`` is one file, or ``news-00000-of-00003.jsonl.zst`` and so on; the probabilities of
their records lie beside them in the same manner, as ``news.probabilities.jsonl.zst``. Files, but no
corpus, may go to a store (see `hedgerow.stores`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from glob import escape
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from hedgerow import stores
from hedgerow.corpus import PROBABILITIES, STREAMS
from hedgerow.document import Document
from hedgerow.export.engines import Engine
from hedgerow.export.shard import Shard
from hedgerow.export.tables import checksum
from hedgerow.export.unfinished import link
from hedgerow.folders import replace, replacing
from hedgerow.plain import read_bytes
from hedgerow.predict.corpus import Corpus, OutputError, lines
from hedgerow.predict.joined import Changes
from hedgerow.predict.shard import ENDING, read
from hedgerow.stores import in_store, url
from hedgerow.streams.writing import NewLines, named, shard_name

_FOLDER = "final"
_CHANGES = ".changes"
_NUMBERED = f"-{'[0-9]' * 5}-of-{'[0-9]' * 5}"
DOCUMENTS = "documents"
Row = tuple[dict[str, Any], dict[str, float]]


def note(changes: Changes, shard: Shard, folder: Path) -> None:
    """Keep what must be changed in a finished shard, beside it."""
    path = folder / f"{shard.name}{_CHANGES}"
    data = orjson.dumps([list(changes.ids.items()), changes.entities])
    if in_store(folder):
        stores.write(path, data)
        return
    with named(path):
        path.write_bytes(data)


def _rows(shard: Shard, folder: Path) -> Iterator[Row]:
    """The documents of a finished shard, changed, with their probabilities."""
    ids, entities = orjson.loads(read_bytes(folder / f"{shard.name}{_CHANGES}"))
    changes = Changes(dict(ids), entities)
    for number, (document, probabilities) in enumerate(read(folder / f"{shard.name}{ENDING}")):
        changes.apply(number, document)
        yield document, probabilities


def corpus(shards: Iterable[Shard], folder: Path, out: Path, home: str) -> None:
    """The finished shards in `folder` as a corpus, which takes the place of `out`."""
    found = (_rows(shard, folder) for shard in shards)
    with replacing(out) as new:
        with named(out), Corpus(new, home) as written:
            for document, probabilities in chain.from_iterable(found):
                written.add(Document.from_dict(document), probabilities)
        replace(new, out)


def ending_of(out: Path) -> str | None:
    """How the name of a file of many documents ends; None for that of a folder."""
    return next((end for end in STREAMS if out.name.endswith(end)), None)


def _stems(out: Path, ending: str) -> dict[str, str]:
    """What the names of documents and of probabilities begin with."""
    stem = out.name.removesuffix(ending)
    return {DOCUMENTS: stem, PROBABILITIES: f"{stem}.{PROBABILITIES}"}


def refuse_existing(out: Path, ending: str) -> None:
    """Raise OutputError if there are files of that name."""
    for stem in _stems(out, ending).values():
        pattern, alone = escape(stem) + _NUMBERED + ending, out.with_name(stem + ending)
        many = stores.matching(out.parent, pattern) if in_store(out) else out.parent.glob(pattern)
        for path in (alone, *many):
            if _there(path):
                raise OutputError(
                    f"{url(path)} exists and is never overwritten: name another --out"
                )


def files(shards: list[Shard], folder: Path, out: Path, ending: str, engine: Engine) -> list[Path]:
    """The finished shards in `folder` as files named by `out`: the files of documents.

    Raises OutputError where another file has the name of one of them.
    """
    if in_store(folder):
        stores.remove(folder / _FOLDER)
    else:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)
    for _ in engine(partial(write, folder=folder, ending=ending), shards):
        pass
    found: list[Path] = []
    for kind, stem in reversed(_stems(out, ending).items()):
        found = []
        for number, shard in enumerate(shards):
            made = folder / _FOLDER / kind / f"{shard.name}{ending}"
            found.append(out.with_name(shard_name(stem, number, len(shards), ending)))
            _put(made, found[-1])
    return found


def _put(made: Path, path: Path) -> None:
    """The file in its place, where a run that was killed may have put it already."""
    store = in_store(path)
    if not _there(path):
        with named(path):
            (stores.copy if store else link)(made, path)
    elif len({(stores.checksum if store else checksum)(file) for file in (made, path)}) > 1:
        raise OutputError(f"{url(path)} exists and is never overwritten: name another --out")


def _there(path: Path) -> bool:
    return stores.exists(path) if in_store(path) else path.exists()


def write(shard: Shard, folder: Path, ending: str) -> None:
    """The documents and the probabilities of a finished shard in `folder`, each as a file there."""
    if not in_store(folder):
        _write(shard, folder, folder / _FOLDER, ending)
        return
    with TemporaryDirectory(prefix="hedgerow-shard-") as temporary:
        _write(shard, folder, Path(temporary), ending)
        for kind in (DOCUMENTS, PROBABILITIES):
            name = f"{kind}/{shard.name}{ending}"
            stores.put(Path(temporary, name), folder / _FOLDER / name)


def _write(shard: Shard, folder: Path, target: Path, ending: str) -> None:
    made = [target / kind for kind in (DOCUMENTS, PROBABILITIES)]
    for path in made:
        path.mkdir(parents=True, exist_ok=True)
    places = [path / f"{shard.name}{ending}" for path in made]
    (_as_tables if ending == ".parquet" else _as_lines)(_rows(shard, folder), *places)


def _as_lines(rows: Iterable[Row], documents: Path, probabilities: Path) -> None:
    with NewLines(documents) as new, NewLines(probabilities) as known:
        for document, found in rows:
            new.write(orjson.dumps(document))
            for line in lines(document["id"], found):
                known.write(orjson.dumps(line))
        new.finish()
        known.finish()


def _as_tables(rows: Iterable[Row], documents: Path, probabilities: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from hedgerow.export.documents import new_rows

    known: list[dict[str, str | float]] = []
    with new_rows(documents) as take:
        for document, found in rows:
            take(orjson.dumps(document))
            known += lines(document["id"], found)
    schema = pa.schema({"id": pa.string(), "probability": pa.float64()})
    with named(probabilities):
        pq.write_table(pa.Table.from_pylist(known, schema), probabilities, compression="zstd")
