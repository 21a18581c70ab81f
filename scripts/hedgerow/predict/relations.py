"""Concord and conditions, by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hedgerow.predict.holders import Holder
from hedgerow.predict.marks import Mark
from hedgerow.predict.scopes import in_concord
from hedgerow.predict.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between cues of a stretch, by their numbers."""

    label: str
    source: int
    target: int


def relations_of(stretch: Stretch, cues: Sequence[Mark], holders: Sequence[Holder]) -> list[Link]:
    """Concord of a modal with a word of likelihood beside it; an if-cue with its consequent."""
    return [*_concord(cues, holders), *_conditions(cues)]


def _concord(cues: Sequence[Mark], holders: Sequence[Holder]) -> Iterator[Link]:
    for i, (first, second) in enumerate(pairwise(cues)):
        same = first.scope == second.scope and holders[i] == holders[i + 1]
        if same and in_concord(first, second):
            yield Link("concord", i, i + 1)


def _conditions(cues: Sequence[Mark]) -> Iterator[Link]:
    """The nearest modal cue outside of the clause that an if-word opens."""
    for i, cue in enumerate(cues):
        if cue.label != "condition" or not cue.trigger or cue.trigger.cls != "subordinator":
            continue
        outside = [
            (abs(other.first - cue.first), j)
            for j, other in enumerate(cues)
            if other.label in ("condition", "epistemic")
            and other.trigger
            and other.trigger.cls == "modal"
            and (other.scope[1] <= cue.scope[0] or cue.scope[1] <= other.scope[0])
        ]
        if outside:
            yield Link("conditions", i, min(outside)[1])
