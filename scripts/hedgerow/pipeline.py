"""Walks files from bytes to problems: read, structure, seed, checks; then the corpus as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from hedgerow import streams
from hedgerow.checks import check_document
from hedgerow.corpus import EXCEPTIONS, Folders, split_of
from hedgerow.corpus_checks import Corpora
from hedgerow.corpus_checks.kept import Kept
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.plan import Plan
from hedgerow.problems import Problem, has_errors
from hedgerow.reader import Parsed, parse, placed, read_file
from hedgerow.seeds import Seeds
from hedgerow.settings import Settings, codes
from hedgerow.streams import Part
from hedgerow.structure import check_structure
from hedgerow.summary import Digest, Summary, digest_of

FEW = 64
"""So many documents are looked at in the time that it takes to load what does it by columns."""


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
    looked: int = 0


def check_file(path: Path, run: Run | None = None, read: Parsed | None = None) -> Checked:
    """Everything about one file that can be known without other documents.

    `read` is what reading it gave, where that has been done.
    """
    run = run or Run()
    parsed, index = _parse(read or read_file(path))
    problems = parsed.problems
    if index:
        if run.plan.seeds:
            problems = list(run.seeds.check(path, run.folders.of(path).root, index.document))
        problems += check_document(index, run.plan.levels)
    if problems:
        problems = placed(problems, path, parsed.raw)
    return Checked(path, index, problems)


def check_files(paths: Iterable[Path]) -> Iterator[Checked]:
    """Documents of files and folders as `check_file` sees each, many of them together."""
    run = Run()
    for part in streams.parts(paths):
        for checked, _, _ in look_all(list(streams.read(part)), run):
            yield checked


def _parse(parsed: Parsed) -> tuple[Parsed, Index | None]:
    """What reading gave, with the problems of the structure; an index where there are none."""
    if not parsed.problems:
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
    parsed, index = _parse(read_file(Path(path)))
    if index is None:
        first = parsed.problems[0]
        raise ValueError(f"{path}: {first.code} {first.message} {first.pointer}".rstrip())
    return index.document


def check_corpus(
    paths: Iterable[Path], settings: Settings | None = None, workers: int = 1
) -> Iterator[Checked]:
    """Check documents one at a time; each carries the corpus problems that it completes.

    Paths are those of files and folders, files of many documents (see `hedgerow.streams`) too.

    With settings, checks that they do not want are skipped, and those of other distributions run.
    With several `workers`, files are read and checked in so many other processes; the result is
    the same, but that only files with problems have an index.

    The last file also carries those of the corpus as a whole, whatever file they lie in.
    """
    fold = Fold(settings)
    last: Checked | None = None
    for some in _seen(streams.parts(paths), settings, workers):
        for checked in fold.add(some):
            if last:
                yield last
            last = checked
    if last:
        last.problems += fold.finish()
        yield last


# A file, with what the checks of a corpus have to know of it; nothing of a broken one.
Seen = tuple[Checked, Digest | None, Kept | None]


class Fold:
    """What documents have to do with each other, found out one document at a time."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._summary = Summary()
        self._corpora = Corpora(settings.wants) if settings else Corpora()

    def add(self, seen: Sequence[Seen]) -> list[Checked]:
        """Take in documents; each carries the corpus problems that it completes."""
        known = [(checked.path, digest) for checked, digest, _ in seen if digest]
        said = iter(self._summary.add_all(known))
        return [self._add(*one, next(said) if one[1] else None) for one in seen]

    def _add(
        self,
        checked: Checked,
        digest: Digest | None,
        kept: Kept | None,
        said: tuple[bool, list[Problem]] | None,
    ) -> Checked:
        path = checked.path
        if path.name == EXCEPTIONS:  # no document, but it may be named in a list of files
            self._corpora.open(path.parent)
        elif said:
            new, problems = said
            checked.problems += problems
            if checked.problems and checked.index is None:
                checked.index = _parse(read_file(path))[1]
            checked.problems = self._corpora.add(
                path, kept if new else None, checked.index, checked.problems
            )
        return checked

    def finish(self) -> list[Problem]:
        """The problems of each corpus as a whole, whatever file they lie in."""
        return list(self._corpora.finish())


def _seen(
    parts: Iterable[Part], settings: Settings | None, workers: int
) -> Iterator[Sequence[Seen]]:
    if workers == 1:
        run = Run(Plan.of(settings)) if settings else Run()
        return (look_all(list(streams.read(part)), run) for part in parts)
    from hedgerow.workers import in_order, prepare

    prepare("hedgerow.together")
    return in_order(partial(_look_in_worker, settings), parts, workers, chunk=1)


def look_all(reads: Sequence[tuple[Path, Parsed]], run: Run) -> list[Seen]:
    """Files by themselves, each with what reading it gave; many of them are looked at together."""
    run.looked += len(reads)
    if run.looked <= FEW:
        return [look(path, run, read) for path, read in reads]
    from hedgerow.together import look_together

    return look_together(reads, run).seen


def look(path: Path, run: Run, read: Parsed | None = None, split: str | None = None) -> Seen:
    """One file by itself; `read` is what reading it gave, where that has been done.

    With a `split`, what corpora are compared by is kept of a document that lies in none.
    """
    if path.name == EXCEPTIONS:
        return Checked(path, None, []), None, None
    read = read or read_file(path)
    checked = check_file(path, run, read)
    if checked.index is None:
        return checked, None, None
    document, home = checked.index.document, split or split_of(path)
    keeps = home and not has_errors(checked.problems)
    kept = Kept(path, home, document.source.group, read.data) if home and keeps else None
    return checked, digest_of(run.folders.of(path), document), kept


def _look_in_worker(settings: Settings | None, parts: list[Part]) -> list[list[Seen]]:
    """What another process sends back: no documents, and what is kept of them packed together."""
    from hedgerow.corpus_checks.pack import pack_all

    seen = [look_all(list(streams.read(part)), _own_run(settings)) for part in parts]
    for some in seen:
        for checked, _, _ in some:
            checked.index = None
        pack_all(kept for _, _, kept in some if kept)
    return seen


@lru_cache(maxsize=1)
def _own_run(settings: Settings | None) -> Run:
    """The run of this process, which is there for one run only."""
    return Run(Plan.of(settings)) if settings else Run()
