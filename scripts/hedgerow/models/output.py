"""Writes a trained model with its card and learning curve, in one step."""

from __future__ import annotations

from pathlib import Path

from hedgerow.folders import replace, replacing
from hedgerow.models import bundle, folder
from hedgerow.models.bundle import DOCUMENT, Bundle
from hedgerow.models.card import CURVE, card
from hedgerow.models.curve import draw
from hedgerow.models.folder import RECORD, ModelError
from hedgerow.models.training import Trained

_SHELL = """```bash
hedgerow predict --model {folder} TEXTS --out predicted
```"""
_PYTHON = """```python
from pathlib import Path
from hedgerow.models import TASKS, data, folder

model = folder.load(Path("{folder}"), "{task}").model
model.predict(data.load(TASKS["{task}"], [Path("export")]).split("test"))
```"""


def refuse_foreign(out: Path, task: str) -> None:
    """Raise ModelError if `out` is a file, or a folder of anything but a model for `task`."""
    if out.is_dir() and not any(out.iterdir()):
        return
    if (out / RECORD).is_file():
        found = folder.task_of(out)
        if found == task:
            return
        raise ModelError(f"{out} holds a model for {found}, not for {task}: name another folder")
    if out.exists():
        raise ModelError(f"{out} exists and is no model: name another folder")


def write(trained: Trained | Bundle, out: Path) -> None:
    """Write a model to `out`; an earlier one there is replaced when all is written."""
    refuse_foreign(out, DOCUMENT if isinstance(trained, Bundle) else trained.data.task.name)
    with replacing(out) as new:
        _fill(trained, new, out)
        replace(new, out)


def _fill(trained: Trained | Bundle, target: Path, out: Path) -> None:
    whole = isinstance(trained, Bundle)
    if isinstance(trained, Bundle):
        bundle.save(trained, target)
        parts, task = trained.parts, DOCUMENT
        use = _SHELL.format(folder=out.name)
    else:
        folder.save(trained, target)
        task = trained.data.task.name
        parts = {task: trained}
        use = _PYTHON.format(folder=out.name, task=task)
    for name, part in parts.items():
        if part.curve:
            draw(part.curve, part.data.task.measure, f"{name}, {part.family}", target / CURVE)
    title = f"{task}: a model of hedgerow"
    text = card(title, parts, use, rules=whole)
    (target / "README.md").write_text(text, encoding="utf-8")
