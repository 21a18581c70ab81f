"""Trains a model of one family for one task, and says how good it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from hedgerow.models.data import Data
from hedgerow.models.example import Example
from hedgerow.models.families import FAMILIES
from hedgerow.models.family import Material, Model, Settings, Watch
from hedgerow.models.task import Scores

SHARES = (0.1, 0.25, 0.5, 0.75)
"""Shares of the training documents for the learning curve, besides all of them."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a learning curve: sentences trained on, and the measure of the task."""

    examples: int
    train: float
    validation: float


@dataclass(frozen=True, slots=True)
class Trained:
    """A model with all that its folder says of it. `scores` are by split."""

    family: str
    settings: Settings
    data: Data
    model: Model
    scores: dict[str, Scores]
    curve: list[Point] = field(default_factory=list)


def train(
    family: str,
    data: Data,
    settings: Settings | None = None,
    watch: Watch | None = None,
    shares: Sequence[float] = (),
) -> Trained:
    """Train on `train`, and score on `validation` and `test` where the data has them.

    `shares` are those of the training documents that the learning curve is drawn from. Raises
    ValueError where the family cannot learn the task or there is nothing to train on, ImportError
    where a library is missing, with what to install.
    """
    settings, watch = settings or Settings(), watch or Watch()
    kind, task = FAMILIES[family], data.task
    if not kind.learns(task):
        raise ValueError(f"{family} cannot learn {task.name}")
    examples, validation = data.split("train"), data.split("validation")
    if not examples:
        raise ValueError(f"no row of the split train to learn {task.name} from")

    def fit(some: list[Example], told: Watch) -> Model:
        return kind.train(Material(data.task, some, validation), settings, told)

    curve, done = [], 0.0
    steps = [*shares, 1.0]
    for share in steps:
        some = sample(examples, share, settings.seed) if share < 1 else examples
        model = fit(some, Watch(_part(watch, done, share, sum(steps))))
        done += share
        measured = [score(model, split, data)[task.measure] for split in (some, validation)]
        curve.append(Point(len(some), *measured))
    scores = {
        split: score(model, data.split(split), data)
        for split in ("validation", "test")
        if data.split(split)
    }
    return Trained(family, settings, data, model, scores, curve if shares else [])


def _part(
    watch: Watch, before: float, share: float, total: float
) -> Callable[[float, float], None]:
    """Progress of one of several trainings, as progress of all."""
    return lambda done, of: watch.step(before + share * done / of, total)


def score(model: Model, examples: Sequence[Example], data: Data) -> Scores:
    """The scores of the answers to `examples`; nan for all where there are none."""
    return data.task.score(examples, model.predict(examples))


def sample(examples: Sequence[Example], share: float, seed: int) -> list[Example]:
    """The examples of a share of the documents, at least one, drawn at random."""
    documents = sorted({example.document for example in examples})
    Random(seed).shuffle(documents)  # noqa: S311 - no secret
    kept = set(documents[: max(1, math.floor(share * len(documents)))])
    return [example for example in examples if example.document in kept]
