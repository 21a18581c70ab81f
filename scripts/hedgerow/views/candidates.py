"""A trigger word in its sentence: the label it carries, or the reason why it carries none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from hedgerow import schema
from hedgerow.index import Index, SpanLike, inside, is_quotation, same_span
from hedgerow.triggers import Occurrence
from hedgerow.views.columns import (
    Columns,
    class_label,
    sentence_features,
    sentences_of,
    starts_of,
)

NONE = "none"
Record = Any  # a cue, a stance, a rejection
S = TypeVar("S", bound=SpanLike)


def features() -> Any:
    """`label` holds none, then the cue labels, then the stance labels; `reason` is for none."""
    from datasets import ClassLabel, Features, Value

    labels = [NONE, *schema.names("cue"), *schema.names("stance")]
    return Features(
        {
            **sentence_features(),
            "word": Value("string"),
            "start": Value("int32"),
            "end": Value("int32"),
            "lemma": Value("string"),
            "class": Value("string"),
            "label": ClassLabel(names=labels),
            "reason": class_label("rejected", "reason"),
            "record": Value("string"),
            "note": Value("string"),
        }
    )


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per occurrence; undecided ones, which only converted documents have, are left out."""
    return columns(index).rows(index)


def columns(index: Index) -> Columns:
    """The columns of `rows`."""
    doc = index.parsed
    found = [(o, record) for o, record in decided(index, index.occurrences) if record is not None]
    places = [(o.start, o.end) for o, _ in found]
    sentences = sentences_of(index, (o for o, _ in found))
    origins = starts_of(index, sentences)
    labels = [_label(o, record) for o, record in found]
    return Columns(
        sentences,
        [f"{start}-{end}" for start, end in places],
        {
            "word": [doc.text[start:end] for start, end in places],
            "start": [o.start - origin for (o, _), origin in zip(found, origins, strict=True)],
            "end": [o.end - origin for (o, _), origin in zip(found, origins, strict=True)],
            "lemma": [o.trigger.lemma for o, _ in found],
            "class": [o.trigger.cls for o, _ in found],
            "label": labels,
            "reason": [
                _reason(record) if label == NONE else None
                for (_, record), label in zip(found, labels, strict=True)
            ],
            "record": [f"{doc.id}:{record.id}" for _, record in found],
            "note": [record.note for _, record in found],
        },
    )


def label_of(index: Index, occurrence: Occurrence) -> str | None:
    """The label that an occurrence carries, `NONE` if it is rejected; None if it is undecided."""
    decision = _decision(_records(index), occurrence)
    return None if decision is None else _label(occurrence, decision)


def decided(index: Index, spans: Iterable[S]) -> Iterator[tuple[S, Record | None]]:
    """Spans, sorted by start, with the record that decides each; passed once, from the left."""
    records = deque(sorted(_records(index), key=lambda record: record.start))
    near: list[Record] = []
    for span in spans:
        while records and records[0].start <= span.start:
            near.append(records.popleft())
        near = [record for record in near if record.end > span.start]
        yield span, _decision(near, span)


def _records(index: Index) -> list[Record]:
    doc = index.parsed
    return [*doc.cues, *doc.stances, *doc.rejected]


def _decision(records: Iterable[Record], occurrence: SpanLike) -> Record | None:
    """The smallest record around the occurrence, annotation before rejection."""
    around = [record for record in records if inside(occurrence, record)]
    if len(around) == 1:
        return around[0]
    annotated = [record for record in around if not _is_rejected(record)]
    return min(annotated or around, key=_precedence, default=None)


def _precedence(record: Record) -> tuple[int, bool, int, str]:
    """Smallest first; what else it depends on is never the order of the records."""
    kind = record.reason if _is_rejected(record) else record.label
    return record.end - record.start, hasattr(record, "target"), record.start, kind


def _is_rejected(record: Record) -> bool:
    """Told by what it has, since records come as they were parsed."""
    return not hasattr(record, "label")


def _reason(decision: Record) -> str:
    """Why an occurrence is none of the labels."""
    return str(decision.reason) if _is_rejected(decision) else "inside-quote"


def _label(occurrence: SpanLike, decision: Record) -> str:
    """The label of the record, but none for a word inside a quotation that is the record."""
    if _is_rejected(decision):
        return NONE
    inside_quote = is_quotation(decision.text) and not same_span(occurrence, decision)
    return NONE if inside_quote else decision.label
