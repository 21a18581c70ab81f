"""A cue with its sentence, scope, holder, attributes and the author's commitment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.commitment import VALUES, commitment
from hedgerow.document import Cue
from hedgerow.index import Index
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
    for cue in index.parsed.cues:
        sentence = sentence_of(index, cue)
        origin = sentence.start
        yield {
            **sentence_columns(index, sentence, cue.id),
            "label": cue.label,
            "cue": cue.text,
            "start": cue.start - origin,
            "end": cue.end - origin,
            "scope": cue.scope.text if cue.scope else None,
            "scope_start": cue.scope.start - origin if cue.scope else None,
            "scope_end": cue.scope.end - origin if cue.scope else None,
            "holder": kind_of(cue.holder),
            **mention_columns(index, "holder", cue.holder, origin),
            "certainty": cue.certainty,
            "polarity": cue.polarity,
            "reporting": cue.reporting,
            "negated": cue.negated,
            "confidence": cue.confidence,
            "commitment": commitment(cue),
            "concord": _concord(index, cue),
            "conditioned_by": _conditioned_by(index, cue),
            "note": cue.note,
        }


def _concord(index: Index, cue: Cue) -> list[str]:
    relations = [r for r in index.parsed.relations if r.label == "concord"]
    others = [r.target for r in relations if r.source == cue.id]
    others += [r.source for r in relations if r.target == cue.id]
    return [f"{index.parsed.id}:{other}" for other in sorted(others)]


def _conditioned_by(index: Index, cue: Cue) -> list[str]:
    doc = index.parsed
    return [
        f"{doc.id}:{r.source}"
        for r in doc.relations
        if r.label == "conditions" and r.target == cue.id
    ]
