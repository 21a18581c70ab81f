"""Parses a task of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import CLOSED, FREE, LINKS, at, kind_of
from hedgerow.formats.standoff.values import dicts, offset, said, word

_KEYS = {key for keys in (*CLOSED.values(), *FREE.values()) for key in keys}


def parse(task: dict[str, Any], path: Path, line: int, report: Report) -> Standoff | None:
    """The marks of the task's annotation or prediction; None, with a problem, if it has no text."""
    data = task.get("data")
    text = _text(data) if isinstance(data, dict) else None
    if text is None:
        what = "no task with a text" if isinstance(data, dict) else "no task: export as JSON"
        report.wrong(what, path, line)
        return None
    meta = task.get("meta")
    header = meta.get("hedgerow") if isinstance(meta, dict) else None
    number = word(task.get("id"))
    name = f"{path.stem}-{number}" if number else path.stem
    standoff = Standoff(path, name, text, [], [], header, line, "label-studio")
    result = _result(task, standoff, report)
    if result is None:
        return None
    _Parser(standoff, report).parse(result)
    return standoff


def _text(data: dict[str, Any]) -> str | None:
    """What is annotated: the key text, or the only string there is."""
    strings = [value for value in data.values() if isinstance(value, str)]
    text = data.get("text", strings[0] if len(strings) == 1 else None)
    return text if isinstance(text, str) else None


def _result(task: dict[str, Any], standoff: Standoff, report: Report) -> list[Any] | None:
    """What the chosen annotation says, or the prediction, or nothing at all."""
    made = dicts(task.get("annotations"))
    kept = [one for one in made if not one.get("was_cancelled")]
    if report.by is not None:
        theirs = [one for one in kept if report.by in _user(one)]
        for _ in range(len(kept) - len(theirs)):
            report.lose("annotations of other users", standoff.place)
        made = kept = theirs
    if not kept and not (report.predicted and report.by is None):
        report.lose("tasks without an annotation", standoff.place)
        return None
    predicted = dicts(task.get("predictions"))
    if len(kept) < len(made):
        report.lose("skipped annotations", standoff.place)
    if not kept and not predicted and task.get("predictions"):
        report.wrong("the predictions are only ids", standoff.path, standoff.line)
        return None
    true = [one for one in kept if one.get("ground_truth") is True]
    chosen = (true or kept or predicted)[-1:]
    for _ in (kept or predicted)[1:]:
        report.lose("further annotations of a task", standoff.place)
    if not chosen:
        return []
    by = _user(chosen[0])
    if not kept:
        standoff.annotator, standoff.kind = word(chosen[0].get("model_version")), "model"
    elif by:
        standoff.annotator = f"annotator-{by[0]}"
    result = chosen[0].get("result")
    if isinstance(result, list):
        return result
    report.wrong("an annotation without a result", standoff.path, standoff.line)
    return None


def _user(annotation: dict[str, Any]) -> list[str]:
    """What the user who made an annotation is called by: the number, and the e-mail if it says."""
    by = annotation.get("completed_by")
    names = [by.get("id"), by.get("email")] if isinstance(by, dict) else [by]
    return [word(name) for name in names if word(name)]


class _Parser:
    def __init__(self, standoff: Standoff, report: Report) -> None:
        self._standoff = standoff
        self._report = report
        self._marks: dict[str, Mark] = {}

    def parse(self, result: list[Any]) -> None:
        """Regions first: what is said of one may stand before it."""
        entries = dicts(result)
        for _ in range(len(result) - len(entries)):
            self._wrong("an entry of the result is no object")
        for entry in entries:
            kind = entry.get("type")
            if kind == "labels":
                self._region(entry)
        for entry in entries:
            kind = entry.get("type")
            if kind == "relation":
                self._relation(entry)
            elif kind in ("choices", "textarea"):
                self._attribute(entry)
            elif kind != "labels":
                self._lose(f"results of the type {word(kind)}")

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._standoff.path, self._standoff.line)

    def _lose(self, what: str) -> None:
        self._report.lose(what, at(self._standoff.path, self._standoff.line))

    def _region(self, entry: dict[str, Any]) -> None:
        key, value = word(entry.get("id")), entry.get("value")
        value = value if isinstance(value, dict) else {}
        labels = value.get("labels")
        names = [word(label) for label in labels] if isinstance(labels, list) else []
        kind = kind_of(names[0]) if names else None
        if kind is None or not key:
            self._standoff.broken.add(key)
            what = f"unknown label {names[0]}" if names else "no label"
            self._wrong(f"region {key}: {what}" if key else "a region without an id")
            return
        for _ in names[1:]:
            self._lose("second labels of regions")
        if entry.get("meta"):
            self._lose("meta information of regions, which has no place: use the field note")
        parts = [(offset(value.get("start")), offset(value.get("end")))]
        text = value.get("text")
        mark = Mark(key, *kind, parts, text=text if isinstance(text, str) else None, id=key)
        self._marks.setdefault(key, mark)
        self._standoff.marks.append(mark)

    def _attribute(self, entry: dict[str, Any]) -> None:
        key, control = word(entry.get("id")), word(entry.get("from_name"))
        kind = "choices" if entry["type"] == "choices" else "text"
        value = entry.get("value")
        values = value.get(kind) if isinstance(value, dict) else None
        values = [values] if isinstance(values, str) else values
        if control not in _KEYS:
            self._lose(f"results of the control {control}")
        elif key not in self._marks:
            known = key in self._standoff.broken
            self._lose(f"{control} of {'regions left out' if known else 'no region'}")
        elif not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            self._wrong(f"region {key}: {control} has no value")
        elif kind == "choices" and len(values) > 1:
            self._wrong(f"region {key}: {control} has {len(values)} values")
        elif values:
            self._marks[key].values[control] = said(control, "\n".join(values))

    def _relation(self, entry: dict[str, Any]) -> None:
        source, target = word(entry.get("from_id")), word(entry.get("to_id"))
        labels = entry.get("labels")
        names = [word(label).lower() for label in labels] if isinstance(labels, list) else []
        if entry.get("direction") == "left":
            source, target = target, source
        if not names:
            self._wrong(f"relation from {source} to {target}: no label")
        for name in names:
            if name in LINKS:
                number = entry.get("id")
                number = number if isinstance(number, str) and len(names) == 1 else None
                self._standoff.links.append(Link(name, source, target, number))
            else:
                self._wrong(f"relation from {source} to {target}: unknown label {name}")
