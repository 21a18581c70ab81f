"""Our own JSON files, one document each.

The folder that is written is a corpus: the texts lie in its `seeds/`, with an index. Within
`annotations/` of a corpus the documents go to the texts that are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hedgerow import streams
from hedgerow.canonical import write_atomic
from hedgerow.checks import SOUND, check_document
from hedgerow.corpus import corpus_root, is_stream
from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.texts import Texts
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.reader import parse, placed
from hedgerow.streams import writing
from hedgerow.structure import check_structure

FORMAT = Format("hedgerow", "documents in the hedgerow schema, one JSON file each")


def read(path: Path, report: Report) -> Iterator[Document]:
    """Documents whose spans and links are sound; the problems of others are in the report.

    A tool that imports them may check nothing. Of a draft the attributes need not fit yet.
    """
    for file, given in streams.documents([path]):
        parsed = given if given.problems else parse(given.data)
        problems = parsed.problems or list(_unfit(parsed.value))
        if problems:
            report.problems += placed(problems, file, parsed.raw)
        else:
            yield Document.from_dict(parsed.value)


def _unfit(value: Any) -> Iterator[Problem]:
    """Why a document cannot be converted."""
    annotation = value.get("annotation") if isinstance(value, dict) else None
    draft = isinstance(annotation, dict) and annotation.get("status") == "draft"
    broken = [p for p in check_structure(value) if not (draft and p.code.startswith("A"))]
    yield from broken
    if not broken:
        found = check_document(Index(Document.from_dict(value)), SOUND)
        yield from (problem for problem in found if problem.severity == "error")


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """One file for each document, named by its id, or all of them as lines of `out`: see `streams`.

    Of two documents with one id the second is a problem where each is a file.
    """
    if is_stream(out.name) and not out.name.endswith(".parquet"):
        writing.write(documents, out)
        return
    out.mkdir(parents=True)
    if in_annotations(out):
        _write(documents, out, report)
        return
    with Texts(out, report) as texts:
        _write((document for document in documents if texts.add(document)), out, report)


def _write(documents: Iterable[Document], out: Path, report: Report) -> None:
    for document in documents:
        path = out / f"{document.id}.json"
        if path.exists():
            message = f"{document.id} is the id of two documents: convert them into two folders"
            report.wrong(message, path)
        else:
            path.write_text(document.to_json(), encoding="utf-8", newline="\n")


def update(documents: Iterable[Document], out: Path, report: Report) -> None:
    """The documents in a folder of a corpus that is there; those of the same id are replaced."""
    out.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for document in documents:
        path = out / f"{document.id}.json"
        if document.id in written:
            report.wrong(f"{document.id} is the id of two documents", path)
        else:
            written.add(document.id)
            write_atomic(path, document.to_json())


def in_annotations(folder: Path) -> bool:
    """Whether a folder lies within `annotations/` of a corpus."""
    root = corpus_root(folder / "document")
    return root is not None and folder.absolute().is_relative_to(root / "annotations")
