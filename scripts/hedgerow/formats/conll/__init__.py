"""Columns of BIO labels, one token a line, as CoNLL-U Plus has them.

A layer is a column; spans of one layer that overlap go into further columns: SCOPE, SCOPE-2. White
space is kept as UD treebanks keep it, in MISC. Attributes, links and the header, for which columns
have no place, are comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.conll.blocks import documents_of
from hedgerow.formats.conll.parse import parse
from hedgerow.formats.conll.write import lines
from hedgerow.formats.standoff import Names, distinct, put_together, take_apart
from hedgerow.formats.standoff.files import found_in

FORMAT = Format("conll", "BIO columns: a token a line, a column a layer", offsets="none: tokens")
ENDINGS = (".conll", ".conllup", ".bio", ".iob")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of every .conll, .conllup, .bio or .iob file of a folder.

    Without our comments a cue belongs to the smallest scope around it, tokens without MISC stand
    one blank apart, and columns that hold no BIO labels are counted.
    """
    names = Names()
    for file in found_in(path, *ENDINGS):
        for block in documents_of(file, report):
            standoff = parse(block, file, report)
            document = standoff and put_together(standoff, report, names)
            if document:
                yield document


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder with a file for each document."""
    out.mkdir(parents=True)
    for document in distinct(documents, report):
        text = "".join(lines(document, take_apart(document)))
        (out / f"{document.id}.conllup").write_bytes(text.encode())
