"""The shards of an export as tasks of Ray Data, on this machine or on a cluster.

Ray schedules, retries and restarts: a task whose worker dies is done again, and its shard has the
same bytes. The files lie where every machine of the cluster finds them, by the same path.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable, Iterator
from typing import Any

from hedgerow.export.engines import Engine, Work
from hedgerow.export.shard import Shard
from hedgerow.export.sources import ExportError
from hedgerow.extras import install


def on_ray(address: str | None) -> Engine:
    """An engine of the cluster at `address`; of a Ray of its own on this machine without one.

    Paths of corpora and of the export must be absolute: tasks run in folders of their own.
    Raises ExportError where Ray is not installed.
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
        found = found.map(_done, fn_kwargs={"work": work})
        for row in found.iter_rows():
            yield pickle.loads(row["done"])  # noqa: S301 - from our own tasks

    return engine


def _done(row: dict[str, Any], work: Work) -> dict[str, Any]:
    """One task: the bytes of what became of a shard."""
    return {"done": pickle.dumps(work(pickle.loads(row["shard"])))}  # noqa: S301
