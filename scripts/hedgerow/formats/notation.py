"""The compact notation of the guidelines, for reading and writing by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.standoff import distinct
from hedgerow.index import Index
from hedgerow.notation import write as notation

FORMAT = Format(
    "notation",
    "the compact notation of the guidelines; `hedgerow notate` reads it back into its document",
    offsets="none: words of the sentence",
    losses=("source and annotation of the document",),
)


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """One file for each document, named by its id."""
    out.mkdir(parents=True)
    for document in distinct(documents, report):
        text = notation(Index(document))
        (out / f"{document.id}.hedge").write_text(text, encoding="utf-8", newline="\n")
