"""The words of the sentence that a cue modulates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from hedgerow.models.example import Example, Prediction, question
from hedgerow.models.task import Scores, Task
from hedgerow.tallies import F1, Share

BEFORE, WITHIN, AFTER = LABELS = ("before", "in", "after")


def _example(row: Mapping[str, Any]) -> Example | None:
    """A token that the scope cuts is in it, since a converted scope may end inside a word."""
    first, last = row["scope_start"], row["scope_end"]
    if first is None:
        return None
    asked = question(row, (), (row["start"], row["end"]), row["label"])
    gold = tuple(
        BEFORE if end <= first else AFTER if start >= last else WITHIN
        for start, end in asked.tokens
    )
    return replace(asked, gold=gold)


def _score(examples: Sequence[Example], predictions: Sequence[Prediction]) -> Scores:
    exact, tokens = Share(), F1()
    for example, prediction in zip(examples, predictions, strict=True):
        a, b = _within(example.gold), _within(prediction.labels)
        exact += Share(a == b, 1)
        tokens += F1(len(a & b), len(a), len(b))
    return {"exact": exact.value(), "token F1": tokens.value()}


def _within(tags: Sequence[str]) -> set[int]:
    return {i for i, tag in enumerate(tags) if tag == WITHIN}


TASK = Task(
    name="scope",
    question="Which words of the sentence does a cue modulate?",
    configuration="cues",
    kind="tag",
    labels=LABELS,
    column=None,
    example=_example,
    score=_score,
    measure="exact",
)
