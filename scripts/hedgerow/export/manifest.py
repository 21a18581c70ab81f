"""``manifest.json``: what every shard holds, so that nothing lost or doubled goes unseen.

For each shard, in order: the number of its documents, where the first and the last of them were
read, a SHA-256 over what was read for it, and its files with bytes and SHA-256, and with rows or
lines where they have any. An export and predictions have one each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hedgerow.export.tables import File


@dataclass(frozen=True, slots=True)
class Entry:
    """A shard. `sha256` is over the bytes of its documents, or over the texts that were annotated.

    `files` are named from where the manifest lies.
    """

    documents: int
    first: str
    last: str
    sha256: str
    split: str | None = None
    files: Mapping[str, File] = field(default_factory=dict)


def text(
    shards: Iterable[Entry], counts: Mapping[str, int], files: Mapping[str, File] | None = None
) -> Iterator[str]:
    """The manifest in pieces, since a corpus has as many files as documents.

    `counts` are over all shards, `files` those that belong to no shard.
    """
    yield "{\n" + "".join(f'  "{name}": {count},\n' for name, count in counts.items())
    yield '  "shards": ['
    for number, shard in enumerate(shards):
        yield ("," if number else "") + _indented(_said(shard), 4)
    yield "\n  ]"
    if files:
        yield ',\n  "files": [' + ",".join(_indented(one, 4) for one in _listed(files)) + "\n  ]"
    yield "\n}\n"


def _said(shard: Entry) -> dict[str, Any]:
    said = {} if shard.split is None else {"split": shard.split}
    return {
        **said,
        "documents": shard.documents,
        "first": shard.first,
        "last": shard.last,
        "sha256": shard.sha256,
        "files": _listed(shard.files),
    }


def _listed(files: Mapping[str, File]) -> list[dict[str, Any]]:
    return [
        {
            "path": path,
            **({"rows": file.rows} if file.rows else {}),
            "bytes": file.size,
            "sha256": file.sha256,
        }
        for path, file in files.items()
    ]


def _indented(value: dict[str, Any], by: int) -> str:
    """A value as JSON, from a line of its own on."""
    start = "\n" + " " * by
    return start + json.dumps(value, ensure_ascii=False, indent=2).replace("\n", start)
