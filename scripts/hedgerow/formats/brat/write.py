"""Lines of an .ann file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from hedgerow.formats.brat.names import ATTRIBUTES, BREAKS, DEFAULTS, FLAGS, NOTES, escape
from hedgerow.formats.standoff import Mark, Standoff
from hedgerow.formats.standoff.model import shown

_LINE = re.compile(f"[^{BREAKS}]+")


def lines(standoff: Standoff) -> Iterator[str]:
    """The spans, each with its attributes and notes; then the relations."""
    keys = {mark.key: f"T{number}" for number, mark in enumerate(standoff.marks, 1)}
    attributes, notes = count(1), count(1)
    for mark in standoff.marks:
        key = keys[mark.key]
        yield _span(key, mark, standoff.text)
        for said in _attributes(mark):
            yield f"A{next(attributes)}\t{said.format(key)}\n"
        for kind, note in _notes(mark):
            yield f"#{next(notes)}\t{kind} {key}\t{escape(note)}\n"
    for number, link in enumerate(standoff.links, 1):
        ends = f"Arg1:{keys[link.source]} Arg2:{keys[link.target]}"
        yield f"R{number}\t{link.label.capitalize()} {ends}\n"
        if link.id:
            yield f"#{next(notes)}\t{NOTES['id']} R{number}\t{link.id}\n"


def _span(key: str, mark: Mark, text: str) -> str:
    """A span is cut at line ends, which a line of the file cannot hold."""
    found = _LINE.finditer(text, mark.start, mark.end)
    parts = [match.span() for match in found if match.group().strip()]
    offsets = ";".join(f"{start} {end}" for start, end in parts)
    covered = " ".join(text[start:end] for start, end in parts)
    return f"{key}\t{shown(mark)} {offsets}\t{covered}\n"


def _attributes(mark: Mark) -> Iterator[str]:
    for key, value in mark.values.items():
        if key in FLAGS and value == FLAGS[key][1]:
            yield f"{FLAGS[key][0]} {{}}"
        elif key in ATTRIBUTES and DEFAULTS.get(key) != value:
            yield f"{ATTRIBUTES[key]} {{}} {value}"


def _notes(mark: Mark) -> Iterator[tuple[str, str]]:
    if mark.id:
        yield NOTES["id"], mark.id
    for key, name in NOTES.items():
        if key in mark.values:
            yield name, mark.values[key]
