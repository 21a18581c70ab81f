"""Plain files and nothing else, read to a limit: no links, folders, pipes or devices."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from hedgerow.stores import fetched, in_store

MAX_BYTES = 64 * 2**20
# Without O_NONBLOCK, opening a pipe waits for somebody to write to it.
_PLAIN = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")
)


def read_bytes(path: Path | str) -> bytes:
    """At most MAX_BYTES + 1 bytes of a plain file.

    Raises OSError for anything else: a symbolic link could lead out of the corpus, and a pipe or
    device would never end. Raises ValueError for a name with a null character.
    """
    descriptor = _open_plain(path)
    try:
        size = _plain_size(descriptor)
        data = os.read(descriptor, min(size, MAX_BYTES) + 1)
        while len(data) != size and len(data) <= MAX_BYTES:  # it grows, or its size is not known
            more = os.read(descriptor, min(2**20, MAX_BYTES + 1 - len(data)))
            if not more:
                break
            data += more
        return data
    finally:
        os.close(descriptor)


def open_plain(path: str, flags: int) -> int:
    """An `opener` for plain files only; OSError for links, folders, pipes and devices."""
    descriptor = _open_plain(path, flags)
    try:
        _plain_size(descriptor)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _open_plain(path: Path | str, flags: int = 0) -> int:
    try:
        return os.open(path, flags | _PLAIN)
    except OSError as error:
        if error.errno == errno.ENOENT and in_store(path):
            return os.open(fetched(str(path)), flags | _PLAIN)
        if error.errno == errno.ELOOP and os.path.islink(path):  # noqa: PTH114 - a string, too
            raise OSError(errno.ELOOP, _not_followed(path)) from error
        raise


def _not_followed(path: Path | str) -> str:
    return (
        f"a symbolic link to {os.readlink(path)}; links are not followed: "  # noqa: PTH115
        "put what it leads to in its place, or remove it"
    )


def _plain_size(descriptor: int) -> int:
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no plain file"
        raise OSError(errno.EINVAL, kind)
    return found.st_size
