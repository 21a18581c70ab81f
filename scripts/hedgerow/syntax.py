"""What is wrong where JSON breaks off, and the place to mend it.

A parser names the place where it could not go on: behind a missing comma that is the next value,
often a line below. What has to be mended stands before it.
"""

from __future__ import annotations

import re
from json import JSONDecodeError

from hedgerow.places import TOKEN

_STRING = r'"(?:[^"\\]|\\.)*"'
# What follows where only a comma can be missing; after a string that a stray quotation mark ended,
# something else does.
_NEXT = {
    "{": re.compile(rf"{_STRING}\s*:"),
    "[": re.compile(rf"[{{\[]|(?:{_STRING}|-?[0-9][0-9.eE+-]*|true|false|null)\s*[,\]]"),
}
_CLOSED_BY = {"{": "}", "[": "]"}
_SHOWN = 40  # characters of a value


def explain(raw: str, error: JSONDecodeError) -> tuple[str, int, str]:
    """Message, offset in code points, and suggestion for an error of the standard library."""
    if error.msg == "Expecting ',' delimiter":
        return _no_comma(raw, error.pos)
    last = error.pos if error.msg.startswith("Illegal trailing comma") else _before(raw, error.pos)
    closing = raw[last + 1 :].lstrip()[:1]
    if raw[last : last + 1] == "," and closing in ("}", "]") and raw[error.pos] in (",", closing):
        return f"not JSON: a comma too many before {closing}", last, "delete the comma"
    return f"not JSON: {error.msg}", error.pos, ""


def _no_comma(raw: str, pos: int) -> tuple[str, int, str]:
    """A value that something else than a comma follows; the place is its last character."""
    container, value = _open(raw, pos)
    if _NEXT[container].match(raw, pos):
        return f"not JSON: a comma is missing after {value}", _before(raw, pos), ""
    quoted = value.endswith('"') and pos < len(raw)
    return (
        f"not JSON: neither , nor {_CLOSED_BY[container]} follows {value}",
        _before(raw, pos),
        r"write \" for a quotation mark inside a string" if quoted else "",
    )


def _open(raw: str, pos: int) -> tuple[str, str]:
    """The bracket that is open at an offset, and the value or its closing bracket before it."""
    stack, value = [], ""
    for match in TOKEN.finditer(raw, 0, pos):
        value = match[match.lastindex or 0]
        if value in _CLOSED_BY:
            stack.append(value)
        elif value in ("}", "]"):
            stack.pop()
    if len(value) > _SHOWN:
        value = f"{value[: _SHOWN // 2]}…{value[-_SHOWN // 2 :]}"
    return stack[-1], value


def _before(raw: str, pos: int) -> int:
    """The offset of the last character before another that is no white space."""
    return len(raw[:pos].rstrip()) - 1
