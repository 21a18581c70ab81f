"""A sentence as tokens with offsets and BIO tags for cues and for stances."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Stance
from hedgerow.index import Index
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
    doc = index.parsed
    annotated = doc.annotation.layers
    cues, stances = sorted(doc.cues, key=_place), sorted(doc.stances, key=_place)
    for sentence, ranges in zip(doc.sentences, index.sentence_tokens, strict=True):
        origin = sentence.start
        starts, ends = [start - origin for start, _ in ranges], [end - origin for _, end in ranges]
        yield {
            **sentence_columns(index, sentence, sentence.id),
            "tokens": [doc.text[start:end] for start, end in ranges],
            "starts": starts,
            "ends": ends,
            "cue_tags": _bio(starts, ends, origin, cues) if "cues" in annotated else None,
            "stance_tags": _bio(starts, ends, origin, stances) if "stances" in annotated else None,
        }


def _place(record: Cue | Stance) -> tuple[int, int]:
    return record.start, -record.end


def _bio(
    starts: list[int], ends: list[int], origin: int, records: Sequence[Cue | Stance]
) -> list[str]:
    """The tags of the tokens of a sentence that begins at `origin`; records in order of places."""
    bio = [OUTSIDE] * len(starts)
    if not starts:
        return bio
    first, last = origin + starts[0], origin + ends[-1]
    for record in [record for record in records if record.end > first and record.start < last]:
        # Overlap, not cover: a converted record may end inside what is a word to us.
        begin = bisect_right(ends, record.start - origin)
        behind = bisect_left(starts, record.end - origin)
        length = behind - begin
        if length > 0 and bio[begin:behind].count(OUTSIDE) == length:
            bio[begin:behind] = [f"B-{record.label}"] + [f"I-{record.label}"] * (length - 1)
    return bio
