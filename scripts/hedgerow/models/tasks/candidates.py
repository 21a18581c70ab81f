"""The label that a trigger word carries in its sentence, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction, question
from hedgerow.models.task import Scores, Task

NONE = "none"


def _example(row: Mapping[str, Any]) -> Example | None:
    return question(row, (row["label"],), (row["start"], row["end"]))


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    annotated = {e.gold[0] for e in examples} | {p.labels[0] for p in predictions}
    return scoring.of_labels(examples, predictions, annotated - {NONE})


TASK = Task(
    name="candidates",
    question="Which label does a trigger word carry in its sentence, or none?",
    configuration="candidates",
    kind="classify",
    labels=(NONE, *schema.names("cue"), *schema.names("stance")),
    column="label",
    example=_example,
    score=_score,
    measure="accuracy",
)
