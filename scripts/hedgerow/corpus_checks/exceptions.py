"""Accepted problems: ``annotations/exceptions.json`` (C007 if it is wrong, W004 if out of date)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from hedgerow.catalogue import CATALOGUE
from hedgerow.checks.text import quote
from hedgerow.corpus_checks import exceptions_file
from hedgerow.corpus_checks.exceptions_file import Accepted
from hedgerow.index import Index
from hedgerow.problems import Problem
from hedgerow.reader import parse_file, placed

_WITH_TEXT = ("sentences", "cues", "stances", "mentions", "rejected")


class Exceptions:
    """The exceptions of one corpus; a missing file has none. `faults` are its own problems.

    Ask `accepts` about every problem of the corpus before `unused`.
    """

    def __init__(self, path: Path) -> None:
        """Read the file at `path`, which lies in the folder that holds the splits."""
        self.faults: list[Problem] = []
        self._path = path
        self._raw = ""
        self._accepted: dict[Accepted, int] = {}
        self._used: set[Accepted] = set()
        self._texts: dict[tuple[str, ...], str] = {}
        if path.exists():
            self._read(path)
        self._codes = {accepted.code for accepted in self._accepted}

    def _read(self, path: Path) -> None:
        parsed = parse_file(path)
        self._raw = parsed.raw
        faults = [replace(problem, code="C007") for problem in parsed.problems]
        if not faults:
            self._accepted, found = exceptions_file.read(parsed.value)
            faults = [Problem(code="C007", message=m, pointer=pointer) for pointer, m in found]
        self.faults = placed(faults, path, self._raw)

    def accepts(self, problem: Problem, index: Callable[[Path], Index]) -> bool:
        """Whether an exception says that this problem is to be dropped.

        `index` gives the document that lies at the problem's path, where it is asked for.
        """
        layer, number = (*problem.pointer.split("/"), "", "")[1:3]
        if problem.code not in self._codes or layer not in _WITH_TEXT or not number:
            return False
        document = index(Path(problem.path)).document
        record = getattr(document, layer)[int(number)]
        text = document.text[record.start : record.end]
        found = Accepted(problem.code, document.id, record.id, text)
        self._texts[found[:3]] = text
        if found not in self._accepted:
            return False
        self._used.add(found)
        return True

    def unused(self, wanted: Callable[[str], bool]) -> Iterator[Problem]:
        """W004 for every exception of a wanted code that accepted nothing."""
        for accepted, i in self._accepted.items():
            judged = accepted.code in CATALOGUE and wanted(accepted.code)
            if judged and accepted not in self._used:
                message = f"{accepted.document} has no {accepted.code} at {accepted.record}"
                text = self._texts.get(accepted[:3])
                if text is not None:
                    message += f", {quote(accepted.text)}: its text is {quote(text)} now"
                problem = Problem(code="W004", message=message, pointer=f"/exceptions/{i}")
                yield from placed([problem], self._path, self._raw)
