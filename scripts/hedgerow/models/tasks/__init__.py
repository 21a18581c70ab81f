"""The tasks, one module each."""

from __future__ import annotations

from hedgerow.models.task import Task
from hedgerow.models.tasks import candidates, cues, polarity, reason, scope, stance, uncertain

TASKS: dict[str, Task] = {
    module.TASK.name: module.TASK
    for module in (uncertain, cues, candidates, scope, stance, polarity, reason)
}
