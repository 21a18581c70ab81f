"""Folders that are written anew: into a neighbour, which then takes their place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A folder beside `out` to write into, removed afterwards unless it has been moved."""
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def replace(folder: Path, out: Path) -> None:
    """Move `folder` to `out`; what was there is set aside first and removed last."""
    old = _aside(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        folder.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def mend(out: Path) -> None:
    """Put back what a run that was killed had just set aside."""
    old = _aside(out)
    if old.exists() and not out.exists():
        old.rename(out)


def _aside(out: Path) -> Path:
    """Where a folder is for the moment between two renamings."""
    return out.with_name(f".{out.name}-old")
