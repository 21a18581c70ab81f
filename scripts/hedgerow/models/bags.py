"""What of an example goes into a row of features, and how the rows' answers make one answer.

Most tasks ask one thing of a row. Whether a sentence is uncertain is asked of every word in it that
the lists know, each by itself: a sentence is uncertain if one of its words makes it so
(multiple-instance learning, Dietterich, Lathrop and Lozano-Perez 1997). Of a certain sentence, no
word does; of an uncertain one it is taken that the words that usually hedge do, and if there are
none, all that the lists know. A classifier of the whole sentence learns its topic instead, and does
worse than the trigger list.
"""

from __future__ import annotations

from collections.abc import Sequence

from hedgerow.models import features as described
from hedgerow.models.example import Example, Prediction
from hedgerow.models.features import Features
from hedgerow.models.task import Task
from hedgerow.models.tasks import cues, uncertain

_KNOWN = ("B:", "phrase=", "lex=")
_HEDGES = {f"B:default={label}" for label in cues.UNCERTAIN}
_NO_WORD = ["no word that the lists know"]


def rows(task: Task, example: Example) -> list[Features]:
    """The rows of an example: of each token where the task tags."""
    if task.name != uncertain.TASK.name:
        return described.features(task, example)
    words = described.token_features(example)
    return [word for word in words if any(f.startswith(_KNOWN) for f in word)] or [_NO_WORD]


def chains(task: Task, found: list[Features]) -> list[list[Features]]:
    """The rows in runs in which one answer may hang on the one before."""
    return [[row] for row in found] if task.name == uncertain.TASK.name else [found]


def gold(task: Task, example: Example, found: Sequence[Features]) -> list[str]:
    """The right answer for each of the rows."""
    if task.name != uncertain.TASK.name:
        return list(example.gold)
    if example.gold == (uncertain.CERTAIN,):
        return [uncertain.CERTAIN] * len(found)
    hedges = [not _HEDGES.isdisjoint(row) for row in found]
    return [uncertain.LABELS[hedge or not any(hedges)] for hedge in hedges]


def answer(task: Task, labels: Sequence[str], probabilities: Sequence[float] | None) -> Prediction:
    """The answers for the rows as that for the example."""
    if task.name != uncertain.TASK.name:
        return Prediction(tuple(labels), None if probabilities is None else tuple(probabilities))
    assert probabilities is not None  # noqa: S101 - whoever learns has probabilities
    chances = [
        chance if label == uncertain.UNCERTAIN else 1 - chance
        for label, chance in zip(labels, probabilities, strict=True)
    ]
    chance = max(chances)
    found = chance > 0.5
    return Prediction((uncertain.LABELS[found],), (chance if found else 1 - chance,))
