"""Problems as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from hedgerow.catalogue import CATALOGUE
from hedgerow.catalogue.rule import Rule
from hedgerow.problems import Problem
from hedgerow.report.excerpt import visible
from hedgerow.report.github import below
from hedgerow.report.json import tool_version, well_formed

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_BASE = "%SRCROOT%"  # the name that GitHub and editors take for the root of the checkout


def report(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """A SARIF log with one run: the codes found as rules, the files, and the problems.

    Paths below the working directory are relative to it; the directory itself is not named, so
    that the report is the same on every machine.
    """
    used = {problem.code for problem in problems}
    codes = [code for code in CATALOGUE if code in used]
    driver = {
        "name": "hedgerow",
        "version": tool_version(),
        "rules": [_rule(CATALOGUE[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": _message("Where hedgerow was started.")}},
        "artifacts": [{"location": _artifact(path)} for path in dict.fromkeys(files)],
        "results": _results(problems, codes),
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    words = re.findall(r"\w+", rule.title)
    return {
        "id": rule.code,
        "name": "".join(word[0].upper() + word[1:] for word in words),
        "shortDescription": _message(rule.title),
        "fullDescription": _message(f"{rule.meaning} {rule.why}"),
        "help": _message(rule.advice),
        "defaultConfiguration": {"level": rule.severity},
    }


def _results(problems: Sequence[Problem], codes: list[str]) -> list[dict[str, Any]]:
    results = []
    seen: Counter[tuple[str, ...]] = Counter()
    for problem in problems:
        same = (problem.code, below(problem.path) or problem.path, problem.message)
        result: dict[str, Any] = {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity,
            "message": _message(problem.message or problem.rule.title, problem.suggestion),
        }
        if problem.path:
            result["locations"] = [_location(problem)]
        result["partialFingerprints"] = {"codePathMessage/v1": _fingerprint(*same, str(seen[same]))}
        seen[same] += 1
        results.append(result)
    return results


def _message(*paragraphs: str) -> dict[str, str]:
    """A message as it is shown; braces and links have a meaning in SARIF, ours have none."""
    text = "\n".join(visible(paragraph) for paragraph in paragraphs if paragraph)
    text = text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": text}


def _location(problem: Problem) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(problem.path)}
    if problem.line:
        physical["region"] = {"startLine": problem.line, "startColumn": problem.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": well_formed(problem.pointer)}]
    return location


def _artifact(path: str) -> dict[str, str]:
    path = _encodable(path)
    relative = below(path)
    if relative is None:
        return {"uri": Path(os.path.normpath(Path(path).absolute())).as_uri()}
    return {"uri": quote(os.fsencode(relative)), "uriBaseId": _BASE}


def _encodable(path: str) -> str:
    """The path itself, unless no file can have such a name."""
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return well_formed(path)
    return path


def _fingerprint(*parts: str) -> str:
    """A hash that survives new lines and records above the problem, which move its place only."""
    data = "\0".join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(data).hexdigest()[:32]
