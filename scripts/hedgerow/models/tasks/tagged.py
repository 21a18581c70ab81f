"""What the tasks on the configuration `tokens` share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hedgerow import schema
from hedgerow.models.example import Example, home
from hedgerow.models.task import Labels


def tags(record: str) -> Labels:
    """O, then B- and I- of every label of a cue or stance."""
    return ("O", *(f"{prefix}-{label}" for label in schema.names(record) for prefix in "BI"))


def tagged(row: Mapping[str, Any], column: str) -> Example | None:
    """A sentence with its tags; None where nobody looked for them."""
    gold = row[column]
    if gold is None or not row["tokens"]:
        return None
    tokens = tuple(zip(row["starts"], row["ends"], strict=True))
    return replace(home(row), tokens=tokens, gold=tuple(gold))
