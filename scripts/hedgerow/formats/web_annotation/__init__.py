"""W3C Web Annotation: a text and, beside it, a page of annotations in JSON-LD.

`ID.jsonld` annotates `ID.txt` by position (code points, as the recommendation says) and by
quotation. Links are annotations that link annotations. The header is a JSON literal of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.standoff import Names, distinct, put_together, take_apart
from hedgerow.formats.standoff.files import found_in
from hedgerow.formats.web_annotation.page import page
from hedgerow.formats.web_annotation.parse import parse
from hedgerow.reader import parse_file, placed

FORMAT = Format("web-annotation", "W3C Web Annotation: a text and a page of JSON-LD for each")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .jsonld file of a folder; the texts lie beside it.

    A page, a collection with its pages inside, a list of annotations, or a single one.
    """
    names = Names()
    for file in found_in(path, ".jsonld"):
        parsed = parse_file(file)
        if parsed.problems:
            for problem in placed(parsed.problems, file, parsed.raw):
                report.wrong(problem.message, file, problem.line, problem.column)
            continue
        for standoff in parse(parsed.value, parsed.raw, file, report):
            document = put_together(standoff, report, names)
            if document:
                yield document


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with two files for each document."""
    out.mkdir(parents=True)
    for document in distinct(documents, report):
        (out / f"{document.id}.txt").write_bytes(document.text.encode())
        value = orjson.dumps(page(take_apart(document)), option=orjson.OPT_INDENT_2)
        (out / f"{document.id}.jsonld").write_bytes(value + b"\n")
