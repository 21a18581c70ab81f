"""Exports that a command is given, or one of hedgerow's own corpus."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hedgerow.corpus import data_root


@contextmanager
def exports_or_own(exports: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The exports; if there are none, one of hedgerow's own corpus that is removed afterwards."""
    if exports:
        yield exports
        return
    from hedgerow.export.writer import export

    with tempfile.TemporaryDirectory(prefix="hedgerow-") as folder:
        own = Path(folder) / "export"
        export([data_root()], own)
        yield [own]
