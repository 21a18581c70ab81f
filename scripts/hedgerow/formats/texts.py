"""The texts of converted documents, as the seeds of a corpus."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TextIO

from hedgerow.document import Document
from hedgerow.formats.base import Report


class Texts:
    """Writes texts and, beside them, the index that describes them, one text at a time."""

    def __init__(self, root: Path, report: Report) -> None:
        self._root = root
        self._report = report
        self._described: set[str] = set()
        self._file: TextIO | None = None

    def __enter__(self) -> Texts:
        (self._root / "seeds").mkdir()
        self._file = self._unfinished.open("w", encoding="utf-8", newline="\n")
        return self

    @property
    def _unfinished(self) -> Path:
        return self._root / "seeds" / ".index.json.tmp"

    def add(self, document: Document) -> bool:
        """Write the text of a document; False, with a problem, where another text has its place."""
        source = document.source
        path, text = self._root / source.path, document.text.encode()
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
        elif path.read_bytes() != text:
            message = f"{source.path} is the place of two texts: convert them into two folders"
            self._report.wrong(f"{document.id}: {message}", path)
            return False
        if path.stem not in self._described and self._file:
            self._file.write(",\n" if self._described else "{\n")
            entry = json.dumps(asdict(source), ensure_ascii=False)
            self._file.write(f"{json.dumps(path.stem)}: {entry}")
            self._described.add(path.stem)
        return True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file:
            self._file.write("\n}\n" if self._described else "{}\n")
            self._file.close()
        self._unfinished.replace(self._root / "seeds" / "index.json")
