"""The JSON Schema in the project's own currency: codes, exact leaves, suggestions.

``jsonschema-rs`` gives the verdict, being hundreds of times faster; ``jsonschema`` explains the
few documents that fail. Where the two disagree the stricter wins.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from hedgerow import schema
from hedgerow.places import escape
from hedgerow.problems import Problem

# What a broken if/then says, by the layer and key of its leaf.
_LOGIC = {
    ("cues", "certainty"): "A001",
    ("cues", "reporting"): "A002",
    ("cues", "polarity"): "A003",
    ("cues", "holder"): "A004",
    ("stances", "topic"): "A005",
    ("stances", "mode"): "A006",
    ("cues", "label"): "A007",
    ("cues", "scope"): "A007",
    ("rejected", "note"): "A008",
    ("relations", "target"): "R001",
}
_SPANS = ("sentences", "cues", "stances", "mentions", "rejected")
_BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems")
# Every keyword of the schema that can fail outside if/then.
_CODES = {
    "required": "S001",
    "additionalProperties": "S002",
    "type": "S003",
    "anyOf": "S004",
    "enum": "S004",
    "pattern": "S005",
    **dict.fromkeys(_BOUNDS, "S006"),
    "const": "S007",
}


def check_structure(value: Any) -> list[Problem]:
    """Problems of a parsed JSON value against the schema; empty for a well-formed document."""
    try:
        if _fast().is_valid(value):
            return list(_integers(value))
    except ValueError:  # its recursion limit
        return [Problem(code="P009", message="nested deeper than any document")]
    problems = {_explain(error) for error in _slow().iter_errors(value)}
    explained = {problem.pointer for problem in problems}
    for error in _fast().iter_errors(value):  # a final line break in an id, say
        if not problems or (_keyword(error) == "pattern" and _pointer_of(error) not in explained):
            problems.add(_plain(error))
    return sorted(_ungated(problems), key=lambda p: (p.pointer, p.code, p.message))


def is_valid(value: Any) -> bool:
    """Whether the schema accepts a value, by the fast validator alone."""
    valid: bool = _fast().is_valid(value)
    return valid


def _ungated(problems: set[Problem]) -> Iterator[Problem]:
    """Attribute logic is judged only where the record's own values are sound."""
    broken = {_record(problem) for problem in problems if problem.code.startswith("S")}
    for problem in problems:
        if problem.code.startswith("S") or _record(problem) not in broken:
            yield problem


def _record(problem: Problem) -> str:
    """The pointer of the record a problem is in: /cues/3."""
    return "/".join(problem.pointer.split("/")[:3])


@lru_cache(maxsize=1)
def _fast() -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema.document_schema())


@lru_cache(maxsize=1)
def _slow() -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(schema.document_schema())


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{escape(str(step))}" for step in path)


def _keyword(error: Any) -> str:
    return str(error.schema_path[-1])


def _pointer_of(error: Any) -> str:
    return _pointer(error.instance_path)


def _plain(error: Any) -> Problem:
    code = _CODES[_keyword(error)]
    return Problem(code=code, message=_shortened(error), pointer=_pointer_of(error))


def _shortened(error: Any) -> str:
    message = str(error.message)
    return message if len(message) <= 200 else message[:199] + "…"


def _explain(error: Any) -> Problem:
    path = list(error.absolute_path)
    keyword = str(error.validator)
    if {"then", "else"} & set(error.absolute_schema_path):
        key = (str(path[0]), str(path[2]))
        code = _LOGIC[key]
        message = f"{key[1]} {_show(error.instance)} does not fit the rest of the record"
        suggestion = _expected(error)
    else:
        code = _CODES[keyword]
        message, suggestion, leaf = _HANDLERS[keyword](error)
        path += leaf
    return Problem(code=code, message=message, pointer=_pointer(path), suggestion=suggestion)


Explained = tuple[str, str, list[str | int]]  # message, suggestion, the rest of the path


