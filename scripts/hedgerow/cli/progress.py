"""A bar for long runs: documents, documents per second, time left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hedgerow import streams
from hedgerow.streams import DOCUMENTS, Kind

Step = Callable[[int, int], None]
"""Says that so many documents, of so many bytes together, are done."""


@contextmanager
def bar(paths: Iterable[Path], kind: Kind = DOCUMENTS) -> Iterator[Step]:
    """A bar on a terminal; nothing elsewhere. Time is left where the size of `paths` is known."""
    if not sys.stderr.isatty():
        yield lambda documents, size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        *(SpinnerColumn(), TextColumn("{task.fields[documents]} documents"), BarColumn()),
        *(TextColumn("{task.fields[rate]:.0f}/s"), TimeRemainingColumn()),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=streams.size(paths, kind), documents=0, rate=0.0)
        done = 0

        def step(documents: int, size: int) -> None:
            nonlocal done
            done += documents
            rate = done / max(1e-9, progress.tasks[0].elapsed or 0.0)
            progress.update(task, advance=size, documents=done, rate=rate)

        yield step
