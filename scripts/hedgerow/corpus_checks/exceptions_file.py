"""The shape of ``annotations/exceptions.json``, checked by hand, fault by fault.

The file is ``{"version": 1, "exceptions": [...]}``; an exception has the texts `code`, `document`,
`record`, `text` and `reason`, none of them empty, and no other key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from hedgerow.catalogue import CATALOGUE
from hedgerow.checks.text import quote
from hedgerow.places import escape

VERSION = 1
# What is wrong with the exceptions themselves cannot be excepted.
_NEVER = ("C007", "W004")

Fault = tuple[str, str]
"""A pointer and what is wrong there."""


class Accepted(NamedTuple):
    """What an exception accepts: one problem of one record, as long as its text stays the same."""

    code: str
    document: str
    record: str
    text: str


_KEYS = (*Accepted._fields, "reason")


def read(value: Any) -> tuple[dict[Accepted, int], list[Fault]]:
    """The exceptions without fault, each with its number in the list; and all faults."""
    accepted: dict[Accepted, int] = {}
    faults = list(_whole(value))
    for i, entry in enumerate([] if faults else value["exceptions"]):
        pointer = f"/exceptions/{i}"
        wrong = list(_entry(entry, pointer))
        if not wrong:
            first = accepted.setdefault(Accepted(*(entry[key] for key in Accepted._fields)), i)
            if first != i:
                wrong = [(pointer, f"/exceptions/{first} accepts the same")]
        faults += wrong
    return accepted, faults


def _whole(value: Any) -> Iterator[Fault]:
    faults = list(_keys(value, ("version", "exceptions"), ""))
    yield from faults
    if faults:
        return
    if type(value["version"]) is not int or value["version"] != VERSION:  # True and 1.0 equal 1
        yield "/version", f"version {quote(json.dumps(value['version']))} is not {VERSION}"
    if not isinstance(value["exceptions"], list):
        yield "/exceptions", "exceptions is not a list"


def _entry(entry: Any, pointer: str) -> Iterator[Fault]:
    faults = list(_keys(entry, _KEYS, pointer))
    yield from faults
    if faults:
        return
    for key in _KEYS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            yield f"{pointer}/{key}", f"{key} is not a string with something in it"
        elif key == "code" and not _may_be_accepted(entry[key]):
            rule = "only warnings (W) and corpus problems (C) can be accepted"
            yield f"{pointer}/code", f"{rule}, not {quote(entry[key])}"


def _keys(value: Any, keys: tuple[str, ...], pointer: str) -> Iterator[Fault]:
    """An object with exactly these keys."""
    if not isinstance(value, dict):
        yield pointer, "not an object"
        return
    for key in keys:
        if key not in value:
            yield pointer, f"key {quote(key)} is missing"
    for key in value:
        if key not in keys:
            yield f"{pointer}/{escape(key)}", f"unknown key {quote(key)}"


def _may_be_accepted(code: str) -> bool:
    rule = CATALOGUE.get(code)
    if rule is None:  # of a distribution that this run does not ask, or that is not installed
        return re.fullmatch("X[0-9]{3}", code) is not None
    if code in _NEVER:
        return False
    return rule.severity == "warning" or code.startswith("C")
