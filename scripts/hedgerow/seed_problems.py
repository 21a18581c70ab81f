"""What is said where a document and its seed, or the index of seeds, do not agree."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from hedgerow.document import Document
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed
from hedgerow.stores import in_store

INDEX = Path("seeds", "index.json")
_COMPARED = 100  # seeds among which a misspelt one is looked for
_PLACE = "put the document into annotations/<split>/ of a corpus, and its text beside that as {}"
_REANCHOR = "hedgerow reanchor moves the annotation onto it"


def outside(file: Path, document: Document) -> Problem:
    """T002: the document in `file` lies in no corpus."""
    path = document.source.path
    stored = "seeds are not read in a store: fetch the corpus, or keep it as lines or rows"
    return Problem(
        code="T002",
        message=f"there is no {path} nor a folder seeds/ above this file",
        pointer="/source/path",
        suggestion=stored if in_store(file) else _PLACE.format(path),
    )


def unreadable(file: Path, root: Path, document: Document, error: OSError) -> Problem:
    """T002: the seed of the document in `file` cannot be read."""
    path = document.source.path
    inside = file.absolute().is_relative_to(root / "annotations")
    missing = "put the text there, byte for byte" if inside else _PLACE.format(path)
    beside = list(islice((root / path).parent.glob("*.txt"), _COMPARED))
    names = {seed.stem: seed.relative_to(root).as_posix() for seed in beside}
    close = difflib.get_close_matches(PurePath(path).stem, names, n=1)
    return Problem(
        code="T002",
        message=f"cannot read {path}: {error.strerror or error}",
        pointer="/source/path",
        suggestion=f"did you mean {names[close[0]]}?" if close else missing,
    )


def hash_differs(data: bytes, document: Document) -> Problem:
    """T003: the bytes of the seed have another SHA-256 than is recorded."""
    found, path = hashlib.sha256(data).hexdigest(), document.source.path
    if data == document.text.encode():
        suggestion = f"the text is that of the seed: write {found}"
    elif _lines(data) == _lines(document.text.encode()):
        suggestion = "only line ends differ: restore them; in git, write seeds/** -text into "
        suggestion += ".gitattributes"
    else:
        suggestion = f"restore the seed; or, if it was corrected, {_REANCHOR}"
    return Problem(
        code="T003",
        message=f"the SHA-256 of {path} is {found}, recorded is {document.source.sha256}",
        pointer="/source/sha256",
        suggestion=suggestion,
    )


def own_text(document: Document) -> Iterator[Problem]:
    """T003: a converted document that carries its text itself has another SHA-256 than recorded."""
    found = hashlib.sha256(document.text.encode()).hexdigest()
    if found != document.source.sha256:
        path = document.source.path
        yield Problem(
            code="T003",
            message=f"there is no {path}, and the SHA-256 of the text itself is {found}, "
            f"recorded is {document.source.sha256}",
            pointer="/source/sha256",
            suggestion="convert the document again, or put its text under source.path",
        )


def text_differs(data: bytes, document: Document) -> Problem:
    """T004: the text of the document is not that of the seed."""
    seed, text = data.decode("utf-8", "replace"), document.text
    pairs = enumerate(zip(seed, text, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(seed), len(text)))
    if _lines(data) == _lines(text.encode()):
        suggestion = "only line ends differ: copy the seed with its own, \\r\\n included"
    else:
        suggestion = f"copy the text of the seed; or, if it was corrected, {_REANCHOR}"
    return Problem(
        code="T004",
        message=f"the text differs from {document.source.path} from character {at} on: "
        f"{json.dumps(text[at : at + 20])} for {json.dumps(seed[at : at + 20])}",
        pointer="/text",
        suggestion=suggestion,
    )


def index_problems(root: Path) -> list[Problem]:
    """What keeps the index of a corpus from being read; C009 if there is none."""
    path = root / INDEX
    if not path.is_file():
        message = f"{INDEX.as_posix()} is missing, so nothing says where the seeds come from"
        return [Problem(code="C009", message=message, path=str(path))]
    parsed = parse_file(path)
    found = [
        Problem(code="T005", message=p.message, line=p.line, column=p.column)
        for p in parsed.problems
    ]
    if not found and not isinstance(parsed.value, dict):
        found = [Problem(code="T005", message="not an object of entries by seed")]
    return placed(found, path, parsed.raw)


def entries(root: Path) -> dict[str, Any] | None:
    """The index of a corpus, by stem of the seed; None if it is missing or broken."""
    path = root / INDEX
    value = parse_file(path).value if path.is_file() else None
    return value if isinstance(value, dict) else None


def held(root: Path) -> dict[str, Any]:
    """The index of a corpus, which is held until another is asked for."""
    path = root / INDEX
    return _held(root, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=1)
def _held(root: Path, _: int) -> dict[str, Any]:
    return entries(root) or {}


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines()
