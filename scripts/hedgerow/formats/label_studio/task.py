"""A task with its prediction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.formats.label_studio.config import LABEL, TEXT
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import CLOSED, shown
from hedgerow.formats.standoff.values import written

Result = dict[str, Any]


def task(standoff: Standoff) -> dict[str, Any]:
    """The task as Label Studio imports it."""
    result = [one for mark in standoff.marks for one in _region(mark)]
    result += [_relation(link) for link in standoff.links]
    return {
        "data": {"text": standoff.text, "document": standoff.name},
        "meta": {"hedgerow": standoff.header},
        "predictions": [{"model_version": "hedgerow", "result": result}],
    }


def _region(mark: Mark) -> Iterator[Result]:
    """The region, then one entry for everything said of it."""
    place = {"start": mark.start, "end": mark.end, "text": mark.text}
    yield _entry(mark, LABEL, "labels", {**place, "labels": [shown(mark)]})
    for key, value in mark.values.items():
        if key in CLOSED[mark.layer]:
            yield _entry(mark, key, "choices", {**place, "choices": [written(value)]})
        else:
            yield _entry(mark, key, "textarea", {**place, "text": [value]})


def _entry(mark: Mark, control: str, kind: str, value: dict[str, Any]) -> Result:
    return {"id": mark.key, "from_name": control, "to_name": TEXT, "type": kind, "value": value}


def _relation(link: Link) -> Result:
    ends = {"from_id": link.source, "to_id": link.target}
    relation = {"type": "relation", "direction": "right", "labels": [link.label], **ends}
    return {**relation, "id": link.id} if link.id else relation
