"""A page of annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import CLOSED, shown
from hedgerow.formats.standoff.values import written

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of a quotation's prefix and suffix
# What each free text of a mark is for, by the motivations of the vocabulary.
PURPOSES = {
    "note": "commenting",
    "entity": "identifying",
    "topic": "describing",
    "hint": "questioning",
}


def page(standoff: Standoff) -> dict[str, Any]:
    """The page; ids are fragments of its own address."""
    items = [_annotation(mark, standoff) for mark in standoff.marks]
    items += [_linking(link, number) for number, link in enumerate(standoff.links, 1)]
    return {
        "@context": [CONTEXT, {"hedgerow": {"@id": "urn:hedgerow:document", "@type": "@json"}}],
        "id": f"{standoff.name}.jsonld",
        "type": "AnnotationPage",
        "items": items,
        "hedgerow": standoff.header,
    }


def _annotation(mark: Mark, standoff: Standoff) -> dict[str, Any]:
    text, start, end = standoff.text, mark.start, mark.end
    quotation = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "id": f"#{mark.key}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": list(_bodies(mark)),
        "target": {"source": f"{standoff.name}.txt", "selector": [position, quotation]},
    }


def _bodies(mark: Mark) -> Iterator[dict[str, str]]:
    yield _body("classifying", shown(mark))
    for key, value in mark.values.items():
        if key in CLOSED[mark.layer]:
            yield _body("tagging", f"{key}: {written(value)}")
        else:
            yield _body(PURPOSES[key], value)


def _body(purpose: str, value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _linking(link: Link, number: int) -> dict[str, Any]:
    """The annotation that links; its target is where the link starts."""
    return {
        "id": f"#{link.id or f'link-{number}'}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [f"#{link.target}", _body("classifying", link.label)],
        "target": f"#{link.source}",
    }
