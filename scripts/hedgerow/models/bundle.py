"""Everything that it takes to annotate a text, as one model: a folder with a model per part."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hedgerow import schema
from hedgerow.models import data, folder
from hedgerow.models.data import Selection
from hedgerow.models.families import FAMILIES
from hedgerow.models.family import Settings, Watch
from hedgerow.models.folder import RECORD, Loaded, ModelError
from hedgerow.models.tasks import TASKS
from hedgerow.models.training import Trained, train

DOCUMENT = "document"
"""What the bundle is called where a task is asked for."""
PARTS = ("cues", "stance", "scope", "polarity", "reason")
"""The tasks of its parts. What else a document holds follows by rule, see `hedgerow.predict`."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The parts by the name of their task."""

    parts: dict[str, Trained]


def train_bundle(
    family: str,
    exports: Sequence[Path],
    selection: Selection | None = None,
    settings: Settings | None = None,
    watch: Watch | None = None,
    shares: Sequence[float] = (),
) -> Bundle:
    """Train every part with one family. `shares` are for the learning curve of the cues.

    Raises what `data.load` and `train` raise.
    """
    able = [name for name, kind in FAMILIES.items() if all(kind.learns(TASKS[p]) for p in PARTS)]
    if family not in able:
        raise ValueError(f"{family} cannot learn all of a {DOCUMENT}: these can: {', '.join(able)}")
    watch = watch or Watch()
    parts: dict[str, Trained] = {}
    for number, name in enumerate(PARTS):
        read = data.load(TASKS[name], exports, selection)
        told = Watch(_part(watch, number))
        parts[name] = train(family, read, settings, told, shares if name == "cues" else ())
    return Bundle(parts)


def _part(watch: Watch, number: int) -> Callable[[float, float], None]:
    return lambda done, of: watch.step(number + done / of, len(PARTS))


def save(bundle: Bundle, target: Path) -> None:
    """Write the parts into an empty folder, each into a folder of its own."""
    for name, trained in bundle.parts.items():
        (target / name).mkdir()
        folder.save(trained, target / name)
    record = {
        "task": DOCUMENT,
        "family": next(iter(bundle.parts.values())).family,
        "schema_version": schema.schema_version(),
        "parts": list(bundle.parts),
    }
    (target / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def load(target: Path) -> dict[str, Loaded]:
    """The parts by name. Raises ModelError, as `folder.load` does."""
    record = folder.read_record(target)
    task = record.get("task")
    if task != DOCUMENT:
        raise ModelError(
            f"{target} holds a model for {task} alone: hedgerow train {DOCUMENT} makes one that "
            "annotates whole texts"
        )
    return {name: folder.load(target / name, name) for name in PARTS}
