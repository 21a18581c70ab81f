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
    annotated = index.document.annotation.layers
    cues: dict[str, list[Cue]] = {}
    labels: dict[str, set[str]] = {}
    for cue in index.document.cues:
        home = sentence_of(index, cue).id
        cues.setdefault(home, []).append(cue)
        labels.setdefault(home, set()).add(f"cue_{cue.label}")
    for stance in index.document.stances:
        labels.setdefault(sentence_of(index, stance).id, set()).add(f"stance_{stance.label}")
    for sentence in index.document.sentences:
        here, found = cues.get(sentence.id, []), labels.get(sentence.id, set())
        yield {
            **sentence_columns(index, sentence, sentence.id),
            "uncertain": uncertain(index, sentence, here),
            "uncertain_broad": _broad(index, sentence, here),
            **{
                flag: flag in found if layer in annotated else None
                for layer, record in (("cues", "cue"), ("stances", "stance"))
                for flag in _flags(record)
            },
        }


def uncertain(index: Index, sentence: Sentence, cues: list[Cue]) -> bool | None:
    """Whether a sentence with these cues is uncertain; None if nobody looked.

    What a source says of the sentence as a whole goes before what its cues say.
    """
    if sentence.uncertain is not None:
        return sentence.uncertain
    if "cues" not in index.document.annotation.layers:
        return None
    return any(is_uncertain(cue) for cue in cues)


def _broad(index: Index, sentence: Sentence, cues: list[Cue]) -> bool | None:
    narrow = uncertain(index, sentence, cues)
    if narrow or "cues" not in index.document.annotation.layers:
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
