"""A sentence as tokens with offsets and BIO tags for cues and for stances."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Stance
from hedgerow.index import Index
from hedgerow.tokens import Range
from hedgerow.views.columns import Columns, sentence_features

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
    return columns(index).rows(index)


def columns(index: Index) -> Columns:
    """The columns of `rows`."""
    found = index.sentence_tokens
    placed = list(zip(found, index.sentence_starts, strict=True))
    return Columns(
        list(range(len(found))),
        [sentence.id for sentence in index.parsed.sentences],
        {
            "tokens": index.sentence_words,
            "starts": [[start - origin for start, _ in ranges] for ranges, origin in placed],
            "ends": [[end - origin for _, end in ranges] for ranges, origin in placed],
            "cue_tags": _tags(index, "cues"),
            "stance_tags": _tags(index, "stances"),
        },
    )


def _tags(index: Index, layer: str) -> list[list[str]] | list[None]:
    """The tags of the tokens of each sentence."""
    found = index.sentence_tokens
    if layer not in index.parsed.annotation.layers:
        return [None] * len(found)
    bio = [[OUTSIDE] * len(ranges) for ranges in found]
    starts = index.sentence_starts
    for record in sorted(getattr(index.parsed, layer), key=_place):
        first = max(0, bisect_right(starts, record.start) - 1)
        for number in range(first, bisect_left(starts, record.end)):
            _tag(bio[number], found[number], record)
    return bio


def _place(record: Cue | Stance) -> tuple[int, int]:
    return record.start, -record.end


def _tag(bio: list[str], ranges: list[Range], record: Cue | Stance) -> None:
    """Tag the tokens of a sentence that a record overlaps, if none of them has a tag."""
    # Overlap, not cover: a converted record may end inside what is a word to us.
    behind = bisect_left(ranges, (record.end,))
    begin = bisect_right(ranges, (record.start,), hi=behind)
    if begin and ranges[begin - 1][1] > record.start:
        begin -= 1
    length = behind - begin
    if length > 0 and bio[begin:behind].count(OUTSIDE) == length:
        bio[begin:behind] = [f"B-{record.label}"] + [f"I-{record.label}"] * (length - 1)
