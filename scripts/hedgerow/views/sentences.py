"""A sentence with `uncertain`, `uncertain_broad` and a flag per cue label and stance label."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hedgerow import kinds as types
from hedgerow import schema
from hedgerow.batch import Batch, judged
from hedgerow.batch.arrays import array, flags, numbers, strings, truths
from hedgerow.index import Index
from hedgerow.kinds import BOOLEAN, Kinds
from hedgerow.uncertainty import is_uncertain, is_uncertain_broad
from hedgerow.views import columns as shared
from hedgerow.views.columns import Columns, sentence_kinds


def kinds() -> Kinds:
    """Flags are booleans, or null where the source does not say."""
    names = ("uncertain", "uncertain_broad", *_names("cue"), *_names("stance"))
    return {**sentence_kinds(), **dict.fromkeys(names, BOOLEAN)}


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per sentence. What nobody looked for is null, not false."""
    return shared.rows(columns, index)


def columns(batch: Batch) -> Columns:
    """The columns of `rows`."""
    homes = batch.sentences.homes
    found: dict[str, Any] = {}
    for record in ("cue", "stance"):
        spans, missing = batch.records(f"{record}s"), ~batch.annotated(f"{record}s")[homes]
        there = np.zeros((len(_names(record)), len(homes)), "?")
        labels = numbers(pc.index_in(spans["label"], strings(schema.names(record))))
        there[labels, batch.sentences_of(spans.starts)] = True
        for name, flags_of in zip(_names(record), there, strict=True):
            found[name] = array(flags_of, missing)
    narrow = uncertain(batch)
    return Columns(
        np.arange(len(homes)),
        batch.sentences["id"],
        {"uncertain": narrow, "uncertain_broad": _broad(batch, narrow), **found},
    )


def _with(batch: Batch, sentences: Any, some: Any) -> Any:
    """Whether each sentence is among some of those given."""
    found = np.zeros(len(batch.sentences), "?")
    found[sentences[some]] = True
    return found


def uncertain(batch: Batch) -> Any:
    """Whether each sentence is uncertain; null if nobody looked.

    What a source says of the sentence as a whole goes before what its cues say.
    """
    found = _by_cues(batch, is_uncertain, ("label",))
    return pc.coalesce(batch.sentences["uncertain"], found)


def _broad(batch: Batch, narrow: Any) -> Any:
    found = _by_cues(batch, is_uncertain_broad, ("label", "holder"))
    return pc.or_kleene(narrow, found)


def _by_cues(batch: Batch, says: Callable[[Any], bool], names: tuple[str, ...]) -> Any:
    """Whether a sentence has a cue of which something is said; null if nobody looked."""
    cues, missing = batch.records("cues"), ~batch.annotated("cues")[batch.sentences.homes]
    said = judged(says, cues, names, flags)
    return array(_with(batch, batch.sentences_of(cues.starts), truths(said)), missing)


def _names(record: str) -> list[str]:
    return [f"{record}_{label}" for label in schema.names(record)]