def _required(error: Any) -> Explained:
    match = re.match(r"'(.*)' is a required property", error.message)
    key = match.group(1) if match else "?"
    return f"key {_show(key)} is missing", f"add {_show(key)}", []


def _unknown_key(error: Any) -> Explained:
    known = list(error.schema["properties"])
    unknown = sorted(key for key in error.instance if key not in known)
    shown = ", ".join(_show(key) for key in unknown)
    leaf: list[str | int] = [unknown[0]]
    missing = [key for key in known if key not in error.instance]
    return f"unknown key {shown}", _did_you_mean(unknown[0], missing or known), leaf


def _type(error: Any) -> Explained:
    wanted = error.validator_value
    wanted = " or ".join(wanted) if isinstance(wanted, list) else wanted
    return f"{_show(error.instance)} is not of type {wanted}", "", []


def _choice(error: Any) -> Explained:
    if error.validator == "anyOf":
        values = [branch["const"] for branch in error.validator_value]
    else:
        values = list(error.validator_value)
    listed = ", ".join(json.dumps(value) for value in values)
    guess = _did_you_mean(error.instance, [v for v in values if isinstance(v, str)])
    return f"{_show(error.instance)} is not one of {listed}", guess, []


def _const(error: Any) -> Explained:
    wanted = error.validator_value
    message = f"version {_show(error.instance)}, but this hedgerow reads {wanted}"
    return message, f"write {_show(wanted)}, or install the hedgerow that reads it", []


def _pattern(error: Any) -> Explained:
    message = f"{_show(error.instance)} does not match {error.validator_value}"
    return message, error.schema.get("description", ""), []


def _bound(error: Any) -> Explained:
    message = f"{_show(error.instance)} breaks {error.validator} {error.validator_value}"
    return message, "", []


Handler = Callable[[Any], Explained]
_HANDLERS: dict[str, Handler] = {
    "required": _required,
    "additionalProperties": _unknown_key,
    "type": _type,
    "anyOf": _choice,
    "enum": _choice,
    "const": _const,
    "pattern": _pattern,
    **dict.fromkeys(_BOUNDS, _bound),
}


def _expected(error: Any) -> str:
    """What a then or else branch asked for, in words."""
    value = error.validator_value
    if error.validator == "const":
        return f"write {_show(value)}"
    if error.validator == "type" and value == "null":
        return "write null"
    if error.validator == "not":
        return f"anything but {_show(value.get('const'))}"
    if error.validator == "pattern":
        return "name a cue"
    values = schema.resolve(list(error.absolute_path)).get("enum", [])
    listed = ", ".join(json.dumps(choice) for choice in values if choice is not None)
    return f"write one of {listed}" if listed else "write a value"


def _did_you_mean(wrong: Any, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(str(wrong), known, n=1, cutoff=0.6)
    return f"did you mean {_show(close[0])}?" if close else ""


def _show(value: Any, limit: int = 60) -> str:
    text = json.dumps(value, ensure_ascii=True, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _integers(value: Any) -> Iterator[Problem]:
    """Offsets that both validators take for integers and Python does not: 1.0.

    A sum is a float as soon as one offset is, which is the quick way to see that none is.
    """
    spans = [record for layer in _SPANS for record in value[layer]]
    spans += [cue["scope"] for cue in value["cues"] if cue["scope"]]
    if type(sum([span["start"] + span["end"] for span in spans])) is int:
        return
    for layer in _SPANS:
        for i, record in enumerate(value[layer]):
            for owner, suffix in ((record, ""), (record.get("scope") or {}, "/scope")):
                for key in ("start", "end"):
                    offset = owner.get(key)
                    if offset is not None and type(offset) is not int:
                        yield Problem(
                            code="S008",
                            message=f"{key} is written {offset!r}",
                            pointer=f"/{layer}/{i}{suffix}/{key}",
                            suggestion=f"write {int(offset)}",
                        )
