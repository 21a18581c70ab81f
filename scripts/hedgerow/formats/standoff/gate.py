"""Lets through what ``hedgerow validate`` accepts, record by record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from hedgerow.checks import check_document
from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import at
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.structure import check_structure

_LAYERS = ("cues", "stances", "mentions", "relations", "rejected")
_ENDS = ("holder", "target", "source")


def gate(
    value: dict[str, Any], report: Report, path: Path, line: int, lines: dict[str, int]
) -> Document | None:
    """The document, without the records that the checks refuse, each of which is a problem.

    A document with our header that does not pass as it came is a draft again: it is no longer the
    one that was written. In a draft stands whatever has a place in the text, so that its annotator
    goes on where she was; predictions need not be complete. `lines` are those of records.
    """
    try:
        orjson.dumps(value)
    except TypeError:  # half of a surrogate pair, or a number out of bounds
        report.wrong("a value that JSON cannot hold", path, line)
        return None
    while problems := _problems(value):
        if all(problem.code.startswith(_may_be_wrong(value)) for problem in problems):
            break
        if _said(value, "origin") == "native" and _said(value, "status") != "draft":
            first = problems[0]
            report.lose(
                f"status {value['annotation']['status']} of documents that the checks refuse",
                f"{at(path, line)}, {first.code}: {first.message}",
            )
            value["annotation"]["status"] = "draft"
        elif not _leave_out(value, problems, report, path, line, lines):
            return None
    return Document.from_dict(value)


def _problems(value: dict[str, Any]) -> list[Problem]:
    found = check_structure(value) or check_document(Index(Document.from_dict(value)))
    return [problem for problem in found if problem.severity == "error"]


def _said(value: dict[str, Any], key: str) -> object:
    annotation = value["annotation"]
    return annotation.get(key) if isinstance(annotation, dict) else None


def _may_be_wrong(value: dict[str, Any]) -> tuple[str, ...]:
    """The first letters of the problems that a document may have."""
    if _said(value, "status") == "draft":
        return tuple("GARV")
    return ("V",) if _said(value, "origin") == "predicted" else ()


def _leave_out(
    value: dict[str, Any],
    problems: list[Problem],
    report: Report,
    path: Path,
    line: int,
    lines: dict[str, int],
) -> bool:
    """Take out the records the problems are about; False where one is about the document."""
    bad: dict[str, set[int]] = {layer: set() for layer in _LAYERS}
    whole = False
    for problem in problems:
        layer, _, rest = problem.pointer[1:].partition("/")
        number = rest.partition("/")[0]
        if layer not in bad or not number:
            whole = True
            report.wrong(f"{problem.code} {problem.message}", path, line)
        else:
            bad[layer].add(int(number))
            record_id = value[layer][int(number)]["id"]
            message = f"{record_id} is left out: {problem.code} {problem.message}"
            report.wrong(message, path, lines.get(record_id, 0) or line)
    if whole:
        return False
    gone: set[str] = set()
    for layer, numbers in bad.items():
        gone |= {value[layer][i]["id"] for i in numbers}
        value[layer] = [record for i, record in enumerate(value[layer]) if i not in numbers]
    _follow(value, gone, report, path, line, lines)
    return True


def _follow(
    value: dict[str, Any],
    gone: set[str],
    report: Report,
    path: Path,
    line: int,
    lines: dict[str, int],
) -> None:
    """Take out what pointed to records that are gone, and mentions nobody points to any more."""

    def drop(layer: str, record: dict[str, Any]) -> None:
        what = f"{layer} that hang on a record left out"
        report.lose(what, at(path, lines.get(record["id"], 0) or line))
        gone.add(record["id"])

    for layer in ("cues", "stances", "relations"):
        for record in value[layer]:
            if any(record.get(key) in gone for key in _ENDS):
                drop(layer, record)
        value[layer] = [record for record in value[layer] if record["id"] not in gone]
    used = {r.get(key) for layer in ("cues", "stances") for r in value[layer] for key in _ENDS}
    for mention in value["mentions"]:
        if mention["id"] not in used:
            drop("mentions", mention)
    value["mentions"] = [m for m in value["mentions"] if m["id"] in used]
