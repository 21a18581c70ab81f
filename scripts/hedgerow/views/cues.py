"""A cue with its sentence, scope, holder, attributes and the author's commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.commitment import VALUES, commitment
from hedgerow.index import Index
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
    """Scope columns are null where a converted document has no scope."""
    from datasets import ClassLabel, Features, List, Value

    return Features(
        {
            **sentence_features(),
            "label": class_label("cue"),
            "cue": Value("string"),
            "start": Value("int32"),
            "end": Value("int32"),
            "scope": Value("string"),
            "scope_start": Value("int32"),
            "scope_end": Value("int32"),
            "holder": ClassLabel(names=list(HOLDERS)),
            **mention_features("holder"),
            "certainty": class_label("cue", "certainty"),
            "polarity": class_label("cue", "polarity"),
            "reporting": class_label("cue", "reporting"),
            "negated": Value("bool"),
            "confidence": class_label("cue", "confidence"),
            "commitment": ClassLabel(names=list(VALUES)),
            "concord": List(Value("string")),
            "conditioned_by": List(Value("string")),
            "note": Value("string"),
        }
    )


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per cue; `concord` and `conditioned_by` hold ids of rows."""
    return columns(index).rows(index)


def columns(index: Index) -> Columns:
    """The columns of `rows`."""
    cues = index.parsed.cues
    sentences = sentences_of(index, cues)
    origins = starts_of(index, sentences)
    placed = list(zip(cues, origins, strict=True))
    concord, conditioned_by = _related(index)
    return Columns(
        sentences,
        [cue.id for cue in cues],
        {
            "label": [cue.label for cue in cues],
            "cue": [cue.text for cue in cues],
            "start": [cue.start - origin for cue, origin in placed],
            "end": [cue.end - origin for cue, origin in placed],
            "scope": [cue.scope and cue.scope.text for cue in cues],
            "scope_start": [cue.scope and cue.scope.start - origin for cue, origin in placed],
            "scope_end": [cue.scope and cue.scope.end - origin for cue, origin in placed],
            "holder": [kind_of(cue.holder) for cue in cues],
            **mention_columns(index, "holder", [cue.holder for cue in cues], origins),
            "certainty": [cue.certainty for cue in cues],
            "polarity": [cue.polarity for cue in cues],
            "reporting": [cue.reporting for cue in cues],
            "negated": [cue.negated for cue in cues],
            "confidence": [cue.confidence for cue in cues],
            "commitment": [commitment(cue) for cue in cues],
            "concord": [concord.get(cue.id, []) for cue in cues],
            "conditioned_by": [conditioned_by.get(cue.id, []) for cue in cues],
            "note": [cue.note for cue in cues],
        },
    )


def _related(index: Index) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """By the id of a cue: the rows it is in concord with, sorted, and those that condition it."""
    doc = index.parsed
    concord: dict[str, list[str]] = {}
    conditioned_by: dict[str, list[str]] = {}
    for relation in doc.relations:
        source, target = f"{doc.id}:{relation.source}", f"{doc.id}:{relation.target}"
        if relation.label == "concord":
            concord.setdefault(relation.source, []).append(target)
            concord.setdefault(relation.target, []).append(source)
        elif relation.label == "conditions":
            conditioned_by.setdefault(relation.target, []).append(source)
    return {cue: sorted(others) for cue, others in concord.items()}, conditioned_by
