"""The sentences, shingles and labelled strings of many texts at once, as hashes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from hedgerow.corpus_checks.fold import fold
from hedgerow.corpus_checks.tokens import Tokens, mixed

SHINGLE = 5
"""Length of a shingle in words."""
WINDOW = 6
"""Of so many shingles in a row one is kept, so that ten equal words in a row always meet.

Schleimer, Wilkerson and Aiken (2003), Winnowing: local algorithms for document fingerprinting.
"""
MIN_SENTENCE = 6
"""Shorter sentences (However, this may change.) recur by chance. A dash is no word."""
_MULTIPLIER = np.uint64(0xD1342543DE82EF95)
_LAST = np.uint64(2**64 - 1)


class Texts(NamedTuple):
    """Folded texts, one behind the other, with their sentences.

    `at` and `origins` have an entry for each document: where it begins, and a hash of its origin.
    `sentences` has the offsets of each sentence, `owners` the number of its document.
    """

    folded: Any
    at: Any
    origins: Any
    sentences: Any
    owners: Any


def alone(text: str) -> Texts:
    """One text, as if it were a single sentence; it begins at 1."""
    sentence = np.array([[1, 1 + len(text)]])
    return Texts(fold([text]), np.ones(1, "i8"), np.zeros(1, "u8"), sentence, np.zeros(1, "i8"))


def numbered_within(owners: Any) -> Any:
    """The number that each of some things has in its document, given the documents in order."""
    documents = np.arange(owners[-1] + 1 if len(owners) else 0)
    return np.arange(len(owners)) - np.searchsorted(owners, documents).take(owners)


class Words:
    """The tokens of texts with all that depends on sentences."""

    def __init__(self, texts: Texts) -> None:
        """Tokenise the texts."""
        self.texts = texts
        self.tokens = tokens = Tokens(texts.folded)
        self.count = len(tokens.starts)
        begins, ends = np.ascontiguousarray(texts.sentences.T)
        self._first, self._behind = tokens.at_or_behind(begins), tokens.at_or_behind(ends)
        marks = np.zeros(self.count + 1, "i8")
        marks[self._first] = 1
        self._sentence = np.cumsum(marks[:-1]) - 1
        # With edges, so that there is one before and one behind every token.
        self._words = np.concatenate(([-1], np.flatnonzero(tokens.is_word), [self.count]))
        self._before = np.zeros(self.count + 1, "i8")  # words before each token
        np.cumsum(tokens.is_word, out=self._before[1:])

    def documents(self, tokens: Any) -> Any:
        """The number of the document of each token."""
        return self.texts.owners.take(self._sentence.take(tokens))

    def sentence_keys(self) -> tuple[Any, Any]:
        """Which sentences are long enough to be compared, and a hash of each of them."""
        words = self._before.take(self._behind) - self._before.take(self._first)
        long = np.flatnonzero(words >= MIN_SENTENCE)
        return long, self.tokens.ranges(self._first.take(long), self._behind.take(long))

    def shingles(self) -> tuple[Any, Any, Any]:
        """A hash for every few words in a row, where it starts, and the number of its document.

        The hash is `_LAST` where the words lie in two documents.
        """
        found, counts = self._shingles()
        words = self._words[1:-1][: len(found)]
        owners = np.repeat(np.arange(len(counts)), counts)[: len(found)]
        return found, self.tokens.starts.take(words), owners

    def _shingles(self) -> tuple[Any, Any]:
        """The hashes, and how many words each document has."""
        words = self._words[1:-1]
        count = max(0, len(words) - SHINGLE + 1)
        hashes = self.tokens.hashes.take(words)
        found = hashes[:count].copy()
        for i in range(1, SHINGLE):
            found *= _MULTIPLIER
            found += hashes[i : i + count]
        begins = self._before.take(self.tokens.at_or_behind(self.texts.at))
        ends = np.append(begins[1:], len(words))
        for i in range(1, SHINGLE):
            across = ends - i
            found[across[(across >= 0) & (across < count)]] = _LAST
        return found, ends - begins

    def fingerprint(self) -> tuple[Any, Any, Any]:
        """Some of the shingles: the least of every few in a row, with the number of its word."""
        found, counts = self._shingles()
        count = max(0, len(found) - WINDOW + 1)
        least = found[:count]
        for i in range(1, WINDOW):
            least = np.minimum(least, found[i : i + count])
        chosen = np.zeros(len(found), "?")
        for i in range(WINDOW):
            chosen[i : i + count] |= found[i : i + count] == least
        places = np.flatnonzero(chosen & (found != _LAST))
        owners = np.repeat(np.arange(len(counts)), counts).take(places)
        return found.take(places), places - (np.cumsum(counts) - counts).take(owners), owners

    def strings(self, starts: Any, ends: Any) -> tuple[Any, Any, Any]:
        """Which offsets are those of whole tokens of one sentence; their first tokens, and last.

        The last are the tokens behind.
        """
        first, last = self.tokens.at_or_behind(starts), self.tokens.at_or_behind(ends)
        within = np.minimum(first, self.count - 1)
        whole = (last > first) & (self.tokens.starts.take(within) == starts)
        whole &= self.tokens.ends.take(last - 1) == ends
        whole &= last <= self._behind.take(self._sentence.take(within))
        return whole, first.compress(whole), last.compress(whole)

    def contexts(self, first: Any, last: Any) -> Any:
        """A hash for each string of tokens with its context.

        That is the nearest word on either side, with the marks between, or the edge of the
        sentence; documents of different origin have different ones.
        """
        sentence = self._sentence.take(first)
        begin, behind = self._first.take(sentence), self._behind.take(sentence)
        left = self._words.take(self._before.take(first))
        right = self._words.take(self._before.take(last) + 1) + 1
        at_begin, at_end = left < begin, right > behind
        left, right = np.where(at_begin, begin, left), np.where(at_end, behind, right)
        shape = (first - left) * 8 + (last - first) * 1024 + at_begin * 2 + at_end
        origin = self.texts.origins.take(self.texts.owners.take(sentence))
        return mixed(self.tokens.ranges(left, right) + shape.astype("u8") * _MULTIPLIER + origin)

    def of_length(self, length: int, openings: Any) -> tuple[Any, Any]:
        """Strings of so many tokens in one sentence that begin as `openings` allows."""
        hashes = self.tokens.hashes[: max(0, self.count - length + 1)]
        first = np.flatnonzero(openings.take((hashes & np.uint64(len(openings) - 1)).view("i8")))
        last = first + length
        within = last <= self._behind.take(self._sentence.take(first))
        return first.compress(within), last.compress(within)
