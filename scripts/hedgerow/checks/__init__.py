"""What a JSON Schema cannot express, checked one document at a time.

A check is a generator: it takes a :class:`~hedgerow.index.Index` and yields
:class:`~hedgerow.problems.Problem`. It never prints, logs, exits or keeps state. Checks run in
levels; a level with errors gates the next, so that one broken offset does not cause a cascade.
A family of checks is gated by its own quick verdict, see :mod:`~hedgerow.checks.verdict`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hedgerow.checks import attributes, coverage, geometry, links, relations, text
from hedgerow.index import Index
from hedgerow.problems import Problem, has_errors

Check = Callable[[Index], Iterator[Problem]]

LEVELS: tuple[tuple[Check, ...], ...] = (
    text.SPAN_CHECKS,
    text.SENTENCE_CHECKS,
    links.CHECKS,
    geometry.CHECKS + attributes.CHECKS + relations.CHECKS + coverage.CHECKS,
)


def check_document(index: Index) -> list[Problem]:
    """All problems of one document that the schema has accepted, its seed aside."""
    problems: list[Problem] = []
    for level in LEVELS:
        for check in level:
            problems += check(index)
        if has_errors(problems):
            break
    return problems
