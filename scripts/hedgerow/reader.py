"""Bytes to JSON value, strict where parsers are lax. Nothing is repaired.

``orjson`` parses; the standard library, five times slower, only says what is wrong with a file
that ``orjson`` refuses or that may have a duplicate key, which no fast parser reports.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from hedgerow.corpus import shown
from hedgerow.places import Locator, line_column, scan
from hedgerow.plain import MAX_BYTES, read_bytes
from hedgerow.problems import Problem
from hedgerow.syntax import explain

MAX_DEPTH = 64
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(slots=True)
class Parsed:
    """What reading a file gave: the value, or the problems that prevent one; and the bytes."""

    data: bytes
    value: Any
    problems: list[Problem]

    @property
    def raw(self) -> str:
        """The bytes as text, as far as they are UTF-8: what positions in the file count in."""
        return self.data.decode("utf-8", "ignore")


class _RefusedError(Exception):
    """Raised while parsing, where only a scan can tell the place."""

    def __init__(self, code: str) -> None:
        self.code = code


def parse_file(path: Path) -> Parsed:
    """Read and parse one file; every failure is a Problem with a place, never an exception."""
    read = read_file(path)
    return read if read.problems else parse(read.data)


def read_file(path: Path | str) -> Parsed:
    """The bytes of a file, not yet parsed, or the problem that prevents reading it.

    The path may be that of a document in a file of many, see `hedgerow.streams`.
    """
    try:
        return Parsed(read_bytes(path), None, [])
    except NotADirectoryError:
        from hedgerow.streams import again

        return again(Path(path))
    except (OSError, ValueError) as error:
        return unread(error)


def unread(error: Exception) -> Parsed:
    """What stands for a document that could not be read."""
    reason = getattr(error, "strerror", None) or str(error)
    return _failed("", "P001", f"cannot be read: {reason}")


def placed(problems: list[Problem], path: Path, raw: str) -> list[Problem]:
    """The problems with the file, line and column that their pointers lead to.

    In a row of Parquet the line is the number of the row, and the pointer has to do.
    """
    locator = Locator(raw)
    file, number = shown(path)
    found = []
    for problem in problems:
        line, column = problem.line, problem.column
        if not line:
            line, column = locator.find(problem.pointer)
        if file.endswith(".parquet"):
            line, column = number, 1
        elif number:
            line += number - 1
        found.append(replace(problem, path=file, line=line, column=column))
    return found


def parse(data: bytes) -> Parsed:
    """Parse the bytes of one document."""
    if len(data) > MAX_BYTES:
        return _failed("", "P011", f"larger than {MAX_BYTES} bytes")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return _parse_strictly(data)
    keys, depth = _measure(value)
    if depth > MAX_DEPTH or _colons(data) != keys:
        return _parse_strictly(data)
    return Parsed(data, value, [])


def _measure(value: Any) -> tuple[int, int]:
    """How many keys all objects in `value` have together, and how deep it is nested."""
    count, depth, level = 0, 0, [value]
    while level:
        depth += 1
        below = []
        for node in level:
            if type(node) is dict:
                count += len(node)
                below += [v for v in node.values() if type(v) is dict or type(v) is list]
            elif type(node) is list:
                below += [v for v in node if type(v) is dict or type(v) is list]
        level = below
    return count, depth


def _colons(data: bytes) -> int:
    """How many keys the bytes write, or -1 where counting quotes before colons cannot tell.

    A quote inside a string is escaped, so an unescaped quote before a colon ends a key.
    """
    quoted = data.count(b'":')
    if quoted != data.count(b":") and any(gap in data for gap in (b" :", b"\n:", b"\t:", b"\r:")):
        return -1
    return quoted - data.count(b'\\":')


def _parse_strictly(data: bytes) -> Parsed:
    """Parse with the standard library, which lets every key and constant be seen."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _failed("", "P004", "the file begins with a byte order mark")
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        message = f"byte 0x{data[error.start]:02x} at byte offset {error.start} is not UTF-8"
        return _failed(good, "P003", message, len(good))
    if not raw.strip():
        return _failed(raw, "P002", "the file is empty")
    try:
        value = json.loads(raw, object_pairs_hook=_object, parse_constant=_constant)
    except _RefusedError as refused:
        return _refused(raw, refused.code)
    except json.JSONDecodeError as error:
        return _not_json(raw, error)
    except RecursionError:
        return _failed(raw, "P009", "nested deeper than any parser follows")
    except ValueError:  # int() refuses more than some thousand digits
        long = re.search(r"\d{1000,}", raw)
        return _failed(raw, "P010", "a number is too long", long.start() if long else 0)
    if _SURROGATE.search(raw):
        problems = list(_surrogates(raw))
        if problems:
            return Parsed(data, None, problems)
    if _measure(value)[1] > MAX_DEPTH:
        return _failed(raw, "P009", f"more than {MAX_DEPTH} levels of nesting")
    return Parsed(data, value, [])


def _not_json(raw: str, error: json.JSONDecodeError) -> Parsed:
    message, offset, suggestion = explain(raw, error)
    problem = _problem(raw, "P005", message, offset)
    return Parsed(raw.encode(), None, [replace(problem, suggestion=suggestion)])


def _failed(raw: str, code: str, message: str, offset: int = 0, pointer: str = "") -> Parsed:
    return Parsed(raw.encode(), None, [_problem(raw, code, message, offset, pointer)])


def _problem(raw: str, code: str, message: str, offset: int, pointer: str = "") -> Problem:
    line, column = line_column(raw, offset)
    return Problem(code=code, message=message, pointer=pointer, line=line, column=column)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _RefusedError("P006")
    return value


def _constant(name: str) -> Any:
    raise _RefusedError("P007")


def _refused(raw: str, code: str) -> Parsed:
    """The places of duplicate keys or constants, which the parser does not tell."""
    try:
        json.loads(raw)
    except json.JSONDecodeError as error:
        return _not_json(raw, error)
    found = _duplicates(raw) if code == "P006" else _constants(raw)
    return Parsed(raw.encode(), None, list(found))


def _duplicates(raw: str) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place in scan(raw):
        if place.pointer in seen:
            first = line_column(raw, seen[place.pointer])[0]
            key = place.pointer.rsplit("/", 1)[-1]
            message = f"key {json.dumps(key)} stands here again, first in line {first}"
            yield _problem(raw, "P006", message, place.key, place.pointer)
        else:
            seen[place.pointer] = place.key


def _constants(raw: str) -> Iterator[Problem]:
    for place in scan(raw):
        match = re.compile(r"NaN|-?Infinity").match(raw, place.value)
        if match:
            message = f"{match.group()} is not JSON"
            yield _problem(raw, "P007", message, place.value, place.pointer)


def _surrogates(raw: str) -> Iterator[Problem]:
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"', raw):
        if not match.group().isascii() or "\\u" in match.group():
            text = json.loads(match.group())
            if any("\ud800" <= char <= "\udfff" for char in text):
                message = "a string holds half of a surrogate pair"
                yield _problem(raw, "P008", message, match.start())
