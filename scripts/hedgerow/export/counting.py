"""The counts of `Statistics` from columns of documents: a tenth of the time that records take."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.statistics import LABELS, LAYERS, Statistics
from hedgerow.views.sentences import UNCERTAIN

_FAR = 2**32  # more than any offset


def count(found: Statistics, split: str, table: Any) -> None:
    """Fold in documents, given as the rows of a table, without what is counted in tokens."""
    size = found.sizes.setdefault(split, Counter())
    size["documents"] += table.num_rows
    layers = {name: table[name].combine_chunks() for name in LAYERS if name != "tokens"}
    for name, lists in layers.items():
        size[name] += len(lists.flatten())
    for record, key in LABELS:
        records = layers.get(record) or layers[f"{record}s"]
        for name, number in _counted(records.flatten().field(key)):
            found.labels[split, record, name] += number
    cues = layers["cues"].flatten()
    for text, number in _counted(cues.field("text")):
        found.cues[" ".join(text.lower().split())] += number
    genres = table["source"].combine_chunks().field("genre")
    homes = genres.take(layers["cues"].value_parent_indices())
    for genre, grade, number in _pairs(homes, cues.field("certainty")):
        found.certainty[genre, grade] += number
    homes = genres.take(layers["sentences"].value_parent_indices())
    for genre, uncertain, number in _pairs(homes, _uncertain(table, layers)):
        found.sentences[split, genre] += number
        found.uncertain[split, genre] += number * uncertain


def _counted(values: Any) -> list[tuple[str, int]]:
    """The values with their numbers, without null."""
    found = pc.value_counts(values.drop_null())
    names, numbers = found.field("values").to_pylist(), found.field("counts").to_pylist()
    return list(zip(names, numbers, strict=True))


def _pairs(first: Any, second: Any) -> list[tuple[str, Any, int]]:
    """The pairs of values with their numbers, without those with null."""
    found = pa.table({"a": first, "b": second}).group_by(["a", "b"]).aggregate([([], "count_all")])
    rows = zip(*(found[name].to_pylist() for name in ("a", "b", "count_all")), strict=True)
    return [row for row in rows if row[1] is not None]


def _uncertain(table: Any, layers: dict[str, Any]) -> Any:
    """Whether each sentence is uncertain, as `views.sentences` says; null where nobody looked."""
    sentences, cues = layers["sentences"], layers["cues"]
    starts = _places(sentences)
    labels = pc.is_in(cues.flatten().field("label"), pa.array(sorted(UNCERTAIN)))
    marked = _places(cues)[labels.to_numpy(zero_copy_only=False)]
    found = np.zeros(len(starts), "?")
    found[np.searchsorted(starts, marked, side="right") - 1] = True
    annotation = table["annotation"].combine_chunks().field("layers").to_pylist()
    known = pa.array(["cues" in annotated for annotated in annotation])
    known = known.take(sentences.value_parent_indices())
    derived = pc.if_else(known, pa.array(found), pa.scalar(None, pa.bool_()))
    return pc.coalesce(sentences.flatten().field("uncertain"), derived)


def _places(lists: Any) -> Any:
    """Numbers that sort records by document and start."""
    documents = lists.value_parent_indices().to_numpy().astype("i8")
    return documents * _FAR + lists.flatten().field("start").to_numpy()
