"""Plain texts to be annotated: text files, or lines and rows with a key or column of texts.

A line or row may be a document of ours: its text is annotated anew, and what its source says of
licence, genre, topic and group is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow import draft, schema, streams
from hedgerow.corpus import STREAMS, shown
from hedgerow.draft import read_text
from hedgerow.problems import Problem
from hedgerow.reader import Parsed, parse, placed, read_file
from hedgerow.streams import Kind, Part

SUFFIXES = (".txt", ".text", ".md")
"""What is read in a folder, besides lines, tables and documents."""
_ENDINGS = (*SUFFIXES, *map(str.upper, SUFFIXES), ".json", *STREAMS)
_KEPT = ("provenance", "licence", "genre", "topic", "group")


@dataclass(frozen=True, slots=True)
class Columns:
    """The keys of lines, and columns of tables, that hold the texts and their ids."""

    text: str = "text"
    id: str = "id"

    @property
    def kind(self) -> Kind:
        """What has texts."""
        return Kind(_ENDINGS, (self.text,))


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its path (see `hedgerow.streams`), or the problems instead.

    `id` is what it is called where it comes from, perhaps no id of ours. `said` are keys of the
    source of a document, as far as they fit the schema. `marked`: its file began with a byte order
    mark.
    """

    path: Path
    id: str
    text: str = ""
    sha256: str = ""
    said: dict[str, str] = field(default_factory=dict)
    marked: bool = False
    problems: list[Problem] = field(default_factory=list)


def texts(part: Part, columns: Columns) -> Iterator[Text]:
    """The texts of a part, as strictly read as documents.

    The id of a text file is its stem; a line or row without id has stem and number.
    """
    if part.first:
        for path, read in streams.read(part, (columns.text,), (columns.id, columns.text, "source")):
            yield _row(path, read, columns)
        return
    for path in part.paths:
        if path.suffix == ".json":
            yield _row(path, read_file(path), columns)
        else:
            yield _file(path, read_text(path, without_mark=True))


def _file(path: Path, read: draft.Text) -> Text:
    return Text(path, path.stem, read.text, read.sha256, {}, read.marked, read.problems)


def _row(path: Path, read: Parsed, columns: Columns) -> Text:
    read = read if read.problems else parse(read.data)
    value = read.value if isinstance(read.value, dict) else {}
    text: Any = value.get(columns.text)
    name = value.get(columns.id)
    problems = read.problems or _faults(text, columns)
    if problems:
        return Text(path, "", problems=placed(problems, path, read.raw))
    file, number = shown(path)
    stem = Path(file).name.split(".")[0]
    given = name if isinstance(name, str) and name else f"{name}" if isinstance(name, int) else ""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    called = given or (f"{stem}-{number}" if number else stem)
    return Text(path, called, text, sha256, _said(value.get("source")))


def _faults(text: object, columns: Columns) -> list[Problem]:
    if not isinstance(text, str):
        message = f"no text: the key {columns.text} must hold a string"
        return [Problem(code="S001", message=message, suggestion="name the key by --text-column")]
    if not text.strip():
        return [Problem(code="P002", message="the text is empty", pointer=f"/{columns.text}")]
    return []


def _said(source: Any) -> dict[str, str]:
    """What the source of a document says, as far as it fits the schema."""
    given = source if isinstance(source, dict) else {}
    return {key: given[key] for key in _KEPT if _fits(key, given.get(key))}


def _fits(key: str, value: Any) -> bool:
    rule = schema.resolve(("source", key))
    pattern = str(rule.get("pattern", ""))
    return isinstance(value, str) and bool(value) and re.search(pattern, value) is not None
