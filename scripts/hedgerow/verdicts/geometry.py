"""Whether cues, scopes and stances lie to each other as they should."""

from __future__ import annotations

from typing import Any

import numpy as np

from hedgerow.batch import Batch
from hedgerow.batch.arrays import chosen, pairs
from hedgerow.index import is_quotation
from hedgerow.triggers import OPENING


def geometry(batch: Batch) -> Any:
    """Whether cues are apart and in their scopes, scopes nest, and stances cross none of them."""
    if batch.crowded.any():
        return batch.among(~batch.crowded, geometry)
    return _apart(batch) & _scoped(batch) & _nested(batch) & _beside(batch)


def _apart(batch: Batch) -> Any:
    """Whether no two cues share a character."""
    cues = batch.records("cues")
    order = np.argsort(cues.starts, kind="stable")
    over = cues.starts[order[1:]] < cues.ends[order[:-1]]
    return batch.without(cues.homes[order[1:][over]])


def _scoped(batch: Batch) -> Any:
    """Whether cues lie in their scopes and are smaller, quoted strings being their own scope."""
    cues, scopes = batch.records("cues"), batch.scopes
    starts, ends = cues.starts[batch.scoped], cues.ends[batch.scoped]
    wrong = (starts < scopes.starts) | (scopes.ends < ends)
    whole = (starts == scopes.starts) & (ends == scopes.ends)
    looked = np.flatnonzero(whole | np.isin(batch.codes[starts], _MARKS))
    texts = chosen(cues["text"], batch.scoped[looked]).to_pylist()
    quoted = np.fromiter(map(is_quotation, texts), "?", len(texts))
    wrong[looked] |= whole[looked] != quoted
    return batch.without(scopes.homes[wrong])


_MARKS = [ord(mark) for mark in OPENING]


def _nested(batch: Batch) -> Any:
    """Whether no two scopes cross."""
    scopes = batch.scopes
    sentences = batch.sentences_of(scopes.starts)
    left, right = pairs(sentences, sentences)
    return batch.without(scopes.homes[left[_cross(scopes, left, scopes, right)]])


def _cross(some: Any, left: Any, others: Any, right: Any) -> Any:
    """Whether spans share a character, and the first begins before the other and ends in it."""
    begins = some.starts[left] < others.starts[right]
    shares = others.starts[right] < some.ends[left]
    return begins & shares & (some.ends[left] < others.ends[right])


def _beside(batch: Batch) -> Any:
    """Whether no stance is a cue or crosses the edge of a scope."""
    cues, stances, scopes = batch.records("cues"), batch.records("stances"), batch.scopes
    homes = batch.sentences_of(stances.starts)
    stance, cue = pairs(homes, batch.sentences_of(cues.starts))
    same = (stances.starts[stance] == cues.starts[cue]) & (stances.ends[stance] == cues.ends[cue])
    left, scope = pairs(homes, batch.sentences_of(scopes.starts))
    crossing = _cross(stances, left, scopes, scope) | _cross(scopes, scope, stances, left)
    return batch.without(stances.homes[stance[same]], stances.homes[left[crossing]])
