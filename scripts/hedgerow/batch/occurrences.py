"""Trigger words and quoted strings of many documents at once: what `triggers.find` finds in one."""

from __future__ import annotations

from collections.abc import Iterable
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
    `next` the states behind them. `first` is the state behind a word that begins a form, 0 behind
    others. Of a state, `leads` says whether a word leads on, and `found` is the number of its
    trigger, or -1. `begun` says of a hash whether a word begins so: that sets most words aside.
    """

    words: dict[str, int]
    begun: Any
    keys: Any
    next: Any
    first: Any
    leads: Any
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
    first, leads = np.zeros(len(words) + 1, "i8"), np.zeros(len(states), "?")
    leads[keys // len(first)] = True
    begins = keys < len(first)
    first[keys[begins]] = behind[begins]
    return _Trie(words, _begun(words), keys, behind, first, leads, found)


def _begun(words: Iterable[str]) -> Any:
    encoded = [word.encode() for word in words]
    ends = np.cumsum([len(word) for word in encoded])
    data = np.frombuffer(b"".join(encoded) + bytes(_LENGTH), "u1")
    begun = np.zeros(2**16, "?")
    begun[_hashes(_keys(data, np.append(0, ends[:-1]), ends))] = True
    return begun


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
    begun = trie.first[words]
    places = np.flatnonzero(begun)
    last = np.searchsorted(starts, [*batch.bases[1:], len(batch.text)])
    limits = last[np.searchsorted(last, places, side="right")]
    best, behind = np.full(len(places), -1), places.copy()
    running, at, states = np.arange(len(places)), places, begun[places]
    while len(running):
        found, at = trie.found[states], at + 1
        full = found >= 0
        best[running[full]], behind[running[full]] = found[full], at[full]
        more = (at < limits[running]) & trie.leads[states]
        running, at, states = running[more], at[more], states[more]
        keys = states * (len(trie.words) + 1) + words[at]
        steps = np.minimum(np.searchsorted(trie.keys, keys), len(trie.keys) - 1)
        more = trie.keys[steps] == keys
        running, at, states = running[more], at[more], trie.next[steps[more]]
    full = best >= 0
    places, behind, best = places[full], behind[full], best[full]
    taken = apart(places, behind)
    return Occurrences(starts[places[taken]], ends[behind[taken] - 1], best[taken])


def _numbers(batch: Batch, trie: _Trie) -> Any:
    """The number of each token in the trie, 0 if it has none."""
    data, places = batch.utf8
    starts, ends = batch.tokens
    keys = _keys(data, places[starts], places[ends])
    likely = np.flatnonzero(trie.begun[_hashes(keys)] | ((keys & _NOT_ASCII) != 0))
    encoded = batch.covered(starts[likely], ends[likely]).dictionary_encode()
    known = [trie.words.get(word.lower(), 0) for word in encoded.dictionary.to_pylist()]
    found = np.zeros(len(starts), "i8")
    found[likely] = np.array([*known, 0])[numbers(encoded.indices)]
    return found


_LENGTH = 8  # bytes of a word that are looked at first
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(_LENGTH + 1)], "u8")
_SMALL, _NOT_ASCII = np.uint64(0x2020202020202020), np.uint64(0x8080808080808080)
_SPREAD, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(48)


def _keys(data: Any, starts: Any, ends: Any) -> Any:
    """What words begin with, as numbers, the letters A to Z as small ones.

    Words are ranges of bytes of `data`, which has so many more behind the last.
    """
    begins = np.ndarray(len(data) - _LENGTH + 1, "<u8", data, strides=(1,))
    return (begins[starts] | _SMALL) & _MASKS[np.minimum(ends - starts, _LENGTH)]


def _hashes(keys: Any) -> Any:
    return (keys * _SPREAD) >> _SHIFT
