"""What only the whole corpus shows (C004 to C007, W003, W004), found without holding it.

Of each document in a split, hashes are kept (see `store`); passes do not count, since
they annotate the same texts again. The checks run at the end, and only documents that a problem
lies in or is about are read again. The result does not depend on the order of the documents: of
two that share something, the later one is the later by split (train, validation, test), then by
path.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from hedgerow.corpus import EXCEPTIONS, SPLITS, split_of
from hedgerow.corpus_checks.exceptions import Exceptions
from hedgerow.corpus_checks.files import ChangedError, Files, located
from hedgerow.corpus_checks.kept import Kept
from hedgerow.index import Index
from hedgerow.problems import Problem, has_errors

if TYPE_CHECKING:
    from hedgerow.corpus_checks.store import Store

__all__ = ["CHECKS", "Corpora"]

CHECKS = {"C004": "sentences", "C005": "passages", "C006": "entities", "W003": "labels"}
"""Every check by the one code that it gives: a module with a function `check`.

It takes the `Store` of the documents, and `Files`, and yields problems that have a path, but no
line yet. It is imported where there is something to check.
"""
TOGETHER = 64
"""Documents that are packed together."""


class Corpora:
    """The corpora of a run, told apart by the folder that holds their splits.

    `wanted` says whether a code is reported; a check whose code is not does not run.
    """

    def __init__(self, wanted: Callable[[str], bool] = lambda code: True) -> None:
        self._wanted = wanted
        self._corpora: dict[Path, _Corpus] = {}
        self._by_folder: dict[str, _Corpus] = {}

    def add(
        self, path: Path, kept: Kept | None, index: Index | None, problems: list[Problem]
    ) -> list[Problem]:
        """Take in what `keep` gave for a document; its problems without those that are accepted.

        `kept` is None for a document that was taken in before, `index` may be so where there are no
        problems.
        """
        if split_of(path) is None:
            return problems
        folder = os.path.dirname(path)  # noqa: PTH120 - path.parent takes ten times as long
        corpus = self._by_folder.get(folder)
        if corpus is None:
            corpus = self._by_folder[folder] = self.open(path.parent.parent)
        return corpus.add(path, kept, index, problems)

    def open(self, home: Path) -> _Corpus:
        """The corpus whose splits and exceptions lie in a folder."""
        if home not in self._corpora:
            self._corpora[home] = _Corpus(home)
        return self._corpora[home]

    def finish(self) -> Iterator[Problem]:
        """The problems of each corpus as a whole, file by file, in the order of their places."""
        for corpus in self._corpora.values():
            yield from corpus.finish(self._wanted)


class _Corpus:
    def __init__(self, home: Path) -> None:
        self._home = home
        self._count = self._own = 0  # documents; those that are a file
        self._waiting: list[Kept] = []
        self._store: Store | None = None
        self._files = Files()
        self._exceptions = Exceptions(home / EXCEPTIONS)

    def add(
        self, path: Path, kept: Kept | None, index: Index | None, problems: list[Problem]
    ) -> list[Problem]:
        name = str(path)
        if kept and not has_errors(p for p in problems if p.path == name):
            self._count += 1
            self._own += name.endswith(".json")
            self._wait(kept)
        if index is None or not problems:
            return problems
        return [p for p in problems if not self._exceptions.accepts(p, lambda _: index)]

    def _wait(self, kept: Kept) -> None:
        """Documents go into the store together."""
        waiting = self._waiting
        if waiting and (len(waiting) >= TOGETHER or waiting[0].pack is not kept.pack):
            self._stored()
        self._waiting.append(kept)

    def _stored(self) -> Store:
        from hedgerow.corpus_checks.store import Store

        self._store = self._store or Store()
        if self._waiting:
            self._store.add(self._waiting)
            self._waiting = []
        return self._store

    def finish(self, wanted: Callable[[str], bool]) -> Iterator[Problem]:
        found: list[Problem] = []
        try:
            if self._count > 1:
                store = self._stored()
                for code in filter(wanted, CHECKS):
                    module = importlib.import_module(f"{__name__}.{CHECKS[code]}")
                    found += module.check(store, self._files)
            for problem in located(found):
                if not self._exceptions.accepts(problem, self._files.index):
                    yield problem
        except ChangedError as changed:
            yield Problem(code="P001", message=str(changed), path=str(changed.path))
            return
        yield from self._exceptions.faults
        if self._complete():
            yield from self._exceptions.unused(wanted)

    def _complete(self) -> bool:
        """Whether every document of the splits was taken in: only then is nothing missed."""
        there = 0
        for split in SPLITS:
            with suppress(OSError), os.scandir(self._home / split) as entries:
                there += sum(entry.name.endswith(".json") for entry in entries)
        return self._own == there
