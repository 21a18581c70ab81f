"""doccano JSONL for sequence labelling with relations; offsets in UTF-16 code units.

The folder that is written holds `documents.jsonl` and two files for the project's settings:
`label_config.json` and `relation_config.json`. The project must allow overlapping spans, else
doccano leaves out what overlaps. doccano knows no attributes: they ride along as metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.doccano.files import read_lines, write_folder
from hedgerow.formats.doccano.units import utf16
from hedgerow.formats.standoff import distinct

OVERLAPS = "doccano drops overlapping spans and relations if its project does not allow them"
UNIT = "UTF-16 code units"
FORMAT = Format(
    "doccano",
    "doccano JSONL, as a project counts by default",
    offsets=UNIT,
    remarks=(OVERLAPS,),
)


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .jsonl file of a folder."""
    yield from read_lines(path, report, UNIT, utf16)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with the documents and the labels."""
    write_folder(distinct(documents, report), out, UNIT, utf16)
