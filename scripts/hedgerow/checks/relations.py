"""Concord and conditions (R; rules R3, R8, R9)."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.checks.text import quote
from hedgerow.document import Cue, Relation
from hedgerow.index import Index, disjoint, same_span
from hedgerow.problems import Problem
from hedgerow.triggers import Trigger


def concord(index: Index) -> Iterator[Problem]:
    """Cues in concord share their scope and their holder."""
    for i, relation in enumerate(index.document.relations):
        if relation.label != "concord":
            continue
        source, target = index.cues[relation.source], index.cues[relation.target]
        unlike = []
        if not (source.scope and target.scope and same_span(source.scope, target.scope)):
            unlike.append("scopes")
        if source.holder != target.holder:
            unlike.append("holders")
        if unlike:
            message = f"{source.id} and {target.id} have different {' and '.join(unlike)}"
            yield Problem(code="R002", message=message, pointer=f"/relations/{i}")


def conditions(index: Index) -> Iterator[Problem]:
    """A conditions relation starts at an if-cue whose clause is outside what it restricts."""
    for i, relation in enumerate(index.document.relations):
        if relation.label != "conditions":
            continue
        source = index.cues[relation.source]
        trigger = index.trigger_at.get((source.start, source.end))
        if source.label != "condition" or (trigger and not opens_clause(trigger)):
            message = f"{source.id} {quote(source.text)} opens no if-clause"
            yield Problem(code="R004", message=message, pointer=f"/relations/{i}/source")
            continue
        target = index.cues.get(relation.target) or index.stances[relation.target]
        restricted = (target.scope or target) if isinstance(target, Cue) else target
        if source.scope and not disjoint(source.scope, restricted):
            message = f"the clause {quote(source.scope.text)} overlaps {target.id}, its consequent"
            yield Problem(code="R005", message=message, pointer=f"/relations/{i}/target")


def opens_clause(trigger: Trigger) -> bool:
    """Whether a condition cue on the trigger opens an if-clause; should does so when inverted."""
    return trigger.cls == "subordinator" or trigger.lemma == "should"


def repeated(index: Index) -> Iterator[Problem]:
    """No relation is there twice; concord has no direction."""
    seen: dict[tuple[str, ...], str] = {}
    for i, relation in enumerate(index.document.relations):
        ends = (relation.source, relation.target)
        key = (relation.label, *(sorted(ends) if relation.label == "concord" else ends))
        if key in seen:
            message = f"{relation.id} says the same as {seen[key]}"
            yield Problem(code="R006", message=message, pointer=f"/relations/{i}")
        seen.setdefault(key, relation.id)


def circles(index: Index) -> Iterator[Problem]:
    """Following relations of one label never leads back."""
    relations = index.document.relations
    for i, relation in enumerate(relations):
        earlier = [other for other in relations[:i] if other.label == relation.label]
        repeats = any({o.source, o.target} == {relation.source, relation.target} for o in earlier)
        if not repeats and _reaches(earlier, relation.target, relation.source):
            message = f"{relation.id} closes a circle back to {relation.source}"
            yield Problem(code="R003", message=message, pointer=f"/relations/{i}")


def _reaches(relations: list[Relation], start: str, goal: str) -> bool:
    reached, frontier = {start}, [start]
    while frontier:
        node = frontier.pop()
        for relation in relations:
            if relation.source == node and relation.target not in reached:
                reached.add(relation.target)
                frontier.append(relation.target)
    return goal in reached


CHECKS = (concord, conditions, repeated, circles)
