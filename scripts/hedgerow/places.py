"""Where a value stands in a JSON file.

Only files with problems are scanned, so that good files do not pay for positions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(r'[ \t\n\r]*(?:([{}\[\],:])|("(?:[^"\\]|\\.)*")|([^\s{}\[\],:"]+))', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A value in the file. `key` is the offset of its key, or of the value in an array."""

    pointer: str
    key: int
    value: int


def scan(raw: str) -> Iterator[Place]:
    """Every value of well-formed JSON in file order, parents first; duplicates are kept."""
    stack: list[tuple[str, int | None]] = []  # pointer, next index (None in an object)
    pointer, key = "", -1
    expects_key = False
    for match in TOKEN.finditer(raw):
        mark, string, _ = match.groups()
        at = match.start(match.lastindex or 0)
        if mark in ("}", "]"):
            stack.pop()
            expects_key = False
        elif mark == ",":
            parent, index = stack[-1]
            expects_key = index is None
            if index is not None:
                stack[-1] = (parent, index + 1)
                pointer, key = f"{parent}/{index + 1}", -1
        elif mark == ":":
            continue
        elif expects_key and string:
            pointer, key = f"{stack[-1][0]}/{escape(json.loads(string))}", at
            expects_key = False
        else:
            yield Place(pointer, at if key < 0 else key, at)
            if mark == "{":
                stack.append((pointer, None))
                expects_key = True
            elif mark == "[":
                stack.append((pointer, 0))
                pointer, key = f"{pointer}/0", -1


def escape(key: str) -> str:
    """A key as a reference token of a JSON Pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def line_column(raw: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1, columns in code points."""
    return raw.count("\n", 0, offset) + 1, offset - raw.rfind("\n", 0, offset)


class Locator:
    """Finds pointers in one file, which is scanned once and no further than is asked for."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._places: dict[str, Place] = {}
        self._scan = scan(raw)

    def find(self, pointer: str) -> tuple[int, int]:
        """Line and column of the value at `pointer`, or of its nearest existing parent."""
        while pointer not in self._places and (place := next(self._scan, None)):
            self._places[place.pointer] = place
        while pointer and pointer not in self._places:
            pointer = pointer.rsplit("/", 1)[0]
        found = self._places.get(pointer)
        return line_column(self._raw, found.key if found else 0)
