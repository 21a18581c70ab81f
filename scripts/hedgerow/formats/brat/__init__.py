"""brat standoff: a text, its .ann file, and our header beside them.

A text `ID.txt` with `ID.ann` is a document. `annotation.conf` and `visual.conf` tell brat the
labels of the scheme. `ID.hedgerow.json`, which brat does not look at, holds what brat has no place
for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.brat import conf
from hedgerow.formats.brat.parse import parse
from hedgerow.formats.brat.write import lines
from hedgerow.formats.standoff import Names, Standoff, distinct, put_together, take_apart
from hedgerow.formats.standoff.files import found_in, text_of
from hedgerow.reader import parse_file
from hedgerow.stores import there

FORMAT = Format("brat", "brat standoff: a folder of .txt and .ann with its annotation.conf")
HEADER = ".hedgerow.json"


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a folder, or of one .ann or .txt file."""
    names = Names()
    known = dict.fromkeys(found_in(path, ".ann", ".txt"))
    for file in known:
        ann, txt = file.with_suffix(".ann"), file.with_suffix(".txt")
        if file == txt and file != path:  # comes with its .ann
            if ann not in known:
                report.lose("texts without an .ann file", str(txt))
            continue
        document = _document(ann, txt, report, names)
        if document:
            yield document


def _document(ann: Path, txt: Path, report: Report, names: Names) -> Document | None:
    text, annotation = text_of(txt, report), text_of(ann, report)
    if text is None or annotation is None:
        return None
    header: Any = None
    sidecar = ann.with_suffix(HEADER)
    if there(sidecar):
        parsed = parse_file(sidecar)
        if parsed.problems:
            first = parsed.problems[0]
            report.wrong(first.message, sidecar, first.line, first.column)
            return None
        header = parsed.value
    standoff = Standoff(ann, ann.stem, text, [], [], header, tool="brat")
    parse(annotation, standoff, report)
    return put_together(standoff, report, names)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder for brat's data folder, with three files for each document."""
    out.mkdir(parents=True)
    (out / "annotation.conf").write_text(conf.annotation(), encoding="utf-8", newline="\n")
    (out / "visual.conf").write_text(conf.visual(), encoding="utf-8", newline="\n")
    for document in distinct(documents, report):
        standoff = take_apart(document)
        (out / f"{document.id}.txt").write_bytes(document.text.encode())
        (out / f"{document.id}.ann").write_bytes("".join(lines(standoff)).encode())
        header = json.dumps(standoff.header, ensure_ascii=False, indent=1) + "\n"
        (out / f"{document.id}{HEADER}").write_bytes(header.encode())
