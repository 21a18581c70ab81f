"""What two documents of a corpus may not share: ids, seeds, groups over splits (C001 to C003).

And what may not lie where it does: C008, C010.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from weakref import finalize

from hedgerow import seed_problems
from hedgerow.corpus import Folder, corpus_root
from hedgerow.document import Document
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed

_CACHE = 2**13  # KiB of the table that stay in memory


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
    """What `Summary.add` needs, small and without state, so that another process can make it."""
    source, status = document.source, document.annotation.status
    return Digest(folder, document.id, source.path, source.sha256, source.group, status)


class Summary:
    """The little that has to be known about documents seen before."""

    def __init__(self) -> None:
        self._firsts = Firsts()
        self._roots: set[Path] = set()

    def add(self, path: Path, digest: Digest) -> tuple[bool, list[Problem]]:
        """Fold one document in: whether it is new, and its problems with those before it.

        Passes over one text share its id; within a folder of passes, or within the splits, an id
        is unique.
        """
        before = self._firsts.add("id", digest.id, digest.folder, path)
        again = before is not None and before[1] == str(path)
        found = [] if before is None or again else [_twice(digest.id, before[1])]
        problems = [*found, *self._shared(path, digest)]
        if problems:
            problems = placed(problems, path, parse_file(path).raw)
        return not again, [*self._of_root(path, digest.folder.root), *problems]

    def _of_root(self, path: Path, root: Path | None) -> Iterator[Problem]:
        """The problems of the index of seeds, at the first document of a corpus."""
        if root and root not in self._roots:
            self._roots.add(root)
            near = (parent for parent in path.parents if parent.absolute() == root)
            yield from seed_problems.index_problems(next(near, root))  # as the path was given

    def _shared(self, path: Path, digest: Digest) -> Iterator[Problem]:
        """Where it lies, and seeds and groups that it shares."""
        here, folder = str(path), digest.folder
        if folder.misplaced:
            message = f"{_shown(here)} is in no split, so no export sees it"
            yield Problem(code="C008", message=message)
        if folder.split is None:
            return
        if digest.status == "draft":
            message = f"a draft lies in {folder.split}"
            yield Problem(code="C010", message=message, pointer="/annotation/status")
        before = self._firsts.add("seed", digest.seed, folder, path)
        if before and before[1] != here:
            message = f"{digest.seed} is also annotated by {_shown(before[1])}"
            yield Problem(code="C002", message=message, pointer="/source/path")
        before = self._firsts.add("group", digest.group, folder, path)
        if before and before[0] != folder.split:
            message = (
                f"group {digest.group} is in {folder.split} here and in {before[0]} by "
                f"{_shown(before[1])}"
            )
            yield Problem(code="C003", message=message, pointer="/source/group")


def _twice(name: str, first: str) -> Problem:
    message = f"{name} is also the id of {_shown(first)}"
    return Problem(code="C001", message=message, pointer="/id")


class Firsts:
    """Which document had an id, a seed or a group first, in a temporary file once they are many."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        finalize(self, self._table.close)
        self._table.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute(
            "CREATE TABLE first (kind, place, value, split, path, "
            "PRIMARY KEY (kind, place, value)) WITHOUT ROWID"
        )
        self._table.execute("BEGIN")

    def add(self, kind: str, value: str, folder: Folder, path: Path) -> tuple[str, str] | None:
        """Split and path of the document that had a value first, None where it is this one."""
        place = self._places.setdefault(folder.place, len(self._places))
        key = (kind, place, value)
        row = (*key, folder.split, os.fsencode(path))  # a name may hold bytes that are no text
        if self._table.execute("INSERT OR IGNORE INTO first VALUES (?, ?, ?, ?, ?)", row).rowcount:
            return None
        where = "kind = ? AND place = ? AND value = ?"
        found = self._table.execute(f"SELECT split, path FROM first WHERE {where}", key)  # noqa: S608
        split, first = found.fetchone()
        return split, os.fsdecode(first)


def _shown(name: str) -> str:
    """A path as a message names it: from the corpus root on."""
    path = Path(name)
    root = corpus_root(path)
    return path.absolute().relative_to(root).as_posix() if root else str(path)
