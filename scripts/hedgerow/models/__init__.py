"""Classifiers trained on an export: tasks, families, and models as folders.

How to use it::

    from pathlib import Path
    from hedgerow.models import TASKS, data, folder, training

    read = data.load(TASKS["cues"], [Path("export")])       # datasets.load_dataset, nothing else
    trained = training.train("crf", read, Settings(seed=1))  # a Trained: model, scores by split
    folder.save(trained, Path("model"))                      # a folder that exists
    loaded = folder.load(Path("model"), "cues")              # Loaded, or ModelError
    loaded.model.predict(read.split("test"))                 # a list of Prediction

`TASKS` holds a `Task` by name: `uncertain`, `cues`, `candidates`, `scope`, `stance`, `polarity`,
`reason`. A task makes an `Example` of a row: a sentence (`text`, `tokens` as ranges of code
points), the `focus` it asks about (a trigger word, an expression, a cue; None for the whole
sentence), what is known `about` that (the label of a cue), and the `gold` answer. Tasks are of two
kinds: one that *classifies* has one label per example, one that *tags* has one per token: BIO tags,
but before, in, after for `scope`. `Task.labels` are all there are, in the order of the schema.
`Prediction.labels` is as long as `gold`; so are `probabilities`, or None. Examples carry document,
group, genre, origin and corpus for `Selection` and cross-validation; models do not look there.

`FAMILIES` holds a `Family` by name: a module with ``EXTRA`` (which extra installs its libraries),
``SLOW`` (no learning curve by size), ``learns(task)``, ``train(material, settings, watch)`` and
``load(folder, task)``. It gets `Material`: the task, training and validation examples. Its model
has ``predict(examples)`` and ``save(folder)``, which writes weights and nothing else; the module
`folder` writes the rest. ``load`` raises OSError or ValueError for what is damaged. A new family is
one module in ``families/`` and one line in its registry; its libraries are imported where they are
used, with `missing` for the error. The same `Settings` and data give the same model.
"""

from __future__ import annotations

from hedgerow.models.data import Data, DataError, Selection
from hedgerow.models.example import Example, Prediction
from hedgerow.models.families import FAMILIES
from hedgerow.models.family import Family, Material, Model, Settings, Watch
from hedgerow.models.folder import Loaded, ModelError
from hedgerow.models.task import Scores, Task
from hedgerow.models.tasks import TASKS
from hedgerow.models.training import Trained

__all__ = [
    "FAMILIES",
    "TASKS",
    "Data",
    "DataError",
    "Example",
    "Family",
    "Loaded",
    "Material",
    "Model",
    "ModelError",
    "Prediction",
    "Scores",
    "Selection",
    "Settings",
    "Task",
    "Trained",
    "Watch",
]
