"""A sentence as tokens with offsets and BIO tags for cues and for stances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Stance
from hedgerow.index import Index
from hedgerow.tokens import Range, tokenize
from hedgerow.views.columns import sentence_columns, sentence_features

OUTSIDE = "O"


def features() -> Any:
    """Offsets and tags are lists as long as `tokens`."""
    from datasets import ClassLabel, Features, List, Value

    return Features(
        {
            **sentence_features(),
            "tokens": List(Value("string")),
            "starts": List(Value("int32")),
            "ends": List(Value("int32")),
            "cue_tags": List(ClassLabel(names=tags("cue"))),
            "stance_tags": List(ClassLabel(names=tags("stance"))),
        }
    )


def tags(record: str) -> list[str]:
    """O, then B- and I- of every label in the schema's order."""
    labels = schema.names(record)
    return [OUTSIDE, *(f"{prefix}-{label}" for label in labels for prefix in "BI")]


def rows(index: Index) -> Iterator[dict[str, Any]]:
    """One row per sentence. Of overlapping stances the one that starts first is tagged.

    A layer that nobody looked for has no tags, which are not the same as tags that are all O.
    """
    doc = index.document
    annotated = doc.annotation.layers
    for sentence in doc.sentences:
        ranges = tokenize(doc.text, sentence.start, sentence.end)
        yield {
            **sentence_columns(index, sentence, sentence.id),
            "tokens": [doc.text[start:end] for start, end in ranges],
            "starts": [start - sentence.start for start, _ in ranges],
            "ends": [end - sentence.start for _, end in ranges],
            "cue_tags": _bio(ranges, doc.cues) if "cues" in annotated else None,
            "stance_tags": _bio(ranges, doc.stances) if "stances" in annotated else None,
        }


def _bio(ranges: list[Range], records: Sequence[Cue | Stance]) -> list[str]:
    bio = [OUTSIDE] * len(ranges)
    for record in sorted(records, key=lambda r: (r.start, -r.end)):
        # Overlap, not cover: a converted record may end inside what is a word to us.
        covered = [i for i, (a, b) in enumerate(ranges) if a < record.end and record.start < b]
        if covered and all(bio[i] == OUTSIDE for i in covered):
            bio[covered[0]] = f"B-{record.label}"
            for i in covered[1:]:
                bio[i] = f"I-{record.label}"
    return bio
