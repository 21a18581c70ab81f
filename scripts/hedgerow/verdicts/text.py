"""Whether spans cover what they store, and lie in sentences that leave out nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow.compute as pc

from hedgerow.batch import Batch
from hedgerow.batch.arrays import chosen, strings, truths, within
from hedgerow.tokens import JOINS, SPACE, WORD, before_clitic


def spans(batch: Batch) -> Any:
    """Whether every span is one of the text and covers what it stores."""
    stored, sentences = batch.stored, batch.sentences
    homes = np.concatenate((stored.homes, sentences.homes))
    starts = np.concatenate((stored.starts, sentences.starts))
    ends = np.concatenate((stored.ends, sentences.ends))
    bases = batch.bases[homes]
    fits = (bases <= starts) & (starts < ends) & (ends <= bases + batch.lengths[homes])
    fine = batch.without(homes[~fits])
    if not fine.all():
        return batch.among(fine, spans)
    same = truths(pc.equal(batch.covered(stored.starts, stored.ends), stored.texts))
    return batch.without(stored.homes[~same])


def sentences(batch: Batch) -> Any:
    """Whether sentences are in order, with nothing left out, and every span lies in one.

    Whether a span begins and ends with a token is seen by the characters beside it in most places.
    """
    fine = _in_order(batch)
    if not fine.all():
        return batch.among(fine, sentences)
    stored = batch.stored
    crossing = stored.ends > batch.sentences.ends[batch.sentences_of(stored.starts)]
    space = batch.kinds == SPACE
    wrong = space[stored.starts] | space[stored.ends - 1] | crossing
    if not batch.foreign.all():
        wrong |= ~(_whole_words(batch, stored.starts, stored.ends) | batch.foreign[stored.homes])
    return batch.without(stored.homes[wrong])


def _in_order(batch: Batch) -> Any:
    """Whether sentences are numbered, disjoint, and apart by nothing but white space."""
    homes, starts, ends = batch.sentences.homes, batch.sentences.starts, batch.sentences.ends
    first = np.searchsorted(homes, np.arange(len(batch)))
    place = np.arange(len(homes)) - first[homes]
    names = strings(f"s{i + 1:02d}" for i in range(int(place.max()) + 1))
    numbered = truths(pc.equal(batch.sentences["id"], chosen(names, place)))
    space = batch.kinds == SPACE
    edges = ~space[starts] & ~space[ends - 1]
    # Before each sentence, from the one before or the beginning; and behind the last of each text.
    opens = place == 0
    behind = np.where(opens, batch.bases[homes], np.roll(ends, 1))
    last = np.append(first[1:], len(homes)) - 1
    gaps = np.concatenate((behind, ends[last]))
    until = np.concatenate((starts, batch.bases + batch.lengths))
    owners = np.concatenate((homes, np.arange(len(batch))))
    lengths = until - gaps
    apart = lengths >= np.concatenate((~opens, np.zeros(len(batch), "?")))
    fine = batch.without(homes[~(numbered & edges)], owners[~apart])
    lengths = np.where(apart, lengths, 0)
    filled = ~space[within(gaps, lengths)]
    return fine & batch.without(np.repeat(owners, lengths)[filled]) if filled.any() else fine


def _whole_words(batch: Batch, starts: Any, ends: Any) -> Any:
    """Whether spans begin and end with a token."""
    wrong = np.zeros(len(starts), "?")
    for offsets in (starts, ends):
        inside = np.flatnonzero(_in_word(batch, offsets))
        places = offsets[inside].tolist()
        wrong[inside] |= ~np.array([before_clitic(batch.text, place) for place in places], "?")
    return ~wrong


def _in_word(batch: Batch, offsets: Any) -> Any:
    """Whether offsets lie in what is one word but for clitics, told by the characters around."""
    kinds = batch.kinds
    left, right = kinds[offsets - 1], kinds[offsets]
    # Before the first text lies white space, as behind the last.
    joined = (right == JOINS) & (left == WORD) & (kinds[offsets + 1] == WORD)
    joined |= (left == JOINS) & (right == WORD) & (kinds[offsets - 2] == WORD)
    return joined | ((left == WORD) & (right == WORD))
