"""doccano JSONL of a project that counts grapheme clusters; else as `doccano`.

What begins or ends inside a cluster is shown on the whole cluster. Where exactly it stands rides
along, so that it comes back. The clusters are those of the Unicode version that `regex` knows;
doccano's own may be older, so that recent emoji can count differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.doccano import OVERLAPS
from hedgerow.formats.doccano.files import read_lines, write_folder
from hedgerow.formats.doccano.graphemes import graphemes
from hedgerow.formats.standoff import distinct

UNIT = "grapheme clusters"
FORMAT = Format(
    "doccano-graphemes",
    "doccano JSONL of a project with “Count grapheme clusters as one character”",
    offsets=UNIT,
    remarks=(OVERLAPS,),
    extra="doccano-graphemes",
)


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .jsonl file of a folder."""
    yield from read_lines(path, report, UNIT, graphemes)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with the documents and the labels."""
    write_folder(distinct(documents, report), out, UNIT, graphemes)
