"""The records of a document, from the marks and links of a tool."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import (
    CLOSED,
    FREE,
    LETTERS,
    RECORDS,
    Link,
    Mark,
    Standoff,
    at,
)
from hedgerow.formats.standoff.numbering import number
from hedgerow.formats.standoff.spans import hull, resolve
from hedgerow.tokens import Range

Record = dict[str, Any]
_EMPTY: dict[str, Record] = {
    "cues": {
        "scope": None,
        "holder": None,
        "certainty": None,
        "polarity": None,
        "reporting": None,
        "negated": False,
        "confidence": "high",
        "note": None,
    },
    "stances": {
        "holder": None,
        "target": "implicit",
        "topic": None,
        "polarity": "positive",
        "intensity": "medium",
        "explicit": True,
        "mode": None,
        "negated": False,
        "confidence": "high",
        "note": None,
    },
    "mentions": {"entity": None},
    "rejected": {"reason": None, "note": None},
}
# Layers that may stand at the source and at the target of a link.
_ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "scope": (("cues",), ("scopes",)),
    "holder": (("cues", "stances"), ("mentions",)),
    "target": (("stances",), ("mentions",)),
    "concord": (("cues",), ("cues",)),
    "conditions": (("cues",), ("cues", "stances")),
}


class Records:
    """Collects the layers; what cannot be used is in the report."""

    def __init__(self, standoff: Standoff, report: Report) -> None:
        self.layers: dict[str, list[Record]] = {layer: [] for layer in LETTERS}
        self.spans: list[Range] = []
        self.lines: dict[str, int] = {}
        self._standoff = standoff
        self._report = report
        self._found: dict[str, tuple[str, list[Record]]] = {}
        self._broken: set[str] = set(standoff.broken)
        self._mentions: dict[Range, Record] = {}
        self._scopes: dict[str, Mark] = {}  # those that no link names
        self._said: dict[tuple[str, str], Any] = {}
        self._unnumbered: list[tuple[str, Record, int]] = []
        for mark in standoff.marks:
            mark.line = mark.line or standoff.line
            self._add(mark)
        self._number()
        for link in standoff.links:
            self._link(link)
        self._enclose()
        self._join_parts()
        self._number()

    def _lose(self, what: str, line: int) -> None:
        self._report.lose(what, at(self._standoff.path, line or self._standoff.line))

    def _wrong(self, message: str, line: int) -> None:
        self._report.wrong(message, self._standoff.path, line or self._standoff.line)

    def _add(self, mark: Mark) -> None:
        if mark.key in self._found or mark.key in self._broken:
            self._wrong(f"{mark.key} is there twice", mark.line)
            return
        parts = resolve(mark, self._standoff.text, self._standoff.path, self._report)
        if parts is None:
            self._broken.add(mark.key)
            return
        if len(parts) > 1:
            self._lose(f"gaps of discontinuous {mark.layer}", mark.line)
            parts = parts if mark.layer == "cues" else [hull(parts)]
        if mark.layer == "undecided":
            self._undecided(mark)
            return
        self.spans += [hull(parts)]
        if mark.layer == "scopes":
            self._found[mark.key] = ("scopes", [self._span(parts[0])])
            self._scopes[mark.key] = mark
        else:
            records = [self._record(mark, part, i) for i, part in enumerate(parts)]
            self._found[mark.key] = (mark.layer, records)

    def _undecided(self, mark: Mark) -> None:
        """A draft knows its undecided words by its text; of another document they are no part."""
        self._broken.add(mark.key)
        if self._standoff.header is None:
            self._lose("undecided words", mark.line)

    def _span(self, span: Range) -> Record:
        return {"start": span[0], "end": span[1], "text": self._standoff.text[slice(*span)]}

    def _record(self, mark: Mark, span: Range, number: int) -> Record:
        """The record of a mark, or of one part of a discontinuous cue."""
        record = {"id": mark.id if number == 0 else None}
        if mark.layer in ("cues", "stances"):
            record["label"] = mark.label
        record |= {**self._span(span), **_EMPTY[mark.layer]}
        known = (*CLOSED[mark.layer], *FREE[mark.layer])
        for key, value in mark.values.items():
            if value in (None, "") or key == "hint":  # what the word was before it was decided
                continue
            if key in known and not isinstance(value, str | bool):
                self._wrong(f"{mark.key}: {key} is neither a word nor true or false", mark.line)
            elif key in known:
                record[key] = value
            else:
                self._lose(f"attribute {key} of {mark.layer}", mark.line)
        if mark.layer == "mentions":
            first = self._mentions.setdefault(span, record)
            if first is not record:  # the scheme has one mention for one span
                if record["entity"] not in (None, first["entity"]):
                    self._lose("second entity of a mention", mark.line)
                return first
        self._new(mark.layer, record, mark.line)
        return record

    def _new(self, layer: str, record: Record, line: int) -> None:
        self.layers[layer].append(record)
        self._unnumbered.append((layer, record, line))

    def _number(self) -> None:
        """Ids for the new records: by the text; in a document of ours, as they were made in turn.

        So what an annotator adds later leaves the ids of the others alone.
        """
        ours = self._standoff.header is not None
        for layer, letter in LETTERS.items():
            new = [record for of, record, _ in self._unnumbered if of == layer]
            if layer != "relations" and not ours:
                new.sort(key=lambda record: (record["start"], record["end"]))
            count = len(self.layers[layer]) - len(new)
            number(letter, new, self.layers[layer][:count], ours)
        for _, record, line in self._unnumbered:
            self.lines[record["id"]] = line or self._standoff.line
        self._unnumbered = []

    def _link(self, link: Link) -> None:
        ends = self._ends(link)
        if ends is None:
            return
        (_, sources), (_, targets) = ends
        target = targets[0]
        if link.label in ("concord", "conditions"):
            self._relation(link.label, sources[0], target, link)
            return
        if link.label == "scope":
            self._scopes.pop(link.target, None)
        value = dict(target) if link.label == "scope" else target["id"]
        if self._said.setdefault((link.source, link.label), value) != value:
            self._wrong(f"{link.source} has a second {link.label}", link.line)
            return
        for source in sources:
            source[link.label] = value

    def _enclose(self) -> None:
        """A cue without a link has the smallest scope around it that no other cue names."""
        without = [cue for cue in self.layers["cues"] if cue["scope"] is None]
        used = set()
        for cue in without if self._scopes else ():
            around = [
                (span["end"] - span["start"], key)
                for key, span in ((key, self._found[key][1][0]) for key in self._scopes)
                if span["start"] <= cue["start"] and cue["end"] <= span["end"]
            ]
            if around:
                _, key = min(around)
                used.add(key)
                cue["scope"] = dict(self._found[key][1][0])
        for key in self._scopes.keys() - used:
            self._lose("scopes without a cue", self._scopes[key].line)

    def _join_parts(self) -> None:
        """The parts of a discontinuous cue with a scope are one operator."""
        for layer, records in self._found.values():
            if layer == "cues" and records[0]["scope"]:
                for first, second in pairwise(records):
                    self._relation("concord", first, second)

    def _ends(self, link: Link) -> tuple[tuple[str, list[Record]], ...] | None:
        """Both ends with their layers; None where an end is missing or of the wrong layer."""
        found = []
        for key, allowed in zip((link.source, link.target), _ENDS[link.label], strict=True):
            if key in self._broken:
                self._lose("links of records that are left out", link.line)
                return None
            if key not in self._found:
                self._wrong(f"{link.label}: there is no {key}", link.line)
                return None
            if self._found[key][0] not in allowed:
                layer = RECORDS.get(self._found[key][0], "scope")
                self._wrong(f"{link.label} cannot join the {layer} {key}", link.line)
                return None
            found.append(self._found[key])
        return tuple(found)

    def _relation(
        self, label: str, source: Record, target: Record, link: Link | None = None
    ) -> None:
        ends = {"source": source["id"], "target": target["id"]}
        record = {"id": link.id if link else None, "label": label, **ends}
        self._new("relations", record, link.line if link else 0)
