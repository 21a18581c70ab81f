"""Lines of files, and documents as lines, in shards of a chosen size, all of them or none."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, cast

import orjson

from hedgerow.corpus import STREAMS
from hedgerow.document import Document

MAX_SHARD = 500_000_000  # bytes of JSON
_LINES = STREAMS[:-1]


Write = Callable[[bytes], object]


def write(
    documents: Iterable[Document],
    out: Path,
    max_shard: int = MAX_SHARD,
    created: Callable[[Path], AbstractContextManager[Write]] | None = None,
) -> list[Path]:
    """Write documents as lines to `out`, which ends in .jsonl, .jsonl.gz or .jsonl.zst: the files.

    With `created`, which begins a file and gives what takes its lines, `out` may end otherwise.

    With more than `max_shard` bytes of JSON, ``x.jsonl`` becomes ``x-00000-of-00002.jsonl`` and so
    on, as the Hub names shards. The files appear when all is written. Raises OSError where they
    cannot be, ValueError for another ending.
    """
    endings = STREAMS if created else _LINES
    ending = next((end for end in endings if out.name.endswith(end)), None)
    if ending is None:
        raise ValueError(f"{out}: the name must end in {', '.join(endings)}")
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        shards: list[Path] = []
        lines = (orjson.dumps(document) + b"\n" for document in documents)
        line = next(lines, b"")
        while line or not shards:
            shards.append(Path(folder, f"{len(shards)}{ending}"))
            size = 0
            with (created or _lines)(shards[-1]) as take:
                while line and (not size or size + len(line) <= max_shard):
                    take(line)
                    size += len(line)
                    line = next(lines, b"")
        stem, count = out.name.removesuffix(ending), len(shards)
        paths = [out.with_name(shard_name(stem, i, count, ending)) for i in range(count)]
        for shard, path in zip(shards, paths, strict=True):
            shard.replace(path)
        return paths


@contextmanager
def _lines(path: Path) -> Iterator[Write]:
    with _created(path, path.suffix) as file:
        yield file.write


def shard_name(stem: str, number: int, count: int, ending: str) -> str:
    """The name of one of `count` files, as the Hub names shards; of one alone without a number."""
    return f"{stem}-{number:05d}-of-{count:05d}{ending}" if count > 1 else f"{stem}{ending}"


class NewLines:
    """The lines of a new file, packed as its name says.

    It appears by `finish`; left without it, nothing stays. Raises OSError with the path.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._temporary = path.with_name(f".{path.name}.tmp")

    def __enter__(self) -> NewLines:
        with named(self._path):
            self._file = _created(self._temporary, self._path.suffix)
        return self

    def write(self, line: bytes) -> None:
        """Write a line, given without its break."""
        with named(self._path):
            self._file.write(line + b"\n")

    def finish(self) -> None:
        """Put the file in its place."""
        with named(self._path):
            self._file.close()
            with self._temporary.open("rb") as file:
                os.fsync(file.fileno())
            self._temporary.replace(self._path)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # of a disk that is full, which has been said
            self._file.close()
        self._temporary.unlink(missing_ok=True)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Errors of writing name the file, and say in the system's words what is wrong.

    One that names a file already keeps its name.
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise OSError(error.errno, reason, error.filename or str(path)) from error


def _created(path: Path, suffix: str) -> IO[bytes]:
    """A new file; packed ones have the same bytes for the same lines, whenever they are written."""
    if suffix == ".gz":
        return cast("IO[bytes]", _Gzip(path))
    if suffix == ".zst":
        import pyarrow as pa

        return cast("IO[bytes]", pa.output_stream(path, compression="zstd"))
    return path.open("wb")


class _Gzip(gzip.GzipFile):
    """Without name and time of day in its header."""

    def __init__(self, path: Path) -> None:
        self._path = path.open("wb")
        super().__init__("", "wb", 6, self._path, 0)

    def close(self) -> None:
        """Close both."""
        super().close()
        self._path.close()
