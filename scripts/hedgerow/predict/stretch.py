"""The stretches of a text that are annotated one by one: its sentences, very long ones in parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hedgerow.models import Example
from hedgerow.tokens import Range, tokenize
from hedgerow.triggers import Occurrence, Trigger, find

LONGEST = 250
"""Tokens of a stretch; more only where one trigger, such as a quotation, is longer."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A word of the trigger list, or a quotation: tokens of its stretch, the last not included."""

    first: int
    last: int
    trigger: Trigger

    @property
    def quotation(self) -> bool:
        """Whether it is a string between quotation marks."""
        return self.trigger.cls == "quotation"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens as offsets into the document's text, their words in lower case, and the triggers.

    `whole` is the question about all of it.
    """

    text: str
    tokens: tuple[Range, ...]
    words: tuple[str, ...]
    listed: tuple[Listed, ...]
    whole: Example

    def span(self, first: int, last: int) -> Range:
        """The offsets of some tokens."""
        return self.tokens[first][0], self.tokens[last - 1][1]

    def example(
        self, focus: Range, about: str = "", first: int = 0, last: int | None = None
    ) -> Example:
        """A question about a focus, in the light of some of its tokens; all are counted here."""
        start, stop = self.span(*focus)
        whole = self.whole
        if first or (last is not None and last < len(self.tokens)):
            whole = question(self.text, self.tokens[first:last])
        origin = self.tokens[first][0]
        return Example(whole.text, whole.tokens, (start - origin, stop - origin), about)


def question(text: str, tokens: Sequence[Range]) -> Example:
    """The question about some tokens of a text, of which nothing else is kept."""
    origin, end = tokens[0][0], tokens[-1][1]
    return Example(text[origin:end], tuple([(a - origin, b - origin) for a, b in tokens]))


def stretches(text: str, sentences: list[Range]) -> Iterator[Stretch]:
    """The stretches of every sentence that has a token, in order."""
    tokens = tokenize(text)
    starts = [start for start, _ in tokens]
    words = [text[start:end] for start, end in tokens]
    occurrences = find(text, sentences, tokens, words)
    words = "\n".join(words).lower().replace("’", "'").split("\n")
    at = 0
    for start, end in sentences:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        here = []
        while at < len(occurrences) and occurrences[at].start < end:
            here.append(_listed(occurrences[at], starts))
            at += 1
        for a, b, inside in _parts(first, last, here):
            yield Stretch(
                text,
                tuple(tokens[a:b]),
                tuple(words[a:b]),
                tuple(Listed(x.first - a, x.last - a, x.trigger) for x in inside),
                question(text, tokens[a:b]),
            )


def _listed(occurrence: Occurrence, starts: list[int]) -> Listed:
    first, last = bisect_left(starts, occurrence.start), bisect_left(starts, occurrence.end)
    return Listed(first, last, occurrence.trigger)


def _parts(
    first: int, last: int, listed: Sequence[Listed]
) -> Iterator[tuple[int, int, Sequence[Listed]]]:
    """Parts of a sentence with their triggers, none of which is cut."""
    at = 0
    while first < last:
        cut, begun = min(last, first + LONGEST), at
        while at < len(listed) and listed[at].first < cut:
            cut = max(cut, listed[at].last)
            at += 1
        yield first, cut, listed[begun:at]
        first = cut
