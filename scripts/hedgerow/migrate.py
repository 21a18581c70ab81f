"""Brings documents of an older schema version up to date.

A migration is a pure function from the value of a document to a new value, one version further.
It must stand malformed values: the schema is asked about the result, not about what came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hedgerow import schema
from hedgerow.document import LAYERS, Document
from hedgerow.problems import Problem
from hedgerow.structure import check_structure

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Migrated:
    """The versions a document went through, the first its own; its new text, or the problems.

    A document that is up to date has one version and no text: it stays as it is.
    """

    versions: list[str]
    text: str
    problems: list[Problem]


def migrate(value: Any) -> Migrated:
    """Migrate a parsed document to the current schema version; `value` stays as it is."""
    if not isinstance(value, dict):
        return Migrated([], "", check_structure(value))
    if "schema_version" not in value:
        message = 'key "schema_version" is missing, so what to migrate from is unknown'
        known = ", ".join(known_versions())
        problem = Problem(code="S001", message=message, suggestion=f"write one of {known}")
        return Migrated([], "", [problem])
    versions = [value["schema_version"]]
    current = schema.schema_version()
    while versions[-1] != current:
        step = next((key for key in MIGRATIONS if key[0] == versions[-1]), None)
        if step is None:
            return Migrated(versions, "", [_unknown(versions[-1])])
        value = {**MIGRATIONS[step](value), "schema_version": step[1]}
        versions.append(step[1])
    if len(versions) == 1:
        return Migrated(versions, "", [])
    problems = check_structure(value)
    text = "" if problems else Document.from_dict(value).to_json()
    return Migrated(versions, text, problems)


def known_versions() -> list[str]:
    """Every version that can be migrated, and the current one."""
    return [*(old for old, _ in MIGRATIONS), schema.schema_version()]


def _unknown(version: Any) -> Problem:
    return Problem(
        code="S007",
        message=f"schema version {version!r} is unknown",
        pointer="/schema_version",
        suggestion=f"known are {', '.join(known_versions())}; a newer one needs a newer hedgerow",
    )


def _from_0_9(value: Value) -> Value:
    """0.9 had no notes on cues and stances, and no confidence on stances."""
    new = dict(value)
    new["cues"] = _with_defaults(value.get("cues"), {"note": None})
    new["stances"] = _with_defaults(value.get("stances"), {"confidence": "high", "note": None})
    return new


def _from_1_0(value: Value) -> Value:
    """1.0 did not say which layers were annotated, nor what a source says of whole sentences.

    Under this scheme both layers are. What a conversion found is taken for what its source has.
    """
    new = dict(value)
    new["sentences"] = _with_defaults(value.get("sentences"), {"uncertain": None})
    annotation = value.get("annotation")
    if isinstance(annotation, dict):
        converted = annotation.get("origin") == "converted"
        layers = [layer for layer in LAYERS if value.get(layer) or not converted]
        new["annotation"] = {**annotation, "layers": layers}
    return new


def _with_defaults(records: Any, defaults: Value) -> Any:
    """Records with the missing keys added; anything else as it is."""
    if not isinstance(records, list):
        return records
    return [{**defaults, **r} if isinstance(r, dict) else r for r in records]


# From and to. Each version has one way on, and following the ways leads to the current version.
MIGRATIONS: dict[tuple[str, str], Callable[[Value], Value]] = {
    ("0.9", "1.0"): _from_0_9,
    ("1.0", "1.1"): _from_1_0,
}
