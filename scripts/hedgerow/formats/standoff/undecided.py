"""The trigger words that a draft leaves open, as marks, so that a tool shows them to its annotator.

They carry nothing: what is still marked as undecided comes back as undecided, and what an annotator
labels becomes a record with the number of the mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.checks.coverage import left_open
from hedgerow.document import Document
from hedgerow.formats.standoff.model import LETTERS, Mark
from hedgerow.index import Index
from hedgerow.triggers import Trigger


def undecided(document: Document) -> Iterator[Mark]:
    """A mark for every trigger word or quoted string of a draft that nothing decides.

    Its number is higher than that of any record, so that it is free for a record of any layer.
    """
    annotation = document.annotation
    if annotation.status != "draft" or annotation.origin == "converted":
        return
    index = Index(document)
    numbers = (int(record.id[1:]) for layer in LETTERS for record in getattr(document, layer))
    first = max(numbers, default=0) + 1
    for number, found in enumerate(left_open(index), first):
        key, span = f"u{number:02d}", (found.start, found.end)
        values = {"hint": _hint(found.trigger)}
        yield Mark(key, "undecided", "undecided", [span], values, document.text[slice(*span)], key)


def _hint(trigger: Trigger) -> str:
    may_be = ", ".join((*trigger.may_be, "rejected"))
    return f"may be {may_be}; most often {trigger.default}"
