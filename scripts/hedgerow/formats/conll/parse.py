"""Parses columns."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.conll.blocks import Block, is_comment
from hedgerow.formats.conll.labels import Labels, label_columns
from hedgerow.formats.conll.spaces import around
from hedgerow.formats.conll.write import DOCUMENT, LINK, RECORD
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import LINKS, at
from hedgerow.formats.standoff.values import word


def parse(block: Block, path: Path, report: Report) -> Standoff | None:
    """The marks of a document; None, with a problem, if its rows are not of one width."""
    return _Parser(block, path, report).parse()


class _Parser:
    def __init__(self, block: Block, path: Path, report: Report) -> None:
        self._block = block
        self._path = path
        self._report = report
        self._text = ""
        self._rows: list[tuple[int, list[str]]] = []
        self._sentences: list[list[tuple[int, int]]] = [[]]
        self._riders: dict[tuple[str, int, int], dict[str, Any]] = {}
        self._comments: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        self._name = ""

    def parse(self) -> Standoff | None:
        for number, line in self._block.lines:
            if not line.strip():
                if self._sentences[-1]:
                    self._sentences.append([])
            elif is_comment(line):
                self._comment(number, line)
            else:
                self._rows.append((number, line.split("\t") if "\t" in line else line.split()))
                self._sentences[-1].append((0, 0))
        columns = self._columns()
        if columns is None:
            return None
        self._lay_out(columns)
        sentences = [(s[0][0], s[-1][1]) for s in self._sentences if s]
        headers = self._comments[DOCUMENT]
        name = self._name or f"{self._path.stem}-{self._block.number}"
        first = self._block.lines[0][0]
        standoff = Standoff(self._path, name, self._text, [], [], None, first, "conll")
        standoff.header = headers[0][1] if headers else None
        standoff.sentences = sentences
        self._mark(standoff, columns)
        self._link(standoff)
        return standoff

    def _wrong(self, message: str, line: int) -> None:
        self._report.wrong(message, self._path, line)

    def _lose(self, what: str, line: int) -> None:
        self._report.lose(what, at(self._path, line))

    def _comment(self, number: int, line: str) -> None:
        for kind in (DOCUMENT, RECORD, LINK):
            if line.startswith(kind):
                try:
                    value = json.loads(line.removeprefix(kind))
                except (ValueError, RecursionError):
                    self._wrong("the comment holds no JSON", number)
                    return
                if kind == RECORD and isinstance(value, dict):
                    self._rider(value, number)
                else:
                    self._comments[kind].append((number, value))
        if line.startswith("# newdoc id ="):
            self._name = line.partition("=")[2].strip()

    def _rider(self, value: dict[str, Any], number: int) -> None:
        token = value.pop("token", 0)
        if type(token) is not int or not token > 0:
            self._wrong("the record names no token", number)
            return
        sentence = sum(bool(s) for s in self._sentences)
        column = word(value.pop("column", ""))
        self._riders[column, sentence, token] = {**value, "": number}

    def _columns(self) -> list[str] | None:
        """The names of the columns; None where a row has more or fewer."""
        width = len(self._block.columns) or len(self._rows[0][1])
        for number, row in self._rows:
            if len(row) != width:
                self._wrong(f"{len(row)} columns, where there should be {width}", number)
                return None
        columns = self._block.columns or ["FORM", *(f"column {i}" for i in range(2, width + 1))]
        if not label_columns(self._cells(columns)):
            self._wrong("no column of BIO labels", self._rows[0][0])
            return None
        if "FORM" not in columns or len(set(columns)) < len(columns):
            self._wrong("no column FORM, or two columns of one name", self._rows[0][0])
            return None
        return columns

    def _cells(self, columns: list[str]) -> dict[str, list[str]]:
        return {name: [row[i] for _, row in self._rows] for i, name in enumerate(columns)}

    def _lay_out(self, columns: list[str]) -> None:
        """Put the text together and say where its tokens are."""
        form, misc = columns.index("FORM"), columns.index("MISC") if "MISC" in columns else None
        rows = iter(self._rows)
        parts: list[str] = []
        length = 0
        for sentence in self._sentences:
            for i in range(len(sentence)):
                _, row = next(rows)
                last = i + 1 == len(sentence)
                before, after = ("", "\n" if last else " ") if misc is None else around(row[misc])
                start = length + (len(before) if not parts else 0)
                parts += [before if not parts else "", row[form], after]
                sentence[i] = (start, start + len(row[form]))
                length = sentence[i][1] + len(after)
        self._text = "".join(parts)

    def _mark(self, standoff: Standoff, columns: list[str]) -> None:
        cells = self._cells(columns)
        for name in label_columns(cells):
            labels = Labels(name, self._path, self._report)
            at_row = 0
            for number, sentence in enumerate(filter(None, self._sentences)):
                lines = [line for line, _ in self._rows[at_row : at_row + len(sentence)]]
                here = cells[name][at_row : at_row + len(sentence)]
                for first, last, layer, label in labels.spans(here, lines):
                    rider = self._riders.pop((name, number, first + 1), {})
                    span = (sentence[first][0], sentence[last][1])
                    standoff.marks.append(_made(name, layer, label, span, rider, lines[first]))
                at_row += len(sentence)
        for name in set(columns) - {"ID", "FORM", "MISC"} - set(label_columns(cells)):
            self._lose(f"column {name.removeprefix('column ')}", self._rows[0][0])
        for rider in self._riders.values():
            self._lose("attributes of records that are moved or gone", rider[""])

    def _link(self, standoff: Standoff) -> None:
        keys = {mark.key for mark in standoff.marks}
        for line, value in self._comments[LINK]:
            if not isinstance(value, list) or len(value) != 4 or value[0] not in LINKS:
                self._wrong("the comment holds no link", line)
            elif value[1] in keys and value[2] in keys:
                number = word(value[3]) or None
                standoff.links.append(Link(value[0], value[1], value[2], number, line))
            else:
                self._lose("links of records that are moved or gone", line)


def _made(
    column: str, layer: str, label: str, span: tuple[int, int], rider: dict[str, Any], line: int
) -> Mark:
    values = {key: value for key, value in rider.items() if key not in ("", "id")}
    if layer == "rejected":
        values["reason"] = label
        label = "rejected"
    own = word(rider.get("id"))
    key = own or f"{column} {span[0]} {span[1]}"
    return Mark(key, layer, label, [span], values, id=own or None, line=line)
