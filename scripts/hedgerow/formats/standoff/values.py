"""Values from JSON that somebody else wrote: anything may be anything."""

from __future__ import annotations

from typing import Any

from hedgerow.formats.standoff.model import BOOLEANS

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def offset(value: Any) -> int:
    """An offset; -1, which no text has, for what is none."""
    return value if type(value) is int and value >= 0 else -1


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing for what is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def word(value: Any) -> str:
    """A string, or an integer as one; empty for anything else."""
    return str(value) if isinstance(value, str) or type(value) is int else ""


def said(key: str, value: str) -> str | bool:
    """The value of an attribute that a tool writes as a word."""
    return _TRUTHS.get(value.lower(), value) if key in BOOLEANS else value


def written(value: str | bool) -> str:
    """The word for a value."""
    return value if isinstance(value, str) else ("yes" if value else "no")
