"""How cues, scopes and stances lie to each other (G; rules R4 to R6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hedgerow.checks.text import quote
from hedgerow.index import Index, disjoint, inside, is_quotation, same_span
from hedgerow.problems import Problem


def cue_in_scope(index: Index) -> Iterator[Problem]:
    """A cue lies in its scope and is smaller, a quoted string is its own scope.

    By another convention a scope may be its cue alone, where the rest is elided.
    """
    ours = not index.document.foreign
    for i, cue in enumerate(index.document.cues):
        if cue.scope is None:
            continue
        pointer = f"/cues/{i}/scope"
        if ours and is_quotation(cue.text):
            if not same_span(cue, cue.scope):
                message = f"the scope of {quote(cue.text)} is not the quoted string itself"
                suggestion = f"set start to {cue.start} and end to {cue.end}"
                yield Problem(code="G003", message=message, pointer=pointer, suggestion=suggestion)
        elif not inside(cue, cue.scope):
            message = f"{quote(cue.text)} is not inside its scope {quote(cue.scope.text)}"
            yield Problem(code="G001", message=message, pointer=pointer)
        elif ours and same_span(cue, cue.scope):
            message = f"the scope of {quote(cue.text)} is no larger than the cue"
            yield Problem(code="G002", message=message, pointer=pointer)


def cues_apart(index: Index) -> Iterator[Problem]:
    """No two cues share a character."""
    order = sorted(enumerate(index.document.cues), key=lambda item: item[1].start)
    for (_, first), (i, second) in pairwise(order):
        if not disjoint(first, second):
            message = f"{second.id} {quote(second.text)} overlaps {first.id} {quote(first.text)}"
            yield Problem(code="G004", message=message, pointer=f"/cues/{i}/start")


def scopes_nest(index: Index) -> Iterator[Problem]:
    """Two scopes nest or are disjoint, by our convention."""
    if index.document.foreign:
        return
    scopes = [(i, cue.id, cue.scope) for i, cue in enumerate(index.document.cues) if cue.scope]
    scopes.sort(key=lambda item: (item[2].start, -item[2].end))
    open_scopes: list[tuple[int, str, int]] = []
    for i, cue_id, scope in scopes:
        open_scopes = [item for item in open_scopes if item[2] > scope.start]
        for _, other_id, end in open_scopes:
            if end < scope.end:
                message = f"the scopes of {other_id} and {cue_id} cross at {scope.start} to {end}"
                yield Problem(code="G005", message=message, pointer=f"/cues/{i}/scope")
        open_scopes.append((i, cue_id, scope.end))


def stances_and_cues(index: Index) -> Iterator[Problem]:
    """A stance expression crosses no scope edge and is no cue."""
    for i, stance in enumerate(index.document.stances):
        pointer = f"/stances/{i}/start"
        for cue in index.document.cues:
            if same_span(stance, cue):
                message = f"{quote(stance.text)} is also cue {cue.id}"
                yield Problem(code="G007", message=message, pointer=pointer)
            scope = cue.scope
            if scope and not (
                inside(stance, scope) or inside(scope, stance) or disjoint(stance, scope)
            ):
                message = f"{quote(stance.text)} crosses the edge of the scope of {cue.id}"
                yield Problem(code="G006", message=message, pointer=pointer)


CHECKS = (cue_in_scope, cues_apart, scopes_nest, stances_and_cues)
