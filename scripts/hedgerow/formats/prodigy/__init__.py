"""Prodigy JSONL: one task a line, with tokens, spans and relations.

Spans carry our ids and attributes as keys of their own, which Prodigy keeps. The header stands in
each task under `hedgerow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.prodigy.parse import parse
from hedgerow.formats.prodigy.task import task
from hedgerow.formats.standoff import Names, distinct, put_together, take_apart
from hedgerow.formats.standoff.files import found_in, json_lines, write_json_lines

FORMAT = Format("prodigy", "Prodigy JSONL: tasks with tokens, overlapping spans and relations")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of the accepted tasks of a file, or of every .jsonl file of a folder."""
    names = Names()
    for file in found_in(path, ".jsonl"):
        for line, value in json_lines(file, report):
            standoff = parse(value, file, line, report)
            document = standoff and put_together(standoff, report, names)
            if document:
                yield document


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """One file with a task for each document."""
    write_json_lines((task(take_apart(document)) for document in distinct(documents, report)), out)
