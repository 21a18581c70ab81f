"""The words that hedge or boost, with their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hedgerow.models import scoring
from hedgerow.models.example import Example, Prediction
from hedgerow.models.task import Scores, Task
from hedgerow.models.tasks.tagged import tagged, tags

# The labels that make a sentence uncertain; the view `sentences` derives `uncertain` from them.
UNCERTAIN = frozenset({"epistemic", "condition", "investigation", "unspecified"})
_COLUMN = "cue_tags"


def _example(row: Mapping[str, Any]) -> Example | None:
    return tagged(row, _COLUMN)


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    exact, any_label, both = scoring.of_spans(examples, predictions)
    uncertain, sentences = scoring.chosen(both, UNCERTAIN)
    return {
        "precision": exact.precision(),
        "recall": exact.recall(),
        "F1": exact.value(),
        "F1 any label": any_label.value(),
        "F1 uncertain cues": uncertain.value(),
        "F1 uncertain sentences": sentences.value(),
    }


TASK = Task(
    name="cues",
    question="Which words hedge or boost, and how?",
    configuration="tokens",
    kind="tag",
    labels=tags("cue"),
    column=_COLUMN,
    example=_example,
    score=_score,
    measure="F1",
)
