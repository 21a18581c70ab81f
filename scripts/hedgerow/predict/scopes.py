"""Scopes from tags, made to nest (R6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hedgerow.models import Model
from hedgerow.models.tasks.scope import WITHIN
from hedgerow.predict import phrases
from hedgerow.predict.marks import Mark, names_nobody
from hedgerow.predict.stretch import Stretch

REACH = 60
"""How many tokens to either side of a cue are asked about."""

_ENDS = frozenset(".,;:!?")
_JOINS = frozenset(".;:!?")
_BEFORE_SOURCE = (",", '"', "”", "’", "''")


def ask_scopes(asked: Sequence[tuple[Stretch, Sequence[Mark]]], model: Model) -> None:
    """Give the cues of each stretch their scopes. A quoted string is its own scope."""
    examples, places = [], []
    for stretch, cues in asked:
        for cue in cues:
            if cue.quotation:
                cue.scope = (cue.first, cue.last)
                continue
            first, last = max(0, cue.first - REACH), min(len(stretch.tokens), cue.last + REACH)
            examples.append(stretch.example((cue.first, cue.last), cue.label, first, last))
            places.append((stretch, cue, first))
    for (stretch, cue, first), answer in zip(places, model.predict(examples), strict=True):
        inside = [label == WITHIN for label in answer.labels]
        cue.scope = _around(cue, inside, first, len(stretch.tokens))


def fit_scopes(stretch: Stretch, cues: list[Mark], stances: Sequence[Mark]) -> None:
    """Make the scopes of a stretch fit together; remove the cues that have room for none.

    Scopes that would cross grow until one holds the other, as do scopes that would cut a stance.
    """
    cues[:] = [cue for cue in cues if cue.quotation or cue.scope != (cue.first, cue.last)]
    for first, second in pairwise(cues):
        if names_nobody(first, second):
            first.scope = second.scope = first.first, second.last
        elif in_concord(first, second):
            first.scope = second.scope = _union(first.scope, second.scope)
    for cue in cues:
        _trim(stretch, cue)
        if _trails(stretch, cue):
            cue.scope = _before(stretch, cue), cue.last
        elif _opens(cue) and cue.scope[1] > cue.last:
            cue.scope = cue.first, _comma(stretch, cue)
    _drop_antecedents(stretch, cues)
    _keep_in_content(stretch, cues)
    _nest(cues, [(stance.first, stance.last) for stance in stances])


def in_concord(first: Mark, second: Mark) -> bool:
    """Whether two cues in this order are one operator: a modal with a word of likelihood beside it.

    By rule (R3): could potentially, would seem, will probably; some observers.
    """
    if names_nobody(first, second):
        return True
    if {first.label, second.label} - {"epistemic", "condition"} or second.first - first.last > 1:
        return False
    classes = {cue.trigger.cls for cue in (first, second) if cue.trigger}
    return classes == {"modal", "likelihood"}


def _around(cue: Mark, inside: Sequence[bool], origin: int, size: int) -> tuple[int, int]:
    """The stretch of tokens in scope around a cue, at least one token larger than the cue."""
    first, last = cue.first, cue.last
    while first > origin and inside[first - 1 - origin]:
        first -= 1
    while last < origin + len(inside) and inside[last - origin]:
        last += 1
    if (first, last) == (cue.first, cue.last):
        if last < size:
            last += 1
        elif first > 0:
            first -= 1
    return first, last


def _trim(stretch: Stretch, cue: Mark) -> None:
    """Leave a mark at the end of a scope out of it: full stops stay outside (R6)."""
    first, last = cue.scope
    while last > cue.last and stretch.words[last - 1] in _ENDS:
        last -= 1
    if (first, last) != (cue.first, cue.last):
        cue.scope = first, last


def _trails(stretch: Stretch, cue: Mark) -> bool:
    """Whether a report follows its content: *p, officials said* (R7)."""
    words = stretch.words
    source = phrases.source(words, cue.first)
    if cue.label != "attribution" or cue.quotation or not source:
        return False
    ends = words[cue.last : cue.last + 1] in ((), (".",), (";",), ("!",), ("?",))
    return ends and source[0] > 1 and words[source[0] - 1] in _BEFORE_SOURCE


def _opens(cue: Mark) -> bool:
    """Whether a cue opens a clause of condition."""
    subordinate = cue.trigger is not None and cue.trigger.cls == "subordinator"
    return subordinate and cue.label == "condition"


def _comma(stretch: Stretch, cue: Mark) -> int:
    """Where the clause of an if-word ends: at a comma behind its first words, if there is one.

    There are too few such clauses in the corpus to learn it.
    """
    last = cue.scope[1]
    commas = (i for i in range(cue.last + 2, last) if stretch.words[i] == ",")
    return next(commas, last)


def _before(stretch: Stretch, cue: Mark) -> int:
    """Where the content of a report that follows it begins."""
    first = cue.first
    while first > 0 and stretch.words[first - 1] not in _JOINS:
        first -= 1
    return first


def _drop_antecedents(stretch: Stretch, cues: Sequence[Mark]) -> None:
    """An if-clause at the edge of a scope that it restricts is dropped from it (R8)."""
    for opener in filter(_opens, cues):
        for cue in cues:
            if cue.trigger and cue.trigger.cls in ("modal", "likelihood"):
                _drop(stretch, cue, opener.scope)
                _trim(stretch, cue)


def _drop(stretch: Stretch, cue: Mark, clause: tuple[int, int]) -> None:
    first, last = cue.scope
    if cue.last < clause[0] < last <= clause[1]:
        cue.scope = first, clause[0]
    elif clause[0] <= first < clause[1] < cue.first:
        comma = stretch.words[clause[1]] == ","
        cue.scope = clause[1] + (comma and clause[1] + 1 < cue.first), last


def _keep_in_content(stretch: Stretch, cues: Sequence[Mark]) -> None:
    """What stands in the content of a report behind its verb does not scope over the verb."""
    for report in cues:
        end = report.scope[1]
        start = report.last + (stretch.words[report.last : report.last + 1] == ("that",))
        for cue in cues if report.label == "attribution" and not report.quotation else ():
            if start <= cue.first and cue.last <= end and cue.scope[0] < start:
                found = max(start, cue.scope[0]), min(end, cue.scope[1])
                if found != (cue.first, cue.last) and not cue.quotation:
                    cue.scope = found


def _nest(cues: Sequence[Mark], fixed: Sequence[tuple[int, int]]) -> None:
    """Let scopes grow until none crosses another or a fixed span; they stay in the stretch."""
    growing = [cue for cue in cues if not cue.quotation]
    again = True
    while again:
        again = False
        for cue in growing:
            for other in (*(other.scope for other in cues), *fixed):
                if _cross(cue.scope, other):
                    cue.scope = _union(cue.scope, other)
                    again = True


def _cross(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def _union(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return min(a[0], b[0]), max(a[1], b[1])
