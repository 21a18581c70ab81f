"""Whether a stance is for or against its target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction, question
from hedgerow.models.task import Scores, Task


def _example(row: Mapping[str, Any]) -> Example | None:
    return question(row, (row["polarity"],), (row["start"], row["end"]), row["label"])


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    return scoring.of_labels(examples, predictions, {"negative"})


TASK = Task(
    name="polarity",
    question="Is a stance for or against its target?",
    configuration="stances",
    kind="classify",
    labels=schema.names("stance", "polarity"),
    column="polarity",
    example=_example,
    score=_score,
    measure="accuracy",
)
