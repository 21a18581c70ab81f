"""How cues, scopes and stances lie to each other (G; rules R4 to R6)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hedgerow.checks.text import quote
from hedgerow.checks.verdict import Unless
from hedgerow.index import Index, Stored, StoredSpan, disjoint, inside, is_quotation, same_span
from hedgerow.problems import Problem
from hedgerow.triggers import OPENING


def sound(index: Index) -> bool:
    """Whether cues, scopes and stances lie as they should."""
    behind = 0
    for start, end, _ in sorted(index.stored.cues):
        if start < behind:
            return False
        behind = end
    return _scoped(index) and _nested(index.stored.scopes) and _apart(index.stored)


def _scoped(index: Index) -> bool:
    """Whether cues lie in their scopes and are smaller, quoted strings being their own scope."""
    cues = index.stored.cues
    if len(index.stored.scopes) < len(cues):
        cues = [(cue.start, cue.end, cue.text) for cue in index.parsed.cues if cue.scope]
    for (first, last, text), (start, end, _) in zip(cues, index.stored.scopes, strict=True):
        if first < start or end < last:
            return False
        whole = first == start and last == end
        if (whole or text[0] in OPENING) and whole != is_quotation(text):
            return False
    return True


def _nested(scopes: list[StoredSpan]) -> bool:
    """Whether no two scopes cross."""
    around: list[int] = []  # the ends of the open scopes, the innermost last
    for start, minus in sorted([(start, -end) for start, end, _ in scopes]):
        while around and around[-1] <= start:
            around.pop()
        if around and around[-1] < -minus:
            return False
        around.append(-minus)
    return True


def _apart(stored: Stored) -> bool:
    """Whether no stance is a cue or crosses the edge of a scope."""
    if not set(stored.stances).isdisjoint(stored.cues):
        return False
    for first, last, _ in stored.stances:
        for start, end, _ in stored.scopes:
            if (start < first < end < last) or (first < start < last < end):
                return False
    return True


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


CHECKS = (Unless(sound, (cue_in_scope, cues_apart, scopes_nest, stances_and_cues)),)
