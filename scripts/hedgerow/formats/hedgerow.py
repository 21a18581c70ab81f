"""Our own JSON files, one document each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.corpus import expand
from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.reader import parse_file, placed
from hedgerow.structure import check_structure

FORMAT = Format("hedgerow", "documents in the hedgerow schema, one JSON file each")


def read(path: Path, report: Report) -> Iterator[Document]:
    """Documents that the schema accepts; the problems of others are in the report."""
    for file in expand([path]):
        parsed = parse_file(file)
        problems = parsed.problems or check_structure(parsed.value)
        if problems:
            report.problems += placed(problems, file, parsed.raw)
        else:
            yield Document.from_dict(parsed.value)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """One file for each document, named by its id. Of two with one id the second is a problem."""
    out.mkdir(parents=True)
    for document in documents:
        path = out / f"{document.id}.json"
        if path.exists():
            message = f"{document.id} is the id of two documents: convert them into two folders"
            report.wrong(message, path)
        else:
            path.write_text(document.to_json(), encoding="utf-8", newline="\n")
