"""Whether a sentence is uncertain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction, question
from hedgerow.models.task import Scores, Task

CERTAIN, UNCERTAIN = LABELS = ("certain", "uncertain")


def _example(row: Mapping[str, Any]) -> Example | None:
    value = row["uncertain"]
    return None if value is None else question(row, (LABELS[value],))


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    return scoring.of_labels(examples, predictions, {UNCERTAIN})


TASK = Task(
    name="uncertain",
    question="Is the sentence uncertain?",
    configuration="sentences",
    kind="classify",
    labels=LABELS,
    column=None,
    example=_example,
    score=_score,
    measure="F1",
)
