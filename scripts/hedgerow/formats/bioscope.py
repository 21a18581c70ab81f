"""BioScope: biomedical abstracts, papers and clinical reports with cues and their scopes.

Vincze, Szarvas, Farkas, Móra and Csirik (2008), The BioScope corpus: biomedical texts annotated for
uncertainty, negation and their scopes, BMC Bioinformatics. The text of a document is its sentences,
with a line break between them and a blank line between its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.published.bioscope import LAYOUT, Scoped, genre_of
from hedgerow.formats.published.build import Builder, Corpus
from hedgerow.formats.published.marked import documents
from hedgerow.formats.standoff.files import found_in

FORMAT = Format(
    "bioscope",
    "BioScope XML: cues of speculation with their scopes; a file or a folder of them",
    losses=("cues of negation, but not what they negate", "types of document parts"),
)
CORPUS = Corpus("bioscope", "BioScope corpus", "adjudicated", "biomedical", "bioscope")


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of the XML files of a folder."""
    builder = Builder(report)
    for file in found_in(path, ".xml"):
        for marked in documents(file, LAYOUT, report):
            corpus = replace(CORPUS, genre=genre_of(marked, CORPUS.genre))
            document = builder.document(marked, corpus, Scoped(marked, report).read)
            if document:
                yield document
