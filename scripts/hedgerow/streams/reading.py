"""Documents one at a time, as `reader` gives them: bytes, or the problem that prevents reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.corpus import is_stream
from hedgerow.reader import Parsed, read_file, unread
from hedgerow.streams import rows
from hedgerow.streams.lines import Lines
from hedgerow.streams.parts import Part, parts

Read = tuple[Path, Parsed]


def documents(paths: Iterable[Path]) -> Iterator[Read]:
    """Every document below files and folders, in order, with its path."""
    for part in parts(paths):
        yield from read(part)


def read(part: Part) -> Iterator[Read]:
    """The documents of a part. What a damaged file still holds comes before its problem."""
    if not part.first:
        for path in part.paths:
            yield path, read_file(path)
        return
    path, number = part.paths[0], part.first
    try:
        for data in _within(path, part.start, part.end, part.first):
            yield path / str(number), Parsed(data, None, [])
            number += 1
    except (OSError, EOFError, ValueError) as error:
        yield path / str(number), unread(error)


def again(path: Path) -> Parsed:
    """One document of a file of many, looked for from the beginning of the file."""
    file, number = path.parent, int(path.name) if path.name.isdecimal() else 0
    try:
        if is_stream(file.name) and number:
            if file.suffix == ".parquet":
                found = _within(file, number - 1, number, number)
            else:
                found = (line for _, n, line in _lines(file).read(0, None, 1) if n == number)
            for data in found:
                return Parsed(data, None, [])
        return unread(FileNotFoundError(2, "No such file or directory"))
    except (OSError, EOFError, ValueError) as error:
        return unread(error)


def _within(path: Path, start: int, end: int | None, first: int) -> Iterator[bytes]:
    if path.suffix == ".parquet":
        return rows.rows(path, start, end)
    return (line for _, _, line in _lines(path).read(start, end, first))


_open: list[Lines] = []


def _lines(path: Path) -> Lines:
    """The file, left open where the part before ended, since a packed one has no other way on."""
    if _open and _open[0].path != path:
        _open.pop().close()
    if not _open:
        _open.append(Lines(path))
    return _open[0]
