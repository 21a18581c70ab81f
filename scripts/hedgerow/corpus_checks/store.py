"""What is known of the documents of one corpus: hashes, on disk once there are many.

A document leaves about 8 KB for 600 words: its folded text, and the records of `Pack`. In memory
stays next to nothing of it. Documents are packed some at a time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from hedgerow.corpus_checks.kept import Kept
from hedgerow.corpus_checks.pack import LABEL, OPENINGS, PLACE, PRINT, Pack, pack_all
from hedgerow.corpus_checks.spool import Objects, Spool
from hedgerow.corpus_checks.words import Texts


class Member(NamedTuple):
    """A document, with its number in the store; `corpus` is empty where there is one only."""

    number: int
    path: Path
    split: str
    group: str
    corpus: str

    @property
    def kin(self) -> str:
        """What documents have in common that are not compared: they have been, or are by group."""
        return self.corpus or self.group

    def name(self) -> str:
        """The document in a message: unique in its corpus, and short."""
        return str(self.path) if self.corpus else f"{self.path.parent.name}/{self.path.name}"


class Packed(NamedTuple):
    """The texts of some documents, the records of their labelled strings, and their numbers."""

    texts: Texts
    labels: Any
    numbers: Any


class Store:
    """The documents of one corpus, numbered in the order they came in."""

    def __init__(self) -> None:
        self.sentences, self.entities = Spool(PLACE), Spool(PLACE)
        self.prints, self.labels = Spool(PRINT), Spool(LABEL)
        self.openings: dict[int, Any] = {}
        self.packed = Objects()
        self.splits: set[str] = set()
        self.count = 0
        self._members = Objects()
        self._firsts = array("Q")
        self._places = array("Q")
        self._block = lru_cache(maxsize=64)(self._members.get)

    def add(self, documents: list[Kept]) -> None:
        """Take in documents that are of one pack, or of none yet."""
        pack_all(documents)
        made = documents[0].pack
        assert made is not None  # noqa: S101
        numbers: Any = np.full(len(made.texts.at), -1, "i8")
        numbers[[kept.place for kept in documents]] = self.count + np.arange(len(documents))
        self._firsts.append(self.count)
        members = [(str(k.path), k.split, k.group, k.corpus) for k in documents]
        self._places.append(self._members.add(members))
        self.splits.update(kept.split for kept in documents)
        self.count += len(documents)
        self._take(made, numbers)

    def _take(self, made: Pack, numbers: Any) -> None:
        self.sentences.add(_numbered(made.sentences, numbers))
        self.prints.add(_numbered(made.prints, numbers))
        self.entities.add(_numbered(made.entities, numbers))
        self.labels.add(_numbered(made.labels, numbers))
        self.packed.add(Packed(made.texts, made.labels, numbers))
        for length, some in made.openings.items():
            if length not in self.openings:
                self.openings[length] = np.zeros(OPENINGS, "?")
            self.openings[length][some] = True

    def member(self, number: int) -> Member:
        """A document by its number."""
        block = bisect_right(self._firsts, number) - 1
        path, *rest = self._block(self._places[block])[number - self._firsts[block]]
        return Member(number, Path(path), *rest)

    def groups(self, spool: Spool) -> Iterator[list[tuple[Member, Any]]]:
        """The records of each varying key with their documents, in the order of paths."""
        for some in spool.groups():
            found = [(self.member(int(record["document"])), record) for record in some]
            yield sorted(found, key=lambda pair: str(pair[0].path))


def _numbered(records: Any, numbers: Any) -> Any:
    """Records with the numbers that documents have in the run; without those that have none."""
    documents = numbers[records["document"]]
    kept = records.compress(documents >= 0)
    kept["document"] = documents[documents >= 0]
    return kept
