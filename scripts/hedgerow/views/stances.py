"""A stance with its sentence, holder, target, attributes, and the cues that hedge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.index import Index
from hedgerow.views import columns as shared
from hedgerow.views import kinds as types
from hedgerow.views.batch import Batch, Records, lists, pairs
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
from hedgerow.views.kinds import BOOLEAN, INTEGER, STRING, Kinds, Label, Listed

_EDGES = ("start", "end")


def kinds() -> Kinds:
    """`topic` says what an implicit target is."""
    return {
        **sentence_kinds(),
        "label": labels("stance"),
        "expression": STRING,
        "start": INTEGER,
        "end": INTEGER,
        "holder": Label(HOLDERS),
        **mention_kinds("holder"),
        "target": Label(HOLDERS[1:]),
        **mention_kinds("target"),
        "topic": STRING,
        "polarity": labels("stance", "polarity"),
        "intensity": labels("stance", "intensity"),
        "explicit": BOOLEAN,
        "mode": labels("stance", "mode"),
        "negated": BOOLEAN,
        "confidence": labels("stance", "confidence"),
        "hedged": BOOLEAN,
        "hedged_by": Listed({"id": STRING, "label": labels("cue"), "cue": STRING}),
        "note": STRING,
    }


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per stance expression."""
    return shared.rows(columns, index)


def columns(batch: Batch) -> Columns:
    """The columns of `rows`."""
    stances = batch.records("stances")
    sentences = batch.sentences_of(stances.starts)
    begins = origins(batch, sentences)
    hedged_by = _hedges(batch, stances, sentences)
    return Columns(
        sentences,
        stances["id"],
        {
            "label": stances["label"],
            "expression": stances["text"],
            "start": pc.subtract(stances["start"], begins),
            "end": pc.subtract(stances["end"], begins),
            "holder": kinds_of(stances["holder"]),
            **mention_columns(batch, "holder", stances, begins),
            "target": kinds_of(stances["target"]),
            **mention_columns(batch, "target", stances, begins),
            **{name: stances[name] for name in ("topic", "polarity", "intensity")},
            **{name: stances[name] for name in ("explicit", "mode", "negated", "confidence")},
            "hedged": pc.greater(pc.list_value_length(hedged_by), 0),
            "hedged_by": hedged_by,
            "note": stances["note"],
        },
    )


def _hedges(batch: Batch, stances: Records, sentences: Any) -> Any:
    """Cues in whose scope each expression lies, innermost first; a booster hedges nothing."""
    cues = batch.records("cues")
    scopes = [pc.struct_field(cues["scope"], key).fill_null(0).to_numpy() for key in _EDGES]
    begin, end = (edges + batch.bases[cues.homes] for edges in scopes)
    some = pc.and_(pc.is_valid(cues["scope"]), pc.not_equal(cues["label"], "booster"))
    hedging = some.to_numpy(zero_copy_only=False)
    stance, cue = pairs(sentences, batch.sentences_of(cues.starts))
    around = (begin[cue] <= stances.starts[stance]) & (stances.ends[stance] <= end[cue])
    chosen = around & hedging[cue]
    stance, cue = stance[chosen], cue[chosen]
    order = np.lexsort((cues.starts[cue], (end - begin)[cue], stance))
    numbers = pa.array(cue[order])
    documents = batch.column("id").take(pa.array(cues.homes[cue[order]]))
    hedges = {
        "id": pc.binary_join_element_wise(documents, cues["id"].take(numbers), ":"),
        "label": cues["label"].take(numbers),
        "cue": cues["text"].take(numbers),
    }
    found = pa.StructArray.from_arrays(list(hedges.values()), list(hedges))
    return lists(found, np.bincount(stance, minlength=len(stances)))
