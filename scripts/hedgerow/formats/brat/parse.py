"""Parses an .ann file."""

from __future__ import annotations

import re

from hedgerow.formats.base import Report
from hedgerow.formats.brat.names import ATTRIBUTE_KEYS, FLAG_KEYS, NOTE_KEYS, SPOKEN, unescape
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import LINKS, at, kind_of
from hedgerow.tokens import Range

_OFFSETS = re.compile(r"[0-9]{1,10} [0-9]{1,10}(?:;[0-9]{1,10} [0-9]{1,10})*")
_ENDS = re.compile(r"Arg1:(\S+) Arg2:(\S+)")
# What brat knows and the scheme does not.
_FOREIGN = {"E": "brat events", "N": "brat normalisations", "*": "brat equivalences"}


def parse(annotation: str, standoff: Standoff, report: Report) -> None:
    """Add the marks and links of an .ann file; what is broken or foreign is in the report."""
    _Parser(standoff, report).parse(annotation)


class _Parser:
    def __init__(self, standoff: Standoff, report: Report) -> None:
        self._standoff = standoff
        self._report = report
        self._marks: dict[str, Mark] = {}
        self._links: dict[str, Link] = {}
        self._line = 0

    def parse(self, annotation: str) -> None:
        """Spans and relations first: attributes and notes may stand before them."""
        kinds = {"T": self._span, "R": self._relation, "A": self._attribute, "#": self._note}
        kinds["M"] = self._attribute
        waiting = []
        for number, raw in enumerate(annotation.split("\n"), 1):
            line = raw.removesuffix("\r")
            if not line.strip():
                continue
            if line[0] in _FOREIGN:
                self._report.lose(_FOREIGN[line[0]], at(self._standoff.path, number))
            elif line[0] not in kinds or line.count("\t") < 1:
                self._line = number
                self._wrong("no line of a .ann file")
            elif line[0] in "TR":
                self._line = number
                kinds[line[0]](*_fields(line))
            else:
                waiting.append((number, line))
        for self._line, line in waiting:
            kinds[line[0]](*_fields(line))

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._standoff.path, self._line)

    def _lose(self, what: str) -> None:
        self._report.lose(what, at(self._standoff.path, self._line))

    def _span(self, key: str, data: str, text: str) -> None:
        name, _, offsets = data.partition(" ")
        kind = kind_of(name)
        if kind is None or not _OFFSETS.fullmatch(offsets):
            self._standoff.broken.add(key)
            what = f"unknown label {name}" if kind is None else f"{offsets} are no offsets"
            self._wrong(f"{key}: {what}")
            return
        parts: list[Range] = []
        for part in offsets.split(";"):
            start, end = part.split(" ")
            parts.append((int(start), int(end)))
        mark = Mark(key, *kind, parts, text=text or None, line=self._line)
        self._marks.setdefault(key, mark)
        self._standoff.marks.append(mark)

    def _relation(self, key: str, data: str, _: str) -> None:
        name, _, rest = data.partition(" ")
        ends = _ENDS.fullmatch(rest.strip())
        label = name.lower()
        if label not in LINKS:
            self._wrong(f"{key}: unknown relation {name}")
        elif ends is None:
            self._wrong(f"{key}: {rest} are no two arguments")
        elif key in self._links:
            self._wrong(f"{key} is there twice")
        else:
            self._links[key] = Link(label, ends[1], ends[2], line=self._line)
            self._standoff.links.append(self._links[key])

    def _attribute(self, key: str, data: str, _: str) -> None:
        name, *rest = data.split(" ")
        mark = self._marks.get(rest[0]) if rest else None
        if mark is None:
            self._missing(key, rest[0] if rest else "nothing")
        elif name in FLAG_KEYS and len(rest) == 1:
            self._say(mark, *FLAG_KEYS[name])
        elif name in ATTRIBUTE_KEYS and len(rest) == 2:
            self._say(mark, ATTRIBUTE_KEYS[name], rest[1])
        else:
            self._lose(f"attribute {name}")

    def _note(self, key: str, data: str, text: str) -> None:
        name, _, target = data.partition(" ")
        said = NOTE_KEYS.get(name)
        if said is None:
            self._lose(f"notes of the kind {name}")
        elif target in self._marks and said == "id":
            self._marks[target].id = text
        elif target in self._marks:
            spoken = SPOKEN.match(text) if said == "note" else None
            said, text = (spoken[1], text[spoken.end() :]) if spoken else (said, text)
            self._say(self._marks[target], said, unescape(text))
        elif target in self._links and said == "id":
            self._links[target].id = text
        elif target in self._links:
            self._lose("notes on relations")
        else:
            self._missing(key, target)

    def _missing(self, key: str, target: str) -> None:
        if target in self._standoff.broken:
            self._lose("attributes and notes of spans left out")
        elif target[:1] in _FOREIGN or target[:1] == "R":
            self._lose("attributes and notes of what is not carried over")
        else:
            self._wrong(f"{key}: there is no {target}")

    def _say(self, mark: Mark, key: str, value: str | bool) -> None:
        if mark.values.setdefault(key, value) != value:
            self._wrong(f"{mark.key} has a second {key}")


def _fields(line: str) -> tuple[str, str, str]:
    """Id, what is said, and the rest."""
    key, data, *rest = line.split("\t", 2)
    return key, data.strip(), rest[0] if rest else ""
