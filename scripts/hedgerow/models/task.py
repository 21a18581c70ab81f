"""What a task is: which rows become which examples, and which score counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hedgerow.models.example import Example, Prediction

Labels = tuple[str, ...]
Scores = dict[str, float]
"""By name, as a table shows them; nan where a score is not defined."""


@dataclass(frozen=True, slots=True)
class Task:
    """One question that classifiers are trained for, on one configuration of an export.

    `kind` says how many labels an answer has: classify one, tag one per token. `labels` are those
    of the schema, in its order; `column` is the one that holds them, if one does. `example` makes
    an example of a row, its labels by name, or None where nobody looked for what the task asks.
    `measure` is the score that counts.
    """

    name: str
    question: str
    configuration: str
    kind: Literal["classify", "tag"]
    labels: Labels
    column: str | None
    example: Callable[[Mapping[str, Any]], Example | None]
    score: Callable[[Sequence[Example], Sequence[Prediction]], Scores]
    measure: str
