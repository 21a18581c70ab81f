"""Predicted documents as a corpus: the documents, their texts as seeds, and the probabilities.

``probabilities.jsonl`` has a line for every record that has one: its `id` is that of the row in an
export of the corpus (document, colon, record), so that the two can be joined.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from hedgerow.canonical import write_atomic
from hedgerow.document import Source
from hedgerow.draft import BOM, read_text
from hedgerow.formats.base import Report
from hedgerow.formats.texts import Texts
from hedgerow.predict.document import Predicted, Predictor
from hedgerow.problems import Problem

PROBABILITIES = "probabilities.jsonl"
SUFFIXES = (".txt", ".text", ".md")
"""What is read in a folder."""
_LONGEST_ID = 80


class OutputError(Exception):
    """There is nothing to predict, or no place for what is predicted; the message says why."""


def text_files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are; folders as every text below them that is not hidden, in order.

    Raises OutputError for a folder without one.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        below = sorted(
            file
            for file in path.rglob("*")
            if file.suffix.lower() in SUFFIXES
            and file.is_file()
            and not any(part.startswith(".") for part in file.relative_to(path).parts)
        )
        if not below:
            raise OutputError(f"{path} has no text: files ending in {', '.join(SUFFIXES)}")
        found += below
    return found


def refuse_foreign(out: Path) -> None:
    """Raise OutputError if `out` is a file, or a folder of something that was not predicted."""
    if out.is_dir() and (not any(out.iterdir()) or (out / PROBABILITIES).is_file()):
        return
    if out.exists():
        raise OutputError(f"{out} exists and holds no predictions: name another folder")


def write_corpus(
    predictor: Predictor, files: Iterable[Path], root: Path, home: str
) -> Iterator[tuple[Path, int, list[Problem]]]:
    """Predict files into a corpus in an empty folder, one at a time; documents go to its `home`.

    Yields each file with how many sentences were annotated, or with the problems why it was not.
    """
    folder = root / home
    folder.mkdir(parents=True)
    taken: set[str] = set()
    with (
        (root / PROBABILITIES).open("w", encoding="utf-8") as probabilities,
        Texts(root, Report()) as texts,
    ):
        for path in files:
            read = read_text(path, without_mark=True)
            if read.problems:
                yield path, 0, read.problems
                continue
            name = document_id(path.stem, taken)
            source = Source(
                path=f"seeds/{name}.txt",
                sha256=read.sha256,
                provenance=f"read from {path.name}",
                licence="not stated",
                genre="unspecified",
                topic="not stated",
                group=name,
            )
            found = predictor.predict(name, read.text, source)
            texts.add(found.document)
            write_atomic(folder / f"{name}.json", found.document.to_json())
            probabilities.writelines(_lines(found))
            yield path, len(found.document.sentences), []


def marked(path: Path) -> bool:
    """Whether a file begins with a byte order mark, which its seed does not have."""
    with path.open("rb") as file:
        return file.read(len(BOM)) == BOM


def document_id(stem: str, taken: set[str]) -> str:
    """An id from a file's name that no other document has; `taken` learns it."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST_ID].strip("-") or "text"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def _lines(found: Predicted) -> Iterator[str]:
    for record, probability in found.probabilities.items():
        line = {"id": f"{found.document.id}:{record}", "probability": round(probability, 4)}
        yield json.dumps(line) + "\n"
