"""Documents from anywhere: folders of JSON files, JSONL (plain, .gz, .zst), Parquet.

A document has a path: its file, or, in a file of many, the file with the number of the line or row
below it, as if it were a folder: ``news.jsonl/17``. The numbers begin at 1. What travels between
processes is a `Part`, which says where some documents stand; no file is held as a whole.
"""

from __future__ import annotations

from hedgerow.streams.parts import DOCUMENTS, Kind, Part, parts, size
from hedgerow.streams.reading import again, documents, read

__all__ = ["DOCUMENTS", "Kind", "Part", "again", "documents", "parts", "read", "size"]
