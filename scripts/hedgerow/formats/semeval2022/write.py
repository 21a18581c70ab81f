"""A document as sentences with opinions, and what the format has no place for beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hedgerow.document import Document, Sentence, Stance
from hedgerow.formats.base import Report
from hedgerow.formats.semeval2022.entries import (
    EXPRESSION,
    INTENSITIES,
    INTENSITY,
    KEY,
    POLARITIES,
    POLARITY,
    SOURCE,
    TARGET,
)
from hedgerow.formats.semeval2022.ours import HEADER, LAYERS
from hedgerow.formats.semeval2022.records import EXTRAS
from hedgerow.index import Index, SpanLike


def entries(document: Document, out: Path, report: Report) -> Iterator[dict[str, Any]]:
    """A JSON object for each sentence, the header of the document with the first."""
    index = Index(document)
    homes = [(index.sentence(stance), stance) for stance in document.stances]
    ordered = [stance for s in document.sentences for home, stance in homes if home is s]
    if any(problem for problem in _unfit(document)) or len(ordered) < len(homes):
        report.wrong(f"{document.id}: sentences or spans are wrong: validate it first", out)
        return
    end = 0
    for number, sentence in enumerate(document.sentences):
        extra: dict[str, Any] = {
            "document": document.id,
            "before": document.text[end : sentence.start],
        }
        end = sentence.end
        if sentence.uncertain is not None:
            extra["uncertain"] = sentence.uncertain
        if number == 0:
            extra["header"] = _header(document, ordered)
        yield {
            "sent_id": f"{document.id}-{number + 1}",
            "text": document.text[sentence.start : sentence.end],
            "opinions": [
                _opinion(stance, sentence, index) for home, stance in homes if home is sentence
            ],
            KEY: extra,
        }


def _unfit(document: Document) -> Iterator[Sentence]:
    """Sentences that do not follow each other in the text."""
    end = 0
    for sentence in document.sentences:
        if not end <= sentence.start < sentence.end <= len(document.text):
            yield sentence
        end = sentence.end


def _header(document: Document, ordered: list[Stance]) -> dict[str, Any]:
    value = document.to_dict()
    mentions = [{k: v for k, v in m.items() if k != "text"} for m in value["mentions"]]
    header = {
        **{key: value[key] for key in HEADER},
        "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "sentences": len(document.sentences),
        "after": document.text[document.sentences[-1].end :],
        **{layer: value[layer] for layer in LAYERS},
        "mentions": mentions,
    }
    if ordered != document.stances:
        header["order"] = [stance.id for stance in document.stances]
    return header


def _opinion(stance: Stance, sentence: Sentence, index: Index) -> dict[str, Any]:
    def marked(span: SpanLike | None) -> list[list[str]]:
        if span is None:
            return [[], []]
        text = index.document.text[span.start : span.end]
        return [[text], [f"{span.start - sentence.start}:{span.end - sentence.start}"]]

    extra = {"id": stance.id, **{key: getattr(stance, key) for key in EXTRAS}}
    if stance.holder not in index.mentions:
        extra["holder"] = stance.holder
    return {
        SOURCE: marked(index.mentions.get(stance.holder)),
        TARGET: marked(index.mentions.get(stance.target)),
        EXPRESSION: marked(stance),
        POLARITY: POLARITIES[stance.polarity],
        INTENSITY: INTENSITIES[stance.intensity],
        KEY: extra,
    }
