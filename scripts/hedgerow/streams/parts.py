"""Where documents stand: stretches of files, small enough to be held and sent to a process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from hedgerow.corpus import STREAMS, files, is_stream
from hedgerow.stores import in_store, stamp
from hedgerow.streams import lines, rows

SIZE = 2**22
FILES = 128  # in a part, which share one folder


@dataclass(frozen=True, slots=True)
class Kind:
    """What is looked for: files in folders by their endings, tables by columns that they need.

    Without columns, those of documents are needed.
    """

    endings: tuple[str, ...]
    columns: tuple[str, ...] = ()


DOCUMENTS = Kind((".json", *STREAMS))


@dataclass(frozen=True, slots=True)
class Part:
    """Documents that stand together: whole files, or lines or rows of one file.

    Of lines, `start` and `end` are offsets in the unpacked file, and `first` is the number of the
    first line. Of rows, they are numbers of rows from 0, and `first` is `start` + 1. `stamps` are
    size and time of change of the files: a part is no longer what it was where they differ. `size`
    is the number of bytes of its documents, for rows as Parquet counts them.
    """

    files: tuple[str, ...]
    size: int
    stamps: tuple[tuple[int, int], ...]
    start: int = 0
    end: int | None = None
    first: int = 0

    def changed(self) -> Path | None:
        """A file that is no longer what it was, if there is one."""
        pairs = zip(self.files, self.stamps, strict=True)
        return next((Path(file) for file, stamp in pairs if _stamp(file) != stamp), None)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files."""
        return tuple(map(Path, self.files))

    @property
    def folder(self) -> Path:
        """The folder of its documents' paths: the file, where that holds many."""
        file = Path(self.files[0])
        return file if self.first else file.parent


def parts(paths: Iterable[Path], size: int = SIZE, kind: Kind = DOCUMENTS) -> Iterator[Part]:
    """The documents of files and folders in order, in parts of about `size` bytes.

    A part is larger only where one document is. A file that cannot be read is a part by itself,
    so that whoever reads it says so.
    """
    some: list[str] = []  # of one folder
    stamps: list[tuple[int, int]] = []
    above, total = "", 0
    for file in files(paths, kind.endings):
        stamp, folder, many = _stamp(file), file.rpartition(os.sep)[0], is_stream(file)
        full = many or folder != above or len(some) >= FILES or total + stamp[0] > size
        if some and full:
            yield Part(tuple(some), total, tuple(stamps))
            some, stamps, total = [], [], 0
        if many:
            yield from _stretches(file, stamp, size, kind)
            continue
        some.append(file)
        stamps.append(stamp)
        above, total = folder, total + stamp[0]
    if some:
        yield Part(tuple(some), total, tuple(stamps))


def size(paths: Iterable[Path], kind: Kind = DOCUMENTS) -> int | None:
    """The bytes of all documents, as parts count them; None where a file is packed."""
    total = 0
    for file in files(paths, kind.endings):
        if file.endswith((".gz", ".zst")):
            return None
        try:
            table = file.endswith(".parquet")
            found = rows.groups(Path(file), kind.columns) if table else [_stamp(file)[::-1]]
        except OSError:
            continue
        total += sum(weight for _, weight in found)
    return total


def _stamp(file: str) -> tuple[int, int]:
    try:
        found = os.stat(file)  # noqa: PTH116 - a path takes as long again
    except (OSError, ValueError):
        return _stored_stamp(file)
    return found.st_size, found.st_mtime_ns


def _stored_stamp(file: str) -> tuple[int, int]:
    try:
        return stamp(Path(file)) if in_store(file) else (0, 0)
    except (OSError, ValueError):
        return 0, 0


def _stretches(file: str, stamp: tuple[int, int], size: int, kind: Kind) -> Iterator[Part]:
    """A file of many documents in parts."""
    path, table = Path(file), file.endswith(".parquet")
    last = (0, 1, 0)
    try:
        for cut in _rows_cut(path, size, kind) if table else _lines_cut(path, size):
            yield Part((file,), cut[2], (stamp,), last[0], cut[0], last[1])
            last = cut
    except (OSError, EOFError, ValueError):  # whoever reads the rest meets the same error
        yield Part((file,), 0, (stamp,), last[0], None, last[1])


# Where a part ends, the number of the line or row behind it, and the bytes of its documents.
_Cut = tuple[int, int, int]


def _lines_cut(path: Path, size: int) -> Iterator[_Cut]:
    with closing(lines.Lines(path)) as opened:
        start = at = 0
        number = 0
        for at, number, _ in opened.read(0, None, 1):
            if at - start >= size:
                yield at, number + 1, at - start
                start = at
        if at > start:
            yield at, number + 1, at - start


def _rows_cut(path: Path, size: int, kind: Kind) -> Iterator[_Cut]:
    at = 0
    for count, weight in rows.groups(path, kind.columns):
        each = max(1, size * count // max(1, weight))
        edges = [*range(at, at + count, each), at + count]
        for start, end in pairwise(edges):
            yield end, end + 1, weight * (end - start) // count
        at += count
