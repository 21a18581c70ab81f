"""UIMA CAS in JSON, which holds its type system itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cassis import load_cas_from_json

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.standoff import Names, distinct, put_together
from hedgerow.formats.standoff.files import found_in
from hedgerow.formats.uima.build import build
from hedgerow.formats.uima.parse import loaded, parse
from hedgerow.formats.uima.types import type_system
from hedgerow.reader import parse_file, placed

FORMAT = Format(
    "cas-json",
    "UIMA CAS in JSON, layers under webanno.custom",
    offsets="UTF-16 code units",
    extra="cas-json",
)


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .json file of a folder."""
    names = Names()
    for file in found_in(path, ".json"):
        parsed = parse_file(file)
        if parsed.problems:
            for problem in placed(parsed.problems, file, parsed.raw):
                report.wrong(problem.message, file, problem.line, problem.column)
            continue
        raw = parsed.raw
        cas = loaded(lambda raw=raw: load_cas_from_json(raw), file, report)  # type: ignore[misc]
        standoff = parse(cas, file, report) if cas else None
        document = put_together(standoff, report, names) if standoff else None
        if document:
            yield document


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with a file for each document."""
    out.mkdir(parents=True)
    system = type_system()
    for document in distinct(documents, report):
        build(document, system).to_json(out / f"{document.id}.json")
