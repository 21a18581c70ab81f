"""What several corpora may not share once they are one dataset (C003 to C005, C011)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.corpus import Folder, shown
from hedgerow.corpus_checks import TOGETHER, passages, sentences
from hedgerow.corpus_checks.files import ChangedError, Files, located
from hedgerow.corpus_checks.kept import Kept
from hedgerow.corpus_checks.store import Store
from hedgerow.export.sources import Source
from hedgerow.pipeline import Checked
from hedgerow.problems import Problem, has_errors
from hedgerow.reader import parse_file, placed
from hedgerow.summary import Digest, Firsts

_REMEDY = "put both into one split (--split says where go those in none), or leave one corpus out"


class Merged:
    """The texts and groups of all corpora of an export, with the split of the first of each."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = list(sources)
        self._firsts = Firsts()
        self._store = Store()
        self._waiting: list[Kept] = []

    def add(
        self, split: str, checked: Checked, digest: Digest | None, kept: Kept | None
    ) -> list[Problem]:
        """Take in a document that goes to a split; its problems with those before it.

        What was kept of it is packed.
        """
        problems = list(self._shared(split, checked, digest)) if digest else []
        path = checked.path
        if problems:
            return placed(problems, path, parse_file(path).raw)
        if kept and not has_errors(checked.problems):
            self._wait(replace(kept, corpus=self._corpus(path)))
        return []

    def finish(self) -> Iterator[Problem]:
        """Sentences and passages that stand in different splits of different corpora."""
        self._stored()
        files = Files()
        try:
            found = [p for check in (sentences, passages) for p in check.check(self._store, files)]
            yield from located(replace(p, suggestion=_REMEDY) for p in found)
        except ChangedError as changed:
            yield Problem(code="P001", message=str(changed), path=str(changed.path))

    def _corpus(self, path: Path) -> str:
        """The name of the innermost root that a document lies in: "." is around many."""
        around = [source for source in self._sources if path.is_relative_to(source.root)]
        return max(around, key=lambda source: len(source.root.parts)).name

    def _wait(self, kept: Kept) -> None:
        """Documents go into the store together, those of one pack."""
        waiting = self._waiting
        if waiting and (len(waiting) >= TOGETHER or waiting[0].pack is not kept.pack):
            self._stored()
        self._waiting.append(kept)

    def _stored(self) -> None:
        if self._waiting:
            self._store.add(self._waiting)
            self._waiting = []

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
