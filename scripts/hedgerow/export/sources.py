"""The folders that an export is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from hedgerow.corpus import document_paths, expand, misplaced_paths, split_of


class ExportError(Exception):
    """The corpus cannot be exported, or not to this place; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus, or a folder of documents, such as `hedgerow convert` writes.

    `otherwise` is the split of documents that lie in no folder named like a split.
    """

    root: Path
    otherwise: str

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.root.resolve().name

    @property
    def folder(self) -> Path:
        """Where its documents are."""
        annotations = self.root / "annotations"
        return annotations if annotations.is_dir() else self.root

    def paths(self) -> Iterator[Path]:
        """Its documents; those of a corpus that are in no split too, so that they are reported."""
        if self.folder == self.root:
            return expand([self.root])
        return chain(document_paths(self.root), misplaced_paths(self.root))

    def split(self, path: Path) -> str:
        """The split of one of its documents."""
        return split_of(path) or self.otherwise


def sources(roots: Iterable[Path], otherwise: str) -> list[Source]:
    """The folders as sources. Raises ExportError if two have one name."""
    found = [Source(root, otherwise) for root in roots]
    names = [source.name for source in found]
    for name in names:
        if names.count(name) > 1:
            raise ExportError(
                f"two corpora are named {name}: the column corpus could not tell them"
            )
    return found
