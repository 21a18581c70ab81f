"""The JSON Schema in the project's own currency: codes, exact leaves, suggestions.

``jsonschema-rs`` gives the verdict, being hundreds of times faster; ``jsonschema`` explains the
few documents that fail. Where the two disagree the stricter wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from hedgerow import schema
from hedgerow.keywords import BOUNDS, HANDLERS, expected, shown
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
    ("sentences", "uncertain"): "A007",
    ("rejected", "note"): "A008",
    ("relations", "target"): "R001",
}
_BY_LABEL = ("A001", "A002", "A003")
_SPANS = ("sentences", "cues", "stances", "mentions", "rejected")
# Every keyword of the schema that can fail outside if/then.
_CODES = {
    "required": "S001",
    "additionalProperties": "S002",
    "type": "S003",
    "anyOf": "S004",
    "enum": "S004",
    "pattern": "S005",
    **dict.fromkeys(BOUNDS, "S006"),
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
    records: dict[str, list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda p: p.code):
        records[_record(problem)].append(problem)
    for some in records.values():
        broken = [problem for problem in some if problem.code.startswith("S")]
        yield from broken or _one_slip(some)


def _one_slip(problems: list[Problem]) -> Iterator[Problem]:
    """Certainty, reporting and polarity that do not fit one label are one problem."""
    slips = [problem for problem in problems if problem.code in _BY_LABEL]
    yield from (problem for problem in problems if problem.code not in _BY_LABEL)
    if not slips:
        return
    first, others = slips[0], [problem.pointer.rsplit("/", 1)[1] for problem in slips[1:]]
    if first.code == "A001" and first.suggestion != "write null":
        # An epistemic cue without certainty: whether it has a polarity follows from the certainty.
        others = [key for key in others if key != "polarity"]
    if others:
        keys = " and ".join(others)
        also = f"{keys} {'does' if len(others) == 1 else 'do'} not fit the label either"
        first = replace(first, suggestion=f"{first.suggestion}; {also}")
    yield first


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
        message = f"{key[1]} {shown(error.instance)} does not fit the rest of the record"
        if code == "A008":
            message = "the reason other has no note"
        suggestion = expected(error)
    else:
        code = _CODES[keyword]
        message, suggestion, leaf = HANDLERS[keyword](error)
        path += leaf
    return Problem(code=code, message=message, pointer=_pointer(path), suggestion=suggestion)


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
