"""A task for Prodigy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.formats.standoff import Standoff
from hedgerow.formats.standoff.covering import covering, tokens_of
from hedgerow.formats.standoff.model import shown
from hedgerow.tokens import Range

Span = dict[str, Any]
_PLACE = ("start", "end", "token_start", "token_end", "label")


def task(standoff: Standoff) -> dict[str, Any]:
    """The task: `token_end` is the last token of a span, not the one behind it."""
    tokens = covering(standoff.text)
    starts = [start for start, _ in tokens]
    spans: dict[str, Span] = {}
    for mark in standoff.marks:
        first, last = tokens_of(mark.start, mark.end, starts)
        place = {"start": mark.start, "end": mark.end, "token_start": first, "token_end": last}
        said = {"id": mark.id or mark.key, "text": mark.text, **mark.values}
        spans[mark.key] = {**place, "label": shown(mark), **said}
    return {
        "text": standoff.text,
        "meta": {"document": standoff.name},
        "tokens": list(_tokens(standoff.text, tokens)),
        "spans": list(spans.values()),
        "relations": [
            {
                "head": spans[link.source]["token_end"],
                "child": spans[link.target]["token_end"],
                "label": link.label,
                "head_span": {key: spans[link.source][key] for key in _PLACE},
                "child_span": {key: spans[link.target][key] for key in _PLACE},
                "head_id": spans[link.source]["id"],
                "child_id": spans[link.target]["id"],
                **({"id": link.id} if link.id else {}),
            }
            for link in standoff.links
        ],
        "answer": "accept",
        "hedgerow": standoff.header,
    }


def _tokens(text: str, tokens: list[Range]) -> Iterator[dict[str, Any]]:
    follow = [start for start, _ in tokens[1:]] + [len(text)]
    for i, ((start, end), following) in enumerate(zip(tokens, follow, strict=True)):
        place = {"start": start, "end": end, "id": i}
        yield {"text": text[start:end], **place, "ws": following > end}
