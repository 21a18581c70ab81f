"""A stance with its sentence, holder, target, attributes, and the cues that hedge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.document import Cue, Stance
from hedgerow.index import Index, inside
from hedgerow.views.columns import (
    HOLDERS,
    Columns,
    class_label,
    kind_of,
    mention_columns,
    mention_features,
    sentence_features,
    sentences_of,
    starts_of,
)


def features() -> Any:
    """`topic` says what an implicit target is."""
    from datasets import ClassLabel, Features, List, Value

    return Features(
        {
            **sentence_features(),
            "label": class_label("stance"),
            "expression": Value("string"),
            "start": Value("int32"),
            "end": Value("int32"),
            "holder": ClassLabel(names=list(HOLDERS)),
            **mention_features("holder"),
            "target": ClassLabel(names=list(HOLDERS[1:])),
            **mention_features("target"),
            "topic": Value("string"),
            "polarity": class_label("stance", "polarity"),
            "intensity": class_label("stance", "intensity"),
            "explicit": Value("bool"),
            "mode": class_label("stance", "mode"),
            "negated": Value("bool"),
            "confidence": class_label("stance", "confidence"),
            "hedged": Value("bool"),
            "hedged_by": List(
                {"id": Value("string"), "label": class_label("cue"), "cue": Value("string")}
            ),
            "note": Value("string"),
        }
    )


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per stance expression."""
    return columns(index).rows(index)


def columns(index: Index) -> Columns:
    """The columns of `rows`."""
    stances = index.parsed.stances
    sentences = sentences_of(index, stances)
    origins = starts_of(index, sentences)
    placed = list(zip(stances, origins, strict=True))
    hedges = [hedges_of(index, stance) for stance in stances]
    return Columns(
        sentences,
        [stance.id for stance in stances],
        {
            "label": [stance.label for stance in stances],
            "expression": [stance.text for stance in stances],
            "start": [stance.start - origin for stance, origin in placed],
            "end": [stance.end - origin for stance, origin in placed],
            "holder": [kind_of(stance.holder) for stance in stances],
            **mention_columns(index, "holder", [stance.holder for stance in stances], origins),
            "target": [kind_of(stance.target) for stance in stances],
            **mention_columns(index, "target", [stance.target for stance in stances], origins),
            "topic": [stance.topic for stance in stances],
            "polarity": [stance.polarity for stance in stances],
            "intensity": [stance.intensity for stance in stances],
            "explicit": [stance.explicit for stance in stances],
            "mode": [stance.mode for stance in stances],
            "negated": [stance.negated for stance in stances],
            "confidence": [stance.confidence for stance in stances],
            "hedged": [bool(cues) for cues in hedges],
            "hedged_by": [_named(index, cues) for cues in hedges],
            "note": [stance.note for stance in stances],
        },
    )


def _named(index: Index, cues: list[Cue]) -> list[dict[str, str]]:
    return [
        {"id": f"{index.parsed.id}:{cue.id}", "label": cue.label, "cue": cue.text} for cue in cues
    ]


def hedges_of(index: Index, stance: Stance) -> list[Cue]:
    """Cues in whose scope the expression lies, innermost first; a booster hedges nothing."""
    hedges = [
        (cue.scope.end - cue.scope.start, cue.start, cue)
        for cue in index.parsed.cues
        if cue.scope and cue.label != "booster" and inside(stance, cue.scope)
    ]
    return [cue for _, _, cue in sorted(hedges, key=lambda item: item[:2])]
