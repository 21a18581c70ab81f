"""Sentences with a label each, as CSV, TSV or JSONL: certain or uncertain, and no spans.

A file has a column `text` or `sentence` and a column `label`, `uncertain` or `certainty`. Rows with
the same `document` in a row are a document; without that column each row is one. CSV is quoted as
RFC 4180 says, TSV has no quoting. The documents say that nobody looked for cues or stances
(`annotation.layers` is empty), and their sentences what the label says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.published.build import Corpus, header, trimmed
from hedgerow.formats.standoff.files import found_in, json_lines, opened
from hedgerow.formats.standoff.gate import gate
from hedgerow.formats.standoff.headers import slug
from hedgerow.formats.standoff.model import at
from hedgerow.formats.standoff.put_together import Names
from hedgerow.plain import open_plain

FORMAT = Format(
    "sentences",
    "labelled sentences: CSV, TSV or JSONL with columns text and label, and document if you like",
    offsets="none: whole sentences",
    losses=("other columns",),
)
CORPUS = Corpus("sentences", "labelled sentences", "single", "unspecified", "none", layers=())
TEXT = ("text", "sentence")
LABEL = ("label", "uncertain", "certainty")
DOCUMENT = ("document",)
LABELS = {
    **dict.fromkeys(("uncertain", "true", "yes", "1"), True),
    **dict.fromkeys(("certain", "false", "no", "0"), False),
    "": None,
}
_ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of a file; `document` is None where the file names none."""

    line: int
    text: str
    uncertain: bool | None
    document: str | None


def read(path: Path, report: Report) -> Iterator[Document]:
    """The documents of a file, or of the files of a folder."""
    names = Names()
    for file in found_in(path, *_ENDINGS):
        rows = _rows(file, report)
        for _, group in groupby(rows, key=lambda row: (row.document, row.document or row.line)):
            document = _document(list(group), file, names, report)
            if document:
                yield document


def _rows(path: Path, report: Report) -> Iterator[Row]:
    for line, value in _values(path, report):
        row = _row(value, path, line, report)
        if row:
            yield row


def _values(path: Path, report: Report) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file by the names of their columns, with the lines they begin in."""
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        for line, value in json_lines(path, report):
            yield line, {key.strip().lower(): one for key, one in value.items()}
        return
    file = opened(path, report)
    if file is None:
        return
    with io.TextIOWrapper(file, encoding="utf-8", newline="") as text:
        table = _Table(path, report)
        try:
            yield from table.rows(text)
        except csv.Error as error:
            report.wrong(f"cannot be read: {error}", path, table.line + 1)
        except UnicodeDecodeError as error:
            broken = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
            report.wrong(broken, path, _first_line_that_is_not_utf8(path))


class _Table:
    """Reads the rows of a CSV or TSV file under the names of its first line."""

    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report
        self.line = 0

    def rows(self, text: io.TextIOWrapper) -> Iterator[tuple[int, dict[str, Any]]]:
        """The rows, without those that have more or fewer columns than the first."""
        first = text.readline()
        if first.startswith(_BOM):
            if not self._report.repaired("the file begins with a byte order mark", self._path, 1):
                return
            first = first[1:]
        if self._path.suffix.lower() == ".tsv":
            form: dict[str, Any] = {"delimiter": "\t", "quoting": csv.QUOTE_NONE}
        else:
            form = {"strict": True}
        reader = csv.reader(_chain(first, text), **form)
        columns = [name.strip().lower() for name in next(reader, [])]
        if not (set(columns) & set(TEXT) and set(columns) & set(LABEL)):
            wanted = f"{' or '.join(TEXT)}, and {' or '.join(LABEL)}"
            self._report.wrong(f"the first line does not name columns {wanted}", self._path, 1)
            return
        self.line = reader.line_num
        for values in reader:
            begins, self.line = self.line + 1, reader.line_num
            if len(values) == len(columns):
                yield begins, dict(zip(columns, values, strict=True))
            elif values:
                message = f"{len(values)} columns, where the first line has {len(columns)}"
                self._report.wrong(message, self._path, begins)


def _first_line_that_is_not_utf8(path: Path) -> int:
    with open(path, "rb", opener=open_plain) as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0


def _chain(first: str, text: io.TextIOWrapper) -> Iterator[str]:
    yield first
    yield from text


def _row(value: dict[str, Any], path: Path, line: int, report: Report) -> Row | None:
    """The sentence of a row; None, with a problem, where there is none."""
    text = _first(value, TEXT)
    if not isinstance(text, str) or not text.strip():
        report.wrong("a row without a text", path, line)
        return None
    said = _first(value, LABEL)
    label = str("" if said is None else said).strip().lower()
    if label not in LABELS:
        report.wrong(f"unknown label {said}: it is left out", path, line)
    document = _first(value, DOCUMENT)
    for key in sorted(value.keys() - {*TEXT, *LABEL, *DOCUMENT}):
        report.lose(f"columns {key}", at(path, line))
    named = None if document in (None, "") else str(document)
    return Row(line, text, LABELS.get(label), named)


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((value[key] for key in keys if key in value), None)


def _document(rows: list[Row], path: Path, names: Names, report: Report) -> Document | None:
    text, sentences = "", []
    for number, row in enumerate(rows, 1):
        start = len(text) + (number > 1)
        text = f"{text}\n{row.text}" if number > 1 else row.text
        span = trimmed(text, (start, len(text))) or (start, start)
        sentences.append(
            {"id": f"s{number:02d}", "start": span[0], "end": span[1], "uncertain": row.uncertain}
        )
    first = rows[0]
    name = str(first.line) if first.document is None else first.document
    said = (
        f"{CORPUS.title}, file {path.name}, "
        + ("line" if first.document is None else "document")
        + f" {name}"
    )
    value = header(names.free(f"{path.stem} {name}"), text, said, CORPUS)
    value["language"] = "und"
    if first.document is not None:
        value["source"]["group"] = slug(first.document, value["id"])
    layers = ("cues", "stances", "mentions", "relations", "rejected")
    value |= {"sentences": sentences, **{layer: [] for layer in layers}}
    return gate(value, report, path, first.line, {})
