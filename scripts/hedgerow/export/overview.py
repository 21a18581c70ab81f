"""What the card says of all documents together: little, however many they are."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

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

    def add(self, split: str, document: Any, root: Path) -> None:
        """Fold in a document of the corpus at `root`, as it was parsed."""
        self.documents += 1
        self.languages.add(document.language)
        self.kinds.update([annotator.kind for annotator in document.annotation.annotators])
        stem = document.source.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        self.creators.add(_creators(root).get(stem, "other"))
        self.converted = self.converted or document.annotation.origin == "converted"
        if len(self.sources) <= LISTED:
            said = {name: getattr(document.source, name) for name in Source.__dataclass_fields__}
            self.sources.append((split, Source(**said)))

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
