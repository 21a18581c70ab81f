"""Files of doccano."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.doccano.parse import parse
from hedgerow.formats.doccano.row import row
from hedgerow.formats.doccano.units import Measure
from hedgerow.formats.standoff import Names, put_together, take_apart
from hedgerow.formats.standoff.files import found_in, json_lines, write_json_lines
from hedgerow.formats.standoff.model import LINKS, colour, kinds


def read_lines(path: Path, report: Report, unit: str, measure: Measure) -> Iterator[Document]:
    """The documents of a file, or of every .jsonl file of a folder."""
    names = Names()
    for file in found_in(path, ".jsonl"):
        for line, value in json_lines(file, report):
            standoff = parse(value, file, line, report, unit, measure)
            document = standoff and put_together(standoff, report, names)
            if document:
                yield document


def write_folder(documents: Iterable[Document], out: Path, unit: str, measure: Measure) -> None:
    """The documents, the labels of spans and the labels of relations."""
    out.mkdir(parents=True)
    labels = [_label(name, colour(layer)) for name, (layer, _) in kinds().items()]
    _write(out / "label_config.json", labels)
    _write(out / "relation_config.json", [_label(link, "#ffffff") for link in LINKS])
    rows = (row(take_apart(document), unit, measure(document.text)) for document in documents)
    write_json_lines(rows, out / "documents.jsonl")


def _label(text: str, background: str) -> dict[str, Any]:
    keys = {"prefixKey": None, "suffixKey": None}
    return {"text": text, **keys, "backgroundColor": background, "textColor": "#000000"}


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8", newline="\n")
