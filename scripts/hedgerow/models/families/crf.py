"""A conditional random field (Lafferty et al. 2001), trained with CRFsuite.

Where a task asks for one label, the chain has one link: a maximum-entropy classifier.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from hedgerow.models import bags, features
from hedgerow.models.edges import Edges
from hedgerow.models.example import Example, Prediction
from hedgerow.models.family import Material, Settings, Watch, missing
from hedgerow.models.frames import framed
from hedgerow.models.task import Task
from hedgerow.models.tasks import scope, stance
from hedgerow.tokens import Range

EXTRA = "train"
SLOW = False
_FILE = "model.crfsuite"
_ROUNDS = 80
# L-BFGS has no random part, so that a seed changes nothing.
_OPTIONS = {"c1": 0.02, "c2": 0.5, "max_iterations": _ROUNDS}
# Rarer, so that smoothing costs recall; measured genre by genre.
_OF_STANCES = {"c1": 0.05, "c2": 0.25}


@dataclass(frozen=True, slots=True)
class Crf:
    """A tagger with the bytes it was read from; for scopes, with its weights for their edges."""

    task: Task
    weights: bytes
    tagger: Any
    edges: Edges | None

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """The likeliest sequence, with the marginal probability of every label in it.

        A scope has none: what could be said of it is the probability of all its labels together.
        """
        return [self._one(example) for example in examples]

    def _one(self, example: Example) -> Prediction:
        if self.edges:
            return Prediction(self.edges.labels(example))
        labels: list[str] = []
        probabilities: list[float] = []
        for chain in self._chains(example):
            self.tagger.set(chain)
            tags = self.tagger.tag()
            labels += tags
            probabilities += [self.tagger.marginal(tag, i) for i, tag in enumerate(tags)]
        return bags.answer(self.task, labels, probabilities)

    def _chains(self, example: Example) -> list[Any]:
        if self.task.kind == "tag":
            return [_sentence(example.text, example.tokens)] if example.tokens else []
        return bags.chains(self.task, bags.rows(self.task, example))

    def save(self, folder: Path) -> None:
        """Write CRFsuite's own file."""
        (folder / _FILE).write_bytes(self.weights)


@lru_cache(maxsize=1_000)
def _sentence(text: str, tokens: tuple[Range, ...]) -> Any:
    """A sentence as CRFsuite has it, made once for all models that are asked about it."""
    return _library().ItemSequence(features.token_features(Example(text, tokens)))


def forget() -> None:
    """Forget sentences, for measurements."""
    _sentence.cache_clear()
    features.forget()


def learns(task: Task) -> bool:
    """Every task can be asked as a sequence of labels."""
    return True


def train(material: Material, settings: Settings, watch: Watch) -> Crf:
    """Train on the examples and on what the word lists say of the task."""
    crfsuite = _library()
    own = _OF_STANCES if material.task.name == stance.TASK.name else {}
    trainer = crfsuite.Trainer(algorithm="lbfgs", params=_OPTIONS | own, verbose=False)
    examples = [*material.train, *framed(material.task)]
    for done, example in enumerate(examples):
        found = bags.rows(material.task, example)
        gold = iter(bags.gold(material.task, example, found))
        for chain in bags.chains(material.task, found):
            trainer.append(chain, [*islice(gold, len(chain))])
        watch.step(0.5 * done, len(examples))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / _FILE
        trainer.train(str(path))
        weights = path.read_bytes()
    watch.step(1, 1)
    return _open(material.task, weights)


def load(folder: Path, task: Task) -> Crf:
    """Read what was saved."""
    return _open(task, (folder / _FILE).read_bytes())


def _open(task: Task, weights: bytes) -> Crf:
    tagger = _library().Tagger()
    tagger.open_inmemory(weights)
    unknown = set(tagger.labels()) - set(task.labels)
    if unknown:
        raise ValueError(f"{_FILE} has labels that {task.name} does not know: {sorted(unknown)}")
    edges = None
    if task.name == scope.TASK.name:
        read = tagger.info()
        edges = Edges(read.state_features, read.transitions)
    return Crf(task, weights, tagger, edges)


def _library() -> Any:
    try:
        import pycrfsuite
    except ImportError as error:
        raise missing("crf", EXTRA, error) from error
    return pycrfsuite
