"""The counts of `Statistics` from columns of documents: a tenth of the time that records take."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hedgerow.batch import Batch, Records
from hedgerow.batch.arrays import alike, chosen
from hedgerow.statistics import LABELS, LAYERS, Statistics
from hedgerow.views.sentences import uncertain as uncertain_sentences


def count(found: Statistics, split: str, batch: Batch, tokens: bool) -> None:
    """Fold in documents; `tokens` says whether what is counted in tokens is wanted."""
    size = found.sizes.setdefault(split, Counter())
    size["documents"] += batch.table.num_rows
    layers = {name: batch.records(name) for name in LAYERS if name != "tokens"}
    for name, records in layers.items():
        size[name] += len(records)
    for record, key in LABELS:
        records = layers["rejected" if record == "rejected" else f"{record}s"]
        for name, number in _counted(records[key]):
            found.labels[split, record, name] += number
    cues, sentences = layers["cues"], layers["sentences"]
    for text, number in _counted(cues["text"]):
        found.cues[" ".join(text.lower().split())] += number
    genres = batch.column("source").field("genre")
    for genre, grade, number in _pairs(chosen(genres, cues.homes), cues["certainty"]):
        found.certainty[genre, grade] += number
    homes = chosen(genres, sentences.homes)
    for genre, uncertain, number in _pairs(homes, uncertain_sentences(batch)):
        found.sentences[split, genre] += number
        found.uncertain[split, genre] += number * uncertain
    if tokens:
        size["tokens"] += len(batch.tokens[0])
        found.cue_tokens.update(_lengths(batch, cues).tolist())


def _lengths(batch: Batch, cues: Records) -> Any:
    """The number of tokens in each cue."""
    starts, ends = batch.tokens
    first, last = np.searchsorted(starts, cues.starts), np.searchsorted(starts, cues.ends)
    last -= (last > 0) & (ends[last - 1] > cues.ends)
    return np.maximum(0, last - first)


def _counted(values: Any) -> list[tuple[str, int]]:
    """The values with their numbers, without null."""
    found = pc.value_counts(values.drop_null())
    names, numbers = found.field("values").to_pylist(), found.field("counts").to_pylist()
    return list(zip(names, numbers, strict=True))


def _pairs(first: Any, second: Any) -> list[tuple[str, Any, int]]:
    """The pairs of values with their numbers, without those with null."""
    which, _, numbers = alike((first, second))
    values = (chosen(column, which).to_pylist() for column in (first, second))
    rows = zip(*values, numbers.tolist(), strict=True)
    return [row for row in rows if row[1] is not None]
