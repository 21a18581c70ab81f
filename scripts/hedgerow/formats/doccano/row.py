"""A line of doccano's JSONL."""

from __future__ import annotations

from typing import Any

from hedgerow.formats.doccano.units import Scale
from hedgerow.formats.standoff import Mark, Standoff
from hedgerow.formats.standoff.model import shown


def row(standoff: Standoff, unit: str, scale: Scale) -> dict[str, Any]:
    """Spans and relations for doccano, the rest as metadata.

    doccano gives spans other ids than ours, so that what rides along names them by their place.
    """
    numbers = {mark.key: number for number, mark in enumerate(standoff.marks, 1)}
    entities, records = [], []
    for mark in standoff.marks:
        place = {"start_offset": scale.start(mark.start), "end_offset": scale.end(mark.end)}
        span = {**place, "label": shown(mark)}
        entities.append({"id": numbers[mark.key], **span})
        exact = (scale.point(place["start_offset"]), scale.point(place["end_offset"]))
        records.append({**span, **_said(mark, exact)})
    relations = [
        {
            "id": number,
            "from_id": numbers[link.source],
            "to_id": numbers[link.target],
            "type": link.label,
        }
        for number, link in enumerate(standoff.links, 1)
    ]
    ids = [[link.label, link.source, link.target, link.id] for link in standoff.links if link.id]
    return {
        "text": standoff.text,
        "entities": entities,
        "relations": relations,
        "document": standoff.name,
        "hedgerow": {
            "unit": unit,
            "header": standoff.header,
            "records": records,
            "relations": ids,
        },
    }


def _said(mark: Mark, exact: tuple[int, int]) -> dict[str, Any]:
    """Our id, the attributes, and the place in code points where the units are too large."""
    said: dict[str, Any] = {"id": mark.key, **({"values": mark.values} if mark.values else {})}
    return said if exact == (mark.start, mark.end) else {**said, "span": [mark.start, mark.end]}
