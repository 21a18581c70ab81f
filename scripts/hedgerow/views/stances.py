"""A stance with its sentence, holder, target, attributes, and the cues that hedge it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.document import Cue, Stance
from hedgerow.index import Index, inside
from hedgerow.views.columns import (
    HOLDERS,
    class_label,
    kind_of,
    mention_columns,
    mention_features,
    sentence_columns,
    sentence_features,
    sentence_of,
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
    doc = index.parsed
    for stance in doc.stances:
        sentence = sentence_of(index, stance)
        origin = sentence.start
        hedges = hedges_of(index, stance)
        yield {
            **sentence_columns(index, sentence, stance.id),
            "label": stance.label,
            "expression": stance.text,
            "start": stance.start - origin,
            "end": stance.end - origin,
            "holder": kind_of(stance.holder),
            **mention_columns(index, "holder", stance.holder, origin),
            "target": kind_of(stance.target),
            **mention_columns(index, "target", stance.target, origin),
            "topic": stance.topic,
            "polarity": stance.polarity,
            "intensity": stance.intensity,
            "explicit": stance.explicit,
            "mode": stance.mode,
            "negated": stance.negated,
            "confidence": stance.confidence,
            "hedged": bool(hedges),
            "hedged_by": [
                {"id": f"{doc.id}:{cue.id}", "label": cue.label, "cue": cue.text} for cue in hedges
            ],
            "note": stance.note,
        }


def hedges_of(index: Index, stance: Stance) -> list[Cue]:
    """Cues in whose scope the expression lies, innermost first; a booster hedges nothing."""
    hedges = [
        (cue.scope.end - cue.scope.start, cue.start, cue)
        for cue in index.parsed.cues
        if cue.scope and cue.label != "booster" and inside(stance, cue.scope)
    ]
    return [cue for _, _, cue in sorted(hedges, key=lambda item: item[:2])]
