"""Documents as lines of files, in shards of a chosen size, all of them or none."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, cast

import orjson

from hedgerow.corpus import STREAMS
from hedgerow.document import Document

MAX_SHARD = 500_000_000  # bytes of JSON
_LINES = STREAMS[:-1]


def write(documents: Iterable[Document], out: Path, max_shard: int = MAX_SHARD) -> list[Path]:
    """Write documents as lines to `out`, which ends in .jsonl, .jsonl.gz or .jsonl.zst: the files.

    With more than `max_shard` bytes of JSON, ``x.jsonl`` becomes ``x-00000-of-00002.jsonl`` and so
    on, as the Hub names shards. The files appear when all is written. Raises OSError where they
    cannot be, ValueError for another ending.
    """
    ending = next((end for end in _LINES if out.name.endswith(end)), None)
    if ending is None:
        raise ValueError(f"{out}: the name must end in {', '.join(_LINES)}")
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        shards: list[Path] = []
        lines = (orjson.dumps(document) + b"\n" for document in documents)
        line = next(lines, b"")
        while line or not shards:
            shards.append(Path(folder, f"{len(shards)}{ending}"))
            size = 0
            with _created(shards[-1]) as file:
                while line and (not size or size + len(line) <= max_shard):
                    file.write(line)
                    size += len(line)
                    line = next(lines, b"")
        stem, count = out.name.removesuffix(ending), len(shards)
        names = [f"{stem}-{i:05d}-of-{count:05d}{ending}" for i in range(count)]
        paths = [out.with_name(name) for name in (names if count > 1 else [out.name])]
        for shard, path in zip(shards, paths, strict=True):
            shard.replace(path)
        return paths


def _created(path: Path) -> IO[bytes]:
    """A new file; packed ones have the same bytes for the same lines, whenever they are written."""
    if path.suffix == ".gz":
        return cast("IO[bytes]", _Gzip(path))
    if path.suffix == ".zst":
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
