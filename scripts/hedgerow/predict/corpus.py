"""Predicted documents as a corpus: the documents, their texts as seeds, and the probabilities.

``probabilities.jsonl`` has a line for every record that has one: its `id` is that of the row in an
export of the corpus (document, colon, record), so that the two can be joined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from hedgerow.canonical import write_atomic
from hedgerow.corpus import PROBABILITIES
from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.texts import Texts

_FILE = f"{PROBABILITIES}.jsonl"


class OutputError(Exception):
    """There is nothing to predict, or no place for what is predicted; the message says why."""


def refuse_foreign(out: Path) -> None:
    """Raise OutputError if `out` is a file, or a folder of something that was not predicted."""
    if out.is_dir() and (not any(out.iterdir()) or (out / _FILE).is_file()):
        return
    if out.exists():
        raise OutputError(f"{out} exists and holds no predictions: name another folder")


class Corpus:
    """A corpus that is written into an empty folder; its documents go to `home` in it."""

    def __init__(self, root: Path, home: str) -> None:
        self._root, self._folder = root, root / home
        self._texts = Texts(root, Report())

    def __enter__(self) -> Corpus:
        self._folder.mkdir(parents=True)
        self._texts.__enter__()
        self._probabilities = (self._root / _FILE).open("w", encoding="utf-8", newline="\n")
        return self

    def add(self, document: Document, probabilities: Mapping[str, float]) -> None:
        """Write a document, whose id no other has."""
        self._texts.add(document)
        write_atomic(self._folder / f"{document.id}.json", document.to_json())
        for line in lines(document.id, probabilities):
            self._probabilities.write(json.dumps(line) + "\n")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._texts.__exit__(kind, error, trace)
        self._probabilities.close()


def lines(document: str, probabilities: Mapping[str, float]) -> Iterator[dict[str, str | float]]:
    """The lines for the records of a document."""
    for record, probability in probabilities.items():
        yield {"id": f"{document}:{record}", "probability": round(probability, 4)}
