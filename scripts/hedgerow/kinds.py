"""The types of columns: declared once, for Arrow, for `datasets` and for the dataset card.

In Parquet labels stand by name, so that every reader sees them and no card can relabel them; the
card's ``class_label`` turns them into ``ClassLabel`` on loading. Loading `datasets` takes longer
than many an export, so that it is loaded only where somebody asks for its features.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

STRING, INTEGER, BOOLEAN = "string", "int32", "bool"


@dataclass(frozen=True, slots=True)
class Label:
    """One of some names."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of values of one kind."""

    of: Kind


Kind = str | Label | Listed | Mapping[str, Any]
"""A type by its name, labels, a list, or a record: its keys with their kinds."""
Kinds = Mapping[str, Kind]


def arrow_schema(kinds: Kinds) -> Any:
    """The columns as they lie in Parquet, a ``pyarrow.Schema``."""
    import pyarrow as pa

    return pa.schema([pa.field(name, _arrow(kind)) for name, kind in kinds.items()])


def _arrow(kind: Kind) -> Any:
    import pyarrow as pa

    if isinstance(kind, str):
        return pa.type_for_alias(kind)
    if isinstance(kind, Label):
        return pa.string()
    if isinstance(kind, Listed):
        return pa.list_(_arrow(kind.of))
    return pa.struct([pa.field(name, _arrow(value)) for name, value in kind.items()])


def features(kinds: Kinds) -> Any:
    """The columns as `datasets` knows them, a ``datasets.Features``."""
    from datasets import Features

    return Features({name: _feature(kind) for name, kind in kinds.items()})


def _feature(kind: Kind) -> Any:
    from datasets import ClassLabel, List, Value

    if isinstance(kind, str):
        return Value(kind)
    if isinstance(kind, Label):
        return ClassLabel(names=list(kind.names))
    if isinstance(kind, Listed):
        return List(_feature(kind.of))
    return {name: _feature(value) for name, value in kind.items()}


def as_in_card(kinds: Kinds) -> list[dict[str, Any]]:
    """The columns as the front matter of a card declares them, under ``features``."""
    return [{"name": name, **_in_card(kind)} for name, kind in kinds.items()]


def _in_card(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, str):
        return {"dtype": kind}
    if isinstance(kind, Label):
        names = {str(i): name for i, name in enumerate(kind.names)}
        return {"dtype": {"class_label": {"names": names}}}
    if isinstance(kind, Listed):
        (said,) = _in_card(kind.of).values()
        return {"list": said}
    return {"struct": as_in_card(kind)}
