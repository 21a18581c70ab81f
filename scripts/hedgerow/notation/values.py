"""Keys and values that a line of the notation may hold."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from hedgerow import schema, triggers
from hedgerow.document import Cue
from hedgerow.notation.lines import Line, MalformedError

KEYS = {
    "cue": ("scope", "by", "confidence", "note"),
    "stance": ("by", "on", "intensity", "explicit", "mode", "confidence", "note"),
    "rejected": ("note",),
}


def bare_words(kind: str) -> dict[str, tuple[str, Any]]:
    """Values that say by themselves of which attribute they are."""
    if kind == "rejected":
        return {}
    words: dict[str, tuple[str, Any]] = {"negated": ("negated", True)}
    if kind == "stance":
        words |= {name: ("polarity", name) for name in schema.names("stance", "polarity")}
    return words


def leading(line: Line, keys: tuple[str, ...], record: str) -> dict[str, str]:
    """The attribute values between a label and the words, by their attribute."""
    owner = {name: key for key in keys for name in schema.names(record, key)}
    values = {}
    while line.parts and isinstance(line.parts[0], str):
        value = one_of(line.bare("a value"), tuple(owner))
        values[owner[value]] = value
    return values


def listed(cue: Cue) -> dict[str, str]:
    """Attributes that need not be said: by the lexical list, and a positive polarity."""
    trigger = triggers.lookup(cue.text)
    values: dict[str, str] = {}
    key = {"epistemic": "certainty", "attribution": "reporting"}.get(cue.label)
    listed = getattr(trigger, key) if trigger and key else None
    if key and listed:
        values[key] = listed
    if cue.label == "attribution" or (key and (cue.certainty or listed) != "unspecified"):
        values["polarity"] = (trigger.polarity if trigger else None) or "positive"
    return values


def one_of(word: str, allowed: tuple[str, ...]) -> str:
    """`word`, if it is allowed. Raises MalformedError, with the nearest word that is."""
    if word in allowed:
        return word
    close = get_close_matches(word, allowed, n=1)
    hint = f"did you mean {close[0]}?" if close else f"it is one of {', '.join(allowed)}"
    raise MalformedError(f"{word} cannot stand here: {hint}")
