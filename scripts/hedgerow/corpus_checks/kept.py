"""What is kept of a document for the checks of a whole corpus: its place, and hashes of the rest.

The records that label a string are numbered here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hedgerow.document import Cue, Document, Rejected, Stance

if TYPE_CHECKING:
    from hedgerow.corpus_checks.pack import Pack

Record = Cue | Stance | Rejected


@dataclass(slots=True, eq=False)
class Kept:
    """One document of a split, which has no errors.

    In `pack` it has the number `place`; until it is packed, `data` holds its JSON. `corpus` is
    named where several become one.
    """

    path: Path
    split: str
    group: str
    data: bytes = b""
    pack: Pack | None = None
    place: int = 0
    corpus: str = ""


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
    return rejected(record.reason) if isinstance(record, Rejected) else record.label


def rejected(reason: str) -> str:
    """What stands for the label of a string that carries none."""
    return f"rejected: {reason}"
