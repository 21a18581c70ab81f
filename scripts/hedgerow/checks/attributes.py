"""Attributes that depend on the text or on other records (A009 to A015).

What depends on the record alone (A001 to A008) is in the schema.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from hedgerow import tokens, triggers
from hedgerow.checks.text import quote
from hedgerow.document import LAYERS, UNASSIGNED, Cue, Stance
from hedgerow.index import Index, inside
from hedgerow.problems import Problem

NEGATORS = frozenset(
    (
        *("not", "n't", "n’t", "no", "never", "nor", "neither", "without", "hardly", "scarcely"),
        *("nobody", "nothing", "none", "cannot", "few", "little", "seldom", "rarely"),
    )
)
# Wide enough for a negator in the subject: nothing we have seen in November suggests.
NEGATOR_WINDOW = 8
LISTED = {"epistemic": ("certainty", "polarity"), "attribution": ("reporting", "polarity")}
SOURCED = ("epistemic", "condition", "investigation", "booster")


def holder_is_source(index: Index) -> Iterator[Problem]:
    """A cue inside the content of an attribution has the attribution's holder (R15)."""
    attributions = [cue for cue in index.document.cues if cue.label == "attribution"]
    for i, cue in enumerate(index.document.cues):
        if cue.label not in SOURCED:
            continue
        around = _innermost(cue, attributions)
        if around and not _same_holder(index, cue.holder, around.holder):
            yield Problem(
                code="A009",
                message=f"{quote(cue.text)} is inside what {quote(around.text)} reports, but its "
                f"holder is {cue.holder}, not {around.holder}",
                pointer=f"/cues/{i}/holder",
                suggestion=f"write {around.holder}",
            )


def _innermost(cue: Cue, attributions: list[Cue]) -> Cue | None:
    around = [
        other
        for other in attributions
        if other.scope and inside(cue, other.scope) and not inside(cue, other)
        if not (cue.scope and inside(other, cue.scope))
    ]
    return min(around, key=lambda other: other.scope.end - other.scope.start, default=None)  # type: ignore[union-attr]


def _same_holder(index: Index, a: str, b: str) -> bool:
    if a == b:
        return True
    first, second = index.mentions.get(a), index.mentions.get(b)
    return first is not None and second is not None and first.entity == second.entity


def negators(index: Index) -> Iterator[Problem]:
    """Negated needs a negator within eight words to the left, in the same sentence.

    A foreign source that marks negators has other ones, also to the right.
    """
    if index.document.foreign:
        return
    for pointer, record in _records(index):
        if record.negated and not _negator_before(index, record):
            yield Problem(
                code="A010",
                message=f"no negator within {NEGATOR_WINDOW} words before {quote(record.text)}",
                pointer=f"{pointer}/negated",
            )


def _negator_before(index: Index, record: Cue | Stance) -> bool:
    starts = index.sentence_starts
    start = starts[max(0, bisect_right(starts, record.start) - 1)]
    return negated_before(index.document.text, start, record.start)


def negated_before(text: str, start: int, end: int) -> bool:
    """Whether one of the last words from `start` to `end` is a negator."""
    before = [text[a:b].lower() for a, b in tokens.tokenize(text, start, end)]
    words = [word for word in before if any(map(str.isalnum, word))]
    return any(word in NEGATORS for word in words[-NEGATOR_WINDOW:])


def quoted_mode(index: Index) -> Iterator[Problem]:
    """An expression is quoted exactly if it stands between quotation marks (R16).

    The other way round only for a named holder, and not for scare quotes, which are the author's.
    """
    scare = {(cue.start, cue.end) for cue in index.document.cues if cue.label == "distancing"}
    for i, stance in enumerate(index.document.stances):
        pointer = f"/stances/{i}/mode"
        around = [q for q in index.quotations if q[0] <= stance.start and stance.end <= q[1]]
        if stance.mode == "quoted" and not around:
            message = f"{quote(stance.text)} does not stand between quotation marks"
            yield Problem(
                code="A011", message=message, pointer=pointer, suggestion="write reported"
            )
        elif stance.mode == "reported" and stance.holder != "implicit" and not scare >= set(around):
            message = f"{quote(stance.text)} stands between quotation marks"
            yield Problem(code="A011", message=message, pointer=pointer, suggestion="write quoted")


def lexical_list(index: Index) -> Iterator[Problem]:
    """A record on exactly a trigger word carries what the list allows for it.

    The labels of a foreign document are its source's.
    """
    if index.document.foreign:
        return
    cues = {(cue.start, cue.end) for cue in index.document.cues}
    for pointer, record in _records(index):
        span = (record.start, record.end)
        trigger = index.trigger_at.get(span)
        coincides = isinstance(record, Stance) and span in cues  # G007 says so
        if trigger is None or coincides or record.label == "unspecified":
            continue
        if record.label not in trigger.may_be:
            yield Problem(
                code="A013",
                message=f"{quote(record.text)} is no {record.label} by the lexical list",
                pointer=f"{pointer}/label",
                suggestion=f"the list allows: {', '.join(trigger.may_be) or 'rejection only'}",
            )
        elif isinstance(record, Cue):
            yield from _lexical_values(pointer, record, trigger)


def _lexical_values(pointer: str, cue: Cue, trigger: triggers.Trigger) -> Iterator[Problem]:
    for key in LISTED.get(cue.label, ()):
        listed, found = getattr(trigger, key), getattr(cue, key)
        if listed is not None and listed != found:
            yield Problem(
                code="A012",
                message=f"{quote(cue.text)} has {key} {found}; the lexical list says {listed}",
                pointer=f"{pointer}/{key}",
                suggestion=f"write {listed}",
            )


def layers(index: Index) -> Iterator[Problem]:
    """Records are only in layers that were annotated."""
    doc = index.document
    for layer in LAYERS:
        count = len(getattr(doc, layer))
        if count and layer not in doc.annotation.layers:
            message = f"{layer} are not among the layers, but there are {count} of them"
            yield Problem(
                code="A014",
                message=message,
                pointer="/annotation/layers",
                suggestion=f'add "{layer}"',
            )


def unassigned(index: Index) -> Iterator[Problem]:
    """Somebody annotated it, unless it is a draft."""
    annotation = index.document.annotation
    if annotation.status == "draft":
        return
    for i, annotator in enumerate(annotation.annotators):
        if annotator.id == UNASSIGNED:
            yield Problem(
                code="A015",
                message=f"the status is {annotation.status}, but an annotator is {UNASSIGNED}",
                pointer=f"/annotation/annotators/{i}/id",
                suggestion="write who annotated, and in kind whether that is a human or a model",
            )


def _records(index: Index) -> Iterator[tuple[str, Cue | Stance]]:
    for i, cue in enumerate(index.document.cues):
        yield f"/cues/{i}", cue
    for i, stance in enumerate(index.document.stances):
        yield f"/stances/{i}", stance


CHECKS = (holder_is_source, negators, quoted_mode, lexical_list, layers, unassigned)
