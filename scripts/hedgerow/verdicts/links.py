"""Whether ids are unique, links lead to something in their sentence, and mentions are linked to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.batch import Batch, linked
from hedgerow.batch.arrays import chosen, equal, numbers, truths
from hedgerow.checks.links import LAYERS, UNLINKED, folded


def links(batch: Batch) -> Any:
    """Whether ids, links and mentions are as they should be."""
    fine = np.logical_and.reduce([_unique(batch, layer) for layer in LAYERS])
    return fine & _linked(batch) & _entities(batch) & _related(batch)


def _unique(batch: Batch, layer: str) -> Any:
    """Whether no two records of a layer have one id."""
    records = batch.records(layer)
    ids, homes = records["id"], records.homes
    if truths(pc.less(ids[:-1], ids[1:]))[homes[:-1] == homes[1:]].all():
        return np.ones(len(batch), "?")
    return batch.without(homes[_again(_codes(ids), homes)])


def _codes(values: Any) -> Any:
    """A number for each string, the same for the same one."""
    return numbers(values.dictionary_encode().indices).astype("i8")


def _again(codes: Any, homes: Any) -> Any:
    """The places of values, by their numbers, that their documents have before."""
    keys = codes + (homes << 32)
    order = np.argsort(keys, kind="stable")
    return order[1:][keys[order[1:]] == keys[order[:-1]]]


def _linked(batch: Batch) -> Any:
    """Whether links stay in their sentence, and every mention is linked to."""
    cues, stances, mentions = (batch.records(name) for name in ("cues", "stances", "mentions"))
    owners = [cues, stances, stances]
    ids = pa.concat_arrays([cues["holder"], stances["holder"], stances["target"]])
    homes = np.concatenate([records.homes for records in owners])
    starts = np.concatenate([records.starts for records in owners])
    some = np.flatnonzero(~np.logical_or.reduce([equal(ids, name) for name in UNLINKED]))
    found = linked(homes[some], chosen(ids, some), mentions)
    known = truths(found.is_valid())
    at = numbers(found)[known]
    home, there = batch.sentences_of(starts[some]), batch.sentences_of(mentions.starts)
    away = some[known][home[known] != there[at]]
    used = np.zeros(len(mentions), "?")
    used[at] = True
    again = _again(mentions.ends, mentions.starts)
    return batch.without(
        homes[some[~known]], homes[away], mentions.homes[~used], mentions.homes[again]
    )


def _entities(batch: Batch) -> Any:
    """Whether a document spells an entity one way."""
    mentions = batch.records("mentions")
    encoded = mentions["entity"].dictionary_encode()
    entities = numbers(encoded.indices).astype("i8")
    spellings: dict[str, int] = {}
    names = folded(encoded.dictionary.to_pylist()).split("\n")[: len(encoded.dictionary)]
    alike = [spellings.setdefault(name, len(spellings)) for name in names]
    if len(spellings) == len(alike):
        return np.ones(len(batch), "?")
    keys = np.unique(np.stack((mentions.homes, np.array(alike)[entities], entities)), axis=1)
    return batch.without(keys[0, 1:][(keys[:2, 1:] == keys[:2, :-1]).all(axis=0)])


def _related(batch: Batch) -> Any:
    """Whether both ends of a relation are in one sentence."""
    sources, targets = batch.relation_ends
    starts = np.concatenate([batch.records(layer).starts for layer in ("cues", "stances")])
    known = (sources >= 0) & (targets >= 0)
    homes = batch.sentences_of(np.append(starts, 0))
    away = homes[sources] != homes[targets]
    return batch.without(batch.records("relations").homes[away | ~known])
