"""What a JSON Schema cannot express, checked one document at a time.

A check is a generator: it takes a :class:`~hedgerow.index.Index` and yields
:class:`~hedgerow.problems.Problem`. It never prints, logs, exits or keeps state. Checks are in
families, and families run in levels; a level with errors gates the next, so that one broken offset
does not cause a cascade. Of many documents, `hedgerow.verdicts` tells in which families nothing
can be wrong, so that only the others run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from hedgerow.checks import attributes, coverage, geometry, links, relations, text
from hedgerow.index import Index
from hedgerow.problems import Problem, has_errors

Check = Callable[[Index], Iterator[Problem]]
Level = dict[str, tuple[Check, ...]]
"""Families by name: checks that have one verdict."""
Levels = tuple[Level, ...]

SOUND: Levels = (
    {"spans": text.SPAN_CHECKS},
    {"sentences": text.SENTENCE_CHECKS},
    {"links": links.CHECKS},
)
"""What every other check builds on: spans, sentences, ids and links."""
LAST: Level = {
    "geometry": geometry.CHECKS,
    "attributes": attributes.CHECKS,
    "relations": relations.CHECKS,
    "coverage": coverage.CHECKS,
    "suggestions": coverage.SUGGESTION_CHECKS,
}
LETTERS = {
    "geometry": "G",
    "attributes": "A",
    "relations": "R",
    "coverage": "VW",
    "suggestions": "VW",
}
"""The first letters of the codes of a family of the last level."""


def levels(letters: str, more: Iterable[Check] = ()) -> Levels:
    """The levels to run where only codes with these first letters count, with `more` checks.

    Nothing runs for what the parser and the schema say alone.
    """
    if not set(letters) - set("PS"):
        return ()
    last = {
        family: checks for family, checks in LAST.items() if set(LETTERS[family]) & set(letters)
    }
    more = tuple(more)
    return (*SOUND, {**last, "more": more} if more else last)


LEVELS = levels("GARVW")


def check_document(
    index: Index, levels: Levels = LEVELS, sound: Collection[str] = ()
) -> list[Problem]:
    """All problems of one document that the schema has accepted, its seed aside.

    Families that are known to be `sound` do not run.
    """
    problems: list[Problem] = []
    for level in levels:
        for family, checks in level.items():
            if family not in sound:
                for check in checks:
                    problems += check(index)
        if has_errors(problems):
            break
    return problems
