"""Which models are trained on what, and tested on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hedgerow.benchmark import folds
from hedgerow.benchmark.folds import Fold, group_of
from hedgerow.models import DataError, Selection, Settings, Task, data

GROUPS, GENRES, TEST = PROTOCOLS = ("groups", "genres", "test")
"""Cross-validated by group; with one genre left out; trained on train, tested on test."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows are trained on, and which are tested on if not the same kind.

    With `test`, every row it keeps is tested on, whatever its split, unless its group is trained
    on; without, those of the split test.
    """

    train: Selection
    test: Selection | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for every task and family. Each seed gives other folds and another model."""

    seeds: int = 5
    folds: int = 5
    protocols: Sequence[str] = PROTOCOLS
    settings: Settings = field(default_factory=Settings)


def read(task: Task, exports: Sequence[Path], rows: Rows) -> data.Data:
    """The splits train, validation and test as they are chosen.

    Raises DataError as `data.load` does, and where nothing is left to train on.
    """
    every = data.load(task, exports)
    chosen = {
        split: [e for e in every.split(split) if rows.train.keeps(e)]
        for split in ("train", "validation", "test")
    }
    if not chosen["train"]:
        raise DataError(f"no row of the split train is chosen for {task.name}")
    if rows.test:
        known = {group_of(e) for split in ("train", "validation") for e in chosen[split]}
        everywhere = (e for examples in every.splits.values() for e in examples)
        chosen["test"] = [e for e in everywhere if rows.test.keeps(e) and group_of(e) not in known]
    return data.Data(task, chosen)


def folds_of(read: data.Data, protocol: str, plan: Plan, seed: int) -> Iterator[Fold]:
    """What is trained and tested; `test` is never touched by the other protocols."""
    train, validation, test = (read.split(name) for name in ("train", "validation", "test"))
    if protocol == GROUPS:
        yield from folds.by_group([*train, *validation], plan.folds, seed)
    elif protocol == GENRES:
        yield from folds.leave_out([*train, *validation], lambda e: e.genre, seed)
    elif test:
        sides = (train, validation) if validation else folds.set_aside(train, seed)
        yield Fold("test", *sides, test)
