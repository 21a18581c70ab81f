"""Where things lie on disk: in a checkout, in an installed wheel, in somebody else's corpus.

A corpus is a folder with ``annotations/`` and ``seeds/`` beside each other. The schema always
comes from the package's own data.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

SPLITS = ("train", "validation", "test")
_MARKER = Path("schema", "document.schema.json")
EXCEPTIONS = "exceptions.json"
_NOT_DOCUMENTS = {EXCEPTIONS, "index.json"}


@lru_cache(maxsize=1)
def data_root() -> Path:
    """The folder that holds ``schema/``, ``seeds/`` and ``annotations/`` of hedgerow itself.

    ``HEDGEROW_DATA`` overrides it. Raises FileNotFoundError when there is none.
    """
    here = Path(__file__).resolve().parent
    candidates = [here / "_data", here.parents[1]]  # wheel; checkout or editable install
    if override := os.environ.get("HEDGEROW_DATA"):
        candidates = [Path(override)]
    for candidate in candidates:
        if (candidate / _MARKER).is_file():
            return candidate
    looked = ", ".join(str(candidate) for candidate in candidates)
    raise FileNotFoundError(f"no {_MARKER} in: {looked}")


def corpus_root(path: Path) -> Path | None:
    """The nearest folder above `path` that has a ``seeds`` folder, or None."""
    for folder in path.absolute().parents:
        if (folder / "seeds").is_dir():
            return folder
    return None


def split_of(path: Path) -> str | None:
    """The split a document lies in, by the name of its folder; None for a pass or a loose file."""
    folder = path.parent
    return folder.name if folder.name in SPLITS and folder.parent.name != "passes" else None


def document_paths(root: Path) -> Iterator[Path]:
    """The adjudicated documents of a corpus, split by split, sorted by name."""
    for split in SPLITS:
        yield from sorted((root / "annotations" / split).glob("*.json"))


def misplaced_paths(root: Path) -> Iterator[Path]:
    """Documents below ``annotations/`` that are in no split and no pass, so that no export sees."""
    annotations = root / "annotations"
    if annotations.is_dir():
        yield from (path for path in expand([annotations]) if is_misplaced(path, root))


def is_misplaced(path: Path, root: Path) -> bool:
    """Whether a file below ``annotations/`` is neither ``<split>/<file>`` nor below ``passes/``."""
    try:
        parts = path.absolute().relative_to(root.absolute() / "annotations").parts
    except ValueError:  # a file elsewhere belongs to no corpus
        return False
    return parts[0] != "passes" and not (len(parts) == 2 and parts[0] in SPLITS)


def corpus_at(root: Path, seed: str, text: str, document: str) -> Path:
    """Make the folders of a small corpus with one seed; the path for its `document`."""
    (root / seed).parent.mkdir(parents=True, exist_ok=True)
    (root / seed).write_bytes(text.encode())
    path = root / "annotations" / document
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are; folders as every document below them (a corpus: its annotations)."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        folder = path / "annotations" if (path / "annotations").is_dir() else path
        for found in sorted(folder.rglob("*.json")):
            hidden = any(part.startswith(".") for part in found.relative_to(folder).parts)
            if not hidden and found.name not in _NOT_DOCUMENTS:
                yield found
