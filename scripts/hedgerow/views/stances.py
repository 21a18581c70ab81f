"""A stance with its sentence, holder, target, attributes, and the cues that hedge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow import kinds as types
from hedgerow.batch import Batch, Records
from hedgerow.batch.arrays import array, chosen, equal, joined, lists, numbers, pairs, truths
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
            "hedged": array(numbers(pc.list_value_length(hedged_by)) > 0),
            "hedged_by": hedged_by,
            "note": stances["note"],
        },
    )


def _hedges(batch: Batch, stances: Records, sentences: Any) -> Any:
    """Cues in whose scope each expression lies, innermost first; a booster hedges nothing."""
    cues = batch.records("cues")
    scopes = [numbers(pc.struct_field(cues["scope"], key)) for key in _EDGES]
    begin, end = (edges + batch.bases[cues.homes] for edges in scopes)
    hedging = truths(cues["scope"].is_valid()) & ~equal(cues["label"], "booster")
    stance, cue = pairs(sentences, batch.sentences_of(cues.starts))
    around = (begin[cue] <= stances.starts[stance]) & (stances.ends[stance] <= end[cue])
    around &= hedging[cue]
    stance, cue = stance[around], cue[around]
    order = np.lexsort((cues.starts[cue], (end - begin)[cue], stance))
    cue = cue[order]
    documents = chosen(batch.column("id"), cues.homes[cue])
    hedges = {
        "id": joined(documents, chosen(cues["id"], cue), ":"),
        "label": chosen(cues["label"], cue),
        "cue": chosen(cues["text"], cue),
    }
    found = pa.StructArray.from_arrays(list(hedges.values()), list(hedges))
    return lists(found, np.bincount(stance, minlength=len(stances)))
