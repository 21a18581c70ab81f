"""A trigger word in its sentence: the label it carries, or the reason why it carries none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow import kinds as types
from hedgerow import schema
from hedgerow.batch import Batch
from hedgerow.batch.arrays import array, chosen, joined, numbers, pairs, strings
from hedgerow.batch.occurrences import Occurrences, find, triggers
from hedgerow.decisions import NONE
from hedgerow.index import Index, is_quotation
from hedgerow.kinds import INTEGER, STRING, Kinds, Label
from hedgerow.views import columns as shared
from hedgerow.views.columns import Columns, labels, sentence_kinds

_REJECTED = 2  # the number of the layer


def kinds() -> Kinds:
    """`label` holds none, then the cue labels, then the stance labels; `reason` is for none."""
    names = [NONE, *schema.names("cue"), *schema.names("stance")]
    return {
        **sentence_kinds(),
        "word": STRING,
        "start": INTEGER,
        "end": INTEGER,
        "lemma": STRING,
        "class": STRING,
        "label": Label(tuple(names)),
        "reason": labels("rejected", "reason"),
        "record": STRING,
        "note": STRING,
    }


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per occurrence; undecided ones, which only converted documents have, are left out."""
    return shared.rows(columns, index)


def columns(batch: Batch) -> Columns:
    """The columns of `rows`."""
    records = _Decisions(batch)
    found = find(batch)
    deciding = records.of(found)
    found, deciding = found.chosen(deciding >= 0), deciding[deciding >= 0]
    sentences = batch.sentences_of(found.starts)
    homes = batch.sentences.homes[sentences]
    begins, documents = batch.sentences.starts[sentences], chosen(batch.column("id"), homes)
    label, reason = records.label(found, deciding)
    places = [array(edges - batch.bases[homes]).cast("string") for edges in found[:2]]
    return Columns(
        sentences,
        joined(places[0], places[1], "-"),
        {
            "word": batch.covered(found.starts, found.ends),
            "start": array((found.starts - begins).astype("i4")),
            "end": array((found.ends - begins).astype("i4")),
            "lemma": chosen(strings(t.lemma for t in triggers()), found.triggers),
            "class": chosen(strings(t.cls for t in triggers()), found.triggers),
            "label": label,
            "reason": reason,
            "record": joined(documents, records.column("id", deciding), ":"),
            "note": records.column("note", deciding),
        },
    )


class _Decisions:
    """Cues, stances and rejected spans: what decides trigger words."""

    def __init__(self, batch: Batch) -> None:
        self._layers = [batch.records(layer) for layer in ("cues", "stances", "rejected")]
        self._starts = np.concatenate([layer.starts for layer in self._layers])
        self._ends = np.concatenate([layer.ends for layer in self._layers])
        self._layer = np.repeat(np.arange(3), [len(layer) for layer in self._layers])
        self._batch = batch

    def of(self, found: Occurrences) -> Any:
        """The number of the smallest record around each occurrence, annotation first, or -1.

        Of two records of one size a cue goes first, then the one that starts first; last decides
        the label, never the order of the records.
        """
        sentences = self._batch.sentences_of(self._starts)
        occurrence, record = pairs(self._batch.sentences_of(found.starts), sentences)
        around = self._starts[record] <= found.starts[occurrence]
        around &= found.ends[occurrence] <= self._ends[record]
        occurrence, record = occurrence[around], record[around]
        decided = np.full(len(found.starts), -1)
        decided[occurrence] = record
        several = np.bincount(occurrence, minlength=len(decided))[occurrence] > 1
        occurrence, record = occurrence[several], record[several]
        names = pc.coalesce(self.column("label", record), self.column("reason", record))
        layer, starts = self._layer[record], self._starts[record]
        keys = (starts, layer, self._ends[record] - starts, layer == _REJECTED, occurrence)
        order = np.lexsort((_ranks(names), *keys))
        first = order[np.unique(occurrence[order], return_index=True)[1]]
        decided[occurrence[first]] = record[first]
        return decided

    def label(self, found: Occurrences, deciding: Any) -> tuple[Any, Any]:
        """The label of the record that decides each occurrence, or none, with the reason.

        It is none for a word inside a quotation that is the record.
        """
        label, reason = self.column("label", deciding), self.column("reason", deciding)
        same = (self._starts[deciding] == found.starts) & (self._ends[deciding] == found.ends)
        inner = np.flatnonzero(~same & (self._layer[deciding] != _REJECTED))
        texts = self.column("text", deciding[inner]).to_pylist()
        quoted = np.zeros(len(deciding), "?")
        quoted[inner] = [is_quotation(text) for text in texts]
        inside, none = strings(["inside-quote", NONE])
        reason = pc.if_else(array(quoted), inside, reason)
        return pc.if_else(reason.is_valid(), none, label), reason

    def column(self, name: str, records: Any) -> Any:
        """A value of each record; null where records of a layer have none."""
        values = [
            layer[name] if layer.has(name) else pa.nulls(len(layer), pa.string())
            for layer in self._layers
        ]
        return chosen(pa.concat_arrays(values), records)


def _ranks(names: Any) -> Any:
    """The place of each name in the order of all."""
    encoded = names.dictionary_encode()
    every = encoded.dictionary.to_pylist()
    places = {name: i for i, name in enumerate(sorted(every))}
    return np.array([places[name] for name in every], "i8")[numbers(encoded.indices)]
