"""Walks files from bytes to problems: read, structure, seed, checks; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow import seed_problems, wellformed
from hedgerow.checks import check_document
from hedgerow.corpus import EXCEPTIONS, Folder, Folders, corpus_root, expand
from hedgerow.corpus_checks import Corpora
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.plan import Plan
from hedgerow.problems import Problem
from hedgerow.reader import Parsed, parse, parse_file, placed, read_file
from hedgerow.seeds import Seeds
from hedgerow.settings import Settings, codes
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

    plan: Plan = field(default_factory=Plan)
    folders: Folders = field(default_factory=Folders)
    seeds: Seeds = field(default_factory=Seeds)


def check_file(path: Path, run: Run | None = None) -> Checked:
    """Everything about one file that can be known without other documents."""
    run = run or Run()
    parsed, index = _read(path)
    problems = parsed.problems
    if index:
        if run.plan.seeds:
            problems = list(run.seeds.check(path, run.folders.of(path).root, index.document))
        problems += check_document(index, run.plan.levels)
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
    *,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
) -> list[Problem]:
    """All problems of files, folders of documents, corpus roots, or documents in memory.

    Paths are checked with their seeds and against each other; a `Document` alone, without file and
    seed, so that its problems have no path, line and column. Nothing is raised for bad input: a
    file that cannot be read is a problem too. Problems come file by file, documents first.

    `select` and `ignore` are codes or their beginnings, as on the command line: without `select`
    all count, and what is ignored does not. Checks that nobody asks for are skipped. Raises
    ValueError for a code that does not exist. Checks of other distributions run too, see
    `hedgerow.plugins`; one that fails raises `PluginError`.
    """
    settings = Settings(codes(select), codes(ignore))
    plan = Plan.of(settings)
    items = [what] if isinstance(what, (str, Path, Document)) else list(what)
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Document):
            problems += check_structure(item.to_dict()) or check_document(Index(item), plan.levels)
    paths = (Path(item) for item in items if not isinstance(item, Document))
    for checked in check_corpus(paths, settings):
        problems += checked.problems
    return [problem for problem in problems if settings.counts(problem)]


def read(path: str | Path) -> Document:
    """Read one document. Raises ValueError with the first problem if its structure is broken.

    Only parsing and the schema are checked; `validate` checks everything.
    """
    parsed, index = _read(Path(path))
    if index is None:
        first = parsed.problems[0]
        raise ValueError(f"{path}: {first.code} {first.message} {first.pointer}".rstrip())
    return index.document


def check_corpus(paths: Iterable[Path], settings: Settings | None = None) -> Iterator[Checked]:
    """Check files one at a time; each carries the corpus problems that it completes.

    With settings, checks that they do not want are skipped, and those of other distributions run.

    The last file also carries those of the corpus as a whole, whatever file they lie in.
    """
    run = Run(Plan.of(settings) if settings else Plan())
    summary = Summary(run.folders)
    corpora = Corpora(settings.wants) if settings else Corpora()
    last: Checked | None = None
    for path in expand(paths):
        if last:
            yield last
        if path.name == EXCEPTIONS:  # no document, but it may be named in a list of files
            corpora.open(path.parent)
            last = Checked(path, None, [])
            continue
        last = check_file(path, run)
        if last.index:
            last.problems += summary.add(path, summary.digest(path, last.index))
            last.problems = corpora.add(path, last.index, last.problems)
    if last:
        last.problems += corpora.finish()
        yield last


@dataclass(frozen=True, slots=True)
class Digest:
    """What `Summary` has to know of a document."""

    folder: Folder
    id: str
    seed: str
    group: str


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
        root = folder.root
        if root and root not in self.roots:
            self.roots.add(root)
            near = (parent for parent in path.parents if parent.absolute() == root)
            yield from seed_problems.index_problems(next(near, root))  # as the path was given
        if folder.misplaced:
            yield problem("C008", f"{_shown(here)} is in no split, so no export sees it", "")
        if folder.split is None:
            return
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
