"""Data for the scripts of the site: calls in files, since a page from disk may not read others.

A line of a shard is ``hedgerow.add(KIND, KEY, VALUE);``. Lines are gathered until they take
`BUDGET` bytes, then appended to their files, so that memory does not grow with the corpus.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

BUDGET = 4_000_000  # bytes that wait to be written
LIMIT = 250_000  # bytes from which a shard goes on in another file


def script(value: Any) -> str:
    """A value as JavaScript, on one line also for those to whom U+2028 ends one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Shards:
    """Files ``KIND-BUCKET-PART.js`` below a folder; a key always goes to the same bucket."""

    def __init__(self, folder: Path, kind: str, buckets: int = 1, directory: bool = False) -> None:
        self._folder = folder
        self._kind = kind
        self._buckets = buckets
        self._directory = directory
        self._waiting: dict[int, list[tuple[str, bytes]]] = defaultdict(list)
        self._size = 0
        self._part: Counter[int] = Counter()
        self._written: Counter[int] = Counter()  # bytes of the last part
        self.places: dict[str, dict[str, int]] = defaultdict(Counter)
        """For every key, in which files its lines are, and how many in each, if that is asked."""

    def add(self, key: str, value: Any) -> None:
        """One line."""
        line = f"hedgerow.add({script(self._kind)},{script(key)},{script(value)});\n".encode()
        self._waiting[bucket(key, self._buckets)].append((key, line))
        self._size += len(line)
        if self._size > BUDGET:
            self.flush()

    def flush(self) -> None:
        """Write everything that waits."""
        for number, lines in self._waiting.items():
            self._append(number, lines)
        self._waiting.clear()
        self._size = 0

    def parts(self) -> list[int]:
        """How many files every bucket has."""
        return [self._part[n] + (self._written[n] > 0) for n in range(self._buckets)]

    def _append(self, number: int, lines: list[tuple[str, bytes]]) -> None:
        batch: list[bytes] = []
        for key, line in lines:
            if self._written[number] and self._written[number] + len(line) > LIMIT:
                self._write(number, batch)
                batch = []
                self._part[number] += 1
                self._written[number] = 0
            batch.append(line)
            self._written[number] += len(line)
            if self._directory:
                self.places[key][self._name(number)] += 1
        self._write(number, batch)

    def _name(self, number: int) -> str:
        return f"{self._kind}-{number}-{self._part[number]}"

    def _write(self, number: int, batch: list[bytes]) -> None:
        if batch:
            with (self._folder / f"{self._name(number)}.js").open("ab") as file:
                file.writelines(batch)


def bucket(key: str, buckets: int) -> int:
    """The bucket of a key; the scripts compute the same."""
    return zlib.crc32(key.encode("utf-8", "replace")) % buckets
