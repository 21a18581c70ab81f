"""Documents as Arrow columns, with the look-ups that views share, each computed at most once.

It is to many documents what `hedgerow.index.Index` is to one. All texts stand one behind the other,
a line end between, and offsets count the code points of that.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.batch.arrays import array, chosen, equal, filled, numbers, truths, within
from hedgerow.batch.records import Records, Spans, judged, linked
from hedgerow.batch.table import table
from hedgerow.tokens import SPACE, code_points, kinds, token_arrays
from hedgerow.triggers import quoted_strings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


__all__ = ["Batch", "Records", "Spans", "judged", "linked"]

CROWD = 50
"""So many records of a layer in one sentence are compared with each other."""


class Batch:
    """The rows of a table in the configuration `documents`."""

    def __init__(self, table: Any) -> None:
        self.table = table
        texts = self.column("text")
        self.lengths = numbers(pc.utf8_length(texts)).astype("i8")
        """The length of each text in code points."""
        self.bases = np.cumsum(self.lengths + 1) - self.lengths - 1
        """Where each text begins."""
        self.text = "\n".join(texts.to_pylist())
        self._records: dict[str, Records] = {}

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def of(cls, raw: Sequence[bytes]) -> Batch:
        """Sound documents, from their JSON."""
        return cls(table(b"\n".join(raw)))

    def chosen(self, which: Any) -> Batch:
        """Some of the documents, given a boolean for each."""
        return Batch(self.table.filter(array(which)))

    def stretch(self, first: int, count: int) -> Batch:
        """So many documents in a row, or as many as there are."""
        return Batch(self.table.slice(first, count))

    def among(self, which: Any, verdict: Callable[[Batch], Any]) -> Any:
        """What a verdict says of some of the documents; false for the others."""
        found = which.copy()
        if which.any():
            found[which] = verdict(self.chosen(which))
        return found

    def column(self, name: str) -> Any:
        """A column of the table."""
        chunks = self.table[name].chunks  # to combine even one is to copy it
        return chunks[0] if len(chunks) == 1 else self.table[name].combine_chunks()

    def put(self, name: str, values: Any) -> None:
        """Put a column before the others."""
        self.table = self.table.add_column(0, pa.field(name, values.type), values)

    def records(self, layer: str) -> Records:
        """The records of a layer."""
        if layer not in self._records:
            self._records[layer] = self._listed(self.column(layer))
        return self._records[layer]

    def _listed(self, lists: Any) -> Records:
        homes = numbers(lists.value_parent_indices()).astype("i8")
        return Records(lists.flatten(), homes, self.bases)

    @cached_property
    def annotators(self) -> Records:
        """The annotators of all documents."""
        return self._listed(self.column("annotation").field("annotators"))

    @cached_property
    def has_scope(self) -> Any:
        """For each cue, whether it has a scope."""
        return truths(self.records("cues")["scope"].is_valid())

    @cached_property
    def scoped(self) -> Any:
        """The numbers of the cues that have a scope."""
        return np.flatnonzero(self.has_scope)

    @cached_property
    def scopes(self) -> Records:
        """The scopes of these cues."""
        cues = self.records("cues")
        return Records(chosen(cues["scope"], self.scoped), cues.homes[self.scoped], self.bases)

    @cached_property
    def stored(self) -> Spans:
        """Every span that stores its text: cues, stances, mentions, rejected spans, scopes."""
        layers = [self.records(name) for name in ("cues", "stances", "mentions", "rejected")]
        layers.append(self.scopes)
        return Spans(
            np.concatenate([records.homes for records in layers]),
            np.concatenate([records.starts for records in layers]),
            np.concatenate([records.ends for records in layers]),
            pa.concat_arrays([records["text"] for records in layers]),
        )

    @property
    def sentences(self) -> Records:
        """The sentences of all documents."""
        return self.records("sentences")

    def without(self, *homes: Any) -> Any:
        """For each document, whether its number is not among these."""
        found = np.ones(len(self), "?")
        for some in homes:
            found[some] = False
        return found

    def annotated(self, layer: str) -> Any:
        """For each document, whether somebody looked for the spans of a layer."""
        lists = self.column("annotation").field("layers")
        found = np.zeros(len(lists), "?")
        homes = numbers(lists.value_parent_indices())
        found[homes[equal(lists.flatten(), layer)]] = True
        return found

    @cached_property
    def relation_ends(self) -> tuple[Any, Any]:
        """The numbers of sources and targets among cues and the stances behind them; -1: none."""
        relations, cues = self.records("relations"), self.records("cues")
        sources, targets, stances = (
            filled(linked(relations.homes, relations[key], records), -1)
            for key, records in (
                ("source", cues),
                ("target", cues),
                ("target", self.records("stances")),
            )
        )
        return sources, np.where(stances >= 0, stances + len(cues), targets)

    def sentences_of(self, starts: Any) -> Any:
        """The numbers of the sentences in which spans begin; -1 before the first."""
        return np.searchsorted(self.sentences.starts, starts, side="right") - 1

    @cached_property
    def crowded(self) -> Any:
        """For each document, whether a sentence has more cues or stances than can be paired."""
        found = ~self.without()
        for layer in ("cues", "stances"):
            counts = np.bincount(self.sentences_of(self.records(layer).starts))
            found[self.sentences.homes[np.flatnonzero(counts > CROWD)]] = True
        return found

    @cached_property
    def foreign(self) -> Any:
        """For each document, whether it follows another scheme, see `Document.foreign`."""
        annotation = self.column("annotation")
        ours = equal(annotation.field("scope_convention"), "clause")
        return self.converted & ~ours

    @cached_property
    def converted(self) -> Any:
        """For each document, whether it comes from another corpus."""
        return equal(self.column("annotation").field("origin"), "converted")

    @cached_property
    def quotations(self) -> tuple[Any, Any]:
        """Starts and ends of the strings between quotation marks, marks included, in order."""
        places = np.array(quoted_strings(self.text), "i8").reshape(-1, 2)
        return places[:, 0], places[:, 1]

    @cached_property
    def codes(self) -> Any:
        """The code points of the text."""
        return code_points(self.text)

    @cached_property
    def kinds(self) -> Any:
        """The kind of each character, see `tokens`; behind the last are two of white space."""
        return np.append(kinds(self.codes), [SPACE, SPACE])

    @cached_property
    def sentence_texts(self) -> Any:
        """The text of each sentence."""
        return self.covered(self.sentences.starts, self.sentences.ends)

    @cached_property
    def tokens(self) -> tuple[Any, Any]:
        """Starts and ends of the tokens of all texts."""
        return token_arrays(self.text)

    @cached_property
    def sentence_tokens(self) -> tuple[Any, Any, Any]:
        """Starts and ends of the tokens in sentences, cut where a sentence is, and how many."""
        begins, behind = self.sentences.starts, self.sentences.ends
        starts, ends = self.tokens
        if self._crossed(begins) or self._crossed(behind):
            starts, ends = token_arrays(self.text, np.concatenate((begins, behind)))
        first, last = np.searchsorted(starts, begins), np.searchsorted(starts, behind)
        inside = within(first, last - first)
        if len(inside) < len(starts):
            starts, ends = starts[inside], ends[inside]
        return starts, ends, last - first

    @cached_property
    def words(self) -> Any:
        """What the tokens of all texts cover."""
        return self.covered(*self.tokens)

    @cached_property
    def sentence_words(self) -> Any:
        """What the tokens in sentences cover."""
        starts, ends, _ = self.sentence_tokens
        return self.words if starts is self.tokens[0] else self.covered(starts, ends)

    def _crossed(self, edges: Any) -> bool:
        """Whether one of these offsets is inside a token."""
        starts, ends = self.tokens
        before = np.searchsorted(starts, edges) - 1
        return bool((ends[before] > edges)[before >= 0].any())

    def covered(self, starts: Any, ends: Any) -> Any:
        """What spans cover, as strings."""
        data, places = self.utf8
        edges = np.full(2 * len(starts) + 1, len(data), "i4")
        edges[:-1:2], edges[1::2] = places[starts], places[ends]
        # Every second one is a span, and nobody looks at what is between.
        buffers = [None, pa.py_buffer(edges), pa.py_buffer(data)]
        found = pa.Array.from_buffers(pa.string(), 2 * len(starts), buffers)
        return chosen(found, np.arange(0, 2 * len(starts), 2))

    @cached_property
    def utf8(self) -> tuple[Any, Any]:
        """The text in UTF-8, with eight zeros behind, and at which byte each code point begins."""
        data = np.frombuffer(self.text.encode() + bytes(8), "u1")
        return data, np.flatnonzero((data & 0xC0) != 0x80)
