"""Reads exports: what models are trained and tested on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow.models.example import Example
from hedgerow.models.task import Task


class DataError(Exception):
    """An export cannot be used for a task; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows count: those with one of the values, where there are any."""

    corpora: frozenset[str] = frozenset()
    genres: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def keeps(self, example: Example) -> bool:
        """Whether an example counts."""
        return (
            example.corpus in (self.corpora or {example.corpus})
            and example.genre in (self.genres or {example.genre})
            and example.origin in (self.origins or {example.origin})
        )


@dataclass(frozen=True, slots=True)
class Data:
    """The examples of a task by split."""

    task: Task
    splits: dict[str, list[Example]] = field(default_factory=dict)

    def split(self, name: str) -> list[Example]:
        """The examples of a split; none where the data has no such split."""
        return self.splits.get(name, [])

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that training sees, whatever order the rows come in."""
        return self.fingerprint_of("train")

    def fingerprint_of(self, *splits: str) -> str:
        """The same for several splits; a row that moves from one to another changes it."""
        parts = (
            sorted(json.dumps([e.id, e.text, e.focus, e.about, e.gold]) for e in self.split(name))
            for name in splits
        )
        return hashlib.sha256("\n\n".join(map("\n".join, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Inventory:
    """The corpora, genres and origins that rows have."""

    corpora: set[str] = field(default_factory=set)
    genres: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)

    def noted(self, examples: Iterable[Example]) -> Iterator[Example]:
        """The same examples, whose values are kept."""
        for example in examples:
            self.corpora.add(example.corpus)
            self.genres.add(example.genre)
            self.origins.add(example.origin)
            yield example

    def refuse_unknown(self, selection: Selection) -> None:
        """Raise DataError where one of the values asked for is that of no row."""
        asked = (
            ("corpus", selection.corpora, self.corpora),
            ("genre", selection.genres, self.genres),
            ("origin", selection.origins, self.origins),
        )
        for name, wanted, there in asked:
            if there and wanted - there:
                values, known = ", ".join(sorted(wanted - there)), ", ".join(sorted(there))
                raise DataError(f"no row has the {name} {values}: there are {known}")


def load(task: Task, exports: Sequence[Path], selection: Selection | None = None) -> Data:
    """The rows of one or several exports that the task can use.

    Raises DataError for a folder that is no export, for one whose labels are not those of the
    schema, for a row (its id and sentence) that is in two of them, where no row is left,
    and for a selection by a value that no row has.
    """
    selection = selection or Selection()
    splits: dict[str, list[Example]] = {}
    seen: dict[tuple[str, str], int] = {}
    inventory = _Inventory()
    for number, export in enumerate(exports):
        dataset = _read(export, task.configuration)
        features = next(iter(dataset.values())).features
        _compare(task, features, export)
        for split, rows in dataset.items():
            made = (task.example(row) for row in _decoded(rows, features))
            known = (example for example in made if example)
            kept = (example for example in inventory.noted(known) if selection.keeps(example))
            splits.setdefault(str(split), []).extend(_once(kept, exports, number, seen))
    inventory.refuse_unknown(selection)
    if not any(splits.values()):
        raise DataError(f"no row for {task.name} in {', '.join(map(str, exports))}")
    return Data(task, splits)


def _once(
    examples: Iterable[Example],
    exports: Sequence[Path],
    number: int,
    seen: dict[tuple[str, str], int],
) -> Iterator[Example]:
    """The examples of an export, which no other may have: training and test would share them."""
    for example in examples:
        first = seen.setdefault((example.id, example.text), number)
        if first != number:
            raise DataError(
                f"row {example.id} is in {exports[first]} and again in {exports[number]}: name "
                "each export once, and leave out one that holds another's texts"
            )
        yield example


def _read(export: Path, configuration: str) -> Any:
    from datasets import disable_progress_bars, load_dataset

    if not (export / "README.md").is_file() or not (export / configuration).is_dir():
        raise DataError(f"{export} is no export with a folder {configuration}: see hedgerow export")
    disable_progress_bars()
    try:
        return load_dataset(str(export), configuration)
    except Exception as error:  # datasets raises whatever its readers raise
        reason = str(error).split("\n")[0]
        raise DataError(f"{export} cannot be read as {configuration}: {reason}") from error


def _compare(task: Task, features: Mapping[str, Any], export: Path) -> None:
    """Raise DataError where an export knows other labels than the schema."""
    if task.column and tuple(_names(features.get(task.column)) or ()) != task.labels:
        raise DataError(
            f"{export}: the labels of {task.column} in {task.configuration} are not those of this "
            "version of hedgerow: export it again"
        )


def _decoded(rows: Any, features: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows with labels by name."""
    names = {key: found for key, kind in features.items() if (found := _names(kind))}
    for row in rows:
        for key, labels in names.items():
            value = row[key]
            if isinstance(value, list):
                row[key] = [labels[item] for item in value]
            elif value is not None:
                row[key] = labels[value]
        yield row


def _names(kind: Any) -> list[str] | None:
    inner = getattr(kind, "feature", kind)
    return getattr(inner, "names", None)
