"""Whether attributes fit the text, the lexical list and each other."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

from hedgerow.batch import Batch, Records
from hedgerow.batch.arrays import alike, chosen, equal, numbers, pairs, truths
from hedgerow.checks.attributes import LISTED, SOURCED, negated_before
from hedgerow.document import LAYERS, UNASSIGNED
from hedgerow.triggers import lookup


def attributes(batch: Batch) -> Any:
    """Whether layers, annotators and the attributes of cues and stances are as they should be."""
    if batch.crowded.any():
        return batch.among(~batch.crowded, attributes)
    fine = _annotated(batch) & _one_holder(batch) & _quoted(batch)
    if not batch.foreign.all():
        fine &= _listed(batch) & _negated(batch) | batch.foreign
    return fine


def _annotated(batch: Batch) -> Any:
    """Whether records are in layers that were looked for, and somebody looked."""
    draft = equal(batch.column("annotation").field("status"), "draft")
    nobody = batch.annotators.homes[equal(batch.annotators["id"], UNASSIGNED)]
    fine = batch.without(nobody) | draft
    for layer in LAYERS:
        fine &= batch.without(batch.records(layer).homes) | batch.annotated(layer)
    return fine


def _listed(batch: Batch) -> Any:
    """Whether the lexical list has nothing against cues and stances on exactly its words."""
    cues, stances = batch.records("cues"), batch.records("stances")
    return batch.without(
        cues.homes[~_fitting(cues, ("text", "label", "certainty", "polarity", "reporting"))],
        stances.homes[~_fitting(stances, ("text", "label"))],
    )


def _fitting(records: Records, names: Iterable[str]) -> Any:
    columns = [records[name] for name in names]
    first, which, _ = alike(columns)
    rows = zip(*(chosen(column, first).to_pylist() for column in columns), strict=True)
    return np.fromiter((_fits(*row) for row in rows), "?", len(first))[which]


@lru_cache(maxsize=10_000)
def _fits(
    text: str,
    label: str,
    certainty: str | None = None,
    polarity: str | None = None,
    reporting: str | None = None,
) -> bool:
    """Whether the lexical list has nothing against a cue, or a stance, on this expression."""
    trigger = lookup(text)
    if trigger is None or label == "unspecified":
        return True
    values = {"certainty": certainty, "polarity": polarity, "reporting": reporting}
    return label in trigger.may_be and all(
        getattr(trigger, key) in (None, values[key]) for key in LISTED.get(label, ())
    )


def _negated(batch: Batch) -> Any:
    """Whether what is negated has a negator before it in its sentence."""
    return batch.without(*(_without_negator(batch, batch.records(layer)) for layer in LAYERS))


def _without_negator(batch: Batch, records: Records) -> Any:
    some = np.flatnonzero(truths(records["negated"]))
    starts = records.starts[some]
    begins = batch.sentences.starts[batch.sentences_of(starts)]
    places = zip(begins.tolist(), starts.tolist(), strict=True)
    found = [negated_before(batch.text, begin, start) for begin, start in places]
    return records.homes[some[~np.array(found, "?")]]


def _quoted(batch: Batch) -> Any:
    """Whether exactly those stances are quoted that stand between quotation marks.

    Scare quotes around what is reported leave a doubt.
    """
    stances, (opens, closes) = batch.records("stances"), batch.quotations
    quoted, reported = equal(stances["mode"], "quoted"), equal(stances["mode"], "reported")
    reported &= ~equal(stances["holder"], "implicit")
    at = np.searchsorted(opens, stances.starts, side="right") - 1
    within = (at >= 0) & (stances.ends <= np.append(closes, 0)[at])
    return batch.without(stances.homes[(quoted & ~within) | (reported & within)])


def _one_holder(batch: Batch) -> Any:
    """Whether whatever is inside the content of an attribution has its holder."""
    cues, scopes = batch.records("cues"), batch.scopes
    attribution = equal(cues["label"], "attribution")[batch.scoped]
    sourced = np.logical_or.reduce([equal(cues["label"], label) for label in SOURCED])
    holders = numbers(cues["holder"].dictionary_encode().indices)
    owners, inner = np.flatnonzero(attribution), np.flatnonzero(sourced)
    left, right = pairs(
        batch.sentences_of(scopes.starts[owners]), batch.sentences_of(cues.starts[inner])
    )
    left, right = owners[left], inner[right]
    inside = (scopes.starts[left] <= cues.starts[right]) & (cues.ends[right] <= scopes.ends[left])
    unlike = holders[batch.scoped[left]] != holders[right]
    return batch.without(cues.homes[right[inside & unlike]])
