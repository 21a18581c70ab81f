"""The words that take a stance, with their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction
from hedgerow.models.task import Scores, Task
from hedgerow.models.tasks.tagged import tagged, tags

_COLUMN = "stance_tags"


def _example(row: Mapping[str, Any]) -> Example | None:
    return tagged(row, _COLUMN)


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    exact, any_label, _ = scoring.of_spans(examples, predictions)
    return {
        "precision": exact.precision(),
        "recall": exact.recall(),
        "F1": exact.value(),
        "F1 any label": any_label.value(),
    }


TASK = Task(
    name="stance",
    question="Which words take a stance, and of what kind?",
    configuration="tokens",
    kind="tag",
    labels=tags("stance"),
    column=_COLUMN,
    example=_example,
    score=_score,
    measure="F1",
)
