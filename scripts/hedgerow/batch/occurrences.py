"""Trigger words and quoted strings of many documents at once: what `triggers.find` finds in one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from hedgerow.batch import Batch
from hedgerow.batch.arrays import apart, numbers
from hedgerow.triggers import Trigger, lexicon, quoted_strings


class Occurrences(NamedTuple):
    """Offsets into the text of a batch, and numbers of triggers in `triggers`."""

    starts: Any
    ends: Any
    triggers: Any

    def chosen(self, which: Any) -> Occurrences:
        """Some of them."""
        return Occurrences(*(column[which] for column in self))


class _Trie(NamedTuple):
    """The forms of the list word by word.

    From state 0, words lead on: `keys`, sorted, are state times the number of words plus word, and
    `next` the states behind them. `found` is the number of the trigger of a state, or -1.
    """

    words: dict[str, int]
    keys: Any
    next: Any
    found: Any


@lru_cache(maxsize=1)
def triggers() -> tuple[Trigger, ...]:
    """All triggers, that of quoted strings last."""
    known = lexicon()
    return tuple(dict.fromkeys((*known.triggers.values(), known.quotation)))


@lru_cache(maxsize=1)
def _trie() -> _Trie:
    forms = lexicon().triggers
    words = {word: i for i, word in enumerate({w: 0 for form in forms for w in form}, 1)}
    states: dict[tuple[str, ...], int] = {(): 0}
    for form in forms:
        for length in range(1, len(form) + 1):
            states.setdefault(form[:length], len(states))
    steps = sorted(
        (states[form[:-1]] * (len(words) + 1) + words[form[-1]], state)
        for form, state in states.items()
        if form
    )
    places = {trigger: i for i, trigger in enumerate(triggers())}
    found = np.full(len(states), -1)
    for form, trigger in forms.items():
        found[states[form]] = places[trigger]
    keys, behind = np.array(steps).T
    return _Trie(words, keys, behind, found)


def find(batch: Batch) -> Occurrences:
    """Every occurrence inside a sentence, in order of start, longest first."""
    places = np.array(quoted_strings(batch.text), "i8").reshape(-1, 2)
    quoted = (*places.T, np.full(len(places), len(triggers()) - 1))
    columns = zip(_in_words(batch), quoted, strict=True)
    found = Occurrences(*(np.concatenate(column) for column in columns))
    sentences = batch.sentences_of(found.starts)
    found = found.chosen((sentences >= 0) & (found.ends <= batch.sentences.ends[sentences]))
    return found.chosen(np.lexsort((-found.ends, found.starts)))


def _in_words(batch: Batch) -> Occurrences:
    """The longest form at each word, if it begins behind the one before."""
    trie, (starts, ends) = _trie(), batch.tokens
    words = _numbers(batch, trie)
    last = np.searchsorted(starts, [*batch.bases[1:], len(batch.text)])
    running = np.flatnonzero(words)
    limits = last[np.searchsorted(last, running, side="right")]
    at, states = running, np.zeros(len(running), "i8")
    best, behind = np.full(len(starts), -1), np.arange(len(starts))
    while len(running):
        keys = states * (len(trie.words) + 1) + words[at]
        steps = np.minimum(np.searchsorted(trie.keys, keys), len(trie.keys) - 1)
        known = trie.keys[steps] == keys
        running, at, states = running[known], at[known] + 1, trie.next[steps[known]]
        limits, found = limits[known], trie.found[states]
        best[running] = np.where(found >= 0, found, best[running])
        behind[running] = np.where(found >= 0, at, behind[running])
        more = at < limits
        running, at, states, limits = running[more], at[more], states[more], limits[more]
    first = np.flatnonzero(best >= 0)
    first = first[apart(first, behind[first])]
    return Occurrences(starts[first], ends[behind[first] - 1], best[first])


def _numbers(batch: Batch, trie: _Trie) -> Any:
    """The number of each token in the trie, 0 if it has none."""
    encoded = batch.words.dictionary_encode()
    known = [trie.words.get(word.lower(), 0) for word in encoded.dictionary.to_pylist()]
    return np.array([*known, 0])[numbers(encoded.indices)]
