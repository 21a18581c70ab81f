"""``manifest.json``: what every shard holds, so that nothing lost or doubled goes unseen.

For each shard, in order: its split, the number of its documents, the first and the last of them, a
SHA-256 over the bytes that were read for it, and its files with rows, size and SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hedgerow.export.shard import Done

if TYPE_CHECKING:
    from hedgerow.export.writer import Table

NAME = "manifest.json"


def write(folder: Path, tables: Iterable[Table], dones: Sequence[Done]) -> None:
    """Write ``manifest.json`` for an export in `folder`."""
    paths = {table.file.sha256: table.path.relative_to(folder).as_posix() for table in tables}
    shards = [
        {
            "split": done.split,
            "documents": done.documents,
            "first": done.first,
            "last": done.last,
            "sha256": done.content,
            "files": [
                {
                    "path": paths[file.sha256],
                    "rows": file.rows,
                    "bytes": file.size,
                    "sha256": file.sha256,
                }
                for file in done.files.values()
            ],
        }
        for done in dones
    ]
    value = {"documents": sum(done.documents for done in dones), "shards": shards}
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8", newline="\n")
