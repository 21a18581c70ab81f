"""Lines of JSONL files, packed or not, without ever holding more than one document."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from hedgerow.plain import MAX_BYTES, open_plain

Line = tuple[int, int, bytes]
"""Where the line behind begins in the unpacked file; the number, from 1, and bytes of the line."""


def open_lines(path: Path) -> IO[bytes]:
    """The unpacked bytes of a plain file.

    Raises OSError for links, pipes and what cannot be read.
    """
    file = os.fdopen(open_plain(str(path), os.O_RDONLY), "rb", 2**18)
    if path.suffix == ".gz":
        import gzip

        unpacked: Any = gzip.GzipFile(fileobj=file)
        unpacked.myfileobj = file  # so that it is closed too
        return unpacked  # type: ignore[no-any-return]
    if path.suffix == ".zst":
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(file, "zstd"), 2**20)
    return file


class Lines:
    """The lines of a file from any place on; going forward, a packed file is unpacked once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = open_lines(path)
        self._at = 0

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, start: int, end: int | None, first: int) -> Iterator[Line]:
        """The lines that begin in ``[start, end)``; number `first` begins at `start`.

        Of a line longer than a document may be, one byte more than that is given, so that the
        reader refuses it. Raises OSError or EOFError where the file is damaged.
        """
        self._move(start)
        number = first
        while end is None or self._at < end:
            line = self._file.readline(MAX_BYTES + 2)
            self._at += len(line)
            if not line:
                return
            if not line.endswith(b"\n") and len(line) > MAX_BYTES:
                self._pass_over()
            yield self._at, number, line.rstrip(b"\n")[: MAX_BYTES + 1]
            number += 1

    def _move(self, start: int) -> None:
        if start < self._at:
            self._file.close()
            self._file, self._at = open_lines(self.path), 0
        if self.path.suffix in (".gz", ".zst"):
            while self._at < start and (some := self._file.read(min(2**20, start - self._at))):
                self._at += len(some)
        elif start != self._at:
            self._file.seek(start)
        self._at = start

    def _pass_over(self) -> None:
        """The rest of a line that is too long."""
        while more := self._file.readline(2**20):
            self._at += len(more)
            if more.endswith(b"\n"):
                return
