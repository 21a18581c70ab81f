"""Writes columns."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.conll.spaces import misc
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.tokens import Range, tokenize

COLUMNS = {
    "cues": "CUE",
    "scopes": "SCOPE",
    "stances": "STANCE",
    "mentions": "MENTION",
    "rejected": "REJECTED",
    "undecided": "UNDECIDED",
}
FIXED = ("ID", "FORM", "MISC")
DOCUMENT, RECORD, LINK = "# hedgerow = ", "# record = ", "# link = "


def lines(document: Document, standoff: Standoff) -> Iterator[str]:
    """The lines of a document: header, then sentence by sentence comments and tokens."""
    placed = _columns(standoff.marks)
    yield f"# global.columns = {' '.join((*FIXED, *placed))}\n"
    yield f"# newdoc id = {document.id}\n"
    yield f"{DOCUMENT}{_json(standoff.header)}\n"
    column_of = {mark.key: column for column, marks in placed.items() for mark in marks}
    tokens = [tokenize(document.text, s.start, s.end) for s in document.sentences]
    starts = [start for sentence in tokens for start, _ in sentence]
    follow = dict(zip(starts, [*starts[1:], len(document.text)], strict=True))
    links = _by_source(standoff.links)
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in standoff.marks:
        marks[mark.start].append(mark)
    for sentence, ranges in zip(document.sentences, tokens, strict=True):
        yield f"# sent_id = {sentence.id}\n"
        number = {start: i for i, (start, _) in enumerate(ranges, 1)}
        here = [mark for start, _ in ranges for mark in marks[start]]
        for mark in (mark for mark in here if mark.layer != "undecided"):
            place = {"id": mark.key, "column": column_of[mark.key], "token": number[mark.start]}
            yield f"{RECORD}{_json({**place, **_values(mark)})}\n"
            yield from (f"{LINK}{_json(link)}\n" for link in links[mark.key])
        cells = [
            _cells(ranges, [mark for mark in here if column_of[mark.key] == column])
            for column in placed
        ]
        for i, (start, end) in enumerate(ranges):
            before = document.text[:start] if start == starts[0] else ""
            space = misc(before, document.text[end : follow[start]])
            row = (str(i + 1), document.text[start:end], space, *(column[i] for column in cells))
            yield "\t".join(row) + "\n"
        yield "\n"


def _columns(marks: list[Mark]) -> dict[str, list[Mark]]:
    """Marks by column; within a column none overlap. Every layer has one."""
    placed: dict[str, list[Mark]] = {}
    for layer, name in COLUMNS.items():
        here = [mark for mark in marks if mark.layer == layer]
        if layer == "undecided" and not here:
            continue
        depth: list[list[Mark]] = [[]]
        for mark in sorted(here, key=lambda mark: (mark.start, -mark.end)):
            free = [column for column in depth if not column or column[-1].end <= mark.start]
            if not free:
                free = [[]]
                depth += free
            free[0].append(mark)
        for number, column in enumerate(depth, 1):
            placed[name if number == 1 else f"{name}-{number}"] = column
    return placed


def _cells(ranges: list[Range], marks: list[Mark]) -> list[str]:
    cells = ["O"] * len(ranges)
    for mark in marks:
        label = mark.values["reason"] if mark.layer == "rejected" else mark.label
        for i, (start, end) in enumerate(ranges):
            if mark.start <= start and end <= mark.end:
                cells[i] = f"{'B' if start == mark.start else 'I'}-{label}"
    return cells


def _values(mark: Mark) -> dict[str, Any]:
    return {key: value for key, value in mark.values.items() if key != "reason"}


def _by_source(links: list[Link]) -> dict[str, list[list[str | None]]]:
    found: dict[str, list[list[str | None]]] = defaultdict(list)
    for link in links:
        found[link.source].append([link.label, link.source, link.target, link.id])
    return found


def _json(value: Any) -> str:
    """JSON on one line, whatever a program takes for the end of a line."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c == " " or not c.isspace() else f"\\u{ord(c):04x}" for c in text)
