"""A sentence as tokens with offsets and BIO tags for cues and for stances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hedgerow import kinds as types
from hedgerow import schema
from hedgerow.batch import Batch
from hedgerow.batch.arrays import apart, array, chosen, lists, numbers, strings, within
from hedgerow.index import Index
from hedgerow.kinds import INTEGER, STRING, Kinds, Label, Listed
from hedgerow.views import columns as shared
from hedgerow.views.columns import Columns, sentence_kinds

OUTSIDE = "O"


def kinds() -> Kinds:
    """Offsets and tags are lists as long as `tokens`."""
    return {
        **sentence_kinds(),
        "tokens": Listed(STRING),
        "starts": Listed(INTEGER),
        "ends": Listed(INTEGER),
        "cue_tags": Listed(Label(tags("cue"))),
        "stance_tags": Listed(Label(tags("stance"))),
    }


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def tags(record: str) -> tuple[str, ...]:
    """O, then B- and I- of every label in the schema's order."""
    labels = schema.names(record)
    return (OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per sentence. Of overlapping stances the one that starts first is tagged.

    A layer that nobody looked for has no tags, which are not the same as tags that are all O.
    """
    return shared.rows(columns, index)


def columns(batch: Batch) -> Columns:
    """The columns of `rows`."""
    starts, ends, lengths = batch.sentence_tokens
    origins = np.repeat(batch.sentences.starts, lengths)
    return Columns(
        np.arange(len(lengths)),
        batch.sentences["id"],
        {
            "tokens": lists(batch.sentence_words, lengths),
            "starts": lists(array((starts - origins).astype("i4")), lengths),
            "ends": lists(array((ends - origins).astype("i4")), lengths),
            "cue_tags": _tags(batch, "cue"),
            "stance_tags": _tags(batch, "stance"),
        },
    )


def _tags(batch: Batch, record: str) -> Any:
    """The tags of the tokens of each sentence, as lists."""
    starts, ends, lengths = batch.sentence_tokens
    names, records = strings(tags(record)), batch.records(f"{record}s")
    order = np.lexsort((-records.ends, records.starts))
    # Overlap, not cover: a converted record may end inside what is a word to us.
    first = np.searchsorted(ends, records.starts[order], side="right")
    last = np.searchsorted(starts, records.ends[order])
    free = apart(first, last)
    labels = strings(name[2:] if name.startswith("B") else None for name in tags(record))
    begins = numbers(pc.index_in(records["label"], labels))[order][free]
    first, last = first[free], last[free]
    found = np.zeros(len(starts), "i4")
    found[within(first, last - first)] = np.repeat(begins + 1, last - first)
    found[first] = begins
    missing = ~batch.annotated(f"{record}s")[batch.sentences.homes]
    if missing.any():
        found, lengths = found[~np.repeat(missing, lengths)], np.where(missing, 0, lengths)
    return lists(chosen(names, found), lengths, missing)
