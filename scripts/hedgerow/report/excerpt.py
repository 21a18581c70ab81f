"""A piece of text on one line with a line of carets below a span of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

_LEAST_WIDTH = 20


def visible(text: str) -> str:
    """The text on one line: control and format characters, line breaks and tabs as escapes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def excerpt(text: str, start: int, end: int, width: int = 72) -> tuple[str, str]:
    """The line around ``text[start:end]`` and the line that underlines the span.

    Neither is wider than `width` columns (at least 20). Context is cut at white space where there
    is some, a span that is itself too wide in its middle. An empty span gets one caret. Raises
    ValueError for offsets outside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"{start} to {end} is no span of {len(text)} characters")
    width = max(width, _LEAST_WIDTH)
    span = _shortened([visible(c) for c in text[start:end]], width - 4)  # 4 for " …" twice
    room = width - _columns(span)
    # Longer slices are of use only to heaps of combining marks, and those are not worth showing.
    before = text[max(0, start - 8 * width) : start][::-1]
    behind = text[end : end + 8 * width]
    left = _context(before, max(room // 2, room - _columns(visible(behind))))[::-1]
    right = _context(behind, room - _columns(left))
    indent, carets = _columns(left), _columns(span)
    if not carets and start < end:  # only combining marks: they stand on the column before
        indent = max(0, indent - 1)
    return "".join(left + span + right), " " * indent + "^" * max(1, carets)


def span_at(value: Any, pointer: str) -> tuple[int, int] | None:
    """Start and end of the innermost record or scope that `pointer` is inside.

    `value` is the parsed JSON of a document, however broken. None where the pointer is in no
    record with offsets, or where the offsets are no span of the document's text.
    """
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str):
        return None
    node, record = value, None
    for token in pointer.split("/")[1:]:
        node = _child(node, token.replace("~1", "/").replace("~0", "~"))
        if isinstance(node, dict) and ("start" in node or "end" in node):
            record = node
    if record is None:
        return None
    start, end = record.get("start"), record.get("end")
    if type(start) is not int or type(end) is not int:  # True is an int too, but no offset
        return None
    return (start, end) if 0 <= start < end <= len(text) else None


def _child(node: Any, key: str) -> Any:
    """The value under a key or an index; None where there is none."""
    if isinstance(node, dict):
        return node.get(key)
    if isinstance(node, list) and key.isdecimal() and len(key) < 10:  # int() refuses very long ones
        return node[int(key)] if int(key) < len(node) else None
    return None


def _context(near: str, room: int) -> list[str]:
    """As much of the context as fits, in the order of distance from the span."""
    cells = [visible(c) for c in near]
    if _fitting(cells, room) == len(cells):
        return cells
    fits = _fitting(cells, room - 2)
    edge = next((i for i in range(fits, -1, -1) if near[i].isspace()), None)
    if edge is None:  # one long word, or a script without spaces
        return [*cells[: _fitting(cells, room - 1)], "…"]
    while edge and near[edge - 1].isspace():
        edge -= 1
    return [*cells[:edge], " ", "…"]


def _shortened(cells: list[str], room: int) -> list[str]:
    """The beginning and the end of a span that is too wide."""
    if _columns(cells) <= room:
        return cells
    head = cells[: _fitting(cells, (room - 1) // 2)]
    tail = cells[::-1][: _fitting(cells[::-1], room - 1 - _columns(head))]
    return [*head, "…", *tail[::-1]]


def _fitting(cells: Sequence[str], room: int) -> int:
    """How many cells from the first on fit into so many columns."""
    used = 0
    for count, cell in enumerate(cells):
        used += _columns(cell)
        if used > room:
            return count
    return len(cells)


def _columns(cells: Sequence[str]) -> int:
    """How many columns of a terminal the cells take."""
    return sum(_width(char) for cell in cells for char in cell)


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1
