"""Sentences and opinions as the JSON has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import Mark, at
from hedgerow.formats.standoff.spans import hull, resolve
from hedgerow.tokens import Range

KEY = "hedgerow"
SOURCE, TARGET, EXPRESSION = "Source", "Target", "Polar_expression"
POLARITY, INTENSITY = "Polarity", "Intensity"
POLARITIES = {"positive": "Positive", "negative": "Negative", "neutral": "Neutral"}
INTENSITIES = {"low": "Weak", "medium": "Standard", "high": "Strong"}
_POLARITY_OF = {name.lower(): ours for ours, name in POLARITIES.items()}
_INTENSITY_OF = {
    **{name.lower(): ours for ours, name in INTENSITIES.items()},
    "slight": "low",
    "average": "medium",
    "none": "medium",
    "": "medium",
}
_OPINION = {SOURCE, TARGET, EXPRESSION, POLARITY, INTENSITY, KEY}
_SENTENCE = {"sent_id", "text", "opinions", KEY}
_OFFSETS = re.compile(r"([0-9]{1,9}):([0-9]{1,9})")


@dataclass(slots=True)
class Entry:
    """A sentence of a file. `header` is there for the first sentence of a document of ours.

    `opinions` is None where nobody looked for any. `home` names the document of ours.
    """

    path: Path
    line: int
    name: str
    text: str
    opinions: list[Any] | None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def header(self) -> Any:
        """What is said of the document as a whole."""
        return self.extra.get("header")

    @property
    def home(self) -> Any:
        """The id of the document of ours, or None."""
        return self.extra.get("document")

    @property
    def place(self) -> str:
        """Where it stands, for a report."""
        return at(self.path, self.line)


@dataclass(slots=True)
class Opinion:
    """An opinion with spans in the text of its sentence; `extra` is what we wrote beside it."""

    holder: Range | None
    target: Range | None
    expression: Range
    polarity: str
    intensity: str
    extra: dict[str, Any]


def entry_of(value: dict[str, Any], path: Path, line: int, report: Report) -> Entry | None:
    """The sentence of a JSON object; None, with a problem, if it is none."""
    text, name, opinions = value.get("text"), value.get("sent_id", ""), value.get("opinions")
    if not isinstance(text, str) or not text.strip():
        report.wrong("a sentence without a text", path, line)
        return None
    if not isinstance(name, (str, int)) or not isinstance(opinions, (list, type(None))):
        key = "opinions" if isinstance(name, (str, int)) else "sent_id"
        report.wrong(f"{key} has the wrong type", path, line)
        return None
    for other in sorted(value.keys() - _SENTENCE):
        report.lose(f"attribute {other} of sentences", at(path, line))
    extra = value.get(KEY)
    extra = extra if isinstance(extra, dict) else {}
    return Entry(path, line, str(name), text, opinions, extra)


def opinions_of(entry: Entry, report: Report) -> Iterator[Opinion]:
    """The sound opinions of a sentence; others are in the report."""
    for number, value in enumerate(entry.opinions or (), 1):
        opinion = _Opinion(entry, number, report).read(value)
        if opinion:
            yield opinion


class _Opinion:
    def __init__(self, entry: Entry, number: int, report: Report) -> None:
        self._entry = entry
        self._name = f"opinion {number}"
        self._report = report
        self._sound = True

    def read(self, value: Any) -> Opinion | None:
        if not isinstance(value, dict):
            self._wrong("is no object")
            return None
        spans = {key: self._span(key, value.get(key)) for key in (SOURCE, TARGET, EXPRESSION)}
        if not self._sound:
            return None
        expression = spans[EXPRESSION]
        if expression is None or value.get(POLARITY) in (None, ""):
            missing = "an expression" if expression is None else "a polarity"
            self._lose(f"opinions without {missing}")
            return None
        polarity = _POLARITY_OF.get(str(value[POLARITY]).lower())
        intensity = _INTENSITY_OF.get(str(value.get(INTENSITY) or "").lower())
        for key, found in ((POLARITY, polarity), (INTENSITY, intensity)):
            if found is None:
                self._wrong(f"unknown {key} {value[key]!r}")
                return None
        for key in sorted(value.keys() - _OPINION):
            self._lose(f"attribute {key} of opinions")
        extra = value.get(KEY)
        return Opinion(
            spans[SOURCE],
            spans[TARGET],
            expression,
            polarity or "",
            intensity or "",
            extra if isinstance(extra, dict) else {},
        )

    def _span(self, key: str, value: Any) -> Range | None:
        """The stretch that a key marks, its parts joined; None if it marks nothing."""
        if value in (None, [], [[], []]):
            return None
        parts = self._parts(value)
        if parts is None:
            self._wrong(f"{key} is no pair of texts and offsets")
            return None
        words, ranges = parts
        mark = Mark(f"{self._name}, {key}", "", "", ranges, text=" ".join(words))
        mark.line = self._entry.line
        found = resolve(mark, self._entry.text, self._entry.path, self._report)
        if found is None:
            self._sound = False
            return None
        if len(found) > 1:
            what = {SOURCE: "holders", TARGET: "targets", EXPRESSION: "expressions"}[key]
            self._lose(f"gaps of discontinuous {what}")
        return hull(found)

    def _parts(self, value: Any) -> tuple[list[str], list[Range]] | None:
        if not (isinstance(value, list) and len(value) == 2):
            return None
        words, offsets = value
        if not (isinstance(words, list) and isinstance(offsets, list)):
            return None
        if len(words) != len(offsets) or not all(isinstance(x, str) for x in (*words, *offsets)):
            return None
        matches = [_OFFSETS.fullmatch(one) for one in offsets]
        ranges = [(int(m[1]), int(m[2])) for m in matches if m]
        return (words, ranges) if ranges and len(ranges) == len(words) else None

    def _wrong(self, message: str) -> None:
        self._sound = False
        self._report.wrong(f"{self._name}: {message}", self._entry.path, self._entry.line)

    def _lose(self, what: str) -> None:
        self._report.lose(what, self._entry.place)
