"""Where things lie on disk: in a checkout, in an installed wheel, in somebody else's corpus.

A corpus is a folder with ``annotations/`` and ``seeds/`` beside each other. The schema always
comes from the package's own data.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hedgerow import stores
from hedgerow.stores import in_store

SPLITS = ("train", "validation", "test")
STREAMS = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
_MARKER = Path("schema", "document.schema.json")
EXCEPTIONS = "exceptions.json"
MANIFEST = "manifest.json"
"""What lies with its checksums in an export or a predicted corpus, or ends so beside documents."""
_NOT_DOCUMENTS = {EXCEPTIONS, MANIFEST, "index.json"}
PROBABILITIES = "probabilities"
"""What stands in the names of files that lie beside predicted documents."""


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
    """The nearest folder above `path` that has a ``seeds`` folder, or None; in a store, none."""
    if in_store(path):
        return None
    for folder in path.absolute().parents:
        if (folder / "seeds").is_dir():
            return folder
    return None


def is_stream(name: str) -> bool:
    """Whether a file with this name holds many documents, see `hedgerow.streams`."""
    return name.endswith(STREAMS)


def split_of(path: Path) -> str | None:
    """The split a document lies in, by the name of its folder; None for a pass or a loose file.

    A file of many documents is a folder here: ``train.jsonl`` and ``train-00000-of-00003.parquet``
    are of the split train.
    """
    return _split_of(os.path.dirname(path))  # noqa: PTH120 - path.parent takes ten times as long


@lru_cache(maxsize=1000)
def _split_of(folder: str) -> str | None:
    above, name = os.path.split(folder)
    if is_stream(name):
        split = next((s for s in SPLITS if re.match(rf"{s}\b", name)), None)
        return split or _split_of(above)
    return name if name in SPLITS and os.path.basename(above) != "passes" else None  # noqa: PTH119


def document_paths(root: Path) -> Iterator[Path]:
    """The adjudicated documents of a corpus, split by split, sorted by name.

    A split that is a link stands for itself: it is not followed, and reading it says so.
    """
    for split in SPLITS:
        folder = root / "annotations" / split
        if folder.is_symlink():
            yield folder
        elif folder.is_dir():
            names = (name for name, _ in _entries(str(folder)) if name.endswith(".json"))
            yield from map(folder.joinpath, names)


def misplaced_paths(root: Path) -> Iterator[Path]:
    """Documents below ``annotations/`` that are in no split and no pass, so that no export sees."""
    annotations = root / "annotations"
    usual = {str(annotations / split) for split in SPLITS}
    found = (f for f in files([annotations], (".json",)) if f.rpartition(os.sep)[0] not in usual)
    yield from (path for path in map(Path, found) if is_misplaced(path, root))


def is_misplaced(path: Path, root: Path) -> bool:
    """Whether a file below ``annotations/`` is neither ``<split>/<file>`` nor below ``passes/``."""
    parts = _below_annotations(path, root)
    if not parts or parts[0] == "passes":
        return False
    if is_stream(path.parent.name):
        return split_of(path) is None
    return not (len(parts) <= 2 and parts[0] in SPLITS)


def _below_annotations(path: Path, root: Path) -> tuple[str, ...]:
    """The names from ``annotations/`` on; none for a file elsewhere, which belongs to no corpus."""
    try:
        return path.absolute().relative_to(root.absolute() / "annotations").parts
    except ValueError:
        return ()


def shown(path: Path) -> tuple[str, int]:
    """The file a document is in, and its number there; 0 where the file is the document."""
    if is_stream(path.parent.name) and path.name.isdecimal():
        return str(path.parent), int(path.name)
    return str(path), 0


@dataclass(frozen=True, slots=True)
class Folder:
    """What the place of a document says about it: `root` and `split` may be None."""

    path: str
    root: Path | None
    split: str | None
    misplaced: bool

    @property
    def place(self) -> str:
        """Within one place an id is unique: the splits of one corpus, or a folder of passes."""
        return os.path.dirname(self.path) if self.split else self.path  # noqa: PTH120


class Folders:
    """The folders of one run, in which each is looked up once."""

    def __init__(self) -> None:
        self._known: dict[str, Folder] = {}

    def of(self, path: Path) -> Folder:
        """The folder that a file is in."""
        name = os.path.dirname(path)  # noqa: PTH120 - path.parent takes ten times as long
        folder = self._known.get(name)
        if folder is None:
            root = corpus_root(path)
            misplaced = root is not None and is_misplaced(path, root)
            folder = self._known[name] = Folder(name, root, split_of(path), misplaced)
        return folder


def corpus_at(root: Path, seed: str, text: str, document: str) -> Path:
    """Make the folders of a small corpus with one seed; the path for its `document`."""
    (root / seed).parent.mkdir(parents=True, exist_ok=True)
    (root / seed).write_bytes(text.encode())
    path = root / "annotations" / document
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def expand(paths: Iterable[Path], endings: tuple[str, ...] = (".json",)) -> Iterator[Path]:
    """Files as they are; folders as every document below them (a corpus: its annotations).

    Probabilities and manifests beside predicted documents are passed over, even if they are named.
    With STREAMS among the `endings`, files of many documents too; of an export, its documents.
    A link to a folder is followed where it is named, but not where it is found within a corpus.
    """
    return map(Path, files(paths, endings))


def files(paths: Iterable[Path], endings: tuple[str, ...]) -> Iterator[str]:
    """What `expand` gives, as strings: to make a path of each takes as long as to find them."""
    for path in paths:
        if in_store(path):
            yield from _stored(path, endings)
        elif os.path.isdir(path) and not _is_link_in_corpus(path):  # noqa: PTH112 - half the time
            yield from _below(str(_documents_of(path)), endings)
        elif not is_beside(path.name):
            yield str(path)


def _stored(path: Path, endings: tuple[str, ...]) -> Iterator[str]:
    """A file in a store, or the documents below a folder, in a corpus or in an export there."""
    names = stores.names(path)
    homes = ("annotations/", *(["documents/"] if "README.md" in names else []))
    home = next((home for home in homes if any(name.startswith(home) for name in names)), "")
    for name in names:
        parts = name.split("/")
        hidden = any(part.startswith(".") for part in parts)
        if name.startswith(home) and name.endswith(endings) and not (hidden or _beside(parts[-1])):
            yield str(path / name)
    if not names and not is_beside(path.name):
        yield str(path)


def _is_link_in_corpus(path: Path) -> bool:
    root = corpus_root(path) if path.is_symlink() else None
    return root is not None and bool(_below_annotations(path, root))


def _documents_of(path: Path) -> Path:
    """Where the documents of a corpus, an export or any other folder are."""
    if (path / "annotations").is_dir():
        return path / "annotations"
    exported = path / "documents"
    return exported if (path / "README.md").is_file() and exported.is_dir() else path


def _below(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    """Documents below a folder in the order of their paths.

    Links to folders are not followed, but they are named, so that reading them says so.
    """
    entered = [(folder, _entries(folder))]
    while entered:
        above, entries = entered[-1]
        name, kind = next(entries, ("", ""))
        path = f"{above}{os.sep}{name}"
        if not name:
            entered.pop()
        elif (name.endswith(endings) and not _beside(name)) or kind == _LINK:
            yield path
        if kind == _FOLDER:
            entered.append((path, _entries(path)))


_FOLDER, _LINK = "folder", "link to a folder"


def is_beside(name: str) -> bool:
    """Whether a file with this name lies beside files of predicted documents and has none."""
    return f".{PROBABILITIES}" in name or name.endswith(f".{MANIFEST}")


def _beside(name: str) -> bool:
    """Whether a file with this name lies beside documents and is none."""
    return name in _NOT_DOCUMENTS or is_beside(name)


def _entries(folder: str) -> Iterator[tuple[str, str]]:
    """Names in a folder, sorted, with what folders are; nothing that is hidden."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, _kind(entry)) for entry in entries]
    except PermissionError:
        found = []
    return iter(sorted(entry for entry in found if not entry[0].startswith(".")))


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_dir(follow_symlinks=False):
        return _FOLDER
    return _LINK if entry.is_symlink() and entry.is_dir() else ""
