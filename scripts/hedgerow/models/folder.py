"""A trained model as a folder: weights, labels, versions, fingerprint, scores, a card.

``model.json`` says what it is; the weights are the family's own files; ``README.md`` is for people.
Nothing is pickled, so that a folder from somewhere else runs no code when it is loaded.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hedgerow import schema
from hedgerow.models import features
from hedgerow.models.families import FAMILIES
from hedgerow.models.family import Model
from hedgerow.models.task import Scores, Task
from hedgerow.models.tasks import TASKS
from hedgerow.models.training import Trained

RECORD = "model.json"


class ModelError(Exception):
    """A folder holds no model that can be used; the message says which folder and why."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model with what its folder says of it."""

    task: Task
    family: str
    model: Model
    fingerprint: str
    scores: dict[str, Scores]


def save(trained: Trained, folder: Path) -> None:
    """Write a model into an empty folder; see `load`."""
    data = trained.data
    trained.model.save(folder)
    record = {
        "task": data.task.name,
        "family": trained.family,
        "labels": list(data.task.labels),
        "schema_version": schema.schema_version(),
        "hedgerow_version": version("hedgerow"),
        "features": _features(trained.family),
        "settings": asdict(trained.settings),
        "fingerprint": data.fingerprint,
        "examples": {split: len(examples) for split, examples in data.splits.items()},
        "corpora": sorted({e.corpus for e in data.split("train")}),
        "scores": {split: _nulls(scores) for split, scores in trained.scores.items()},
        "curve": [_nulls(asdict(point)) for point in trained.curve],
        "files": _hashes(folder),
    }
    text = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def load(folder: Path, task: str | None = None) -> Loaded:
    """Read a model, which must be one for `task` if that is given.

    Raises ModelError where the folder holds none, is damaged, or does not fit: another task,
    another schema version, labels that the schema does not have, features of another version.
    Raises ImportError, with what to install, where the libraries of the family are missing.
    """
    record = read_record(folder)
    try:
        name, family, labels = record["task"], record["family"], tuple(record["labels"])
        scores = {split: _nans(found) for split, found in record["scores"].items()}
        fingerprint, files = str(record["fingerprint"]), dict(record["files"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{folder / RECORD} is damaged: {error!r}") from error
    if name not in TASKS or family not in FAMILIES:
        raise ModelError(f"{folder} holds a model of {family} for {name}, which is not known here")
    if task and name != task:
        raise ModelError(f"{folder} holds a model for {name}, not for {task}")
    if labels != TASKS[name].labels:
        raise ModelError(f"{folder} knows other labels than the schema: train it again")
    if record.get("features") != _features(family):
        raise ModelError(f"{folder} was trained on other features than these: train it again")
    found = _hashes(folder)
    for file, expected in files.items():
        if found.get(file) != expected:
            raise ModelError(f"{folder / file} is {'damaged' if file in found else 'missing'}")
    try:
        model = FAMILIES[family].load(folder, TASKS[name])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:  # CRFsuite's
        raise ModelError(f"{folder}: the weights cannot be read: {error}") from error
    return Loaded(TASKS[name], family, model, fingerprint, scores)


def _features(family: str) -> int | None:
    """The version of the features that a family learns from; None for one with its own."""
    return features.VERSION if family in ("crf", "linear") else None


def read_record(folder: Path) -> dict[str, Any]:
    """What ``model.json`` says. Raises ModelError if there is none or it does not fit."""
    path = folder / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ModelError(f"{folder} is no model: it has no {RECORD}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise ModelError(f"{path} is damaged: it is no object")
    found, here = record.get("schema_version"), schema.schema_version()
    if found != here:
        raise ModelError(
            f"{folder} was trained for schema version {found}, this is {here}: train it again"
        )
    return record


def task_of(folder: Path) -> str:
    """The task that a model is for, of whatever schema version it is; "unknown" if damaged."""
    try:
        return str(json.loads((folder / RECORD).read_text(encoding="utf-8"))["task"])
    except (OSError, ValueError, KeyError, TypeError):
        return "unknown"


def _hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file: libraries that read weights need not stand damaged ones."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _nulls(scores: dict[str, Any]) -> dict[str, Any]:
    """Scores as JSON can hold them."""
    return {name: None if value != value else value for name, value in scores.items()}  # noqa: PLR0124


def _nans(scores: dict[str, float | None]) -> Scores:
    return {name: float("nan") if value is None else value for name, value in scores.items()}
