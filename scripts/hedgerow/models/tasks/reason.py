"""The reason why a trigger word carries no label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction, question
from hedgerow.models.task import Scores, Task


def _example(row: Mapping[str, Any]) -> Example | None:
    if row["reason"] is None:
        return None
    return question(row, (row["reason"],), (row["start"], row["end"]), row["class"])


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    scores = scoring.of_labels(examples, predictions, set())
    return {name: scores[name] for name in ("accuracy", "macro F1")}


TASK = Task(
    name="reason",
    question="Why does a trigger word carry no label?",
    configuration="candidates",
    kind="classify",
    labels=schema.names("rejected", "reason"),
    column="reason",
    example=_example,
    score=_score,
    measure="accuracy",
)
