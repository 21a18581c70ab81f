"""Whether a sentence is uncertain: derived from its cues, unless a source says so itself."""

from __future__ import annotations

from hedgerow.document import Cue
from hedgerow.index import Index

UNCERTAIN = frozenset({"epistemic", "condition", "investigation", "unspecified"})
BROAD = UNCERTAIN | {"weasel", "approximator"}


def is_uncertain(cue: Cue) -> bool:
    """Whether the cue makes its sentence `uncertain`."""
    return cue.label in UNCERTAIN


def is_uncertain_broad(cue: Cue) -> bool:
    """Whether the cue makes its sentence `uncertain_broad`."""
    return cue.label in BROAD or (cue.label == "attribution" and cue.holder == "implicit")


def uncertain_sentences(index: Index) -> list[bool | None]:
    """Whether each sentence of a sound document is uncertain; None where nobody looked.

    What a source says of the sentence as a whole goes before what its cues say.
    """
    doc = index.document
    marked = {index.sentence_number(cue) for cue in doc.cues if is_uncertain(cue)}
    looked_for = "cues" in doc.annotation.layers
    return [
        (i in marked if looked_for else None) if sentence.uncertain is None else sentence.uncertain
        for i, sentence in enumerate(doc.sentences)
    ]
