"""The shards as tasks or actors of Ray Data, on this machine or on a cluster.

Ray schedules, retries and restarts: what a worker that dies had begun is done again, and its shard
has the same bytes. The files lie where every machine of the cluster finds them, by the same path or
in a store.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hedgerow.export.engines import Engine, Work
from hedgerow.export.shard import Shard
from hedgerow.export.sources import ExportError
from hedgerow.extras import install


@dataclass(frozen=True, slots=True)
class Actors:
    """Processes that stay, each for many shards: `number` of them, with so many `gpus` each.

    Without a number, as many as there is room for. Without `gpus`, one each where the work is
    `neural` and the cluster has any.
    """

    number: int | None = None
    gpus: float | None = None
    neural: bool = False

    def among(self, resources: dict[str, float]) -> tuple[int, float]:
        """How many, and their GPUs, on a cluster with these resources."""
        there = resources.get("GPU", 0)
        gpus = self.gpus if self.gpus is not None else float(self.neural and there >= 1)
        room = there / gpus if gpus else resources.get("CPU", 1)
        return self.number or max(1, int(room)), gpus


def on_ray(address: str | None, actors: Actors | None = None) -> Engine:
    """An engine of the cluster at `address`; of a Ray of its own on this machine without one.

    A shard is a task, or `actors` do them. Paths must be absolute: tasks run in folders of their
    own. Raises ExportError where Ray is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise ExportError(f"--engine ray needs Ray: {install('ray')}") from error

    def engine(work: Work, shards: Iterable[Shard]) -> Iterator[Any]:
        if not ray.is_initialized():
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.execution_options.preserve_order = True
        rows = [{"shard": pickle.dumps(shard)} for shard in shards]
        if not rows:
            return
        found = ray.data.from_items(rows, override_num_blocks=len(rows))
        if actors:
            number, gpus = actors.among(ray.cluster_resources())
            pool = ray.data.ActorPoolStrategy(size=min(number, len(rows)))
            found = found.map(
                _Actor, fn_constructor_kwargs={"work": work}, compute=pool, num_gpus=gpus or None
            )
        else:
            found = found.map(_done, fn_kwargs={"work": work})
        for row in found.iter_rows():
            done = pickle.loads(row["done"])  # noqa: S301 - from our own tasks
            if isinstance(done, OSError):
                raise done
            yield done

    return engine


def _done(row: dict[str, Any], work: Work) -> dict[str, Any]:
    """One task: the bytes of what became of a shard.

    An OSError comes back as it is: Ray would give its trace as text.
    """
    try:
        done = work(pickle.loads(row["shard"]))  # noqa: S301
    except OSError as error:
        done = error
    return {"done": pickle.dumps(done)}


class _Actor:
    """Does one shard after the other, and keeps what the work loads for the first."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return _done(row, self._work)
