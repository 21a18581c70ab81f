"""Walks files from bytes to problems: read, structure, seed, checks; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from hedgerow import wellformed
from hedgerow.checks import check_document
from hedgerow.corpus import Folder, Folders, corpus_root, expand
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.reader import Parsed, parse, parse_file, placed, read_file
from hedgerow.seeds import Seeds
from hedgerow.structure import check_structure


@dataclass(slots=True)
class Checked:
    """One file after checking. `index` is None where the document's structure is broken."""

    path: Path
    index: Index | None
    problems: list[Problem]


@dataclass(slots=True)
class Run:
    """What the files of one run share: each folder and each index of seeds is read once."""

    folders: Folders = field(default_factory=Folders)
    seeds: Seeds = field(default_factory=Seeds)


def check_file(path: Path, run: Run | None = None) -> Checked:
    """Everything about one file that can be known without other documents."""
    run = run or Run()
    parsed, index = _read(path)
    problems = parsed.problems
    if index:
        problems = list(run.seeds.check(path, run.folders.of(path).root, index.document))
        problems += check_document(index)
    if problems:
        problems = placed(problems, path, parsed.raw)
    return Checked(path, index, problems)


def _read(path: Path) -> tuple[Parsed, Index | None]:
    """What reading gave, with the problems of the structure; an index where there are none."""
    parsed = read_file(path)
    if not parsed.problems:
        index = wellformed.read(parsed.data)
        if index:
            return parsed, index
        parsed = parse(parsed.data)
    parsed.problems = parsed.problems or check_structure(parsed.value)
    index = None if parsed.problems else Index(Document.from_dict(parsed.value))
    return parsed, index


def validate(
    what: str | Path | Document | Iterable[str | Path | Document],
) -> list[Problem]:
    """All problems of files, folders of documents, corpus roots, or documents in memory.

    Paths are checked with their seeds and against each other; a `Document` alone, without file and
    seed, so that its problems have no path, line and column. Nothing is raised for bad input: a
    file that cannot be read is a problem too. Problems come file by file, documents first.
    """
    items = [what] if isinstance(what, (str, Path, Document)) else list(what)
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Document):
            problems += check_structure(item.to_dict()) or check_document(Index(item))
    paths = (Path(item) for item in items if not isinstance(item, Document))
    for checked in check_corpus(paths):
        problems += checked.problems
    return problems


def read(path: str | Path) -> Document:
    """Read one document. Raises ValueError with the first problem if its structure is broken.

    Only parsing and the schema are checked; `validate` checks everything.
    """
    parsed, index = _read(Path(path))
    if index is None:
        first = parsed.problems[0]
        raise ValueError(f"{path}: {first.code} {first.message} {first.pointer}".rstrip())
    return index.document


class Fold(Protocol):
    """What is found out about a corpus document by document."""

    def digest(self, path: Path, index: Index) -> Any:
        """What `add` needs of a document: little, picklable, and without looking at others.

        It is made where the file is read, which may be another process, by another `Fold`.
        """

    def add(self, path: Path, digest: Any) -> Iterable[Problem]:
        """Take the next document in; the problems that it has with those before it."""


def _folds(run: Run) -> tuple[Fold, ...]:
    return (Summary(run.folders),)


def check_corpus(paths: Iterable[Path], workers: int = 1) -> Iterator[Checked]:
    """Check files one at a time; each carries the corpus problems that it completes.

    With several `workers`, files are read and checked in so many other processes. The result is the
    same, but that only files with problems have an index.
    """
    folds = _folds(Run())
    if workers == 1:
        seen: Iterator[_Seen] = _look(expand(paths))
    else:
        from hedgerow.workers import in_order

        seen = in_order(_look_in_worker, expand(paths), workers)
    for checked, digests in seen:
        for fold, digest in zip(folds, digests, strict=False):  # no digests of a broken file
            checked.problems += fold.add(checked.path, digest)
        if workers > 1 and digests and checked.problems:
            checked.index = _read(checked.path)[1]
        yield checked


_Seen = tuple[Checked, tuple[Any, ...]]  # with a digest for each fold


def _look(paths: Iterable[Path], run: Run | None = None) -> Iterator[_Seen]:
    """Check files by themselves."""
    run = run or Run()
    folds = _folds(run)
    for path in paths:
        checked = check_file(path, run)
        index = checked.index
        yield checked, tuple(fold.digest(path, index) for fold in folds) if index else ()


def _look_in_worker(paths: list[Path]) -> list[_Seen]:
    """What another process sends back: no documents."""
    seen = list(_look(paths, _own_run()))
    for checked, _ in seen:
        checked.index = None
    return seen


@lru_cache(maxsize=1)
def _own_run() -> Run:
    """The run of this process, which is there for one run only."""
    return Run()


@dataclass(frozen=True, slots=True)
class Digest:
    """What `Summary` has to know of a document."""

    folder: Folder
    id: str
    seed: str
    group: str


@dataclass(slots=True)
class Summary:
    """The little that has to be known about documents seen before."""

    folders: Folders
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    seeds: dict[str, str] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)

    def digest(self, path: Path, index: Index) -> Digest:
        """What `add` needs, small and without state, so that another process can make it."""
        document = index.document
        folder, source = self.folders.of(path), document.source
        return Digest(folder, document.id, source.path, source.group)

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
        if folder.misplaced:
            yield problem("C008", f"{_shown(here)} is in no split, so no export sees it", "")
        if folder.split is None:
            return
        first = self.seeds.setdefault(digest.seed, here)
        if first != here:
            message = f"{digest.seed} is also annotated by {_shown(first)}"
            yield problem("C002", message, "/source/path")
        other, first = self.groups.setdefault(digest.group, (folder.split, here))
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
