"""A pretrained encoder, fine-tuned: any one that the library transformers can read.

Every task is asked as token classification. A sentence is answered at its first sub-token, a focus
at the mark before it, a token at its first sub-token (Devlin et al. 2019); sequences of labels are
the likeliest well-formed ones. Long sentences are read in overlapping windows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hedgerow.models import decoding
from hedgerow.models.example import Example, Prediction
from hedgerow.models.families.transformer.windows import LENGTH, Window, windows
from hedgerow.models.family import Material, Settings, Watch, missing
from hedgerow.models.frames import framed
from hedgerow.models.task import Task
from hedgerow.models.tasks import scope

EXTRA = "transformers"
SLOW = True
_LEAST = 1e-9
Table = decoding.Scores


@dataclass(frozen=True, slots=True)
class Transformer:
    """A fine-tuned encoder with its tokenizer."""

    task: Task
    tokenizer: Any
    network: Any

    def predict(self, examples: Sequence[Example]) -> list[Prediction]:
        """The likeliest labels, with the probability that the network gives each."""
        return self._answers(examples, self._probabilities(examples))

    def quality(self, examples: Sequence[Example]) -> tuple[float, float]:
        """The score that counts, and the mean log-probability of the gold labels."""
        tables = self._probabilities(examples)
        score = self.task.score(examples, self._answers(examples, tables))[self.task.measure]
        number = {label: i for i, label in enumerate(self.task.labels)}
        gold = [number[label] for example in examples for label in example.gold]
        chances = np.concatenate(tables)[np.arange(len(gold)), gold]
        return score, float(np.log(np.maximum(chances, _LEAST)).mean())

    def windows(self, examples: Sequence[Example]) -> list[Window]:
        """The examples as the network reads them."""
        limit = getattr(self.network.config, "max_position_embeddings", None) or 0
        length = min(LENGTH, self.tokenizer.model_max_length)
        if limit > 0:  # -1 where there is none
            length = min(length, limit - 2)  # RoBERTa numbers positions from 2
        return windows(self.tokenizer, self.task, examples, length)

    def save(self, folder: Path) -> None:
        """Write weights as safetensors, the configuration and the tokenizer."""
        with _quiet():
            self.network.save_pretrained(folder)
            self.tokenizer.save_pretrained(folder)

    def _probabilities(self, examples: Sequence[Example]) -> list[Table]:
        """Of every label an example asks for; nought for all where no window answers.

        Where windows overlap, their mean.
        """
        import torch

        from hedgerow.models.families.transformer.loop import batches, prepared

        tag = self.task.kind == "tag"
        sizes = [len(example.tokens) if tag else 1 for example in examples]
        tables = [np.zeros((size, len(self.task.labels))) for size in sizes]
        counts = [np.zeros((size, 1)) for size in sizes]
        self.network.eval()
        for batch in batches(self.windows(examples)):
            with torch.inference_mode():
                inputs = prepared(batch, self.tokenizer.pad, self.network.device)
                found = self.network(**inputs).logits.float().softmax(-1).cpu().numpy()
            for window, probabilities in zip(batch, found, strict=True):
                tables[window.example][window.slots] += probabilities[window.places]
                counts[window.example][window.slots] += 1
        return [table / np.maximum(1, n) for table, n in zip(tables, counts, strict=True)]

    def _answers(self, examples: Sequence[Example], tables: Sequence[Table]) -> list[Prediction]:
        return [self._answer(e, table) for e, table in zip(examples, tables, strict=True)]

    def _answer(self, example: Example, table: Table) -> Prediction:
        if self.task.kind == "tag":
            chosen = _tags(self.task, example, table)
        else:
            chosen = table.argmax(axis=1).tolist()
        labels = tuple(self.task.labels[i] for i in chosen)
        return Prediction(
            labels, tuple(float(row[i]) for row, i in zip(table, chosen, strict=True))
        )


def _tags(task: Task, example: Example, table: Table) -> list[int]:
    """The likeliest well-formed tags. A token that no window answers begins no span."""
    labels = task.labels
    unanswered = np.log([0.5 if label.startswith("B-") else 1.0 for label in labels])
    with np.errstate(divide="ignore"):
        scores = np.where(table.any(axis=1, keepdims=True), np.log(table), unanswered)
    if labels != scope.LABELS:
        return decoding.best(scores, *decoding.bio(labels))
    start, end = example.focus or (0, 0)
    within = [start < b and a < end for a, b in example.tokens]
    scores[within] = np.where(np.array(labels) == scope.WITHIN, 0.0, -np.inf)
    return decoding.best(scores, *decoding.in_order(labels))


def learns(task: Task) -> bool:
    """Every task can be asked of sub-tokens."""
    return True


def train(material: Material, settings: Settings, watch: Watch) -> Transformer:
    """Fine-tune on the examples and on what the word lists say of the task.

    Every sentence of the lists is seen once, unless training ends early. The best epoch on the
    validation examples is kept, if there are any. On a CPU the same seed and number of threads give
    the same model. Raises ValueError for an encoder that is not named, not found, or has no
    tokenizer with offsets.
    """
    torch, transformers = _libraries()
    if not settings.encoder:
        raise ValueError("transformer needs an encoder, by its name on a hub or as a folder")
    transformers.set_seed(settings.seed)
    task = material.task
    names = dict(enumerate(task.labels))
    try:
        with _quiet():
            model = _read(task, settings.encoder, id2label=names, num_labels=len(names))
    except (OSError, ValueError) as error:  # no tokenizer is the one, no weights the other
        reason = str(error).split("\n")[0]
        raise ValueError(f"{settings.encoder} cannot be read as an encoder: {reason}") from error
    model.network.to("cuda" if torch.cuda.is_available() else "cpu")
    _fit(model, material, settings, watch)
    return model


def _fit(model: Transformer, material: Material, settings: Settings, watch: Watch) -> None:
    from hedgerow.models.families.transformer.loop import Lessons, fine_tune

    own, held_out = len(material.train), material.validation
    examples = [*material.train, *framed(material.task)]
    numbers = {label: i for i, label in enumerate(material.task.labels)}
    targets = [[numbers[label] for label in example.gold] for example in examples]
    seen = model.windows(examples)
    of_data, of_lists = ([w for w in seen if (w.example < own) == real] for real in (True, False))
    lessons = Lessons(of_data, of_lists, targets)
    measure = (lambda: model.quality(held_out)) if held_out else None
    fine_tune(model.network, model.tokenizer.pad, lessons, measure, settings, watch)


def load(folder: Path, task: Task) -> Transformer:
    """Read what was saved, from this folder alone; nothing pickled is read."""
    torch, _ = _libraries()
    try:
        with _quiet():
            model = _read(task, str(folder), local_files_only=True, use_safetensors=True)
    except Exception as error:  # safetensors and tokenizers raise what they like
        raise ValueError(str(error).split("\n")[0]) from error
    found = model.network.config.id2label
    if tuple(found[i] for i in sorted(found)) != task.labels:
        raise ValueError(f"config.json has other labels than {task.name}")
    model.network.to("cuda" if torch.cuda.is_available() else "cpu")
    return model


def _read(task: Task, encoder: str, local_files_only: bool = False, **options: Any) -> Transformer:
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(encoder, local_files_only=local_files_only)
    if not tokenizer.is_fast:
        raise ValueError(f"{encoder} has no tokenizer with offsets (a fast one)")
    if "id2label" in options:
        options["label2id"] = {label: i for i, label in options["id2label"].items()}
    network = AutoModelForTokenClassification.from_pretrained(
        encoder, local_files_only=local_files_only, **options
    )
    # Some encoders are stored in half precision, in which small steps are lost.
    return Transformer(task, tokenizer, network.float())


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the library's bars and its warning that the classifier is new."""
    from transformers.utils import logging

    level = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        logging.enable_progress_bar()


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import transformers
    except ImportError as error:
        raise missing("transformer", EXTRA, error) from error
    return torch, transformers
