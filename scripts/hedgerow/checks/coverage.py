"""Every trigger word is decided (V; W005 in drafts): what a machine can check of R18."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hedgerow.checks.text import quote
from hedgerow.document import Cue, Rejected, Stance, is_suggestion
from hedgerow.index import Index, inside
from hedgerow.problems import Problem
from hedgerow.triggers import Occurrence


def undecided(index: Index) -> Iterator[Problem]:
    """Each occurrence lies inside a cue, a stance or a rejected span; native documents only.

    In a draft it is no error that something is left to decide.
    """
    doc = index.document
    code = "W005" if doc.annotation.status == "draft" else "V001"
    if doc.annotation.origin == "converted":
        return
    for occurrence in left_open(index):
        text = doc.text[occurrence.start : occurrence.end]
        sentence = index.sentence(occurrence)
        may_be = ", ".join(occurrence.trigger.may_be)
        yield Problem(
            code=code,
            message=f"{quote(text)} at {occurrence.start} to {occurrence.end} in "
            f"{sentence.id if sentence else 'no sentence'} is not decided",
            pointer="/rejected",
            suggestion=(f"annotate it ({may_be}) or " if may_be else "")
            + f"reject it with a reason; most often it is {occurrence.trigger.default}",
        )


def left_open(index: Index) -> Iterator[Occurrence]:
    """The occurrences of trigger words that are in no cue, no stance and no rejected span."""
    doc = index.document
    decided: list[Cue | Stance | Rejected] = [*doc.cues, *doc.stances, *doc.rejected]
    exactly = {(record.start, record.end) for record in decided}
    for occurrence in index.occurrences:
        if (occurrence.start, occurrence.end) in exactly:
            continue
        if not any(inside(occurrence, record) for record in decided):
            yield occurrence


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


def unconfirmed(index: Index) -> Iterator[Problem]:
    """What a model suggested is confirmed, outside of drafts."""
    doc = index.document
    if doc.annotation.status == "draft":
        return
    layers: dict[str, Sequence[Cue | Stance | Rejected]] = {
        "cues": doc.cues,
        "stances": doc.stances,
        "rejected": doc.rejected,
    }
    for layer, records in layers.items():
        for i, record in enumerate(records):
            if record.note and is_suggestion(record.note):
                what = "rejecting " if layer == "rejected" else ""
                sure = "" if layer == "rejected" else " and set its confidence"
                yield Problem(
                    code="V004",
                    message=f"{what}{quote(record.text)} was suggested by a model, and nobody "
                    "confirmed it",
                    pointer=f"/{layer}/{i}/note",
                    suggestion=f"look at the record; if it is right, remove the note{sure}; if it "
                    "is wrong, remove it",
                )


CHECKS = (undecided, contradictions, no_trigger)
SUGGESTION_CHECKS = (unconfirmed,)
