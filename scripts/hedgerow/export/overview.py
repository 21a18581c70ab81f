"""What the card says of all documents together: little, however many they are."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from hedgerow.batch import Batch
from hedgerow.document import Source

LISTED = 200
"""So many texts are listed on the card one by one; of more, none is."""


@dataclass(slots=True)
class Overview:
    """Languages, kinds of annotators, makers of the texts; `sources` are the first ones."""

    documents: int = 0
    languages: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    creators: set[str] = field(default_factory=set)
    converted: bool = False
    sources: list[tuple[str, Source]] = field(default_factory=list)

    def add(self, split: str, batch: Batch, root: Path) -> None:
        """Fold in documents of the corpus at `root`."""
        source = batch.column("source")
        self.documents += len(batch)
        self.languages.update(batch.column("language").unique().to_pylist())
        self.kinds.update(batch.annotators["kind"].unique().to_pylist())
        self.converted = self.converted or bool(batch.converted.any())
        known = _creators(root)
        for path in source.field("path").to_pylist() if known else ():
            self.creators.add(known.get(path.rsplit("/", 1)[-1].rsplit(".", 1)[0], "other"))
        if not known:
            self.creators.add("other")
        some = source.slice(0, max(0, LISTED + 1 - len(self.sources)))
        self.sources += [(split, Source(**said)) for said in some.to_pylist()]

    def merge(self, other: Overview) -> None:
        """Fold in those of other documents."""
        self.documents += other.documents
        self.languages |= other.languages
        self.kinds |= other.kinds
        self.creators |= other.creators
        self.converted = self.converted or other.converted
        self.sources = (self.sources + other.sources)[: LISTED + 1]


@lru_cache(maxsize=16)
def _creators(root: Path) -> dict[str, str]:
    """Who made the language of each text, in the Hub's terms, as seeds/index.json says."""
    path = root / "seeds" / "index.json"
    index: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {stem: entry["creator"] for stem, entry in index.items() if "creator" in entry}
