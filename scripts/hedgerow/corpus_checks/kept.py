"""What is kept of a document for the checks of a whole corpus: no records, and no text for long."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from hedgerow.corpus import split_of
from hedgerow.document import Cue, Document, Rejected, Stance
from hedgerow.index import Index

if TYPE_CHECKING:
    from hedgerow.corpus_checks.pack import Pack

Record = Cue | Stance | Rejected


@dataclass(slots=True, eq=False)
class Kept:
    """One document of a split.

    `sentences` holds start and end of each sentence. `labelled` holds start, end, number and hash
    of the label for each labelled string; records are numbered as in `records`, negative is a
    rejected one: -1 - number. `entities` holds two hashes for each mention: of the entity folded as
    L005 folds it, and as it is. They and the text are moved to `pack`, where the document has the
    number `place`, before it travels. `corpus` is named where several become one.
    """

    path: Path
    split: str
    group: str
    origin: str
    text: str
    sentences: array[int]
    labelled: array[int]
    entities: array[int]
    pack: Pack | None = None
    place: int = 0
    corpus: str = ""


def keep(path: Path, index: Index, split: str | None = None) -> Kept | None:
    """What is kept of a document without errors; None if it lies in no split and none is given."""
    split = split or split_of(path)
    if split is None:
        return None
    doc = index.parsed
    return Kept(
        path,
        split,
        doc.source.group,
        doc.annotation.origin,
        doc.text,
        array("q", chain.from_iterable([(s.start, s.end) for s in doc.sentences])),
        _labelled(doc),
        array("Q", chain.from_iterable([_entity(m.entity) for m in doc.mentions])),
    )


def _labelled(doc: Document) -> array[int]:
    whole: list[Cue | Stance] = [*doc.cues, *doc.stances]
    found = [(r.start, r.end, n, _code(r.label)) for n, r in enumerate(whole)]
    behind = len(found)
    found += [
        (r.start, r.end, -1 - n, _code(f"rejected: {r.reason}"))
        for n, r in enumerate(doc.rejected, behind)
    ]
    if len({span[:2] for span in found}) < len(found):
        found = _once(doc)
    return array("q", chain.from_iterable(found))


def _once(doc: Document) -> list[tuple[int, int, int, int]]:
    """Each labelled string once, with the first of its records and all of its labels."""
    labels: dict[tuple[int, int], tuple[int, set[str]]] = {}
    behind = len(doc.cues) + len(doc.stances)
    for number, (_, record) in enumerate(records(doc)):
        first = number if number < behind else -1 - number
        labels.setdefault((record.start, record.end), (first, set()))[1].add(label_of(record))
    return [
        (*span, number, _code(" and ".join(sorted(some))))
        for span, (number, some) in labels.items()
    ]


@lru_cache(maxsize=1000)
def _code(label: str) -> int:
    """A number for a label, other than 0, which is no label."""
    return crc32(label.encode()) | 1


def records(doc: Document) -> list[tuple[str, Record]]:
    """The records that label a string, with their pointers; their order gives their numbers."""
    layers: tuple[tuple[str, Sequence[Record]], ...] = (
        ("cues", doc.cues),
        ("stances", doc.stances),
        ("rejected", doc.rejected),
    )
    return [(f"/{layer}/{i}", record) for layer, some in layers for i, record in enumerate(some)]


def label_of(record: Record) -> str:
    """The label, or why the record is rejected."""
    reason = getattr(record, "reason", None)
    return f"rejected: {reason}" if reason else record.label  # type: ignore[union-attr]


@lru_cache(maxsize=10_000)
def _entity(entity: str) -> tuple[int, int]:
    folded = "".join(char for char in entity.casefold() if char.isalnum())
    # An entity without a letter or digit equals nothing but itself.
    return _digest(folded or entity), _digest(entity)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")
