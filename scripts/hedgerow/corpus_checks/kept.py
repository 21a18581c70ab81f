"""What is kept of a document for the checks of a whole corpus: hashes and offsets, no text.

About 4 bytes a token, 20 a record and half a kilobyte a document: 40 MB for 10,000 documents of
450 words. Nothing is kept of passes and loose files. Taking one document in costs 0.2 ms.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from hedgerow.corpus import split_of
from hedgerow.document import Cue, Document, Rejected, Stance
from hedgerow.index import Index
from hedgerow.tokens import Range

EDGE = 0
"""Stands for the edge of a sentence among the hashes of tokens."""
MARKS: set[int] = set()
"""Hashes of the punctuation marks that were met; a hash is the same in every document."""
NO_WORDS: set[int] = {EDGE, *(crc32(c) for c in b"'s 're 've 'll 'd 'm".split())}
"""Hashes of tokens that are no words of their own, `MARKS` among them."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One document of a split.

    `tokens` are 32-bit hashes of the lower-cased tokens, sentence by sentence, with an EDGE before,
    between and behind; `edges` says where. `spans` holds three numbers for each labelled string:
    its first token, its number of tokens, and its record in `records`. `entities` holds two
    hashes for each mention: of the entity folded as L005 folds it, and as it is. `marks` are the
    punctuation marks among the tokens.
    """

    path: Path
    split: str
    group: str
    origin: str
    tokens: array[int]
    edges: array[int]
    spans: array[int]
    labels: tuple[str, ...]
    entities: array[int]
    marks: array[int]

    def remember(self) -> None:
        """Let the checks know the marks of this document, which another process may have met."""
        MARKS.update(self.marks)
        NO_WORDS.update(self.marks)

    def nuclei(self) -> Iterator[tuple[int, int, int, str]]:
        """First token, number of tokens, number of the record and label of labelled strings."""
        spans = self.spans
        return zip(spans[::3], spans[1::3], spans[2::3], self.labels, strict=True)

    def name(self) -> str:
        """The document in a message: unique in its corpus, and short."""
        return f"{self.path.parent.name}/{self.path.name}"


def keep(path: Path, index: Index) -> Kept | None:
    """What is kept of a document without errors; None if it lies in no split."""
    split = split_of(path)
    if split is None:
        return None
    doc = index.document
    tokens = tokens_of(index)
    labelled: dict[Range, tuple[int, list[str]]] = {}
    for number, (_, record) in enumerate(records(doc)):
        span = tokens.find(record.start, record.end)
        if span:
            labelled.setdefault(span, (number, []))[1].append(label_of(record))
    spans = array("I")
    for (first, length), (number, _) in labelled.items():
        spans.extend((first, length, number))
    return Kept(
        path,
        split,
        doc.source.group,
        sys.intern(doc.annotation.origin),
        tokens.hashes,
        tokens.edges,
        spans,
        tuple(sys.intern(" and ".join(sorted(set(some)))) for _, some in labelled.values()),
        array("Q", [value for m in doc.mentions for value in _entity(m.entity)]),
        array("I", MARKS.intersection(tokens.hashes)),
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """The hashed tokens of a document with their ranges in its text; see `Kept`.

    `firsts` holds the number of the first token of each sentence, and of one behind the last.
    """

    hashes: array[int]
    edges: array[int]
    ranges: list[Range]
    firsts: list[int]

    def find(self, start: int, end: int) -> Range | None:
        """Place among the hashes and number of the tokens of ``text[start:end]``.

        None if a token is cut or the range goes beyond a sentence.
        """
        first = bisect_left(self.ranges, (start,))
        last = bisect_left(self.ranges, (end,), first) - 1
        if last < first or self.ranges[first][0] != start or self.ranges[last][1] != end:
            return None
        sentence = bisect_right(self.firsts, first) - 1
        within = last < self.firsts[sentence + 1]
        return (first + 1 + sentence, last - first + 1) if within else None

    def sentence(self, place: int) -> int:
        """The number of the sentence of a token."""
        return bisect_left(self.edges, place) - 1

    def range(self, place: int) -> Range:
        """Where a token stands in the text."""
        return self.ranges[place - 1 - self.sentence(place)]


def tokens_of(index: Index) -> Tokens:
    """The tokens of a document whose sentences are in order. Notes its marks."""
    plain = lowered(index)
    for mark in {token for token in set(plain) if len(token) == 1 and not token.isalnum()}:
        MARKS.add(crc32(mark.encode()))
    NO_WORDS.update(MARKS)
    every = array("I", map(crc32, "\n".join(plain).encode().split(b"\n")))
    ranges = index.tokens
    hashes, edges, firsts = array("I", [EDGE]), array("I", [0]), [0]
    for sentence in index.document.sentences:
        first, last = firsts[-1], bisect_left(ranges, (sentence.end,), firsts[-1])
        hashes.extend(every[first:last])
        edges.append(len(hashes))
        hashes.append(EDGE)
        firsts.append(last)
    return Tokens(hashes, edges, ranges, firsts)


def lowered(index: Index) -> list[str]:
    """The tokens of a document in lower case and with one kind of apostrophe."""
    text = index.document.text
    joined = "\n".join([text[start:end] for start, end in index.tokens])
    return joined.lower().replace("’", "'").split("\n")


def words(tokens: Iterable[int]) -> list[int]:
    """The hashes of words among the hashes of tokens: no marks, no clitics but n't, no EDGE."""
    return [token for token in tokens if token not in NO_WORDS]


def records(doc: Document) -> list[tuple[str, Cue | Stance | Rejected]]:
    """The records that label a string, with their pointers; their order gives their numbers."""
    layers: tuple[tuple[str, Sequence[Cue | Stance | Rejected]], ...] = (
        ("cues", doc.cues),
        ("stances", doc.stances),
        ("rejected", doc.rejected),
    )
    return [(f"/{layer}/{i}", record) for layer, some in layers for i, record in enumerate(some)]


def label_of(record: Cue | Stance | Rejected) -> str:
    """The label, or why the record is rejected."""
    return f"rejected: {record.reason}" if isinstance(record, Rejected) else record.label


@lru_cache(maxsize=4096)
def _entity(entity: str) -> tuple[int, int]:
    folded = "".join(char for char in entity.casefold() if char.isalnum())
    # An entity without a letter or digit equals nothing but itself.
    return _digest(folded or entity), _digest(entity)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
