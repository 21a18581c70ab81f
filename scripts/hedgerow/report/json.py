"""Problems as JSON, for programs.

The report is one object in ASCII. Its keys come in this order, always all of them::

    version    1; a change that could break a reader raises it, a new key does not
    tool       name and version of the tool
    summary    how many files were checked, how many errors and warnings were found
    problems   in the order in which they were found, each with

        code        of the catalogue, such as "T007"
        severity    "error" or "warning"
        title       of the code
        message     what is wrong
        suggestion  how to mend it, or ""
        path        of the file, as it was given
        line        from 1; 0 where the place is a whole folder
        column      from 1, in code points; 0 with line 0
        pointer     JSON Pointer into the file, or "" for the whole file

Half a surrogate pair, as in a file name that is not UTF-8, is no character and many readers refuse
it: it is written as the six characters of its escape.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import metadata
from typing import Any

from hedgerow.problems import Problem

VERSION = 1


def report(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """The problems of `files` as the JSON object that this module describes."""
    errors = sum(problem.severity == "error" for problem in problems)
    value = {
        "version": VERSION,
        "tool": {"name": "hedgerow", "version": tool_version()},
        "summary": {"files": len(files), "errors": errors, "warnings": len(problems) - errors},
        "problems": [_problem(problem) for problem in problems],
    }
    return json.dumps(value, indent=2) + "\n"


def tool_version() -> str:
    """The version of hedgerow, or "unknown" where it runs without being installed."""
    try:
        return metadata.version("hedgerow")
    except metadata.PackageNotFoundError:
        return "unknown"


def well_formed(text: str) -> str:
    """The text with each half of a surrogate pair as a visible escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "title": problem.rule.title,
        "message": well_formed(problem.message),
        "suggestion": well_formed(problem.suggestion),
        "path": well_formed(problem.path),
        "line": problem.line,
        "column": problem.column,
        "pointer": well_formed(problem.pointer),
    }
