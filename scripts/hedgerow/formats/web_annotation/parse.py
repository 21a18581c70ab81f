"""Parses pages of annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Link, Standoff
from hedgerow.formats.standoff.files import text_of
from hedgerow.formats.standoff.model import LINKS
from hedgerow.formats.standoff.values import dicts, word
from hedgerow.formats.web_annotation.annotation import Annotations, listed

_ID = re.compile(r'"id"\s*:\s*"((?:[^"\\]|\\.)*)"')


def parse(value: Any, raw: str, path: Path, report: Report) -> Iterator[Standoff]:
    """The marks of a file, text by text."""
    found = list(_annotations(value))
    if not found and not _is_page(value):
        report.wrong("no annotation, nor a page of them", path)
        return
    header = value.get("hedgerow") if isinstance(value, dict) else None
    linking = [one for one in found if "linking" in listed(one.get("motivation"))]
    marking = [one for one in found if "linking" not in listed(one.get("motivation"))]
    by_source: dict[str, list[dict[str, Any]]] = {} if marking else {f"{path.stem}.txt": []}
    for one in marking:
        by_source.setdefault(_source(one), []).append(one)
    lines = _lines(raw)
    links = list(_links(linking, lines, path, report))
    for source, marks in by_source.items():
        text = _text(source, path, report)
        if text is None:
            continue
        name = path.stem if len(by_source) == 1 else f"{path.stem}-{Path(source).stem}"
        standoff = Standoff(path, name, text, [], [], header, tool="web-annotation")
        Annotations(standoff, lines, report).add(marks)
        keys = {mark.key for mark in standoff.marks} | standoff.broken
        standoff.links = [link for link in links if link.source in keys]
        links = [link for link in links if link.source not in keys]
        yield standoff
    for link in links:
        report.wrong(f"{link.label}: there is no {link.source}", path, link.line)


def _is_page(value: Any) -> bool:
    return isinstance(value, dict) and ("items" in value or "first" in value)


def _annotations(value: Any) -> Iterator[dict[str, Any]]:
    """The annotations of a list, a page, a collection, a graph, or the only one."""
    if isinstance(value, list):
        yield from dicts(value)
    elif isinstance(value, dict):
        pages = [value.get("first"), *dicts(value.get("pages")), value]
        for page in dicts(pages):
            yield from dicts(page.get("items"))
        yield from (one for one in dicts(value.get("@graph")) if "target" in one)
        if "target" in value:
            yield value


def _lines(raw: str) -> dict[str, int]:
    """The line of every id, where it first stands."""
    lines: dict[str, int] = {}
    line, at = 1, 0
    for match in _ID.finditer(raw):
        line += raw.count("\n", at, match.start())
        at = match.start()
        lines.setdefault(match[1], line)
    return lines


def _source(annotation: dict[str, Any]) -> str:
    """The name of the file that an annotation is about; empty where it names none."""
    target = listed(annotation.get("target"))[:1]
    source: Any = target[0] if target else None
    if isinstance(source, dict):
        source = source.get("source", source.get("id"))
    if isinstance(source, dict):
        source = source.get("id")
    return unquote(word(source).partition("#")[0]).rsplit("/", 1)[-1]


def _text(source: str, path: Path, report: Report) -> str | None:
    """The text beside the page: never a file elsewhere, whatever the address says."""
    if not source or source in (".", "..") or "\\" in source or "\0" in source:
        report.wrong("an annotation names no file as its source", path)
        return None
    return text_of(path.with_name(source), report)


def _links(
    linking: list[dict[str, Any]], lines: dict[str, int], path: Path, report: Report
) -> Iterator[Link]:
    for one in linking:
        number = word(one.get("id"))
        line = lines.get(number, 0)
        body, target = listed(one.get("body")), listed(one.get("target"))
        ends = [word(end.get("id")) if isinstance(end, dict) else word(end) for end in target]
        tos = [word(end) for end in body if isinstance(end, str)]
        labels = [word(end.get("value")).lower() for end in dicts(body)]
        if len(ends) != 1 or len(tos) != 1 or len(labels) != 1:
            report.wrong(f"{number} does not link two annotations by one label", path, line)
        elif labels[0] not in LINKS:
            report.wrong(f"{number}: unknown relation {labels[0]}", path, line)
        else:
            source, goal, own = (one.rpartition("#")[2] for one in (ends[0], tos[0], number))
            yield Link(labels[0], source, goal, own, line)
