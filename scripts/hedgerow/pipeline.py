"""Walks files from bytes to problems: read, structure, seed, checks; then the corpus as a whole."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow import seeds
from hedgerow.checks import check_document
from hedgerow.corpus import EXCEPTIONS, corpus_root, expand, is_misplaced, split_of
from hedgerow.corpus_checks import Corpora
from hedgerow.document import Document, Source
from hedgerow.index import Index
from hedgerow.plan import Plan
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed, read_bytes
from hedgerow.settings import Settings, codes
from hedgerow.structure import check_structure


@dataclass(slots=True)
class Checked:
    """One file after checking. `index` is None where the document's structure is broken."""

    path: Path
    index: Index | None
    problems: list[Problem]


def check_file(path: Path, plan: Plan = Plan()) -> Checked:  # noqa: B008
    """Everything about one file that can be known without other documents."""
    parsed = parse_file(path)
    index: Index | None = None
    problems = parsed.problems
    if not problems:
        problems = check_structure(parsed.value)
        if not problems:
            index = Index(Document.from_dict(parsed.value))
            problems = list(_seed(path, index.document)) if plan.seeds else []
            problems += check_document(index, plan.levels)
    if problems:
        problems = placed(problems, path, parsed.raw)
    return Checked(path, index, problems)


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
    parsed = parse_file(Path(path))
    problems = parsed.problems or check_structure(parsed.value)
    if problems:
        first = problems[0]
        raise ValueError(f"{path}: {first.code} {first.message} {first.pointer}".rstrip())
    return Document.from_dict(parsed.value)


def check_corpus(paths: Iterable[Path], settings: Settings | None = None) -> Iterator[Checked]:
    """Check files one at a time; each carries the corpus problems that it completes.

    With settings, checks that they do not want are skipped, and those of other distributions run.

    The last file also carries those of the corpus as a whole, whatever file they lie in.
    """
    plan = Plan.of(settings) if settings else Plan()
    summary, corpora = Summary(), Corpora(settings.wants) if settings else Corpora()
    last: Checked | None = None
    for path in expand(paths):
        if last:
            yield last
        if path.name == EXCEPTIONS:  # no document, but it may be named in a list of files
            corpora.open(path.parent)
            last = Checked(path, None, [])
            continue
        last = check_file(path, plan)
        if last.index:
            last.problems += summary.add(path, last.index.document)
            last.problems = corpora.add(path, last.index, last.problems)
    if last:
        last.problems += corpora.finish()
        yield last


@dataclass(slots=True)
class Summary:
    """The little that has to be known about documents seen before, by the folder of the splits."""

    ids: dict[tuple[Path, str], Path] = field(default_factory=dict)
    seeds: dict[tuple[Path, str], Path] = field(default_factory=dict)
    groups: dict[tuple[Path, str], tuple[str, Path]] = field(default_factory=dict)
    roots: set[Path] = field(default_factory=set)

    def add(self, path: Path, document: Document) -> Iterator[Problem]:
        """Fold one document in and yield the problems it has with those before it.

        Passes over one text share its id; within a folder of passes, or within the splits, an id
        is unique.
        """
        split = split_of(path)
        place = path.parent.parent if split else path.parent

        def problem(code: str, message: str, pointer: str) -> Problem:
            found = Problem(code=code, message=message, pointer=pointer)
            return placed([found], path, parse_file(path).raw)[0]

        first = self.ids.setdefault((place, document.id), path)
        if first != path:
            yield problem("C001", f"{document.id} is also the id of {_shown(first)}", "/id")
        root = corpus_root(path)
        if root and root not in self.roots:
            self.roots.add(root)
            near = (folder for folder in path.parents if folder.absolute() == root)
            yield from seeds.index_problems(next(near, root))  # the path as it was given
        if root and is_misplaced(path, root):
            yield problem("C008", f"{_shown(path)} is in no split, so no export sees it", "")
        if split is None:
            return
        first = self.seeds.setdefault((place, document.source.path), path)
        if first != path:
            message = f"{document.source.path} is also annotated by {_shown(first)}"
            yield problem("C002", message, "/source/path")
        group = document.source.group
        other, first = self.groups.setdefault((place, group), (split, path))
        if other != split:
            message = f"group {group} is in {split} here and in {other} by {_shown(first)}"
            yield problem("C003", message, "/source/group")


def _shown(path: Path) -> str:
    """A path as a message names it: from the corpus root on."""
    root = corpus_root(path)
    return path.absolute().relative_to(root).as_posix() if root else str(path)


def _seed(path: Path, document: Document) -> Iterator[Problem]:
    """The document against its file name, its seed and the index of seeds."""
    if document.id != path.stem:
        yield Problem(
            code="T001",
            message=f"the id is {document.id}, the file name {path.name}",
            pointer="/id",
            suggestion=f"rename the file to {document.id}.json or write {path.stem}",
        )
    root = corpus_root(path)
    if document.annotation.origin == "converted" and not (
        root and (root / document.source.path).exists()
    ):
        yield from seeds.own_text(document)
        return
    if root is None:
        yield seeds.outside(document)
        return
    try:
        data = _seed_bytes(root, document.source.path)
    except OSError as error:
        yield seeds.unreadable(path, root, document, error)
        return
    if hashlib.sha256(data).hexdigest() != document.source.sha256:
        yield seeds.hash_differs(data, document)
    elif data != document.text.encode():
        yield seeds.text_differs(data, document)
    yield from _index(root, document)


def _seed_bytes(root: Path, path: str) -> bytes:
    """The bytes of a seed; OSError if it is not a plain file inside the seeds folder."""
    folder = (root / path).parent
    if folder != root / "seeds" and not folder.resolve().is_relative_to((root / "seeds").resolve()):
        raise OSError(errno.EACCES, "outside seeds/")
    return read_bytes(root / path)


def _index(root: Path, document: Document) -> Iterator[Problem]:
    """The entry of the seed in seeds/index.json says what the document says."""
    entries = seeds.entries(root)
    if entries is None:  # said once for the corpus
        return
    stem = Path(document.source.path).stem
    entry = entries.get(stem)
    if not isinstance(entry, dict):
        message = f"seeds/index.json has no entry {stem}"
        suggestion = f"add it, with {', '.join(Source.__dataclass_fields__)} as here"
        pointer = "/source/path"
        yield Problem(code="T005", message=message, pointer=pointer, suggestion=suggestion)
        return
    for key in Source.__dataclass_fields__:
        said, found = entry.get(key), getattr(document.source, key)
        if key not in entry:
            message = f"the entry {stem} of seeds/index.json has no {key}"
            suggestion = f"add {json.dumps(key)}: {json.dumps(found)}"
            pointer = f"/source/{key}"
            yield Problem(code="T005", message=message, pointer=pointer, suggestion=suggestion)
        elif said != found:
            message = f"{key} is {json.dumps(found)}, in seeds/index.json {json.dumps(said)}"
            yield Problem(code="T005", message=message, pointer=f"/source/{key}")
