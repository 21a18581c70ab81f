"""Whether relations join what they may, once, and in no circle."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.batch import Batch
from hedgerow.batch.arrays import chosen, equal, numbers
from hedgerow.checks.relations import opens_clause
from hedgerow.triggers import lookup


def relations(batch: Batch) -> Any:
    """Whether no end of a relation is shared, and each joins what it may."""
    records, (sources, targets) = batch.records("relations"), batch.relation_ends
    if not len(records):
        return np.ones(len(batch), "?")
    uses = np.bincount(np.concatenate((sources, targets)))
    shared = (uses[sources] > 1) | (uses[targets] > 1)
    concord = equal(records["label"], "concord")
    wrong = np.where(concord, ~_agree(batch), ~_restricts(batch))
    return batch.without(records.homes[wrong | shared])


def _places(batch: Batch) -> tuple[Any, Any]:
    """What each cue and stance stands for: its scope, or itself without one."""
    cues, stances, scopes = batch.records("cues"), batch.records("stances"), batch.scopes
    starts, ends = cues.starts.copy(), cues.ends.copy()
    starts[batch.scoped], ends[batch.scoped] = scopes.starts, scopes.ends
    return np.concatenate((starts, stances.starts)), np.concatenate((ends, stances.ends))


def _scoped(batch: Batch) -> Any:
    """For each cue and stance, whether it has a scope."""
    return np.append(batch.has_scope, np.zeros(len(batch.records("stances")), "?"))


def _agree(batch: Batch) -> Any:
    """Whether source and target, two cues, have one scope and one holder."""
    (sources, targets), (starts, ends) = batch.relation_ends, _places(batch)
    cues = batch.records("cues")
    scoped = _scoped(batch)
    holders = np.append(numbers(cues["holder"].dictionary_encode().indices), np.full(1, -1))
    same = (starts[sources] == starts[targets]) & (ends[sources] == ends[targets])
    same &= scoped[sources] & scoped[targets]
    return same & (holders[sources] == holders[np.minimum(targets, len(cues))])


def _restricts(batch: Batch) -> Any:
    """Whether a condition surely opens an if-clause beside what it restricts."""
    (sources, targets), (starts, ends) = batch.relation_ends, _places(batch)
    cues = batch.records("cues")
    triggers = map(lookup, chosen(cues["text"], sources).to_pylist())
    opens = np.fromiter((t is None or opens_clause(t) for t in triggers), "?", len(sources))
    opens &= equal(cues["label"], "condition")[sources]
    apart = (ends[sources] <= starts[targets]) | (ends[targets] <= starts[sources])
    return opens & (~_scoped(batch)[sources] | apart)
