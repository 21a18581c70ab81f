"""What a JSON Schema cannot express, checked one document at a time.

A check is a generator: it takes a :class:`~hedgerow.index.Index` and yields
:class:`~hedgerow.problems.Problem`. It never prints, logs, exits or keeps state. Checks run in
levels; a level with errors gates the next, so that one broken offset does not cause a cascade.
A family of checks is gated by its own quick verdict, see :mod:`~hedgerow.checks.verdict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hedgerow.checks import attributes, coverage, geometry, links, relations, text
from hedgerow.index import Index
from hedgerow.problems import Problem, has_errors

Check = Callable[[Index], Iterator[Problem]]

Levels = tuple[tuple[Check, ...], ...]

SOUND: Levels = (text.SPAN_CHECKS, text.SENTENCE_CHECKS, links.CHECKS)
"""What every other check builds on: spans, sentences, ids and links."""
FAMILIES: dict[str, tuple[Check, ...]] = {
    "G": geometry.CHECKS,
    "A": attributes.CHECKS,
    "R": relations.CHECKS,
    "VW": coverage.CHECKS,
}
"""The checks of the last level, by the first letters of their codes."""


def levels(letters: str, more: Iterable[Check] = ()) -> Levels:
    """The levels to run where only codes with these first letters count, with `more` checks.

    Nothing runs for what the parser and the schema say alone.
    """
    if not set(letters) - set("PS"):
        return ()
    last = tuple(
        check for key, some in FAMILIES.items() if set(key) & set(letters) for check in some
    )
    return (*SOUND, (*last, *more))


LEVELS = levels("GARVW")


def check_document(index: Index, levels: Levels = LEVELS) -> list[Problem]:
    """All problems of one document that the schema has accepted, its seed aside."""
    problems: list[Problem] = []
    for level in levels:
        for check in level:
            problems += check(index)
        if has_errors(problems):
            break
    return problems
