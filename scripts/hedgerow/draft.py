"""A draft document from a plain text: sentences found, everything else left to the annotator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hedgerow import schema
from hedgerow.document import LAYERS, UNASSIGNED, Annotation, Annotator, Document, Sentence, Source
from hedgerow.index import Index
from hedgerow.places import line_column
from hedgerow.plain import MAX_BYTES, read_bytes
from hedgerow.problems import Problem
from hedgerow.segment import segment


@dataclass(frozen=True, slots=True)
class Text:
    """A text file: its characters and the SHA-256 of its bytes, or the problems it has.

    `marked`: it began with a byte order mark, which was left out.
    """

    text: str
    sha256: str
    problems: list[Problem]
    marked: bool = False


BOM = b"\xef\xbb\xbf"
"""The byte order mark, which Windows Notepad writes before a text."""


def read_text(path: Path, without_mark: bool = False) -> Text:
    """Read a text strictly as UTF-8 and change nothing, line ends included.

    A byte order mark is a problem, or left out with `without_mark`.
    """
    try:
        data = read_bytes(path)
    except (OSError, ValueError) as error:
        return _unread(path, "P001", f"cannot be read: {getattr(error, 'strerror', 0) or error}")
    if len(data) > MAX_BYTES:
        return _unread(path, "P011", f"larger than {MAX_BYTES} bytes")
    marked = without_mark and data.startswith(BOM)
    if marked:
        data = data.removeprefix(BOM)
    if data.startswith(BOM):
        return _unread(path, "P004", "the text begins with a byte order mark: save it without")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8")
        message = f"byte 0x{data[error.start]:02x} at byte offset {error.start} is not UTF-8"
        return _unread(path, "P003", f"{message}: save the text as UTF-8", good)
    if not text.strip():
        return _unread(path, "P002", "the text is empty")
    return Text(text, hashlib.sha256(data).hexdigest(), [], marked)


def _unread(path: Path, code: str, message: str, good: str = "") -> Text:
    line, column = line_column(good, len(good))
    problem = Problem(code=code, message=message, path=str(path), line=line, column=column)
    return Text("", "", [problem])


def draft(document_id: str, text: str, source: Source) -> Document:
    """A document with sentences and nothing else; `text` must hold more than white space."""
    sentences = [Sentence(f"s{i:02d}", *span, None) for i, span in enumerate(segment(text), 1)]
    version = schema.schema_version()
    annotation = Annotation(
        origin="native",
        status="draft",
        annotators=[Annotator(UNASSIGNED, "human")],
        guidelines=f"schema-{version}",
        scope_convention="clause",
        layers=list(LAYERS),
    )
    return Document(
        version, document_id, "en", text, source, annotation, sentences, [], [], [], [], []
    )


def candidates(document: Document) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows of the annotator's to-do list: sentence, start, end, word, what it may be, default."""
    index = Index(document)
    for found in index.occurrences:
        sentence = index.sentence(found)
        yield (
            sentence.id if sentence else "",
            str(found.start),
            str(found.end),
            " ".join(document.text[found.start : found.end].split()),
            ", ".join(found.trigger.may_be) or "rejected only",
            found.trigger.default,
        )
