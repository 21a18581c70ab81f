"""A document as marks, links and a header."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from hedgerow.document import Cue, Document, Sentence, Stance
from hedgerow.formats.standoff.model import Link, Mark, Standoff
from hedgerow.formats.standoff.order import unusual_order
from hedgerow.formats.standoff.undecided import undecided

_IMPLIED = ("id", "label", "start", "end", "text", "scope", "holder", "target")


def take_apart(document: Document) -> Standoff:
    """The marks in the order of the document, each scope before the first cue that has it.

    Keys are our ids; a scope that several cues share is one mark.
    """
    marks: list[Mark] = []
    links: list[Link] = []
    scopes: dict[tuple[int, int], str] = {}
    for cue in document.cues:
        if cue.scope:
            span = (cue.scope.start, cue.scope.end)
            if span not in scopes:
                scopes[span] = f"scope-{cue.id}"
                marks.append(Mark(scopes[span], "scopes", "scope", [span], text=cue.scope.text))
            links.append(Link("scope", cue.id, scopes[span]))
        marks.append(_mark(cue, "cues", cue.label, _values(cue)))
        links += _links(cue)
    for stance in document.stances:
        marks.append(_mark(stance, "stances", stance.label, _values(stance)))
        links += _links(stance)
    for mention in document.mentions:
        marks.append(_mark(mention, "mentions", "mention", {"entity": mention.entity}))
    for rejected in document.rejected:
        values = {"reason": rejected.reason, **({"note": rejected.note} if rejected.note else {})}
        marks.append(_mark(rejected, "rejected", "rejected", values))
    marks += undecided(document)
    links += [Link(r.label, r.source, r.target, r.id) for r in document.relations]
    return Standoff(Path(), document.id, document.text, marks, links, header(document))


def header(document: Document) -> dict[str, Any]:
    """What no annotation tool has a place for, as JSON can hold it; offsets in code points.

    The order of the records is in it only where it is not that of the text.
    """
    value = {
        "schema_version": document.schema_version,
        "id": document.id,
        "language": document.language,
        "source": asdict(document.source),
        "annotation": asdict(document.annotation),
        "sentences": [_sentence(sentence) for sentence in document.sentences],
    }
    order = unusual_order(document)
    return {**value, "order": order} if order else value


def _sentence(sentence: Sentence) -> list[int | bool]:
    span: list[int | bool] = [sentence.start, sentence.end]
    return span if sentence.uncertain is None else [*span, sentence.uncertain]


def _mark(record: Any, layer: str, label: str, values: dict[str, Any]) -> Mark:
    span = (record.start, record.end)
    return Mark(record.id, layer, label, [span], values, record.text, record.id)


def _values(record: Cue | Stance) -> dict[str, Any]:
    """Attributes that are there, in the order of the schema; a linked holder is none."""
    values = {k: v for k, v in asdict(record).items() if k not in _IMPLIED and v is not None}
    if record.holder in ("author", "implicit"):
        values = {"holder": record.holder, **values}
    return values


def _links(record: Cue | Stance) -> list[Link]:
    ends = {"holder": record.holder, "target": getattr(record, "target", "implicit")}
    return [
        Link(label, record.id, end)
        for label, end in ends.items()
        if end not in ("author", "implicit")
    ]
