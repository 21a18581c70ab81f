"""A document against its file name, its seed and the index of seeds (T001 to T005)."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hedgerow.document import Document, Source
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, read_bytes


@dataclass(slots=True)
class Seeds:
    """The seeds of the corpora of one run, in which each index is read once."""

    _indexes: dict[Path, _Index | None] = field(default_factory=dict)

    def check(self, path: Path, root: Path | None, document: Document) -> Iterator[Problem]:
        """Whatever is wrong with the file name, the seed and its entry in the index.

        `root` is the corpus that the file is in.
        """
        if document.id != path.stem:
            yield Problem(
                code="T001",
                message=f"the id is {document.id}, the file name {path.name}",
                pointer="/id",
                suggestion=f"rename the file to {document.id}.json or write {path.stem}",
            )
        seed = document.source.path
        if root is None:
            message = f"there is no {seed} nor a folder seeds/ above this file"
            yield Problem(code="T002", message=message, pointer="/source/path")
            return
        try:
            data = _read(root, seed)
        except OSError as error:
            message = f"cannot read {seed}: {error.strerror or error}"
            yield Problem(code="T002", message=message, pointer="/source/path")
            return
        if hashlib.sha256(data).hexdigest() != document.source.sha256:
            message = f"{seed} has another SHA-256 than is recorded here"
            yield Problem(code="T003", message=message, pointer="/source/sha256")
        elif data != document.text.encode():
            yield _text_differs(data.decode("utf-8", "replace"), document)
        index = self._index(root)
        if index:
            yield from index.check(document)

    def _index(self, root: Path) -> _Index | None:
        if root not in self._indexes:
            path = root / "seeds" / "index.json"
            self._indexes[root] = _read_index(path) if path.is_file() else None
        return self._indexes[root]


def _read(root: Path, seed: str) -> bytes:
    """The bytes of a seed; OSError if it is not a plain file inside the seeds folder."""
    if seed.count("/") > 1:
        folder, home = (root / seed).parent, root / "seeds"
        if not folder.resolve().is_relative_to(home.resolve()):
            raise OSError(errno.EACCES, "outside seeds/")
    return read_bytes(f"{root}/{seed}")


def _text_differs(seed: str, document: Document) -> Problem:
    pairs = enumerate(zip(seed, document.text, strict=False))
    shorter = min(len(seed), len(document.text))
    at = next((i for i, (a, b) in pairs if a != b), shorter)
    return Problem(
        code="T004",
        message=f"the text differs from {document.source.path} from character {at} on: "
        f"{json.dumps(document.text[at : at + 20])} for {json.dumps(seed[at : at + 20])}",
        pointer="/text",
    )


@dataclass(slots=True)
class _Index:
    """The entries of ``seeds/index.json``, or what keeps it from being read."""

    entries: dict[str, Any]
    broken: str = ""

    def check(self, document: Document) -> Iterator[Problem]:
        """The entry of the seed says what the document says."""
        stem = Path(document.source.path).stem
        entry = self.entries.get(stem)
        if self.broken or not isinstance(entry, dict):
            message = self.broken or f"seeds/index.json has no entry {stem}"
            yield Problem(code="T005", message=message, pointer="/source/path")
            return
        for key in Source.__dataclass_fields__:
            said, found = entry.get(key), getattr(document.source, key)
            if key not in entry:
                message = f"the entry {stem} of seeds/index.json has no {key}"
                suggestion = f"add {json.dumps(key)}: {json.dumps(found)}"
                pointer = f"/source/{key}"
                yield Problem(code="T005", message=message, pointer=pointer, suggestion=suggestion)
            elif said != found:
                message = f"{key} is {json.dumps(found)}, in seeds/index.json {json.dumps(said)}"
                yield Problem(code="T005", message=message, pointer=f"/source/{key}")


def _read_index(path: Path) -> _Index:
    parsed = parse_file(path)
    if parsed.problems:
        first = parsed.problems[0]
        return _Index({}, f"seeds/index.json, line {first.line}: {first.message}")
    if not isinstance(parsed.value, dict):
        return _Index({}, "seeds/index.json is no object of entries")
    return _Index(parsed.value)
