"""Which record decides a trigger word: the cue, stance or rejected span around it.

The view `candidates` says the same of many documents at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from hedgerow.document import Rejected
from hedgerow.index import Index, SpanLike, inside, is_quotation, same_span
from hedgerow.triggers import Occurrence

NONE = "none"
"""The label of a trigger word that is rejected."""
Record = Any  # a cue, a stance, a rejection
S = TypeVar("S", bound=SpanLike)


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
    doc = index.document
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
    return isinstance(record, Rejected)


def _label(occurrence: SpanLike, decision: Record) -> str:
    """The label of the record, but none for a word inside a quotation that is the record."""
    if _is_rejected(decision):
        return NONE
    inside_quote = is_quotation(decision.text) and not same_span(occurrence, decision)
    return NONE if inside_quote else decision.label
