"""A sentence with `uncertain`, `uncertain_broad` and a flag per cue label and stance label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Sentence
from hedgerow.index import Index
from hedgerow.views.columns import sentence_columns, sentence_features, sentence_of

UNCERTAIN = frozenset({"epistemic", "condition", "investigation", "unspecified"})
BROAD = UNCERTAIN | {"weasel", "approximator"}


def features() -> Any:
    """Flags are booleans, or null where the source does not say."""
    from datasets import Features, Value

    flags = ("uncertain", "uncertain_broad", *_flags("cue"), *_flags("stance"))
    return Features({**sentence_features(), **{flag: Value("bool") for flag in flags}})


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per sentence. What nobody looked for is null, not false."""
    doc = index.parsed
    annotated = [
        (record, records)
        for record, records in (("cue", doc.cues), ("stance", doc.stances))
        if f"{record}s" in doc.annotation.layers
    ]
    looked_for = {record for record, _ in annotated}
    absent = {
        flag: False if record in looked_for else None
        for record in ("cue", "stance")
        for flag in _flags(record)
    }
    present: dict[str, dict[str, bool]] = {}
    for record, records in annotated:
        for span in records:
            flags = present.setdefault(sentence_of(index, span).id, {})
            flags[f"{record}_{span.label}"] = True
    cues = cues_by_sentence(index)
    for sentence in doc.sentences:
        here = cues.get(sentence.id, [])
        yield {
            **sentence_columns(index, sentence, sentence.id),
            "uncertain": uncertain(index, sentence, here),
            "uncertain_broad": _broad(index, sentence, here),
            **absent,
            **present.get(sentence.id, {}),
        }


def cues_by_sentence(index: Index) -> dict[str, list[Cue]]:
    """The cues of the sentences that have some, by the id of the sentence."""
    cues: dict[str, list[Cue]] = {}
    for cue in index.parsed.cues:
        cues.setdefault(sentence_of(index, cue).id, []).append(cue)
    return cues


def uncertain(index: Index, sentence: Sentence, cues: list[Cue]) -> bool | None:
    """Whether a sentence with these cues is uncertain; None if nobody looked.

    What a source says of the sentence as a whole goes before what its cues say.
    """
    if sentence.uncertain is not None:
        return sentence.uncertain
    if "cues" not in index.parsed.annotation.layers:
        return None
    return any(is_uncertain(cue) for cue in cues)


def _broad(index: Index, sentence: Sentence, cues: list[Cue]) -> bool | None:
    narrow = uncertain(index, sentence, cues)
    if narrow or "cues" not in index.parsed.annotation.layers:
        return narrow or None
    return any(is_uncertain_broad(cue) for cue in cues)


def is_uncertain(cue: Cue) -> bool:
    """Whether the cue makes its sentence `uncertain`."""
    return cue.label in UNCERTAIN


def is_uncertain_broad(cue: Cue) -> bool:
    """Whether the cue makes its sentence `uncertain_broad`."""
    return cue.label in BROAD or (cue.label == "attribution" and cue.holder == "implicit")


def _flags(record: str) -> list[str]:
    return [f"{record}_{label}" for label in schema.names(record)]
