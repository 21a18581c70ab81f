"""Problems for GitHub Actions: annotations in the log, and a Markdown summary of the step."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from hedgerow.catalogue import CATALOGUE
from hedgerow.problems import Problem
from hedgerow.report import text
from hedgerow.report.excerpt import visible

LIMIT = 10  # GitHub shows so many annotations of one level in a step and drops the rest


def report(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """Workflow commands for the first ten problems of each level, then all problems as log lines.

    Paths are relative to the working directory where they lie below it.
    """
    out: list[str] = []
    for level in ("error", "warning"):
        found = [problem for problem in problems if problem.severity == level]
        out += [_command(problem) for problem in found[:LIMIT]]
        if len(found) > LIMIT:
            out.append(f"{LIMIT} of {len(found)} {level}s are annotated, all are listed below")
    for problem in problems:
        out += _log_lines(problem)
    out.append(text.summary(len(files), list(problems)))
    return "\n".join(out) + "\n"


def step_summary(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """The counts and a table of the codes found, in Markdown, for GITHUB_STEP_SUMMARY."""
    out = ["## hedgerow", "", text.summary(len(files), list(problems))]
    by_code: dict[str, list[Problem]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    if by_code:
        out += ["", "| Code | Count | Title | First place |", "| --- | ---: | --- | --- |"]
    for code, rule in CATALOGUE.items():
        if found := by_code.get(code):
            cells = (code, str(len(found)), rule.title, place(found[0]))
            out.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join(out) + "\n"


def below(path: str) -> str | None:
    """The path relative to the working directory, with slashes; None if it is not below it."""
    try:
        relative = Path(os.path.relpath(path))
    except ValueError:  # the empty path, or another drive on Windows
        return None
    return None if ".." in relative.parts[:1] else relative.as_posix()


def place(problem: Problem) -> str:
    """Path, line and column, as far as the problem has them."""
    path = below(problem.path) or problem.path
    return f"{path}:{problem.line}:{problem.column}" if problem.line else path


def _command(problem: Problem) -> str:
    properties = {"file": below(problem.path) or problem.path}
    if problem.line:
        properties |= {"line": str(problem.line), "col": str(problem.column)}
    properties["title"] = f"{problem.code} {problem.rule.title}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    message = "\n".join(filter(None, (problem.message, problem.suggestion)))
    return f"::{problem.severity} {listed}::{_data(message)}"


def _data(value: str) -> str:
    """A value behind the last colons; the runner turns the percent escapes back."""
    escaped = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)


def _property(value: str) -> str:
    """A value between commas, where colons would end the list."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _log_lines(problem: Problem) -> Iterator[str]:
    """Lines for people; severity or hint comes first so that none starts with colons."""
    where = f" [{problem.pointer}]" if problem.pointer else ""
    head = f"{problem.severity} {problem.code} {place(problem)} {problem.message}{where}"
    yield _plain(head)
    if problem.suggestion:
        yield _plain(f"  hint: {problem.suggestion}")


def _plain(line: str) -> str:
    """A line without the older form of commands, ##[name], which may stand anywhere in it."""
    return visible(line).replace("##[", r"##\x5b")


def _cell(value: str) -> str:
    """A table cell that shows the value and nothing else."""
    escaped = html.escape(visible(value), quote=False)
    return re.sub(r"([\\`*_\[\]|~$])", r"\\\1", escaped)
