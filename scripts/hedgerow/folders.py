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
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent))
    try:
        if out.exists():
            out.rename(old / "before")
        try:
            folder.rename(out)
        except OSError:
            if (old / "before").exists():
                (old / "before").rename(out)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
