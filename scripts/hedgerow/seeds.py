"""A document against its file name, its seed and the index of seeds (T001 to T005)."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

from hedgerow import seed_problems
from hedgerow.corpus import shown
from hedgerow.document import Document, Source
from hedgerow.plain import read_bytes
from hedgerow.problems import Problem

_KEYS = tuple(Source.__dataclass_fields__)
Said = tuple[Any, ...]
_said = attrgetter(*_KEYS)


@dataclass(slots=True)
class Seeds:
    """The seeds of the corpora of one run, in which each index is read once.

    Of an index there stays a hash of each entry; one that differs is read again.
    """

    _indexes: dict[Path, dict[str, int | None] | None] = field(default_factory=dict)

    def check(self, path: Path, root: Path | None, document: Document) -> Iterator[Problem]:
        """Whatever is wrong with the file name, the seed and its entry in the index.

        `root` is the corpus that the file is in. A document in a file of many carries its text
        itself where there is no corpus.
        """
        own = (document.id, document.annotation.origin, _said(document.source))
        if not self._is_sound(root, path, *own, document.text.encode()):
            yield from self._problems(path, root, document)

    def _is_sound(
        self, root: Path | None, path: Path, named: str, origin: str, said: Said, text: bytes
    ) -> bool:
        """Whether surely nothing is wrong."""
        seed, sha256 = said[:2]
        alone = path.name == f"{named}.json"
        if (not alone and not shown(path)[1]) or hashlib.sha256(text).hexdigest() != sha256:
            return False
        own = origin == "converted" or not (alone or root)
        if root is None:
            return own
        try:
            if _read(root, seed) != text:
                return False
        except OSError:
            return own and not (root / seed).exists()
        return self._is_listed(root, said)

    def _problems(self, path: Path, root: Path | None, document: Document) -> Iterator[Problem]:
        """What `check` yields of a document that is not surely sound."""
        alone = f"{document.id}.json" == path.name or not shown(path)[1]
        if alone and f"{document.id}.json" != path.name and document.id != path.stem:
            yield Problem(
                code="T001",
                message=f"the id is {document.id}, the file name {path.name}",
                pointer="/id",
                suggestion=f"rename the file to {document.id}.json or write {path.stem}",
            )
        if document.annotation.origin == "converted" or not (alone or root):
            seed = root / document.source.path if root else None
            if not (seed and seed.exists()):
                yield from seed_problems.own_text(document)
                return
        if root is None:
            yield seed_problems.outside(path, document)
            return
        try:
            data = _read(root, document.source.path)
        except OSError as error:
            yield seed_problems.unreadable(path, root, document, error)
            return
        if hashlib.sha256(data).hexdigest() != document.source.sha256:
            yield seed_problems.hash_differs(data, document)
        elif data != document.text.encode():
            yield seed_problems.text_differs(data, document)
        if not self._is_listed(root, _said(document.source)):
            yield from _entry(seed_problems.held(root), document)

    def _is_listed(self, root: Path, said: Said) -> bool:
        """Whether the index says the same; one that is broken is a problem of the corpus."""
        if root not in self._indexes:
            entries = seed_problems.entries(root)
            self._indexes[root] = None if entries is None else _hashes(entries)
        index = self._indexes[root]
        return index is None or index.get(_stem(said[0])) == hash(said)


def _hashes(entries: dict[str, Any]) -> dict[str, int | None]:
    """What each entry says, as a hash."""
    return {
        stem: _hash(tuple(map(entry.get, _KEYS)))
        for stem, entry in entries.items()
        if isinstance(entry, dict)
    }


def _hash(said: Said) -> int | None:
    """None for what no document says: lists and objects."""
    try:
        return hash(said)
    except TypeError:
        return None


def _stem(seed: str) -> str:
    return seed.rsplit("/", 1)[-1].removesuffix(".txt")


def _read(root: Path, seed: str) -> bytes:
    """The bytes of a seed; OSError if it is not a plain file inside the seeds folder."""
    if seed.count("/") > 1:
        folder, home = (root / seed).parent, root / "seeds"
        if not folder.resolve().is_relative_to(home.resolve()):
            raise OSError(errno.EACCES, "outside seeds/")
    return read_bytes(f"{root}/{seed}")


def _entry(entries: dict[str, Any], document: Document) -> Iterator[Problem]:
    """The entry of the seed says what the document says."""
    source, stem = document.source, _stem(document.source.path)
    entry = entries.get(stem)
    if not isinstance(entry, dict):
        message = f"seeds/index.json has no entry {stem}"
        suggestion = f"add it, with {', '.join(_KEYS)} as here"
        pointer = "/source/path"
        yield Problem(code="T005", message=message, pointer=pointer, suggestion=suggestion)
        return
    for key in _KEYS:
        said, found = entry.get(key), getattr(source, key)
        if key not in entry:
            message = f"the entry {stem} of seeds/index.json has no {key}"
            suggestion = f"add {json.dumps(key)}: {json.dumps(found)}"
            pointer = f"/source/{key}"
            yield Problem(code="T005", message=message, pointer=pointer, suggestion=suggestion)
        elif said != found:
            message = f"{key} is {json.dumps(found)}, in seeds/index.json {json.dumps(said)}"
            yield Problem(code="T005", message=message, pointer=f"/source/{key}")
