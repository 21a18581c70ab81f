"""Files in stores that fsspec knows (S3, GCS, HTTP, memory), read as if they lay on a disk.

The path of ``s3://bucket/news.jsonl.gz`` is ``s3:/bucket/news.jsonl.gz``, which is taken apart and
put together like any other. A file is fetched whole when it is read, into a temporary folder that
keeps the last few of a process.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

KEPT = 4
"""So many fetched files stay on the disk of a process."""
_STORE = re.compile(r"([a-z][a-z0-9]+):/+")  # one letter is a drive of Windows


def in_store(path: Path | str) -> bool:
    """Whether a path leads to a store."""
    return _STORE.match(str(path)) is not None


def url(path: Path | str) -> str:
    """How a path is written: as a URL if it leads to a store."""
    match = _STORE.match(str(path))
    if not match:
        return str(path)
    slashes = ":///" if match[1] in ("file", "local") else "://"
    return f"{match[1]}{slashes}{str(path)[match.end() :]}"


def stamp(path: Path) -> tuple[int, int]:
    """The size of a file, and a number that differs when it has changed. Raises OSError."""
    store, name = _opened(path)
    with _errors(path):
        store.invalidate_cache()
        found = store.info(name)
    said = [str(found.get(key)) for key in ("ETag", "etag", "mtime", "LastModified", "created")]
    digest = hashlib.sha256("\n".join(said).encode()).digest()
    return int(found.get("size") or 0), int.from_bytes(digest[:7], "big")


def exists(path: Path) -> bool:
    """Whether there is a file or something below. Raises OSError where that cannot be told."""
    store, name = _opened(path)
    with _errors(path):
        store.invalidate_cache()
        return bool(store.exists(name))


def there(path: Path) -> bool:
    """Whether there is something, in a store or on a disk. Raises OSError as `exists` does."""
    return exists(path) if in_store(path) else path.exists()


def names(path: Path) -> list[str]:
    """The files below a path, from there on, in order; none where it is a file itself or nothing.

    Raises OSError.
    """
    store, name = _opened(path)
    with _errors(path):
        store.invalidate_cache()
        found = store.find(name) if store.exists(name) else []
    return sorted(one[len(name.rstrip("/")) + 1 :] for one in found if one != name)


def matching(folder: Path, pattern: str) -> list[Path]:
    """The files in a folder whose names match a pattern such as ``a-*.jsonl``. Raises OSError."""
    store, name = _opened(folder)
    with _errors(folder):
        store.invalidate_cache()
        found = store.glob(f"{name.rstrip('/')}/{pattern}")
    return sorted(folder / one.rsplit("/", 1)[-1] for one in found)


def checksum(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file. Raises OSError."""
    store, name = _opened(path)
    digest, size = hashlib.sha256(), 0
    with _errors(path), store.open(name, "rb") as file:
        while block := file.read(2**20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def get(path: Path, local: Path) -> None:
    """Fetch a file. Raises OSError."""
    store, name = _opened(path)
    with _errors(path):
        store.get_file(name, str(local))


def put(local: Path, path: Path) -> None:
    """Write a file. Raises OSError."""
    store, name = _opened(path)
    with _errors(path):
        _make_folder(store, name)
        store.put_file(str(local), name)


def put_all(folder: Path, path: Path, but: str = "") -> None:
    """Write what is below a local folder to below a path, but one file there. Raises OSError."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file != folder / but)
    store, name = _opened(path)
    new = [f"{name.rstrip('/')}/{file.relative_to(folder).as_posix()}" for file in files]
    with _errors(path):
        for one in new:
            _make_folder(store, one)
        store.put(list(map(str, files)), new)


@contextmanager
def written(out: Path) -> Iterator[Path]:
    """Where a file or folder is to be written that will lie at `out`: there or, for a store, here.

    The files whose names begin with that of `out` are put into the store in the end.
    """
    if not in_store(out):
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="hedgerow-written-") as folder:
        yield Path(folder, out.name)
        put_all(Path(folder), out.parent)


def write(path: Path, data: bytes) -> None:
    """Write a file of these bytes. Raises OSError."""
    store, name = _opened(path)
    with _errors(path):
        _make_folder(store, name)
        store.pipe_file(name, data)


def copy(old: Path, new: Path) -> None:
    """Copy a file within its store, which object stores do themselves. Raises OSError."""
    store, name = _opened(new)
    with _errors(new):
        _make_folder(store, name)
        store.cp_file(_opened(old)[1], name)


def remove(path: Path) -> None:
    """Remove all that is below a path. Raises OSError."""
    store, name = _opened(path)
    with _errors(path):
        store.invalidate_cache()
        if store.exists(name):
            store.rm(name, recursive=True)


def fetched(path: str) -> str:
    """Where the content of a file of a store lies on the disk. Raises OSError."""
    if os.path.basename(path).isdecimal():  # noqa: PTH119 - a document in a file of many
        raise NotADirectoryError(20, "a file of many documents", url(path))
    key = f"{path}\n{stamp(Path(path))}"
    place = _cache().pop(key, None)
    if place is None:
        place = os.path.join(_folder(), hashlib.sha256(key.encode()).hexdigest())  # noqa: PTH118
        get(Path(path), Path(place))
    _cache()[key] = place
    while len(_cache()) > KEPT:
        Path(_cache().pop(next(iter(_cache())))).unlink(missing_ok=True)
    return place


@lru_cache(maxsize=1)
def _cache() -> dict[str, str]:
    """The fetched files, the last one last."""
    return {}


@lru_cache(maxsize=1)
def _folder() -> str:
    from multiprocessing.util import Finalize  # atexit does not come in processes of a pool

    folder = tempfile.mkdtemp(prefix="hedgerow-fetched-")
    Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=0)
    return folder


def _opened(path: Path | str) -> tuple[Any, str]:
    """The store, and the name of a path in it."""
    import fsspec

    with _errors(path):
        store, name = fsspec.url_to_fs(url(path))
    return store, name


def _make_folder(store: Any, name: str) -> None:
    """Object stores have no folders."""
    if "file" in (store.protocol if isinstance(store.protocol, tuple) else (store.protocol,)):
        store.makedirs(name.rsplit("/", 1)[0], exist_ok=True)


@contextmanager
def _errors(path: Path | str) -> Iterator[None]:
    """Whatever the library of a store raises is an OSError with the address."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.filename == url(path):
            raise
        number = error.errno if isinstance(error, OSError) else None
        reason = os.strerror(number) if number else str(error) or type(error).__name__
        kind = type(error) if isinstance(error, FileNotFoundError) else OSError
        raise kind(number or 5, reason, url(path)) from error
