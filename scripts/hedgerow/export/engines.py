"""Who does the work of the shards: this process, several, or Ray (see `on_ray`)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hedgerow.export.shard import Shard

Work = Callable[["Shard"], Any]
Engine = Callable[[Work, Iterable["Shard"]], Iterator[Any]]
"""Does the work of every shard, somewhere, and gives the results in order."""


def here(work: Work, shards: Iterable[Shard]) -> Iterator[Any]:
    """The engine that does one shard after the other in this process."""
    return map(work, shards)


def processes(number: int) -> Engine:
    """An engine of `number` processes, which begin to load; with one, this one."""
    if number == 1:
        return here
    from hedgerow.workers import in_order, prepare

    prepare("hedgerow.export.unfinished")

    def engine(work: Work, shards: Iterable[Shard]) -> Iterator[Any]:
        return in_order(partial(_some, work), shards, number, chunk=1)

    return engine


def each(engine: Engine, work: Work, shards: Iterable[Shard]) -> Iterator[tuple[Shard, Any]]:
    """Every shard with what became of it."""
    under_way: deque[Shard] = deque()

    def noted() -> Iterator[Shard]:
        for shard in shards:
            under_way.append(shard)
            yield shard

    for done in engine(work, noted()):
        yield under_way.popleft(), done


def _some(work: Work, shards: list[Shard]) -> list[Any]:
    return [work(shard) for shard in shards]
