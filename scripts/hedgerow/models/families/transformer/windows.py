"""Sentences as an encoder sees them: the focus marked, as sub-tokens, in windows that fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hedgerow.models.example import Example
from hedgerow.models.task import Task
from hedgerow.tokens import Range
from hedgerow.triggers import find

LENGTH = 256  # sub-tokens in a window, if the encoder can take as many


@dataclass(frozen=True, slots=True)
class Window:
    """Part of an example that fits an encoder.

    `inputs` are what the tokenizer made. The labels number `slots` of the example are answered at
    the sub-tokens `places`, one by one.
    """

    example: int
    inputs: dict[str, list[int]]
    slots: list[int]
    places: list[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """The text of an example with its focus marked; `tokens` and `mark` are ranges in it."""

    text: str
    tokens: list[Range]
    mark: Range | None


def marked(example: Example) -> Marked:
    """Put marks around the focus, and what is known about it before it.

    ``It may rain`` becomes ``It @ * epistemic * may @ rain``: marks that every encoder has a
    representation of do better than new ones (Zhou and Chen 2022).
    """
    if example.focus is None:
        return Marked(example.text, list(example.tokens), None)
    start, end = example.focus
    opening = f"@ * {example.about} * " if example.about else "@ "
    closing = " @"
    text = example.text
    text = text[:start] + opening + text[start:end] + closing + text[end:]
    both = len(opening) + len(closing)
    tokens = [
        (
            a + (both if a >= end else len(opening) if a >= start else 0),
            b + (both if b > end else len(opening) if b > start else 0),
        )
        for a, b in example.tokens
    ]
    return Marked(text, tokens, (start, start + 1))


def listed(task: Task, example: Example) -> Example:
    """The example; of a trigger word it is also known what the list takes it for."""
    if task.configuration != "candidates":
        return example
    found = find(example.text, [(0, len(example.text))], list(example.tokens))
    usual = [one.trigger.default for one in found if (one.start, one.end) == example.focus]
    return replace(example, about=" ".join([example.about, *usual]).strip())


def windows(
    tokenizer: Any, task: Task, examples: Sequence[Example], length: int = LENGTH
) -> list[Window]:
    """The examples as windows of at most `length` sub-tokens, which overlap by a quarter.

    A token is answered at its first sub-token. One that has none, since the tokenizer drops it or
    joins it to the token before, is in no window. Where there is a focus, windows without it are
    left out.
    """
    texts = [marked(listed(task, example)) for example in examples]
    if not texts:
        return []
    encoded = tokenizer(
        [one.text for one in texts],
        truncation=True,
        max_length=length,
        stride=length // 4,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
    )
    owners = encoded.pop("overflow_to_sample_mapping")
    offsets = encoded.pop("offset_mapping")
    made, before = [], -1
    for i, owner in enumerate(owners):
        answers = _answers(texts[owner], offsets[i], task.kind, continued=owner == before)
        before = owner
        inputs = {key: values[i] for key, values in encoded.items()}
        if answers:
            made.append(Window(owner, inputs, list(answers), list(answers.values())))
    return made


def _answers(one: Marked, offsets: Sequence[Range], kind: str, continued: bool) -> dict[int, int]:
    """The sub-token at which each label is answered in a window; none without the focus."""
    if kind == "classify" and not one.mark:
        return {0: 0}
    if one.mark:
        mark = _places(one.text, [one.mark], offsets, continued)
        if kind == "classify" or not mark:
            return mark
    return _places(one.text, one.tokens, offsets, continued)


def _places(
    text: str, ranges: Sequence[Range], offsets: Sequence[Range], continued: bool
) -> dict[int, int]:
    """The first sub-token of each range; a window that continues another may cut a range."""
    found: dict[int, int] = {}
    starts = [start for start, _ in ranges]
    begin = -1
    for place, start in _visible(text, offsets):
        if begin < 0:
            begin = start if continued else 0
        i = bisect_right(starts, start) - 1
        if i >= 0 and begin <= starts[i] and start < ranges[i][1]:
            found.setdefault(i, place)
    return found


def _visible(text: str, offsets: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """Sub-tokens that cover something, with their start behind white space."""
    for place, (start, end) in enumerate(offsets):
        covered = text[start:end]
        if covered.strip():
            yield place, start + len(covered) - len(covered.lstrip())
