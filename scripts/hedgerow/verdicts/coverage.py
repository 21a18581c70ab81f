"""Whether every trigger word is decided, once, and whether suggestions were confirmed."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pyarrow.compute as pc

from hedgerow.batch import Batch
from hedgerow.batch.arrays import apart, chosen, equal, numbers, truths
from hedgerow.document import SUGGESTED, is_suggestion
from hedgerow.triggers import OPENING, lookup
from hedgerow.verdicts import outside

_MARKS = [ord(mark) for mark in OPENING]


def coverage(batch: Batch) -> Any:
    """Whether every trigger is decided, once, and nothing else is rejected.

    In a converted document nothing need be decided, so that nothing is rejected either.
    """
    rejected = batch.records("rejected")
    native = ~batch.converted
    marked = np.flatnonzero(np.isin(batch.codes, outside.MARKS))
    native[np.searchsorted(batch.bases, marked, side="right") - 1] = False
    if not native.all():
        converted = batch.without(rejected.homes) & batch.converted
        return np.where(native, batch.among(native, coverage), converted)
    decided, fine = _decided(batch)
    wrong = ~_listed(batch) | ~_whole_quotations(batch)
    fine &= batch.without(rejected.homes[wrong]) & _quotations(batch, decided)
    data, places = batch.utf8
    text = outside.marked(
        data[: places[len(batch.text)]], places[decided.starts], places[decided.ends]
    )
    if not outside.none_outside(text):
        for place in np.flatnonzero(fine).tolist():
            fine[place] = outside.none_outside(_part(batch, decided, text, place))
    return fine


class _Spans(NamedTuple):
    """Spans in order that share no character."""

    starts: Any
    ends: Any


def _decided(batch: Batch) -> tuple[_Spans, Any]:
    """Cues, stances and rejected spans, without those in others; documents where that is plain.

    It is not where spans cross, and not where a rejected span lies in another one.
    """
    layers = [batch.records(layer) for layer in ("cues", "stances", "rejected")]
    homes, starts, ends = (
        np.concatenate([getattr(records, name) for records in layers])
        for name in ("homes", "starts", "ends")
    )
    order = np.lexsort((-ends, starts))
    homes, starts, ends = homes[order], starts[order], ends[order]
    taken = apart(starts, ends)
    around = ends[taken][np.cumsum(taken) - 1] if len(taken) else ends
    rejected = order >= len(layers[0]) + len(layers[1])
    wrong = ~taken & (rejected | (ends > around))
    return _Spans(starts[taken], ends[taken]), batch.without(homes[wrong])


def _listed(batch: Batch) -> Any:
    """For each rejected span, whether it is a trigger word or in quotation marks."""
    encoded = batch.records("rejected")["text"].dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    known = np.fromiter((text[0] in OPENING or lookup(text) is not None for text in texts), "?")
    return known[numbers(encoded.indices)]


def _whole_quotations(batch: Batch) -> Any:
    """For each rejected span, whether it is a whole quoted string if it begins like one."""
    rejected, (opens, closes) = batch.records("rejected"), batch.quotations
    begins = np.isin(batch.codes[rejected.starts], _MARKS)
    at = np.searchsorted(opens, rejected.starts)
    same = np.append(opens, -1)[at] == rejected.starts
    return ~begins | same & (np.append(closes, -1)[at] == rejected.ends)


def _quotations(batch: Batch, decided: _Spans) -> Any:
    """Whether every quoted string is decided."""
    opens, closes = batch.quotations
    at = np.searchsorted(decided.starts, opens, side="right") - 1
    within = (at >= 0) & (closes <= np.append(decided.ends, 0)[at])
    return batch.without(np.searchsorted(batch.bases, opens[~within], side="right") - 1)


def _part(batch: Batch, decided: _Spans, text: str, place: int) -> str:
    """The part of one document of the marked text."""
    start = int(batch.bases[place])
    first, last = np.searchsorted(decided.starts, [start, start + batch.lengths[place]]).tolist()
    return text[start + 2 * first : start + int(batch.lengths[place]) + 2 * last]


def suggestions(batch: Batch) -> Any:
    """Whether no note asks to confirm a suggestion, or the document is a draft."""
    fine = equal(batch.column("annotation").field("status"), "draft")
    homes = []
    for layer in ("cues", "stances", "rejected"):
        records = batch.records(layer)
        some = np.flatnonzero(truths(pc.starts_with(records["note"], SUGGESTED)))
        asks = map(is_suggestion, chosen(records["note"], some).to_pylist())
        homes.append(records.homes[some[np.fromiter(asks, "?", len(some))]])
    return fine | batch.without(*homes)
