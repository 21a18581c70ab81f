"""Spans from the labels of a column: BIO, IOB, BIOES and BILOU."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hedgerow import schema
from hedgerow.formats.base import Report
from hedgerow.formats.conll.write import COLUMNS
from hedgerow.formats.standoff.model import kind_of

_CELL = re.compile(r"O|_|[BIESLU]-.+")
_LAYERS = {name: layer for layer, name in COLUMNS.items()}
Found = tuple[int, int, str, str]


def label_columns(cells: dict[str, list[str]]) -> list[str]:
    """The columns that hold labels: ours by name, others if every cell is one."""
    return [
        name
        for name, column in cells.items()
        if name not in ("ID", "FORM", "MISC")
        if name.partition("-")[0] in _LAYERS or all(map(_CELL.fullmatch, column))
    ]


class Labels:
    """Reads the cells of one column."""

    def __init__(self, column: str, path: Path, report: Report) -> None:
        self._layer = _LAYERS.get(column.partition("-")[0])
        self._path = path
        self._report = report

    def spans(self, cells: list[str], lines: list[int]) -> Iterator[Found]:
        """First and last token, layer and label of every span of a sentence."""
        first, label = -1, ""
        for i, cell in enumerate([*cells, "O"]):
            mark, _, name = cell.partition("-")
            goes_on = mark in ("I", "E", "L") and name == label and first >= 0
            if first >= 0 and not goes_on:
                yield from self._found(first, i - 1, label, lines[first])
                first = -1
            if mark in ("I", "E", "L") and not goes_on:
                message = f"{cell} continues nothing, taken for the beginning of a span"
                mark = "B" if self._report.repaired(message, self._path, lines[i]) else "O"
            elif mark not in ("O", "_", "B", "S", "U", "I", "E", "L"):
                self._report.wrong(f"{cell} is no BIO label", self._path, lines[i])
            if mark in ("B", "S", "U"):
                first, label = i, name
            if mark in ("S", "U", "E", "L") and first >= 0:
                yield from self._found(first, i, label, lines[first])
                first = -1

    def _found(self, first: int, last: int, label: str, line: int) -> Iterator[Found]:
        kind = kind_of(label)
        if self._layer == "rejected" and label in schema.names("rejected", "reason"):
            kind = ("rejected", label)
        if kind is None or (self._layer and kind[0] != self._layer):
            self._report.wrong(f"unknown label {label}", self._path, line)
        else:
            yield first, last, *kind
