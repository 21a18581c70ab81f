"""Verdicts: most documents have nothing wrong, and to see that is cheaper than to look for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hedgerow.index import Index
from hedgerow.problems import Problem

Check = Callable[[Index], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Unless:
    """Checks as one check, which does not run where their verdict is that nothing is wrong.

    `sound` may be true only where no check would find anything. It may be false for no more than a
    doubt, and may take for granted that the levels before found no error.
    """

    sound: Callable[[Index], bool]
    checks: tuple[Check, ...]

    def __call__(self, index: Index) -> Iterator[Problem]:
        """The problems of all checks."""
        if not self.sound(index):
            for check in self.checks:
                yield from check(index)
