"""Where an export is put together, and where a stopped one goes on.

Beside ``export/``, or what is predicted, stands ``.export-unfinished/`` with the shards that are
finished, each with a record of what it was made of: the places, sizes and times of its documents,
and the checksums of its files. A shard is taken over if its record says the same as the plan, and
its files are what the record says; else it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar

from hedgerow.export.shard import Shard
from hedgerow.export.sources import ExportError
from hedgerow.export.tables import File, checksum
from hedgerow.folders import replace, replacing
from hedgerow.streams.writing import named

RECORD = ".done"
# A record is a pickle; these are the only things that one may name.
_NAMES = {
    "array": {"_array_reconstructor", "array"},
    "builtins": {"set", "frozenset"},
    "collections": {"Counter"},
    "hedgerow.corpus": {"Folder"},
    "hedgerow.corpus_checks.kept": {"Kept"},
    "hedgerow.corpus_checks.pack": {"Pack"},
    "hedgerow.corpus_checks.words": {"Texts"},
    "hedgerow.document": {"Source"},
    "hedgerow.export.overview": {"Overview"},
    "hedgerow.export.shard": {"Done"},
    "hedgerow.export.tables": {"File"},
    "hedgerow.pipeline": {"Checked"},
    "hedgerow.predict.shard": {"Done"},
    "hedgerow.problems": {"Problem"},
    "hedgerow.statistics": {"Statistics"},
    "hedgerow.summary": {"Digest"},
    "numpy": {"dtype", "ndarray"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "pathlib": {"PosixPath", "WindowsPath"},
    "pathlib._local": {"PosixPath", "WindowsPath"},
}


class Made(Protocol):
    """What becomes of a shard, whatever is made of it."""

    def paths(self, name: str) -> dict[str, File]:
        """The files of the shard that is called `name`, by their paths; none if it failed."""


Done = TypeVar("Done", bound=Made)


def finish(shard: Shard, folder: Path, made: str, make: Callable[[Shard, Path], Done]) -> Done:
    """What became of a shard, now by `make` or in a run before.

    `made` says what decides about the files of a shard besides its documents.
    """
    record = folder / f"{shard.name}{RECORD}"
    said = signature(shard, made)
    done: Done | None = load(record, said)
    if done and _sound(done, shard, folder):
        return done
    record.unlink(missing_ok=True)
    done = make(shard, folder)
    if done.paths(shard.name):
        _save(record, said, done)
    return done


class Unfinished:
    """The folder for an export to `out`, which one process at a time may use.

    Raises ExportError if another one does. Left without a finished shard, it is removed.
    """

    finish = staticmethod(finish)

    def __init__(self, out: Path) -> None:
        self._out = out
        self.folder = out.with_name(f".{out.name}-unfinished")

    def __enter__(self) -> Unfinished:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = (self.folder / "lock").open("wb")
        with suppress(ImportError):  # there is no fcntl on Windows
            import fcntl

            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._lock.close()
                raise ExportError(f"another run is writing {self.folder}") from error
        for left in self.folder.rglob(".*.tmp"):
            left.unlink()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()
        if not self.finished():
            self.remove()

    def finished(self) -> int:
        """How many shards are finished."""
        return sum(1 for _ in self.folder.glob(f"*{RECORD}"))

    @contextmanager
    def replaced(self) -> Iterator[Path]:
        """A folder beside `out`, which takes its place in one step."""
        with named(self._out), replacing(self._out) as folder:
            yield folder
            replace(folder, self._out)
        self.remove()

    def take(self, made: str, folder: Path, name: str) -> None:
        """The file of a finished shard in that folder, under its name."""
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        link(self.folder / made, path)

    def remove(self) -> None:
        """Remove it with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def link(old: Path, new: Path) -> None:
    """The same file a second time, or a copy where the file system has no such thing."""
    try:
        os.link(old, new)
    except OSError:
        temporary = new.with_name(f".{new.name}.tmp")
        shutil.copyfile(old, temporary)
        temporary.replace(new)


def signature(shard: Shard, made: str) -> str:
    """A hash of all that decides what the files of a shard hold."""
    versions = (version("hedgerow"), version("pyarrow"))
    seeds = {_stamps(source.root / "seeds") for source, _ in shard.pieces}
    said = repr((versions, made, shard, sorted(seeds)))
    return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(maxsize=16)
def _stamps(folder: Path) -> str:
    """A hash of names, sizes and times of what is in a folder."""
    digest = hashlib.sha256()
    if folder.is_dir():
        with os.scandir(folder) as entries:
            found = sorted((e.name, e.stat().st_size, e.stat().st_mtime_ns) for e in entries)
        digest.update(repr(found).encode())
    return digest.hexdigest()


def _save(record: Path, signature: str, done: Made) -> None:
    temporary = record.with_name(f".{record.name}.tmp")
    with named(record), temporary.open("wb") as file:
        hashed = _Hashed(file)
        pickle.dump((signature, done), hashed, pickle.HIGHEST_PROTOCOL)
        file.write(hashed.digest.digest())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(record)


class _Hashed:
    """A file that hashes what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self.digest.update(data)
        return self._file.write(data)


def load(record: Path, signature: str) -> Any:
    """What a record says, if it is whole and about the same."""
    with suppress(OSError, pickle.UnpicklingError):
        data = memoryview(record.read_bytes())
        if hashlib.sha256(data[:-32]).digest() == data[-32:]:
            said, done = _Unpickler(BytesIO(data[:-32])).load()
            return done if said == signature else None
    return None


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name not in _NAMES.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is in no record")
        return super().find_class(module, name)


def _sound(done: Made, shard: Shard, folder: Path) -> bool:
    """Whether the files of a record are there with their bytes."""
    for name, file in done.paths(shard.name).items():
        path = folder / name
        if not path.is_file() or checksum(path) != (file.size, file.sha256):
            return False
    return True
