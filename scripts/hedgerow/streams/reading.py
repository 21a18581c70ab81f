"""Documents one at a time, as `reader` gives them: bytes, or the problem that prevents reading."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator, Sequence
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


def read(
    part: Part, needed: Sequence[str] | None = None, wanted: Sequence[str] | None = None
) -> Iterator[Read]:
    """The documents of a part. What a damaged file still holds comes before its problem.

    `needed` and `wanted` are columns of Parquet, see `rows.rows`.
    """
    if not part.first:
        for file in part.files:
            yield Path(file), read_file(file)
        return
    path, number = Path(part.files[0]), part.first
    try:
        for data in _within(part, needed, wanted):
            yield path / str(number), Parsed(data, None, [])
            number += 1
    except (OSError, EOFError, ValueError) as error:
        yield path / str(number), unread(error)


def again(path: Path) -> Parsed:
    """One document of a file of many; lines are quick to find in the order of their numbers."""
    file, number = path.parent, int(path.name) if path.name.isdecimal() else 0
    try:
        if is_stream(file.name) and number:
            found = _row(file, number) if file.suffix == ".parquet" else _line(file, number)
            if found is not None:
                return Parsed(found, None, [])
        return unread(FileNotFoundError(2, "No such file or directory"))
    except (OSError, EOFError, ValueError) as error:
        return unread(error)


def _row(file: Path, number: int) -> bytes | None:
    return next(rows.rows(file, number - 1, number), None)


_passed: dict[Path, tuple[int, int]] = {}  # where the last line that was found begins


def _line(file: Path, number: int) -> bytes | None:
    first, start = _passed.get(file, (1, 0))
    if number < first:
        first, start = 1, 0
    for behind, here, line in _lines(file).read(start, None, first):
        if here == number:
            _passed.clear()
            _passed[file] = here, start
            return line
        start = behind
    return None


def _within(
    part: Part, needed: Sequence[str] | None, wanted: Sequence[str] | None
) -> Iterator[bytes]:
    path = Path(part.files[0])
    if path.suffix == ".parquet":
        return rows.rows(path, part.start, part.end, needed, wanted)
    return (line for _, _, line in _lines(path).read(part.start, part.end, part.first))


_open: list[Lines] = []


def _lines(path: Path) -> Lines:
    """The file, left open where the part before ended, since a packed one has no other way on."""
    if _open and _open[0].path != path:
        _open.pop().close()
    if not _open:
        _open.append(Lines(path))
    return _open[0]


@atexit.register
def _close() -> None:
    """Leave no file open when the process ends."""
    while _open:
        _open.pop().close()
