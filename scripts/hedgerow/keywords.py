"""What a broken keyword of the JSON Schema says, in the project's words, with the remedy."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from hedgerow import schema

Explained = tuple[str, str, list[str | int]]  # message, suggestion, the rest of the path

BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems")
_TYPES = {
    "integer": "a whole number",
    "boolean": "true or false",
    "string": "a string",
    "null": "null",
    "array": "a list",
    "object": "an object",
}
# Closed lists by what their values are, to recognise a value of another layer.
_LISTS = {
    "a label of cues": ("cue", "label"),
    "a label of stances": ("stance", "label"),
    "a label of relations": ("relation", "label"),
    "a reason of rejected words": ("rejected", "reason"),
}


def _required(error: Any) -> Explained:
    match = re.match(r"'(.*)' is a required property", error.message)
    key = match.group(1) if match else "?"
    return f"key {shown(key)} is missing", f"add {shown(key)}", []


def _unknown_key(error: Any) -> Explained:
    known = list(error.schema["properties"])
    unknown = sorted(key for key in error.instance if key not in known)
    listed = ", ".join(shown(key) for key in unknown)
    leaf: list[str | int] = [unknown[0]]
    missing = [key for key in known if key not in error.instance]
    meant = _did_you_mean(unknown[0], missing)
    return f"unknown key {listed}", meant or f"delete {shown(unknown[0])}", leaf


def _type(error: Any) -> Explained:
    wanted = error.validator_value
    wanted = wanted if isinstance(wanted, list) else [wanted]
    message = f"{shown(error.instance)} is not of type {' or '.join(wanted)}"
    return message, f"write {_unquoted(error.instance, wanted)}", []


def _unquoted(instance: Any, wanted: list[str]) -> str:
    """The number or word that somebody put between quotation marks, or what is wanted."""
    if isinstance(instance, str):
        word = instance.strip().lower()
        number = "integer" in wanted and re.fullmatch(r"-?[0-9]{1,15}", word)
        if number or (word in ("true", "false") and "boolean" in wanted):
            return word
        if word in ("null", "none", "") and "null" in wanted:
            return "null"
    if type(instance) in (int, float) and "string" in wanted:
        return shown(str(instance))
    return " or ".join(_TYPES[name] for name in wanted)


def _choice(error: Any) -> Explained:
    if error.validator == "anyOf":
        values = [branch["const"] for branch in error.validator_value]
    else:
        values = list(error.validator_value)
    listed = ", ".join(json.dumps(value) for value in values)
    message = f"{shown(error.instance)} is not one of {listed}"
    for kind, key in _LISTS.items():
        if error.validator == "anyOf" and error.instance in schema.names(*key):
            return message, f"{shown(error.instance)} is {kind}: is the record in its layer?", []
    return message, _did_you_mean(error.instance, [v for v in values if isinstance(v, str)]), []


def _const(error: Any) -> Explained:
    wanted = error.validator_value
    message = f"version {shown(error.instance)}, but this hedgerow reads {wanted}"
    return message, f"write {shown(wanted)}, or install the hedgerow that reads it", []


def _pattern(error: Any) -> Explained:
    message = f"{shown(error.instance)} does not match {error.validator_value}"
    return message, error.schema.get("description", ""), []


def _bound(error: Any) -> Explained:
    keyword, bound = error.validator, error.validator_value
    message = f"{shown(error.instance)} breaks {keyword} {bound}"
    least = "at least" if keyword.startswith("min") else "at most"
    units = {"minLength": "character", "maxLength": "character", "minItems": "record"}
    unit = f" {units[keyword]}{'' if bound == 1 else 's'}" if keyword in units else ""
    null = " or null" if "null" in error.schema.get("type", ()) else ""
    return message, f"write {least} {bound}{unit}{null}", []


HANDLERS: dict[str, Callable[[Any], Explained]] = {
    "required": _required,
    "additionalProperties": _unknown_key,
    "type": _type,
    "anyOf": _choice,
    "enum": _choice,
    "const": _const,
    "pattern": _pattern,
    **dict.fromkeys(BOUNDS, _bound),
}
"""For each keyword, a function of the error that says what is wrong."""


def expected(error: Any) -> str:
    """What a then or else branch asked for, in words."""
    value = error.validator_value
    if error.validator == "const":
        return f"write {shown(value)}"
    if error.validator == "type" and value == "null":
        return "write null"
    if error.validator == "not":
        return f"anything but {shown(value.get('const'))}"
    if error.validator == "pattern":
        return "name a cue"
    path = list(error.absolute_path)
    if path[-1] == "note":
        return "say in a few words why the word is not annotated"
    values = schema.resolve(path).get("enum", [])
    listed = ", ".join(json.dumps(choice) for choice in values if choice is not None)
    return f"write one of {listed}" if listed else f"write {_TYPES.get(value, 'a value')}"


def shown(value: Any, limit: int = 60) -> str:
    """A value as JSON, shortened."""
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _did_you_mean(wrong: Any, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(str(wrong), known, n=1, cutoff=0.6)
    return f"did you mean {shown(close[0])}?" if close else ""
