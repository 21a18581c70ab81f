"""Logistic regression on hashed features, every token by itself, with scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED

from hedgerow.models import bags
from hedgerow.models.example import Example, Prediction
from hedgerow.models.family import Material, Settings, Watch, missing
from hedgerow.models.frames import framed
from hedgerow.models.task import Task

EXTRA = "train"
SLOW = False
_FILE = "model.skops"
_COLUMNS = 2**16
_EPOCHS = 20


@dataclass(frozen=True, slots=True)
class Linear:
    """A classifier of rows of features."""

    task: Task
    classifier: Any

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """The likeliest label of each row, with its probability."""
        found = [bags.rows(self.task, example) for example in examples]
        rows = [row for some in found for row in some]
        if not rows:
            return [Prediction((), ()) for _ in examples]
        table = self.classifier.predict_proba(_hashed(rows))
        best = table.argmax(axis=1)
        labels = iter(self.classifier.classes_[best].tolist())
        chances = iter(table.max(axis=1).tolist())
        return [
            bags.answer(self.task, [*islice(labels, len(some))], [*islice(chances, len(some))])
            for some in found
        ]

    def save(self, folder: Path) -> None:
        """Write with skops, which holds values and no code."""
        from skops.io import dump

        dump(self.classifier, folder / _FILE, compression=ZIP_DEFLATED)  # most weights are nil


def learns(task: Task) -> bool:
    """Every task can be asked token by token."""
    return True


def train(material: Material, settings: Settings, watch: Watch) -> Linear:
    """Train on the examples and on what the word lists say of the task."""
    try:
        from sklearn.linear_model import SGDClassifier
    except ImportError as error:
        raise missing("linear", EXTRA, error) from error
    rows: list[list[str]] = []
    gold: list[str] = []
    examples = [*material.train, *framed(material.task)]
    for done, example in enumerate(examples):
        found = bags.rows(material.task, example)
        rows += found
        gold += bags.gold(material.task, example, found)
        watch.step(0.5 * done, len(examples))
    classifier = SGDClassifier(
        loss="log_loss", alpha=1e-5, max_iter=_EPOCHS, tol=None, random_state=settings.seed
    )
    classifier.fit(_hashed(rows), gold)
    watch.step(1, 1)
    return Linear(material.task, classifier)


def load(folder: Path, task: Task) -> Linear:
    """Read what was saved; nothing but the types of a linear model is trusted."""
    try:
        from skops.io import load as read
    except ImportError as error:
        raise missing("linear", EXTRA, error) from error
    try:
        classifier = read(folder / _FILE)
        unknown = set(classifier.classes_.tolist()) - set(task.labels)
    except Exception as error:  # skops raises whatever its readers raise
        raise ValueError(f"{_FILE} cannot be read: {error}") from error
    if unknown:
        raise ValueError(f"{_FILE} has labels that {task.name} does not know: {sorted(unknown)}")
    return Linear(task, classifier)


def _hashed(rows: Sequence[Sequence[str]]) -> Any:
    from sklearn.feature_extraction import FeatureHasher

    return FeatureHasher(_COLUMNS, input_type="string").transform(rows)
