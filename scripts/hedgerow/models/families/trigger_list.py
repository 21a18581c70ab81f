"""What ``schema/triggers.json`` says that a word is most often; nothing is learned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hedgerow.models.example import Example, Prediction
from hedgerow.models.family import Material, Settings, Watch
from hedgerow.models.task import Labels, Task
from hedgerow.models.tasks import candidates, cues, reason, scope, stance, uncertain
from hedgerow.tokens import Range
from hedgerow.triggers import Occurrence, find

EXTRA = ""
SLOW = False


@dataclass(frozen=True, slots=True)
class TriggerList:
    """The list as a model; it has no probabilities."""

    task: Task

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """The default of every trigger word."""
        answer = _ANSWERS[self.task.name]
        return [Prediction(answer(example, self.task.labels)) for example in examples]

    def save(self, folder: Path) -> None:
        """Nothing has been learned."""


def learns(task: Task) -> bool:
    """The list says nothing of polarity."""
    return task.name in _ANSWERS


def train(material: Material, settings: Settings, watch: Watch) -> TriggerList:
    """The list is what it is."""
    return TriggerList(material.task)


def load(folder: Path, task: Task) -> TriggerList:
    """The list of the installed package."""
    return TriggerList(task)


def _occurrences(example: Example) -> list[Occurrence]:
    return find(example.text, [(0, len(example.text))], list(example.tokens))


def _tags(example: Example, labels: Labels) -> Labels:
    """BIO tags of the words whose default is one of the labels; the longest of two wins."""
    tags = ["O"] * len(example.tokens)
    for found in _occurrences(example):
        label = found.trigger.default
        covered = _covered(example.tokens, found)
        if f"B-{label}" in labels and covered and all(tags[i] == "O" for i in covered):
            for i in covered:
                tags[i] = f"I-{label}"
            tags[covered[0]] = f"B-{label}"
    return tuple(tags)


def _covered(tokens: Iterable[Range], found: Occurrence) -> list[int]:
    return [i for i, (a, b) in enumerate(tokens) if found.start <= a and b <= found.end]


def _sentence(example: Example, labels: Labels) -> Labels:
    found = any(o.trigger.default in cues.UNCERTAIN for o in _occurrences(example))
    return (uncertain.LABELS[found],)


def _candidate(example: Example, labels: Labels) -> Labels:
    """None where the default is a reason for rejection, and for what is no trigger."""
    for found in _occurrences(example):
        if (found.start, found.end) == example.focus and found.trigger.default in labels:
            return (found.trigger.default,)
    return (candidates.NONE,)


def _reason(example: Example, labels: Labels) -> Labels:
    """The default where it is a reason; of words that are more often labelled, another sense."""
    for found in _occurrences(example):
        if (found.start, found.end) == example.focus and found.trigger.default in labels:
            return (found.trigger.default,)
    return ("literal",)


def _scope(example: Example, labels: Labels) -> Labels:
    """From the cue to the last word of the sentence."""
    start = example.focus[0] if example.focus else 0
    last = max((a for a, b in example.tokens if example.text[a:b].isalnum()), default=0)
    return tuple(
        scope.BEFORE if b <= start else scope.WITHIN if a <= last else scope.AFTER
        for a, b in example.tokens
    )


_ANSWERS: dict[str, Callable[[Example, Labels], Labels]] = {
    uncertain.TASK.name: _sentence,
    cues.TASK.name: _tags,
    stance.TASK.name: _tags,
    candidates.TASK.name: _candidate,
    scope.TASK.name: _scope,
    reason.TASK.name: _reason,
}
