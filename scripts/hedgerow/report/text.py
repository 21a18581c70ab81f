"""Problems for people: grouped by file, one line each, the suggestion below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from hedgerow.problems import Problem
from hedgerow.report.excerpt import excerpt, span_at


def printable(text: str) -> str:
    """Text that is safe on a terminal: control and format characters as escapes."""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text)


def lines(problems: Iterable[Problem], document: Any = None) -> Iterator[tuple[str, str]]:
    """Pairs of style and text; the style is path, error, warning, hint, source or marker.

    With the value of the `document`, problems of a span show its words, underlined.
    """
    for path, group in groupby(problems, key=lambda problem: problem.path):
        yield "path", printable(path)
        for problem in group:
            place = f"{problem.line}:{problem.column}" if problem.line else "-"
            head = f"  {place:<9} {problem.severity} {problem.code} {problem.message}"
            where = f"  [{problem.pointer}]" if problem.pointer else ""
            yield problem.severity, printable(head + where)
            span = span_at(document, problem.pointer) if document else None
            if span:
                source, marker = excerpt(document["text"], *span)
                yield "source", f"            {source}"
                yield "marker", f"            {marker}"
            if problem.suggestion:
                yield "hint", printable(f"            {problem.suggestion}")


def summary(files: int, problems: list[Problem]) -> str:
    """One line: how many files, errors and warnings."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = (_count(files, "file"), _count(errors, "error"))
    return ", ".join((*counts, _count(len(problems) - errors, "warning")))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
