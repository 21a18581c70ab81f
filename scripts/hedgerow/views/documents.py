"""A document with all its layers, lossless: the JSON can be rebuilt from the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hedgerow import kinds as types
from hedgerow.batch.table import kinds
from hedgerow.index import Index
from hedgerow.kinds import Kind, Label, Listed

__all__ = ["features", "kinds", "restore", "rows"]


def features() -> Any:
    """The columns, a ``datasets.Features``."""
    return types.features(kinds())


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row."""
    yield index.document.to_dict()


def restore(row: dict[str, Any]) -> dict[str, Any]:
    """A loaded row as the document's JSON value: label numbers become names again."""
    restored: dict[str, Any] = _restore(row, kinds())
    return restored


def _restore(value: Any, kind: Kind) -> Any:
    if value is None:
        return None
    if isinstance(kind, Mapping):
        if all(value[key] is None for key in kind):
            return None
        return {key: _restore(value[key], inner) for key, inner in kind.items()}
    if isinstance(kind, Listed):
        return [_restore(item, kind.of) for item in value]
    if isinstance(kind, Label):
        return value if isinstance(value, str) else kind.names[value]
    return value
