"""Problems as JUnit XML: each file is a test case, each error a failure of it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from hedgerow.problems import Problem
from hedgerow.report.excerpt import visible
from hedgerow.report.github import below, place


def report(problems: Sequence[Problem], files: Sequence[str]) -> str:
    """One test suite with a test case for every file; clean files and warnings pass.

    A problem's path that is not in `files` has a test case too. What XML 1.0 forbids, and every
    other control or format character, is written as a visible escape.
    """
    by_path: dict[str, list[Problem]] = {path: [] for path in files}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", name="hedgerow", tests=str(len(by_path)))
    for path, found in by_path.items():
        _add_case(suite, path, found)
    failed = sum(case.find("failure") is not None for case in suite)
    for key, number in (("failures", failed), ("errors", 0), ("skipped", 0)):
        suite.set(key, str(number))
    ET.indent(root)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return declaration + ET.tostring(root, encoding="unicode") + "\n"


def _add_case(suite: ET.Element, path: str, problems: list[Problem]) -> None:
    name = visible(below(path) or path)
    case = ET.SubElement(suite, "testcase", classname="hedgerow", name=name)
    warnings = []
    for problem in problems:
        if problem.severity == "error":
            message = visible(f"{problem.code} {problem.message}")
            failure = ET.SubElement(case, "failure", message=message, type=problem.code)
            failure.text = _details(problem)
        else:
            warnings.append(_details(problem))
    if warnings:
        ET.SubElement(case, "system-out").text = "\n".join(warnings)


def _details(problem: Problem) -> str:
    """Everything about one problem, on a line or two."""
    where = f" [{problem.pointer}]" if problem.pointer else ""
    head = f"{place(problem)}: {problem.severity} {problem.code} {problem.message}{where}"
    return "\n".join(visible(line) for line in (head, problem.suggestion) if line)
