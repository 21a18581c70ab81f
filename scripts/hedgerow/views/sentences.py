"""A sentence with `uncertain`, `uncertain_broad` and a flag per cue label and stance label."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Sentence
from hedgerow.index import Index
from hedgerow.views.columns import Columns, sentence_features, sentences_of

UNCERTAIN = frozenset({"epistemic", "condition", "investigation", "unspecified"})
BROAD = UNCERTAIN | {"weasel", "approximator"}


def features() -> Any:
    """Flags are booleans, or null where the source does not say."""
    from datasets import Features, Value

    flags = ("uncertain", "uncertain_broad", *_flags("cue"), *_flags("stance"))
    return Features({**sentence_features(), **{flag: Value("bool") for flag in flags}})


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per sentence. What nobody looked for is null, not false."""
    return columns(index).rows(index)


def columns(index: Index) -> Columns:
    """The columns of `rows`."""
    doc = index.parsed
    sentences, count = doc.sentences, len(doc.sentences)
    cues = cues_by_sentence(index)
    here = [(sentence, cues.get(sentence.id, [])) for sentence in sentences]
    flags: dict[str, list[bool | None]] = {}
    for record, spans in (("cue", doc.cues), ("stance", doc.stances)):
        looked_for = f"{record}s" in doc.annotation.layers
        flags |= {flag: [False if looked_for else None] * count for flag in _flags(record)}
        if looked_for:
            for span, number in zip(spans, sentences_of(index, spans), strict=True):
                flags[f"{record}_{span.label}"][number] = True
    return Columns(
        list(range(count)),
        [sentence.id for sentence in sentences],
        {
            "uncertain": [uncertain(index, sentence, some) for sentence, some in here],
            "uncertain_broad": [_broad(index, sentence, some) for sentence, some in here],
            **flags,
        },
    )


def cues_by_sentence(index: Index) -> dict[str, list[Cue]]:
    """The cues of the sentences that have some, by the id of the sentence."""
    cues: dict[str, list[Cue]] = {}
    sentences, found = index.parsed.sentences, index.parsed.cues
    for cue, number in zip(found, sentences_of(index, found), strict=True):
        cues.setdefault(sentences[number].id, []).append(cue)
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
