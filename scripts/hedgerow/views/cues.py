"""A cue with its sentence, scope, holder, attributes and the author's commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow import kinds as types
from hedgerow.batch import Batch, Records, judged, linked
from hedgerow.batch.arrays import array, chosen, equal, joined, lists, numbers, strings
from hedgerow.commitment import VALUES, commitment
from hedgerow.index import Index
from hedgerow.kinds import BOOLEAN, INTEGER, STRING, Kinds, Label, Listed
from hedgerow.views import columns as shared
from hedgerow.views.columns import (
    HOLDERS,
    Columns,
    kinds_of,
    labels,
    mention_columns,
    mention_kinds,
    origins,
    sentence_kinds,
)

_COMMITTED = ("label", "certainty", "polarity", "reporting", "negated")


def kinds() -> Kinds:
    """Scope columns are null where a converted document has no scope."""
    return {
        **sentence_kinds(),
        "label": labels("cue"),
        "cue": STRING,
        "start": INTEGER,
        "end": INTEGER,
        "scope": STRING,
        "scope_start": INTEGER,
        "scope_end": INTEGER,
        "holder": Label(HOLDERS),
        **mention_kinds("holder"),
        "certainty": labels("cue", "certainty"),
        "polarity": labels("cue", "polarity"),
        "reporting": labels("cue", "reporting"),
        "negated": BOOLEAN,
        "confidence": labels("cue", "confidence"),
        "commitment": Label(VALUES),
        "concord": Listed(STRING),
        "conditioned_by": Listed(STRING),
        "note": STRING,
    }


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per cue; `concord` and `conditioned_by` hold ids of rows."""
    return shared.rows(columns, index)


def columns(batch: Batch) -> Columns:
    """The columns of `rows`."""
    cues = batch.records("cues")
    sentences = batch.sentences_of(cues.starts)
    begins = origins(batch, sentences)
    scope = {key: pc.struct_field(cues["scope"], key) for key in ("text", "start", "end")}
    concord, conditioned_by = _related(batch, cues)
    return Columns(
        sentences,
        cues["id"],
        {
            "label": cues["label"],
            "cue": cues["text"],
            "start": pc.subtract(cues["start"], begins),
            "end": pc.subtract(cues["end"], begins),
            "scope": scope["text"],
            "scope_start": pc.subtract(scope["start"], begins),
            "scope_end": pc.subtract(scope["end"], begins),
            "holder": kinds_of(cues["holder"]),
            **mention_columns(batch, "holder", cues, begins),
            **{name: cues[name] for name in ("certainty", "polarity", "reporting")},
            **{name: cues[name] for name in ("negated", "confidence")},
            "commitment": judged(commitment, cues, _COMMITTED, strings),
            "concord": concord,
            "conditioned_by": conditioned_by,
            "note": cues["note"],
        },
    )


def _related(batch: Batch, cues: Records) -> tuple[Any, Any]:
    """For each cue, the rows it is in concord with, sorted, and those that condition it."""
    relations = batch.records("relations")
    documents = chosen(batch.column("id"), relations.homes)
    ends = [
        (
            linked(relations.homes, relations[key], cues),
            joined(documents, relations[key], ":"),
        )
        for key in ("source", "target")
    ]
    (source, source_row), (target, target_row) = ends
    concord = array(equal(relations["label"], "concord"))
    both = pa.concat_arrays([source.filter(concord), target.filter(concord)])
    others = pa.concat_arrays([target_row.filter(concord), source_row.filter(concord)])
    order = pc.sort_indices(others)
    conditions = array(equal(relations["label"], "conditions"))
    return (
        _lists(len(cues), both.take(order), others.take(order)),
        _lists(len(cues), target.filter(conditions), source_row.filter(conditions)),
    )


def _lists(count: int, cues: Any, values: Any) -> Any:
    """Values as a list for each cue, given with the numbers of the cues, some of them null."""
    known = cues.is_valid()
    places = numbers(cues.filter(known))
    order = np.argsort(places, kind="stable")
    found = chosen(values.filter(known), order)
    return lists(found, np.bincount(places, minlength=count))
