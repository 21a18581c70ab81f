"""Opinions as stances, and their holders and targets as mentions."""

from __future__ import annotations

import re
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.semeval2022.entries import Entry, opinions_of
from hedgerow.tokens import Range

Record = dict[str, Any]
EXTRAS = ("label", "topic", "explicit", "mode", "negated", "confidence", "note")
"""What of a stance the format has no place for, besides its id and links to no mention."""
_USUAL: Record = {
    "label": "evaluation",
    "topic": None,
    "explicit": True,
    "mode": "reported",
    "negated": False,
    "confidence": "high",
    "note": None,
}
UNKNOWN = "not stated"


class Mentions:
    """The mentions of a document by their spans; new ones are named by their words."""

    def __init__(self, text: str, records: list[Record]) -> None:
        self.records = records
        self._text = text
        self._at = {(record["start"], record["end"]): record["id"] for record in records}
        self._spellings: dict[str, str] = {}
        for record in records:
            self._spelling(record["entity"])

    def at(self, span: Range) -> str:
        """The id of the mention at a span."""
        if span not in self._at:
            words = self._text[slice(*span)]
            entity = self._spelling(" ".join(words.split()))
            place = {"start": span[0], "end": span[1], "text": words, "entity": entity}
            self._at[span] = free_id("m", self.records)
            self.records.append({"id": self._at[span], **place})
        return str(self._at[span])

    def _spelling(self, entity: str) -> str:
        """The entity as it was spelled first."""
        folded = "".join(char for char in entity.casefold() if char.isalnum())
        return self._spellings.setdefault(folded, entity)


def free_id(letter: str, records: list[Record]) -> str:
    """An id that follows the highest of the records."""
    numbers = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", str(r["id"])) for r in records)
    return f"{letter}{max((int(m[1]) for m in numbers if m), default=0) + 1:02d}"


def add_stances(
    stances: list[Record], entry: Entry, text: str, origin: int, mentions: Mentions, report: Report
) -> None:
    """Add the opinions of a sentence that starts at `origin` in `text`."""
    for opinion in opinions_of(entry, report):
        extra = opinion.extra
        start, end = (offset + origin for offset in opinion.expression)
        links = {
            key: mentions.at((span[0] + origin, span[1] + origin)) if span else None
            for key, span in (("holder", opinion.holder), ("target", opinion.target))
        }
        said = extra.get("holder")
        holder = links["holder"] or (said if said in ("author", "implicit") else "author")
        values = {key: extra.get(key, _USUAL[key]) for key in EXTRAS}
        record: Record = {
            "id": extra.get("id"),
            "label": values["label"],
            "start": start,
            "end": end,
            "text": text[start:end],
            "holder": holder,
            "target": links["target"] or "implicit",
            "topic": None if links["target"] else values["topic"] or UNKNOWN,
            "polarity": opinion.polarity,
            "intensity": opinion.intensity,
            "explicit": values["explicit"],
            "mode": _mode(holder, values["mode"]),
            **{key: values[key] for key in ("negated", "confidence", "note")},
        }
        if record["id"] is None or any(record["id"] == other["id"] for other in stances):
            record["id"] = free_id("e", stances)
        stances.append(record)


def _mode(holder: str, said: Any) -> Any:
    """The mode that goes with the holder."""
    if holder == "author":
        return "own"
    return "reported" if said == "own" else said
