"""Which files a pull request touches, as git tells it."""

from __future__ import annotations

import subprocess
from pathlib import Path


class GitError(Exception):
    """git cannot answer; the message is git's own."""


def changed_since(revision: str, folder: Path) -> set[Path]:
    """Files of the repository around `folder` that differ from `revision`, new ones included.

    A commit on the other side since the branch began does not count: the comparison starts at the
    merge base. Raises GitError.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    base = _git(folder, "merge-base", "--", revision, "HEAD").strip()
    names = _git(top, "diff", "--name-only", "-z", "--diff-filter=d", base)
    names += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return {(top / name).resolve() for name in names.split("\0") if name}


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise GitError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.strip() or f"git {arguments[0]} failed") from error
    return done.stdout
