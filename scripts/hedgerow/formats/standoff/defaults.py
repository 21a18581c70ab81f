"""What a tool leaves unsaid, by the rules of the guidelines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from hedgerow import schema, triggers
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import at
from hedgerow.formats.standoff.records import Record, Records

_AUTHORS = ("approximator", "weasel", "distancing")
_NAMED = ("author", "implicit", None)


def complete(records: Records, sentences: list[Any], report: Report, path: Any) -> None:
    """Fill in defaults, and take out links that no sentence holds together, which are counted."""
    layers = records.layers
    _Sentences(records, sentences, report, path).cut()
    mentions = {mention["id"]: mention for mention in layers["mentions"]}
    for cue in layers["cues"]:
        _lexical(cue)
        if cue["label"] == "attribution":
            cue["holder"] = cue["holder"] or "implicit"
    for cue in layers["cues"]:
        cue["holder"] = cue["holder"] or _source(cue, layers["cues"])
    for stance in layers["stances"]:
        stance["holder"] = stance["holder"] or "author"
        stance["mode"] = stance["mode"] or ("own" if stance["holder"] == "author" else "reported")
        if stance["target"] == "implicit":
            stance["topic"] = stance["topic"] or "not stated"
    for rejected in layers["rejected"]:
        rejected["reason"] = rejected["reason"] or _usual_reason(rejected["text"])
    _name(mentions.values())


def _lexical(cue: Record) -> None:
    """Certainty, reporting and polarity: by the lexical list, else the least that can be said."""
    key = {"epistemic": "certainty", "attribution": "reporting"}.get(cue["label"])
    if key is None:
        return
    trigger = triggers.lookup(cue["text"])
    unlisted = {"certainty": "unspecified", "reporting": "acknowledge"}[key]
    if cue[key] is None:
        cue[key] = (getattr(trigger, key) if trigger else None) or unlisted
    if cue["polarity"] is None and cue["certainty"] != "unspecified":
        cue["polarity"] = (trigger.polarity if trigger else None) or "positive"


def _usual_reason(text: str) -> str | None:
    """Why a word is most often rejected; None for one that is most often annotated."""
    trigger = triggers.lookup(text)
    reasons = schema.names("rejected", "reason")
    return trigger.default if trigger and trigger.default in reasons else None


def _source(cue: Record, cues: list[Record]) -> str:
    """The author, or whoever says what the cue stands in (R15)."""
    if cue["label"] in _AUTHORS:
        return "author"
    around = [
        (other["scope"]["end"] - other["scope"]["start"], other["holder"])
        for other in cues
        if other["label"] == "attribution" and other["scope"] and other is not cue
        if other["scope"]["start"] <= cue["start"] and cue["end"] <= other["scope"]["end"]
        if not (cue["scope"] and _inside(other, cue["scope"]))
    ]
    return min(around, default=(0, "author"))[1]


def _inside(inner: Record, outer: Record) -> bool:
    return bool(outer["start"] <= inner["start"] and inner["end"] <= outer["end"])


def _name(mentions: Any) -> None:
    """A mention without an entity is called by its words, as they were spelled first."""
    spellings: dict[str, str] = {}
    for mention in mentions:
        given = mention["entity"]
        words = given if isinstance(given, str) else " ".join(mention["text"].split())
        folded = "".join(char for char in words.casefold() if char.isalnum())
        first = spellings.setdefault(folded, words)
        mention["entity"] = first if given is None else given


class _Sentences:
    """Links hold within a sentence; what a tool links across is counted and let go."""

    def __init__(self, records: Records, sentences: list[Any], report: Report, path: Any) -> None:
        self._layers = records.layers
        self._lines = records.lines
        self._starts = sorted(s["start"] for s in sentences if isinstance(s["start"], int))
        self._report = report
        self._path = path

    def cut(self) -> None:
        """Take out the links."""
        by_id = {r["id"]: r for records in self._layers.values() for r in records}
        for record in (*self._layers["cues"], *self._layers["stances"]):
            for key in ("holder", "target"):
                mention = by_id.get(record.get(key))
                if record.get(key) not in _NAMED and mention and self._apart(record, mention):
                    self._lose(f"{key}s in another sentence", record)
                    record[key] = "implicit"
                    if key == "target":
                        record["topic"] = mention["entity"] or " ".join(mention["text"].split())
        kept = []
        for relation in self._layers["relations"]:
            if self._apart(by_id[relation["source"]], by_id[relation["target"]]):
                self._lose("relations across sentences", relation)
            else:
                kept.append(relation)
        self._layers["relations"] = kept
        self._layers["mentions"] = list(self._used())

    def _used(self) -> Iterator[Record]:
        used = {r[k] for r in self._layers["cues"] for k in ("holder",)}
        used |= {r[k] for r in self._layers["stances"] for k in ("holder", "target")}
        for mention in self._layers["mentions"]:
            if mention["id"] in used:
                yield mention
            else:
                self._lose("mentions that are neither holder nor target", mention)

    def _lose(self, what: str, record: Record) -> None:
        self._report.lose(what, at(self._path, self._lines.get(record["id"], 0)))

    def _apart(self, first: Record, second: Record) -> bool:
        return self._sentence(first) != self._sentence(second)

    def _sentence(self, record: Record) -> int:
        return bisect_right(self._starts, record["start"])
