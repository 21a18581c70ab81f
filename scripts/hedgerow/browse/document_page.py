"""The pages of one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow import schema
from hedgerow.browse.parts import Part, page_name
from hedgerow.browse.records import Entry
from hedgerow.browse.shade import MEANINGS
from hedgerow.browse.survey import Facts, title
from hedgerow.browse.templates import page
from hedgerow.browse.visible import visible
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.pipeline import Checked
from hedgerow.problems import Problem

FOLDER = "documents"
_FILTERS = ("label", "holder", "certainty", "confidence")


def pages(
    checked: Checked, facts: Facts, cut: list[Part], links: dict[str, Any], frame: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Names and contents of the pages of a document, below its folder.

    `links` holds the documents before and after and the comparisons of its passes.
    """
    index = checked.index
    assert index is not None  # noqa: S101 - what has no index has no pages
    sentences = index.document.sentences
    names = [page_name(facts.id, part.number) for part in cut]
    for part, name in zip(cut, names, strict=True):
        yield (
            name,
            page(
                "document.html",
                document=_head(index, facts),
                problems=list(_problems(index.document, checked.problems)),
                part=part,
                pages=names,
                filters=_filters(part.entries),
                labels=list(_labels(part.entries)),
                labelled={s.id: s.uncertain for s in sentences if s.uncertain is not None},
                shades=MEANINGS,
                up="../",
                current="index.html",
                **links,
                **frame,
            ),
        )


def _head(index: Index, facts: Facts) -> dict[str, Any]:
    doc = index.document
    return {
        "id": doc.id,
        "title": title(index),
        "split": facts.split,
        "genre": facts.genre,
        "language": doc.language,
        "sentences": facts.sentences,
        "cues": facts.cues,
        "stances": facts.stances,
        "rejected": facts.rejected,
        "annotation": _annotation(doc),
        "annotators": ", ".join(f"{visible(a.id)} ({a.kind})" for a in doc.annotation.annotators),
        "provenance": visible(doc.source.provenance),
        "licence": visible(doc.source.licence),
        "notice": _notice(doc),
    }


def _problems(doc: Document, problems: list[Problem]) -> Iterator[tuple[str, str, str]]:
    """Code, message and record of each error. Warnings may be meant: only validate knows."""
    for problem in problems:
        if problem.severity == "error":
            _, layer, number, *_ = [*problem.pointer.split("/"), "", "", ""]
            found = getattr(doc, layer, None) if number.isdecimal() else None
            record = found[int(number)].id if isinstance(found, list) else ""
            yield problem.code, visible(problem.message), record


def _annotation(doc: Document) -> str:
    return f"{doc.annotation.origin}, {doc.annotation.status}"


def _notice(doc: Document) -> str:
    missing = [layer for layer in ("cues", "stances") if layer not in doc.annotation.layers]
    return f"This annotation did not look for {' or '.join(missing)}." if missing else ""


def _filters(entries: list[Entry]) -> list[tuple[str, str, list[str]]]:
    """Name, title and values of every filter that has something to choose from."""
    found = []
    for key in _FILTERS:
        values = {getattr(entry, key): None for entry in entries if getattr(entry, key)}
        if len(values) > 1:
            known = _order(key)
            order = sorted(values, key=lambda v: (known.index(v) if v in known else -1, v))
            found.append((key, key, order))
    return found


def _order(key: str) -> list[str]:
    """The order of the schema; holders are sorted by name."""
    if key == "holder":
        return []
    if key == "label":
        reasons = schema.names("rejected", "reason")
        return [*schema.names("cue"), *schema.names("stance"), *reasons]
    return list(schema.names("cue", key))


def _labels(entries: list[Entry]) -> Iterator[tuple[str, str, str, str]]:
    """Layer, name, meaning and guideline of the labels on a page."""
    used = {(entry.layer, entry.label) for entry in entries}
    for layer, key in (("cue", "label"), ("stance", "label"), ("rejected", "reason")):
        for label in schema.labels(layer, key):
            if (layer, label.name) in used:
                yield layer, label.name, label.description, f"guidelines.html#{label.name}"
