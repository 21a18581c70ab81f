"""The folders and files that an export is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hedgerow import streams
from hedgerow.corpus import (
    SPLITS,
    document_paths,
    is_beside,
    is_stream,
    misplaced_paths,
    split_of,
)
from hedgerow.streams import DOCUMENTS, Kind, Part


class ExportError(Exception):
    """The corpus cannot be exported, or not to this place; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus, a folder or a file of documents, see `hedgerow.streams`.

    `otherwise` is the split of documents whose place names no split; `kind` is what is looked for.
    """

    root: Path
    otherwise: str
    kind: Kind = DOCUMENTS

    @property
    def name(self) -> str:
        """The name of the folder, or of the file without endings."""
        name = self.root.resolve().name
        return name.split(".")[0] if self._is_file() else name

    def _is_file(self) -> bool:
        return is_stream(self.root.name) or self.root.is_file()

    def paths(self) -> Iterator[Path]:
        """Where its documents are, split by split for a corpus: passes are none of it.

        What is in no split of a corpus is there too, so that it is reported.
        """
        annotations = self.root / "annotations"
        if not annotations.is_dir():
            yield self.root
            return
        yield from document_paths(self.root)
        for folder in (annotations, *(annotations / split for split in SPLITS)):
            yield from sorted(path for path in folder.glob("*.*") if is_stream(path.name))
        yield from misplaced_paths(self.root)

    def parts(self, size: int) -> Iterator[Part]:
        """Its documents in parts of about `size` bytes."""
        return streams.parts(self.paths(), size, self.kind)

    def inside(self, path: Path) -> str:
        """Where one of its documents lies, from the root on."""
        base = self.root.parent if self._is_file() else self.root
        if path == base or not path.is_relative_to(base):
            return path.name
        return path.relative_to(base).as_posix()

    def split(self, path: Path) -> str:
        """The split of one of its documents."""
        return split_of(path) or self.otherwise


def sources(roots: Iterable[Path], otherwise: str) -> list[Source]:
    """The folders and files as sources, without those that lie beside predicted documents.

    Raises ExportError if two have one name.
    """
    found = [Source(root, otherwise) for root in roots if not is_beside(root.name)]
    names = [source.name for source in found]
    for name in names:
        if names.count(name) > 1:
            raise ExportError(
                f"two corpora are named {name}: the column corpus could not tell them"
            )
    return found
