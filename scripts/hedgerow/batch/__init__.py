"""Documents as Arrow columns, with the look-ups that views share, each computed at most once.

It is to many documents what `hedgerow.index.Index` is to one. All texts stand one behind the other,
a line end between, and offsets count the code points of that.
"""

from __future__ import annotations

from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hedgerow.batch.arrays import alike, array, chosen, equal, numbers, within
from hedgerow.batch.table import table
from hedgerow.tokens import token_arrays

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Records:
    """The records of one layer of all documents, in order.

    `homes` has the number of the document of each, `starts` and `ends` its offsets, if it has some.
    """

    def __init__(self, lists: Any, bases: Any) -> None:
        self.values = lists.flatten()
        self.homes = numbers(lists.value_parent_indices()).astype("i8")
        self._bases = bases

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, name: str) -> Any:
        """A column."""
        return self.values.field(name)

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return bool(self.values.type.get_field_index(name) >= 0)

    @cached_property
    def starts(self) -> Any:
        """Offsets of the first code points."""
        return numbers(self["start"]) + self._bases[self.homes]

    @cached_property
    def ends(self) -> Any:
        """Offsets behind the last code points."""
        return numbers(self["end"]) + self._bases[self.homes]


class Batch:
    """The rows of a table in the configuration `documents`: sound documents."""

    def __init__(self, table: Any) -> None:
        self.table = table
        texts = table["text"].combine_chunks()
        lengths = numbers(pc.utf8_length(texts)) + 1
        self.bases = np.cumsum(lengths) - lengths
        """Where each text begins."""
        self.text = "\n".join(texts.to_pylist())
        self._records: dict[str, Records] = {}

    @classmethod
    def of(cls, raw: Sequence[bytes]) -> Batch:
        """Sound documents, from their JSON."""
        return cls(table(raw))

    def column(self, name: str) -> Any:
        """A column of the table."""
        return self.table[name].combine_chunks()

    def records(self, layer: str) -> Records:
        """The records of a layer."""
        if layer not in self._records:
            self._records[layer] = Records(self.column(layer), self.bases)
        return self._records[layer]

    @property
    def sentences(self) -> Records:
        """The sentences of all documents."""
        return self.records("sentences")

    def annotated(self, layer: str) -> Any:
        """For each document, whether somebody looked for the spans of a layer."""
        lists = self.column("annotation").field("layers")
        found = np.zeros(len(lists), "?")
        homes = numbers(lists.value_parent_indices())
        found[homes[equal(lists.flatten(), layer)]] = True
        return found

    def sentences_of(self, starts: Any) -> Any:
        """The numbers of the sentences in which spans begin; -1 before the first."""
        return np.searchsorted(self.sentences.starts, starts, side="right") - 1

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
        data, places = self._bytes
        first, last = places[starts], places[ends]
        behind = np.zeros(len(first) + 1, "i4")
        np.cumsum(last - first, out=behind[1:])
        found = data.take(within(first, last - first))
        return pa.StringArray.from_buffers(len(first), pa.py_buffer(behind), pa.py_buffer(found))

    @cached_property
    def _bytes(self) -> tuple[Any, Any]:
        """The text in UTF-8, and at which byte each code point begins."""
        data = np.frombuffer(self.text.encode(), "u1")
        places = np.flatnonzero((data & 0xC0) != 0x80)
        return data, np.append(places, len(data))


def linked(homes: Any, links: Any, records: Records) -> Any:
    """For each link from a document, the number of the record with that id, or null."""
    ids = records["id"]
    codes = numbers(pa.concat_arrays([ids, links]).dictionary_encode().indices)
    keys = codes + (np.concatenate((records.homes, homes)) << 32)
    own, wanted = keys[: len(ids)], keys[len(ids) :]
    order = np.argsort(own)
    at = np.searchsorted(own, wanted, sorter=order)
    found = order[np.minimum(at, len(own) - 1)] if len(own) else np.zeros(len(at), "i8")
    missing = own[found] != wanted if len(own) else np.ones(len(at), "?")
    return array(found, missing)


def judged(
    function: Callable[[Any], Any], records: Records, names: Iterable[str], made: Callable[..., Any]
) -> Any:
    """What a function says of each record; it is asked once of those with the same values.

    The function looks at no other attributes than those named; `made` makes an array of its values.
    """
    columns = {name: records[name] for name in names}
    first, which, _ = alike(columns.values())
    rows = pa.table({name: chosen(column, first) for name, column in columns.items()})
    said = made(function(SimpleNamespace(**row)) for row in rows.to_pylist())
    return chosen(said, which)
