"""Documents that are read again at the end, because a problem lies in them or is about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed

_KEPT = 64


class ChangedError(Exception):
    """A document cannot be read any more."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"has changed since it was checked: {reason}")
        self.path = path


class Files:
    """Reads documents again, keeping the last few."""

    def __init__(self) -> None:
        self.index: Callable[[Path], Index] = lru_cache(maxsize=_KEPT)(_read)
        """The document at a path. Raises ChangedError if it cannot be read any more."""


def located(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with line and column, file by file; each file is scanned once."""
    by_path: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        by_path[problem.path].append(problem)
    for path, some in sorted(by_path.items()):
        here = placed(some, Path(path), parse_file(Path(path)).raw)
        yield from sorted(here, key=lambda p: (p.line, p.column, p.code, p.message))


def _read(path: Path) -> Index:
    parsed = parse_file(path)
    if parsed.problems:
        raise ChangedError(path, parsed.problems[0].message)
    return Index(Document.from_dict(parsed.value))
