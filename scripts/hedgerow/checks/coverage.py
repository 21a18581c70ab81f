"""Every trigger word is decided (V): the completeness that a machine can check (R18)."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.checks.text import quote
from hedgerow.document import Cue, Rejected, Stance
from hedgerow.index import Index, inside
from hedgerow.problems import Problem


def undecided(index: Index) -> Iterator[Problem]:
    """Each occurrence lies inside a cue, a stance or a rejected span; native documents only."""
    doc = index.document
    if doc.annotation.origin == "converted":
        return
    decided: list[Cue | Stance | Rejected] = [*doc.cues, *doc.stances, *doc.rejected]
    exactly = {(record.start, record.end) for record in decided}
    for occurrence in index.occurrences:
        if (occurrence.start, occurrence.end) in exactly:
            continue
        if any(inside(occurrence, record) for record in decided):
            continue
        text = doc.text[occurrence.start : occurrence.end]
        sentence = index.sentence(occurrence)
        may_be = ", ".join(occurrence.trigger.may_be)
        yield Problem(
            code="V001",
            message=f"{quote(text)} at {occurrence.start} to {occurrence.end} in "
            f"{sentence.id if sentence else 'no sentence'} is not decided",
            pointer="/rejected",
            suggestion=(f"annotate it ({may_be}) or " if may_be else "")
            + f"reject it with a reason; most often it is {occurrence.trigger.default}",
        )


def contradictions(index: Index) -> Iterator[Problem]:
    """Nothing is rejected twice, or both rejected and annotated."""
    doc = index.document
    seen: dict[tuple[int, int], str] = {}
    annotated: list[Cue | Stance] = [*doc.cues, *doc.stances]
    for i, rejected in enumerate(doc.rejected):
        pointer = f"/rejected/{i}"
        first = seen.setdefault((rejected.start, rejected.end), rejected.id)
        if first != rejected.id:
            message = f"{quote(rejected.text)} is rejected by {first} already"
            yield Problem(code="V003", message=message, pointer=pointer)
        for record in annotated:
            if inside(rejected, record):
                message = f"{quote(rejected.text)} is rejected, and inside {record.id}"
                yield Problem(code="V002", message=message, pointer=pointer)


def no_trigger(index: Index) -> Iterator[Problem]:
    """A rejected span is an occurrence of a trigger."""
    for i, rejected in enumerate(index.document.rejected):
        if (rejected.start, rejected.end) not in index.trigger_at:
            message = f"{quote(rejected.text)} is no trigger word"
            yield Problem(code="W001", message=message, pointer=f"/rejected/{i}")


CHECKS = (undecided, contradictions, no_trigger)
