"""What several corpora may not share once they are one dataset (C003, C011)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hedgerow.corpus import Folder, shown
from hedgerow.pipeline import Checked
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed
from hedgerow.summary import Digest, Firsts

_REMEDY = "put both into one split (--split says where go those in none), or leave one corpus out"


class Merged:
    """The texts and groups of all corpora of an export, with the split of the first of each."""

    def __init__(self) -> None:
        self._firsts = Firsts()

    def add(self, split: str, checked: Checked, digest: Digest | None) -> list[Problem]:
        """Take in a document that goes to a split; its problems with those before it."""
        problems = list(self._shared(split, checked, digest)) if digest else []
        path = checked.path
        return placed(problems, path, parse_file(path).raw) if problems else []

    def _shared(self, split: str, checked: Checked, digest: Digest) -> Iterator[Problem]:
        """Within one corpus, seeds and groups have been compared before."""
        known = {problem.code for problem in checked.problems}
        everywhere = Folder("", None, split, misplaced=False)
        for kind, value, what, code, pointer in (
            ("text", digest.sha256, "its text", "C011", "/source/sha256"),
            ("group", digest.group, f"group {digest.group}", "C003", "/source/group"),
        ):
            before = self._firsts.add(kind, value, everywhere, checked.path)
            if before and before[0] != split and code not in known:
                message = f"{what} goes to {split} here and to {before[0]} by {_shown(before[1])}"
                yield Problem(code=code, message=message, pointer=pointer, suggestion=_REMEDY)


def _shown(path: str) -> str:
    file, number = shown(Path(path))
    return f"{file}:{number}" if number else file
