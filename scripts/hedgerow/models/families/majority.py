"""Always the commonest answer: what every other family has to beat."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hedgerow.models.example import Example, Prediction
from hedgerow.models.family import Material, Settings, Watch
from hedgerow.models.task import Task

EXTRA = ""
SLOW = False
_FILE = "majority.json"


@dataclass(frozen=True, slots=True)
class Majority:
    """One label for everything, with the share of the training data that has it."""

    task: Task
    label: str
    share: float

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """The commonest label, once or for every token."""
        tags = self.task.kind == "tag"
        lengths = [len(example.tokens) if tags else 1 for example in examples]
        return [Prediction((self.label,) * n, (self.share,) * n) for n in lengths]

    def save(self, folder: Path) -> None:
        """Write the label and its share."""
        text = json.dumps({"label": self.label, "share": self.share})
        (folder / _FILE).write_text(text, encoding="utf-8")


def learns(task: Task) -> bool:
    """Every task has a commonest answer."""
    return True


def train(material: Material, settings: Settings, watch: Watch) -> Majority:
    """Count labels; of equally common ones the first in the inventory wins."""
    counts = Counter(label for example in material.train for label in example.gold)
    label = max(material.task.labels, key=counts.__getitem__)
    return Majority(material.task, label, counts[label] / max(1, counts.total()))


def load(folder: Path, task: Task) -> Majority:
    """Read what was saved."""
    saved = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    label, share = saved["label"], saved["share"]
    if label not in task.labels or not isinstance(share, float):
        raise ValueError(f"{_FILE} holds no label of {task.name}")
    return Majority(task, label, share)
