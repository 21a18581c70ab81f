"""What every family of models offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from hedgerow.extras import install
from hedgerow.models.example import Example, Prediction
from hedgerow.models.task import Task


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training can be told. The same settings and data give the same model.

    `encoder` is a pretrained encoder, by its name or as a folder, for families that need one;
    `epochs`, at most, and `learning_rate` are for fine-tuning it.
    """

    seed: int = 0
    encoder: str | None = None
    epochs: int = 6
    learning_rate: float = 2e-4

    @property
    def encoder_name(self) -> str | None:
        """What the encoder is called: a folder by its own name, wherever it lies."""
        if self.encoder and Path(self.encoder).is_dir():
            return Path(self.encoder).absolute().name
        return self.encoder


@dataclass(slots=True)
class Watch:
    """Who looks on while a model is trained.

    `step` is told how much is done, and of how much.
    """

    step: Callable[[float, float], None] = lambda done, of: None


@dataclass(frozen=True, slots=True)
class Material:
    """What a family trains on. `validation` may be empty; nothing else may be looked at."""

    task: Task
    train: list[Example]
    validation: list[Example] = field(default_factory=list)


class Model(Protocol):
    """A trained model."""

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """An answer to every example, in order; `gold` is not looked at."""

    def save(self, folder: Path) -> None:
        """Write the weights, and nothing else, into a folder that exists."""


class Family(Protocol):
    """A module that trains models of one kind; every module of `families` is one."""

    EXTRA: str
    """The extra of the package that has its libraries; empty if it needs none."""
    SLOW: bool
    """Whether training takes so long that a learning curve by size is too much to ask."""

    def learns(self, task: Task) -> bool:
        """Whether it can be trained for a task."""

    def train(self, material: Material, settings: Settings, watch: Watch) -> Model:
        """Train a model; deterministic for a seed."""

    def load(self, folder: Path, task: Task) -> Model:
        """Read what `save` wrote. Raises OSError or ValueError where it is damaged."""


def missing(family: str, extra: str, error: ImportError) -> ImportError:
    """The error where a library of a family is not installed."""
    return ImportError(f"{family} needs {error.name}: {install(extra)}")
