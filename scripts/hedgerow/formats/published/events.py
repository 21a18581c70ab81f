"""XML as a stream of events with their places, from a file of any size.

The parser is expat as the standard library has it. Nothing outside the file is ever read, and a
file that declares an entity is refused, so that nothing expands.
"""

from __future__ import annotations

import html.entities
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from hedgerow.formats.base import Report
from hedgerow.plain import open_plain

_CHUNK = 1 << 16
_MAX_DEPTH = 256


@dataclass(slots=True)
class Event:
    """`kind` is open, close, text or broken: here is text that cannot be read.

    `name` is in lower case, `line` and `column` count from 1.
    """

    kind: str
    name: str
    line: int
    column: int
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


class _RefusedError(Exception):
    """The file has something that is not read; the message says what."""


def events(path: Path, report: Report) -> Iterator[Event]:
    """The elements and the text of a file, up to where it is broken, which is in the report."""
    try:
        with open(path, "rb", opener=open_plain) as file:
            yield from _Parser(path, report).events(file)
    except (OSError, ValueError) as error:  # a null character in its name, say
        report.wrong(f"cannot be read: {getattr(error, 'strerror', None) or error}", path)


def element_names(path: Path) -> set[str]:
    """The names of all elements of a file, in lower case, as far as it can be read."""
    return {event.name for event in events(path, Report()) if event.kind == "open"}


class _Parser:
    def __init__(self, path: Path, report: Report) -> None:
        self._path = path
        self._report = report
        self._found: list[Event] = []
        self._depth = 0
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        # An entity that nobody declared is then told, and no error at once.
        self._expat.UseForeignDTD(True)
        self._expat.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._expat.StartElementHandler = self._open
        self._expat.EndElementHandler = self._close
        self._expat.CharacterDataHandler = self._text
        self._expat.SkippedEntityHandler = self._skipped
        self._expat.EntityDeclHandler = self._declared

    def events(self, file: BinaryIO) -> Iterator[Event]:
        """Parse piece by piece."""
        try:
            while data := file.read(_CHUNK):
                self._expat.Parse(data, False)
                yield from self._take()
            self._expat.Parse(b"", True)
        except (expat.ExpatError, _RefusedError, ValueError, LookupError) as error:
            yield from self._take()
            self._broken(error)
            return
        yield from self._take()

    def _take(self) -> list[Event]:
        found, self._found = self._found, []
        return found

    def _broken(self, error: Exception) -> None:
        message, line, column = str(error), *self._place()
        if isinstance(error, expat.ExpatError):
            message = f"not well-formed XML: {expat.ErrorString(error.code)}"
            line, column = error.lineno, error.offset + 1
        self._report.wrong(message, self._path, line, column)

    def _place(self) -> tuple[int, int]:
        return self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1

    def _add(self, kind: str, name: str, text: str = "") -> None:
        self._found.append(Event(kind, name.lower(), *self._place(), text))

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _RefusedError(f"more than {_MAX_DEPTH} levels of nesting")
        self._add("open", name)
        self._found[-1].attributes = attributes

    def _close(self, name: str) -> None:
        self._depth -= 1
        self._add("close", name)

    def _text(self, text: str) -> None:
        self._add("text", "", text)

    def _skipped(self, name: str, parameter: bool) -> None:
        """An entity that the file does not define; most often one of HTML."""
        if parameter:
            return
        message, line = f"the entity &{name}; is not defined here", self._place()[0]
        meant = html.entities.html5.get(f"{name};")
        if meant is None:
            self._report.wrong(message, self._path, *self._place())
        elif self._report.repaired(f"{message}; in HTML it is {meant!a}", self._path, line):
            self._text(meant)
            return
        self._add("broken", name)

    def _declared(self, name: str, *_: object) -> None:
        raise _RefusedError(f"the file declares an entity, {name}, which is not read")
