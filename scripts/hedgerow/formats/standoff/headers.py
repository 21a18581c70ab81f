"""What a document says of itself: by its header, or for a text without one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from hedgerow import schema
from hedgerow.document import LAYERS
from hedgerow.formats.base import Report
from hedgerow.formats.standoff.model import Standoff
from hedgerow.segment import segment
from hedgerow.tokens import Range

_KEYS = ("schema_version", "id", "language", "source", "annotation", "sentences")


def slug(name: str, fallback: str = "document") -> str:
    """The id that a name makes: lower case words and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:20])[:90].strip("-") or fallback


def from_header(standoff: Standoff, report: Report) -> dict[str, Any] | None:
    """The document without its layers, as its header says; None, with a problem, if it is broken.

    The header was written for one text: for another, its offsets and its origin mean nothing.
    """
    header = standoff.header
    if not isinstance(header, dict) or any(key not in header for key in _KEYS):
        report.wrong("the header is not one that hedgerow wrote", standoff.path, standoff.line)
        return None
    source = header["source"]
    said = source.get("sha256") if isinstance(source, dict) else None
    if said != _sha256(standoff.text):
        report.wrong("the text is not the one of its header", standoff.path, standoff.line)
        return None
    spans = header["sentences"]
    if not isinstance(spans, list) or not all(
        isinstance(span, list) and len(span) in (2, 3) for span in spans
    ):
        report.wrong("the sentences of the header are no spans", standoff.path, standoff.line)
        return None
    value = {key: header[key] for key in _KEYS}
    return {**value, "text": standoff.text, "sentences": numbered(spans)}


def without_header(standoff: Standoff, document_id: str, spans: list[Range]) -> dict[str, Any]:
    """The document without its layers, converted; a sentence ends nowhere inside one of `spans`.

    What the file does not say is `not stated`.
    """
    source = {
        "path": f"seeds/{document_id}.txt",
        "sha256": _sha256(standoff.text),
        "provenance": "not stated",
        "licence": "not stated",
        "genre": "unspecified",
        "topic": "not stated",
        "group": document_id,
    }
    annotator = slug(standoff.annotator or "", standoff.tool)
    scopes = any(mark.layer == "scopes" for mark in standoff.marks)
    annotation = {
        "origin": "converted",
        "status": "single",
        "annotators": [{"id": annotator, "kind": standoff.kind}],
        "guidelines": "not stated",
        "scope_convention": "clause" if scopes else "none",
        "layers": [layer for layer in LAYERS if any(m.layer == layer for m in standoff.marks)],
    }
    return {
        "schema_version": schema.schema_version(),
        "id": document_id,
        "language": "und",
        "text": standoff.text,
        "source": source,
        "annotation": annotation,
        "sentences": numbered(_merged(standoff.sentences or segment(standoff.text), spans)),
    }


def numbered(spans: Iterable[Any]) -> list[dict[str, Any]]:
    """Sentences as the schema has them: start and end, then a label where there is one."""
    return [
        {"id": f"s{i:02d}", "start": s[0], "end": s[1], "uncertain": s[2] if len(s) > 2 else None}
        for i, s in enumerate(spans, 1)
    ]


def _merged(sentences: list[Range], spans: list[Range]) -> list[Range]:
    """Sentences joined wherever a span crosses from one into the next."""
    merged: list[Range] = []
    reach = 0
    waiting = sorted(spans)[::-1]
    for start, end in sentences:
        if merged and start < reach:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
        while waiting and waiting[-1][0] < end:
            reach = max(reach, waiting.pop()[1])
    return merged


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
