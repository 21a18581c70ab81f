"""Parses a line of doccano's JSONL."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.doccano.units import Measure, Scale
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import LINKS, kind_of
from hedgerow.formats.standoff.values import dicts, offset, word

Place = tuple[str, int, int]
_UNDECIDED = "Undecided"


def parse(
    row: dict[str, Any], path: Path, line: int, report: Report, unit: str, measure: Measure
) -> Standoff | None:
    """The marks of a row; None, with a problem, for one without a text or in another unit."""
    text, ours = row.get("text"), row.get("hedgerow")
    if not isinstance(text, str):
        report.wrong("no row with a text", path, line)
        return None
    ours = ours if isinstance(ours, dict) else {}
    if ours.get("unit", unit) != unit:
        report.wrong(f"the offsets are in {word(ours['unit'])}, not in {unit}", path, line)
        return None
    number = word(row.get("id"))
    name = word(row.get("document")) or (f"{path.stem}-{number}" if number else path.stem)
    standoff = Standoff(path, name, text, [], [], ours.get("header"), line, "doccano")
    _Parser(row, ours, standoff, unit, measure(text), report).parse()
    return standoff


class _Parser:
    def __init__(
        self,
        row: dict[str, Any],
        ours: dict[str, Any],
        standoff: Standoff,
        unit: str,
        scale: Scale,
        report: Report,
    ) -> None:
        self._unit = unit
        self._row = row
        self._standoff = standoff
        self._scale = scale
        self._report = report
        self._ids: dict[str, str | None] = {}
        self._riders: dict[Place, list[dict[str, Any]]] = defaultdict(list)
        for rider in dicts(ours.get("records")):
            self._riders[_place(rider)].append(rider)
        relations = ours.get("relations")
        self._relations = {
            tuple(one[:3]): one[3]
            for one in (relations if isinstance(relations, list) else [])
            if isinstance(one, list) and len(one) == 4 and all(isinstance(x, str) for x in one)
        }

    def parse(self) -> None:
        """Spans as objects with relations, or as lists without."""
        for entity in dicts(self._row.get("entities")):
            self._span(word(entity.get("id")), entity)
        for key in ("label", "labels"):
            found = self._row.get(key)
            for number, span in enumerate(found if isinstance(found, list) else []):
                self._list(f"{key} {number}", span)
        for relation in dicts(self._row.get("relations")):
            self._relation(relation)
        for _ in dicts(self._row.get("Comments")):
            self._lose("comments on documents")
        for (name, _, _), left in self._riders.items():
            for _ in left if name != _UNDECIDED else ():
                self._lose("attributes of records that are moved or gone")

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._standoff.path, self._standoff.line)

    def _lose(self, what: str) -> None:
        self._report.lose(what, self._standoff.place)

    def _list(self, key: str, span: Any) -> None:
        if isinstance(span, list) and len(span) == 3:
            names = ("start_offset", "end_offset", "label")
            self._span(key, dict(zip(names, span, strict=True)))
        elif isinstance(span, str):
            self._lose("labels of whole texts")
        else:
            self._wrong(f"{key} is no span")

    def _span(self, key: str, entity: dict[str, Any]) -> None:
        name = word(entity.get("label"))
        kind = kind_of(name)
        if kind is None or not key:
            self._standoff.broken.add(key)
            self._wrong(f"span {key}: unknown label {name}" if key else "a span without an id")
            return
        _, start, end = place = _place(entity)
        found = self._riders[place] or self._riders[_UNDECIDED, start, end]
        rider = found.pop(0) if found else {}
        values, mark_id = rider.get("values"), word(rider.get("id")) or None
        span = self._exact(rider) or (self._scale.point(start), self._scale.point(end))
        if -1 in span:
            self._standoff.broken.add(key)
            self._wrong(f"span {key}: {start} to {end} is no span in {self._unit}")
            return
        mark = Mark(key, *kind, [span], values if isinstance(values, dict) else {}, id=mark_id)
        self._ids.setdefault(key, mark_id)
        self._standoff.marks.append(mark)

    def _exact(self, rider: dict[str, Any]) -> tuple[int, int] | None:
        """The code points of a record that the units of the tool are too large for."""
        span = rider.get("span")
        if not isinstance(span, list) or len(span) != 2:
            return None
        start, end = offset(span[0]), offset(span[1])
        place = _place(rider)
        if self._scale.point(place[1]) <= start < end <= self._scale.point(place[2]):
            return start, end
        return None

    def _relation(self, relation: dict[str, Any]) -> None:
        label = word(relation.get("type")).lower()
        source, target = word(relation.get("from_id")), word(relation.get("to_id"))
        if label not in LINKS:
            self._wrong(f"unknown relation {label}")
            return
        ends = (self._ids.get(source), self._ids.get(target))
        number = self._relations.get((label, *ends))
        self._standoff.links.append(Link(label, source, target, number))


def _place(span: dict[str, Any]) -> Place:
    start, end = span.get("start_offset"), span.get("end_offset")
    return word(span.get("label")), offset(start), offset(end)
