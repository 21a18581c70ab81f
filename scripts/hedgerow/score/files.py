"""Documents of two sides, paired by id and read one pair at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hedgerow.corpus import document_paths, expand
from hedgerow.document import Document
from hedgerow.pipeline import read


@dataclass(frozen=True, slots=True)
class Sides:
    """Where the gold and the predicted documents are, by id."""

    gold: dict[str, Path]
    predicted: dict[str, Path]

    @classmethod
    def of(cls, gold: Path, predicted: Path) -> Sides:
        """Files, folders or corpora (their splits). See `by_id` for what is raised."""
        return cls(by_id(gold), by_id(predicted))

    @property
    def missing(self) -> list[str]:
        """Ids without a prediction."""
        return sorted(self.gold.keys() - self.predicted.keys())

    @property
    def surplus(self) -> list[str]:
        """Ids of predictions without a gold document."""
        return sorted(self.predicted.keys() - self.gold.keys())

    def documents(self) -> Iterator[tuple[Document, Document | None]]:
        """Gold documents in order of their ids, each with its prediction if there is one."""
        for name in sorted(self.gold):
            path = self.predicted.get(name)
            yield read(self.gold[name]), read(path) if path else None


class TwiceError(ValueError):
    """Two files of one side have the same id."""


def by_id(path: Path) -> dict[str, Path]:
    """The documents of a file, a folder or a corpus (its splits), by the id that they state.

    Raises ValueError where one cannot be read, and TwiceError where two have the same id.
    """
    corpus = (path / "annotations").is_dir()
    found: dict[str, Path] = {}
    for file in document_paths(path) if corpus else expand([path]):
        name = read(file).id
        if name in found:
            raise TwiceError(f"{name} is the id of {found[name]} and of {file}")
        found[name] = file
    return found
