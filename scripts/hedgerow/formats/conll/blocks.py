"""Cuts files of columns into documents, one in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.formats.base import Report
from hedgerow.formats.standoff.files import MAX_LINE, opened

_NEW = ("# newdoc", "-DOCSTART-")


@dataclass(slots=True)
class Block:
    """The lines of a document with their numbers, comments and empty lines included."""

    columns: list[str] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)
    number: int = 0  # of the document in its file, from 1

    @property
    def filled(self) -> bool:
        """Whether there is a token."""
        return any(line and not is_comment(line) for _, line in self.lines)


def is_comment(line: str) -> bool:
    """A comment begins with # and has no columns."""
    return line.startswith("#") and "\t" not in line


def documents_of(path: Path, report: Report) -> Iterator[Block]:
    """The documents of a file: a new one begins at `# newdoc` and at `-DOCSTART-`."""
    file = opened(path, report)
    if file is None:
        return
    block = Block(number=1)
    with io.TextIOWrapper(file, encoding="utf-8", newline="\n") as text:
        number = 0
        try:
            while line := text.readline(MAX_LINE):
                number += 1
                line = line.rstrip("\n").removesuffix("\r")
                if line.startswith("# global.columns ="):
                    block.columns = line.partition("=")[2].split()
                elif line.startswith(_NEW):
                    if block.filled:
                        yield block
                        block = Block(block.columns, number=block.number + 1)
                    if line.startswith("#"):
                        block.lines.append((number, line))
                else:
                    block.lines.append((number, line.strip("\r") if not line.strip() else line))
        except UnicodeDecodeError:
            report.wrong("the file is not UTF-8", path, number + 1)
            return
    if block.filled:
        yield block
    elif block.number == 1:
        report.wrong("there is no token", path)
