"""A problem found in a file, and the only way to make one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hedgerow.catalogue import CATALOGUE
from hedgerow.catalogue.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem with its place.

    `pointer` is a JSON Pointer into the file; `line` and `column` count from 1 in code points and
    are 0 where the place is a whole folder. Raises KeyError for a code the catalogue lacks.
    """

    code: str
    message: str
    pointer: str = ""
    suggestion: str = ""
    path: str = ""
    line: int = 0
    column: int = 0

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(f"no such problem code: {self.code}")

    @property
    def rule(self) -> Rule:
        """The catalogue entry of the code."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> str:
        """Error or warning."""
        return self.rule.severity


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is more than a warning."""
    return any(problem.severity == "error" for problem in problems)
