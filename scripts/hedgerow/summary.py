"""What two documents of a corpus may not share: ids, seeds, groups over splits (C001 to C003).

And what may not lie where it does: C008, C010.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple
from weakref import finalize

from hedgerow import seed_problems
from hedgerow.corpus import Folder, corpus_root
from hedgerow.document import Document
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed

_CACHE = 2**13  # KiB of the table that stay in memory
_BLOCKS = 16  # documents that came in together and are known again at once


@dataclass(frozen=True, slots=True)
class Digest:
    """What `Summary` has to know of a document."""

    folder: Folder
    id: str
    seed: str
    sha256: str
    group: str
    status: str


def digest_of(folder: Folder, document: Document) -> Digest:
    """What `Summary.add_all` needs, small and without state: another process can make it."""
    source, status = document.source, document.annotation.status
    return Digest(folder, document.id, source.path, source.sha256, source.group, status)


class First(NamedTuple):
    """The document that had something first."""

    split: str | None
    path: str


_Same = tuple[First | None, First | None, First | None]
"""The documents before this one that had its id, its seed and its group first."""


class Summary:
    """The little that has to be known about documents seen before."""

    def __init__(self) -> None:
        self._firsts = Firsts()
        self._plain: set[str] = set()  # folders that have nothing to say of themselves
        self._roots: set[Path] = set()

    def add_all(self, documents: Sequence[tuple[Path, Digest]]) -> list[tuple[bool, list[Problem]]]:
        """Fold documents in: whether each is new, and its problems with those before it.

        Passes over one text share its id; within a folder of passes, or within the splits, an id
        is unique.
        """
        firsts = self._firsts
        start = firsts.open([(digest.folder.split, path) for path, digest in documents])
        places = [(n, firsts.place(d.folder), d) for n, (_, d) in enumerate(documents, start)]
        in_split = [place for place in places if place[2].folder.split]
        ids = firsts.add_all([(f"id {place} {d.id}", n) for n, place, d in places])
        seeds = firsts.add_all([(f"seed {place} {d.seed}", n) for n, place, d in in_split])
        groups = firsts.add_all([(f"group {place} {d.group}", n) for n, place, d in in_split])
        found: list[tuple[bool, list[Problem]]] = []
        for n, (path, digest) in enumerate(documents, start):
            same = ids.get(n), seeds.get(n), groups.get(n)
            if any(same) or digest.status == "draft" or digest.folder.path not in self._plain:
                found.append(self._look(path, digest, same))
            else:
                found.append((True, []))
        return found

    def _look(self, path: Path, digest: Digest, same: _Same) -> tuple[bool, list[Problem]]:
        """What `add_all` says of one document."""
        here, folder, (same_id, _, _) = str(path), digest.folder, same
        problems = list(_problems(here, digest, same))
        if problems:
            problems = placed(problems, path, parse_file(path).raw)
        problems = [*self._of_root(path, folder.root), *problems]
        if not folder.misplaced:
            self._plain.add(folder.path)
        return same_id is None or same_id.path != here, problems

    def _of_root(self, path: Path, root: Path | None) -> Iterator[Problem]:
        """The problems of the index of seeds, at the first document of a corpus."""
        if root and root not in self._roots:
            self._roots.add(root)
            near = (parent for parent in path.parents if parent.absolute() == root)
            yield from seed_problems.index_problems(next(near, root))  # as the path was given


def _problems(here: str, digest: Digest, same: _Same) -> Iterator[Problem]:
    """Where it lies, and the id, seed and group that it shares."""
    folder, (same_id, same_seed, same_group) = digest.folder, same
    if same_id and same_id.path != here:
        message = f"{digest.id} is also the id of {_shown(same_id.path)}"
        yield Problem(code="C001", message=message, pointer="/id")
    if folder.misplaced:
        message = f"{_shown(here)} is in no split, so no export sees it"
        yield Problem(code="C008", message=message)
    if folder.split and digest.status == "draft":
        message = f"a draft lies in {folder.split}"
        yield Problem(code="C010", message=message, pointer="/annotation/status")
    if same_seed and same_seed.path != here:
        message = f"{digest.seed} is also annotated by {_shown(same_seed.path)}"
        yield Problem(code="C002", message=message, pointer="/source/path")
    if same_group and same_group.split != folder.split:
        message = (
            f"group {digest.group} is in {folder.split} here and in {same_group.split} by "
            f"{_shown(same_group.path)}"
        )
        yield Problem(code="C003", message=message, pointer="/source/group")


class Firsts:
    """Which document had an id, a seed or a group first, in a temporary file once they are many.

    Documents are numbered in the order they come in.
    """

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._of_folder: dict[str, int] = {}
        self._count = 0
        self._starts = array("Q")
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._block = lru_cache(maxsize=_BLOCKS)(partial(_names, self._table))
        finalize(self, self._table.close)
        self._table.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE first (key PRIMARY KEY, number) WITHOUT ROWID")
        self._table.execute("CREATE TABLE documents (start INTEGER PRIMARY KEY, names)")
        self._table.execute("BEGIN")

    def place(self, folder: Folder) -> int:
        """A number for where values are compared."""
        place = self._of_folder.get(folder.path)
        if place is None:
            place = self._places.setdefault(folder.place, len(self._places))
            self._of_folder[folder.path] = place
        return place

    def open(self, documents: Sequence[tuple[str | None, Path]]) -> int:
        """Number documents, with split and path, in a row; the number of the first."""
        start = self._count
        if documents:
            names = json.dumps([(split, str(path)) for split, path in documents])
            self._table.execute("INSERT INTO documents VALUES (?, ?)", (start, names))
            self._starts.append(start)
            self._count += len(documents)
        return start

    def add_all(self, keys: Sequence[tuple[str, int]]) -> dict[int, First]:
        """Of keys with the numbers of documents, the numbers whose key another had first: which."""
        insert = "INSERT OR IGNORE INTO first VALUES (?, ?)"
        if self._table.executemany(insert, keys).rowcount == len(keys):
            return {}
        firsts = [(number, self._first(key)) for key, number in keys]
        return {number: self._document(first) for number, first in firsts if first != number}

    def add(self, kind: str, value: str, folder: Folder, path: Path) -> First | None:
        """The document that had a value first, None where it is this one."""
        number = self.open([(folder.split, path)])
        return self.add_all([(f"{kind} {self.place(folder)} {value}", number)]).get(number)

    def _first(self, key: str) -> int:
        found = self._table.execute("SELECT number FROM first WHERE key = ?", [key])
        return int(found.fetchone()[0])

    def _document(self, number: int) -> First:
        start = self._starts[bisect_right(self._starts, number) - 1]
        return First(*self._block(start)[number - start])


def _names(table: sqlite3.Connection, start: int) -> list[tuple[str | None, str]]:
    """Splits and paths of documents that came in together."""
    found = table.execute("SELECT names FROM documents WHERE start = ?", [start])
    names: list[tuple[str | None, str]] = json.loads(found.fetchone()[0])
    return names


def _shown(name: str) -> str:
    """A path as a message names it: from the corpus root on."""
    path = Path(name)
    root = corpus_root(path)
    return path.absolute().relative_to(root).as_posix() if root else str(path)
