"""Reading files of other tools: plain files, one record at a time, every failure a problem."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import orjson

from hedgerow.formats.base import Report
from hedgerow.plain import MAX_BYTES, open_plain, read_bytes
from hedgerow.stores import in_store, names

MAX_LINE = MAX_BYTES
_CHUNK = 1 << 20


def text_of(path: Path, report: Report) -> str | None:
    """A whole text file, strictly UTF-8 and unchanged; None, with a problem, where it cannot be."""
    try:
        data = read_bytes(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.wrong(f"cannot be read: {reason}", path)
        return None
    if len(data) > MAX_BYTES:
        report.wrong(f"larger than {MAX_BYTES} bytes", path)
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        report.wrong("the file begins with a byte order mark", path, 1, 1)
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.wrong(f"byte 0x{data[error.start]:02x} is not UTF-8", path, line)
        return None


def found_in(path: Path, *endings: str) -> list[Path]:
    """The file itself, or the files of a folder with one of the endings, sorted; none hidden.

    They may lie in a store.
    """
    if in_store(path):
        inside = list(map(Path, names(path)))
    else:
        inside = [file.relative_to(path) for file in path.rglob("*")]
    if not inside and not path.is_dir():
        return [path]
    return sorted(
        path / file
        for file in inside
        if file.name.endswith(endings) and not any(part.startswith(".") for part in file.parts)
    )


def json_lines(path: Path, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSONL file with their line numbers; broken lines are problems."""
    file = opened(path, report)
    if file is None:
        return
    with file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                report.wrong(f"a line is longer than {MAX_LINE} bytes", path, number)
                return
            if line.strip():
                value = _loaded(line.strip(), path, number, report)
                if value is not None:
                    yield number, value


def json_array(path: Path, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON array with the lines they begin in, one in memory at a time.

    A single object stands for an array of one.
    """
    file = opened(path, report)
    if file is None:
        return
    with io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        try:
            yield from _Array(text, path, report).items()
        except UnicodeDecodeError:
            report.wrong("the file is not UTF-8", path)


def opened(path: Path, report: Report) -> BinaryIO | None:
    """The file, open; None, with a problem, for what is no plain file."""
    try:
        return open(path, "rb", opener=open_plain)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report.wrong(f"cannot be read: {reason}", path)
        return None


def _loaded(raw: bytes | str, path: Path, line: int, report: Report) -> dict[str, Any] | None:
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        report.wrong(f"not JSON: {error.msg}", path, line + error.lineno - 1, error.colno)
        return None
    if not isinstance(value, dict):
        report.wrong("no JSON object", path, line)
        return None
    return value


class _Array:
    """Cuts a JSON array into its items without parsing it as a whole."""

    def __init__(self, file: TextIO, path: Path, report: Report) -> None:
        self._text = file
        self._path = path
        self._report = report
        self._buffer = ""
        self._line = 1
        self._decoder = json.JSONDecoder(strict=False)

    def items(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every item that is an object."""
        if not self._skip():
            self._report.wrong("the file is empty", self._path)
            return
        single = self._buffer[0] != "["
        if not single:
            self._take(1)
            if self._skip() and self._buffer[0] == "]":
                return self._behind()
        while True:
            raw = self._item()
            if raw is None:
                return None
            value = _loaded(raw, self._path, self._line, self._report)
            if value is not None:
                yield self._line, value
            self._take(len(raw))
            if single:
                return self._behind(taken=True)
            mark = self._buffer[0] if self._skip() else ""
            if mark not in (",", "]"):
                self._report.wrong("not JSON: , or ] is missing", self._path, self._line)
                return None
            if mark == "]":
                return self._behind()
            self._take(1)
            self._skip()

    def _behind(self, taken: bool = False) -> None:
        """Nothing but white space may follow."""
        if not taken:
            self._take(1)
        if self._skip():
            self._report.wrong("not JSON: more behind its end", self._path, self._line)

    def _take(self, count: int) -> None:
        self._line += self._buffer.count("\n", 0, count)
        self._buffer = self._buffer[count:]

    def _skip(self) -> bool:
        """Skip white space; whether anything follows."""
        while True:
            rest = self._buffer.lstrip(" \t\r\n")
            self._take(len(self._buffer) - len(rest))
            if rest:
                return True
            if not self._more(_CHUNK):
                return False

    def _more(self, size: int) -> bool:
        chunk = self._text.read(size)
        self._buffer += chunk
        return bool(chunk)

    def _item(self) -> str | None:
        """The text of the item the buffer begins with; None, with a problem, if it is broken."""
        size = _CHUNK
        while True:
            try:
                _, end = self._decoder.raw_decode(self._buffer)
            except RecursionError:
                message = "nested deeper than any parser follows"
            except ValueError as error:
                message = f"not JSON: {error}"
            else:
                if end < len(self._buffer) or not self._more(1):  # a number may go on
                    return self._buffer[:end]
                continue
            if len(self._buffer) > MAX_LINE or not self._more(size):
                self._report.wrong(message, self._path, self._line)
                return None
            size *= 2


def write_json_lines(values: Iterable[dict[str, Any]], path: Path) -> None:
    """One object a line, in a file that is made with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for value in values:
            file.write(orjson.dumps(value) + b"\n")
