"""What two documents of a corpus may not share: ids, seeds, groups over splits (C001 to C003).

And what may not lie where it does: C008, C010.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow import seed_problems
from hedgerow.corpus import Folder, Folders, corpus_root
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed


@dataclass(frozen=True, slots=True)
class Digest:
    """What `Summary` has to know of a document."""

    folder: Folder
    id: str
    seed: str
    group: str
    status: str


@dataclass(slots=True)
class Summary:
    """The little that has to be known about documents seen before, by the folder of the splits."""

    folders: Folders
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    seeds: dict[tuple[str, str], str] = field(default_factory=dict)
    groups: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    roots: set[Path] = field(default_factory=set)

    def digest(self, path: Path, index: Index) -> Digest:
        """What `add` needs, small and without state, so that another process can make it."""
        document = index.parsed
        folder, source = self.folders.of(path), document.source
        return Digest(folder, document.id, source.path, source.group, document.annotation.status)

    def add(self, path: Path, digest: Digest) -> Iterator[Problem]:
        """Fold one document in and yield the problems it has with those before it.

        Passes over one text share its id; within a folder of passes, or within the splits, an id
        is unique.
        """
        here, folder = str(path), digest.folder

        def problem(code: str, message: str, pointer: str) -> Problem:
            found = Problem(code=code, message=message, pointer=pointer)
            return placed([found], path, parse_file(path).raw)[0]

        first = self.ids.setdefault((folder.place, digest.id), here)
        if first != here:
            yield problem("C001", f"{digest.id} is also the id of {_shown(first)}", "/id")
        root = folder.root
        if root and root not in self.roots:
            self.roots.add(root)
            near = (parent for parent in path.parents if parent.absolute() == root)
            yield from seed_problems.index_problems(next(near, root))  # as the path was given
        if folder.misplaced:
            yield problem("C008", f"{_shown(here)} is in no split, so no export sees it", "")
        if folder.split is None:
            return
        if digest.status == "draft":
            message = f"a draft lies in {folder.split}"
            yield problem("C010", message, "/annotation/status")
        first = self.seeds.setdefault((folder.place, digest.seed), here)
        if first != here:
            message = f"{digest.seed} is also annotated by {_shown(first)}"
            yield problem("C002", message, "/source/path")
        key = (folder.place, digest.group)
        other, first = self.groups.setdefault(key, (folder.split, here))
        if other != folder.split:
            message = (
                f"group {digest.group} is in {folder.split} here and in {other} by {_shown(first)}"
            )
            yield problem("C003", message, "/source/group")


def _shown(name: str) -> str:
    """A path as a message names it: from the corpus root on."""
    path = Path(name)
    root = corpus_root(path)
    return path.absolute().relative_to(root).as_posix() if root else str(path)
