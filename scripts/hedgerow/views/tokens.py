"""A sentence as tokens with offsets and BIO tags for cues and for stances."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Stance
from hedgerow.index import Index
from hedgerow.tokens import Range
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
        cue_tags = _bio(ranges, cues) if "cues" in annotated else None
        stance_tags = _bio(ranges, stances) if "stances" in annotated else None
        yield {
            **sentence_columns(index, sentence, sentence.id),
            "tokens": [doc.text[start:end] for start, end in ranges],
            "starts": [start - sentence.start for start, _ in ranges],
            "ends": [end - sentence.start for _, end in ranges],
            "cue_tags": cue_tags,
            "stance_tags": stance_tags,
        }


def _place(record: Cue | Stance) -> tuple[int, int]:
    return record.start, -record.end


def _bio(ranges: list[Range], records: Sequence[Cue | Stance]) -> list[str]:
    """The tags of the tokens of a sentence; the records come in the order of their places."""
    bio = [OUTSIDE] * len(ranges)
    if not ranges:
        return bio
    first, last = ranges[0][0], ranges[-1][1]
    starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
    for record in records:
        if record.end <= first or record.start >= last:
            continue
        # Overlap, not cover: a converted record may end inside what is a word to us.
        begin, behind = bisect_right(ends, record.start), bisect_left(starts, record.end)
        length = behind - begin
        if length > 0 and bio[begin:behind].count(OUTSIDE) == length:
            bio[begin:behind] = [f"B-{record.label}"] + [f"I-{record.label}"] * (length - 1)
    return bio
