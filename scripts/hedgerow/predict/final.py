"""Predicted documents in their last form: a corpus, or files of lines or rows in shards.

``news.jsonl.zst`` is one file, or ``news-00000-of-00003.jsonl.zst`` and so on; the probabilities of
their records lie beside them in the same manner, as ``news.probabilities.jsonl.zst``, and the last
that is written is ``news.manifest.json`` with their checksums (see `hedgerow.export.manifest`). A
corpus has ``manifest.json``. Both may go to a store (see `hedgerow.stores`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from glob import escape
from itertools import chain
from pathlib import Path
from typing import Any

import orjson

from hedgerow import stores
from hedgerow.corpus import MANIFEST, PROBABILITIES, STREAMS
from hedgerow.document import Document
from hedgerow.export import manifest
from hedgerow.export.engines import Engine
from hedgerow.export.in_store import InStore
from hedgerow.export.manifest import Entry
from hedgerow.export.shard import Shard
from hedgerow.export.tables import File, checksum
from hedgerow.export.unfinished import Unfinished, link
from hedgerow.plain import read_bytes
from hedgerow.predict.corpus import Corpus, OutputError, lines
from hedgerow.predict.joined import Changes
from hedgerow.predict.shard import ENDING, read
from hedgerow.stores import in_store, there, url
from hedgerow.streams.writing import NewLines, named, shard_name

_FOLDER = "final"
_CHANGES = ".changes"
_NUMBERED = f"-{'[0-9]' * 5}-of-{'[0-9]' * 5}"
DOCUMENTS = "documents"
Row = tuple[dict[str, Any], dict[str, float]]
Finished = tuple[Shard, Entry]
"""A finished shard, and what the manifest says of it, but for its files."""


def note(changes: Changes, shard: Shard, folder: Path) -> None:
    """Keep what must be changed in a finished shard, beside it."""
    data = orjson.dumps([list(changes.ids.items()), changes.entities])
    _save(folder / f"{shard.name}{_CHANGES}", data)


def _save(path: Path, data: bytes) -> None:
    if in_store(path):
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


def corpus(
    shards: list[Finished], unfinished: Unfinished | InStore, split: str, counts: Mapping[str, int]
) -> None:
    """The finished shards as a corpus of one split, which takes its place."""
    home, folder = f"annotations/{split}", unfinished.folder
    with unfinished.replaced() as new:
        with Corpus(new, home) as written:
            for document, probabilities in chain.from_iterable(_rows(s, folder) for s, _ in shards):
                written.add(Document.from_dict(document), probabilities)
        entries = (
            replace(said, split=split, files=_sums(new, _places(shard, folder, home)))
            for shard, said in shards
        )
        others = _sums(new, (f"{PROBABILITIES}.jsonl", "seeds/index.json"))
        with (new / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(manifest.text(entries, counts, others))


def _places(shard: Shard, folder: Path, home: str) -> Iterator[str]:
    """The files of a corpus that the documents of a shard have become."""
    for document, _ in _rows(shard, folder):
        yield f"{home}/{document['id']}.json"
        yield document["source"]["path"]


def _sums(folder: Path, paths: Iterable[str]) -> dict[str, File]:
    """What the manifest says of files that are no tables."""
    return {path: File(0, 0, *checksum(folder / path)) for path in paths}


def ending_of(out: Path) -> str | None:
    """How the name of a file of many documents ends; None for that of a folder."""
    return next((end for end in STREAMS if out.name.endswith(end)), None)


def _stems(out: Path, ending: str) -> dict[str, str]:
    """What the names of documents and of probabilities begin with."""
    stem = out.name.removesuffix(ending)
    return {DOCUMENTS: stem, PROBABILITIES: f"{stem}.{PROBABILITIES}"}


def _manifest(out: Path, ending: str) -> Path:
    return out.with_name(f"{out.name.removesuffix(ending)}.{MANIFEST}")


def refuse_existing(out: Path, ending: str) -> None:
    """Raise OutputError if there are files of that name."""
    for stem in _stems(out, ending).values():
        pattern, alone = escape(stem) + _NUMBERED + ending, out.with_name(stem + ending)
        many = stores.matching(out.parent, pattern) if in_store(out) else out.parent.glob(pattern)
        for path in (alone, *many):
            _refuse(path)
    _refuse(_manifest(out, ending))


def _refuse(path: Path) -> None:
    if there(path):
        raise OutputError(f"{url(path)} exists and is never overwritten: name another --out")


def files(
    shards: list[Finished],
    folder: Path,
    out: Path,
    ending: str,
    counts: Mapping[str, int],
    engine: Engine,
) -> None:
    """The finished shards in `folder` as files named by `out`, and their manifest.

    Raises OutputError where another file has the name of one of them.
    """
    if in_store(folder):
        stores.remove(folder / _FOLDER)
    else:
        shutil.rmtree(folder / _FOLDER, ignore_errors=True)
    work = partial(write, folder=folder, ending=ending)
    written = list(engine(work, [shard for shard, _ in shards]))
    stems, entries = _stems(out, ending), []
    for number, ((shard, said), made) in enumerate(zip(shards, written, strict=True)):
        names = {kind: shard_name(stems[kind], number, len(shards), ending) for kind in made}
        for kind in reversed(made):
            path = folder / _FOLDER / kind / f"{shard.name}{ending}"
            _put(path, out.with_name(names[kind]))
        entries.append(replace(said, files={names[kind]: file for kind, file in made.items()}))
    path = folder / _FOLDER / MANIFEST
    _save(path, "".join(manifest.text(entries, counts)).encode())
    _put(path, _manifest(out, ending))


def _put(made: Path, path: Path) -> None:
    """The file in its place, where a run that was killed may have put it already."""
    store = in_store(path)
    if not there(path):
        with named(path):
            (stores.copy if store else link)(made, path)
    elif len({(stores.checksum if store else checksum)(file) for file in (made, path)}) > 1:
        _refuse(path)


def write(shard: Shard, folder: Path, ending: str) -> dict[str, File]:
    """The documents and the probabilities of a finished shard, each as a file in `folder`."""
    with stores.written(folder / _FOLDER) as target:
        kinds = (DOCUMENTS, PROBABILITIES)
        made = {kind: target / kind / f"{shard.name}{ending}" for kind in kinds}
        for path in made.values():
            path.parent.mkdir(parents=True, exist_ok=True)
        fill = _as_tables if ending == ".parquet" else _as_lines
        counts = zip(made, fill(_rows(shard, folder), *made.values()), strict=True)
        return {kind: File(count, 0, *checksum(made[kind])) for kind, count in counts}


def _as_lines(rows: Iterable[Row], documents: Path, probabilities: Path) -> tuple[int, int]:
    """Write files of lines: how many there are in each."""
    count = of_records = 0
    with NewLines(documents) as new, NewLines(probabilities) as known:
        for document, found in rows:
            new.write(orjson.dumps(document))
            for line in lines(document["id"], found):
                known.write(orjson.dumps(line))
                of_records += 1
            count += 1
        new.finish()
        known.finish()
    return count, of_records


def _as_tables(rows: Iterable[Row], documents: Path, probabilities: Path) -> tuple[int, int]:
    """Write files of rows: how many there are in each."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from hedgerow.export.documents import new_rows

    count = 0
    known: list[dict[str, str | float]] = []
    with new_rows(documents) as take:
        for document, found in rows:
            take(orjson.dumps(document))
            known += lines(document["id"], found)
            count += 1
    schema = pa.schema({"id": pa.string(), "probability": pa.float64()})
    with named(probabilities):
        pq.write_table(pa.Table.from_pylist(known, schema), probabilities, compression="zstd")
    return count, len(known)
