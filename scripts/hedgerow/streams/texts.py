"""Plain texts to be annotated: text files, or lines and rows with the keys `id` and `text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.corpus import is_stream
from hedgerow.problems import Problem
from hedgerow.reader import Parsed, parse, placed, read_file, unread
from hedgerow.streams import rows
from hedgerow.streams.lines import Lines

KEYS = ("id", "text")


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its id and its path (see `hedgerow.streams`), or the problems instead."""

    path: Path
    id: str
    text: str
    problems: list[Problem] = field(default_factory=list)


def texts(paths: Iterable[Path]) -> Iterator[Text]:
    """The texts of files and folders in order: .txt, JSONL (also .gz and .zst), Parquet.

    The id of a text file is its stem; a line or row without id has stem and number. Read as
    strictly as documents. In a folder, files of other kinds are passed over.
    """
    for path in paths:
        files = sorted(p for p in path.rglob("*") if _is_texts(p)) if path.is_dir() else [path]
        for file in files:
            yield from _many(file) if is_stream(file.name) else [_one(file)]


def _is_texts(path: Path) -> bool:
    return path.is_file() and (path.suffix == ".txt" or is_stream(path.name))


def _one(path: Path) -> Text:
    read = read_file(path)
    if not read.problems:
        try:
            return Text(path, path.stem, read.data.decode("utf-8"))
        except UnicodeDecodeError as error:
            read = unread(error)
    return Text(path, path.stem, "", placed(read.problems, path, read.raw))


def _many(path: Path) -> Iterator[Text]:
    number = 0
    try:
        for number, data in enumerate(_values(path), 1):
            yield _text(path / str(number), parse(data))
    except (OSError, EOFError, ValueError) as error:
        yield Text(path, "", "", placed(unread(error).problems, path / str(number + 1), ""))


def _values(path: Path) -> Iterator[bytes]:
    if path.suffix == ".parquet":
        yield from rows.rows(path, 0, None, KEYS[1:], KEYS)
        return
    with closing(Lines(path)) as opened:
        yield from (line for _, _, line in opened.read(0, None, 1))


def _text(path: Path, read: Parsed) -> Text:
    value, problems = read.value, read.problems
    if not problems and not (isinstance(value, dict) and isinstance(value.get("text"), str)):
        problems = [Problem(code="S001", message="no text: the key text must hold a string")]
    if problems:
        return Text(path, "", "", placed(problems, path, read.raw))
    stem = path.parent.name.split(".")[0]
    return Text(path, str(value.get("id") or f"{stem}-{path.name}"), value["text"])
