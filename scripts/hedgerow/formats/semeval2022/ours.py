"""A document of ours from its sentences and what stands beside them."""

from __future__ import annotations

import hashlib
from typing import Any

from hedgerow.document import Document
from hedgerow.formats.base import Report
from hedgerow.formats.semeval2022.entries import Entry
from hedgerow.formats.semeval2022.records import Mentions, Record, add_stances
from hedgerow.formats.standoff.gate import gate

LAYERS = ("cues", "mentions", "relations", "rejected")
HEADER = ("schema_version", "id", "language", "source", "annotation")


def complete(group: list[Entry]) -> bool:
    """Whether all sentences of a document of ours are here."""
    header = group[0].header
    return isinstance(header, dict) and header.get("sentences") == len(group)


def ours(group: list[Entry], report: Report) -> Document | None:
    """The document; None, with a problem, where it is not what was written."""
    first = group[0]
    try:
        value = _value(group, report)
    except (KeyError, TypeError, ValueError, AttributeError):
        value = None
    if value is None:
        report.wrong("the text or the header is not what hedgerow wrote", first.path, first.line)
        return None
    return gate(value, report, first.path, first.line, {})


def _value(group: list[Entry], report: Report) -> Record | None:
    """The value of the document; raises where the header is not what it should be."""
    header = group[0].header
    pieces: list[str] = []
    starts = []
    length = 0
    for entry in group:
        before = entry.extra["before"]
        pieces += [before, entry.text]
        starts.append(length + len(before))
        length = starts[-1] + len(entry.text)
    text = "".join([*pieces, header["after"]])
    if hashlib.sha256(text.encode()).hexdigest() != header["sha256"]:
        return None
    layers = {layer: [dict(record) for record in header[layer]] for layer in LAYERS}
    given = [{**m, "text": text[m["start"] : m["end"]]} for m in layers["mentions"]]
    mentions = Mentions(text, given)
    stances: list[Record] = []
    for entry, start in zip(group, starts, strict=True):
        add_stances(stances, entry, text, start, mentions, report)
    order = {stance_id: i for i, stance_id in enumerate(header.get("order", ()))}
    stances.sort(key=lambda stance: order.get(stance["id"], len(order)))
    keys = ("id", "start", "end", "text", "entity")
    kept = [{key: m[key] for key in keys} for m in mentions.records]
    return {
        **{key: header[key] for key in HEADER},
        "text": text,
        "sentences": [
            {
                "id": f"s{i:02d}",
                "start": start,
                "end": start + len(entry.text),
                "uncertain": entry.extra.get("uncertain"),
            }
            for i, (entry, start) in enumerate(zip(group, starts, strict=True), 1)
        ],
        **layers,
        "stances": stances,
        "mentions": list(_used(kept, layers["cues"], stances, group[0], report)),
    }


def _used(
    mentions: list[Record], cues: list[Record], stances: list[Record], entry: Entry, report: Report
) -> Any:
    """Mentions that something still points to."""
    links = {record.get(key) for record in (*cues, *stances) for key in ("holder", "target")}
    for mention in mentions:
        if mention["id"] in links:
            yield mention
        else:
            report.lose("mentions that are neither holder nor target", entry.place)
