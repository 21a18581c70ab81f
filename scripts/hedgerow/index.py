"""A document with the look-ups that checks and views share, each computed at most once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Protocol

from hedgerow import triggers
from hedgerow.document import Cue, Document, Mention, Sentence, Stance
from hedgerow.tokens import Range, tokenize


class SpanLike(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Behind the last code point."""


class Index:
    """Everything but the document is derived."""

    _build: Callable[[], Document]

    def __init__(self, document: Document) -> None:
        self.document = document

    @classmethod
    def lazy(cls, build: Callable[[], Document]) -> Index:
        """An index of a document that is built when somebody asks for it."""
        index = cls.__new__(cls)
        index._build = build
        return index

    @cached_property
    def document(self) -> Document:
        """The document."""
        return self._build()

    def spans(self) -> Iterator[tuple[str, SpanLike, str | None]]:
        """Every span of every layer: its pointer, the span, its stored text (None: has none)."""
        doc = self.document
        for i, sentence in enumerate(doc.sentences):
            yield f"/sentences/{i}", sentence, None
        for i, cue in enumerate(doc.cues):
            yield f"/cues/{i}", cue, cue.text
            if cue.scope:
                yield f"/cues/{i}/scope", cue.scope, cue.scope.text
        for layer in ("stances", "mentions", "rejected"):
            for i, record in enumerate(getattr(doc, layer)):
                yield f"/{layer}/{i}", record, record.text

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {mention.id: mention for mention in self.document.mentions}

    @cached_property
    def cues(self) -> dict[str, Cue]:
        """Cues by id."""
        return {cue.id: cue for cue in self.document.cues}

    @cached_property
    def stances(self) -> dict[str, Stance]:
        """Stances by id."""
        return {stance.id: stance for stance in self.document.stances}

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where sentences start."""
        return [sentence.start for sentence in self.document.sentences]

    def sentence_number(self, span: SpanLike) -> int | None:
        """The number, from 0, of the sentence that contains the whole span, if one does."""
        number = bisect_right(self.sentence_starts, span.start) - 1
        within = number >= 0 and span.end <= self.document.sentences[number].end
        return number if within else None

    def sentence(self, span: SpanLike) -> Sentence | None:
        """The sentence that contains the whole span, if one does."""
        number = self.sentence_number(span)
        return None if number is None else self.document.sentences[number]

    @cached_property
    def tokens(self) -> list[Range]:
        """Ranges of all tokens."""
        return tokenize(self.document.text)

    @cached_property
    def token_starts(self) -> set[int]:
        """Every offset at which a token starts."""
        return {start for start, _ in self.tokens}

    @cached_property
    def token_ends(self) -> set[int]:
        """Every offset at which a token ends."""
        return {end for _, end in self.tokens}

    @cached_property
    def quotations(self) -> list[Range]:
        """Ranges between quotation marks, marks included."""
        return triggers.quoted_strings(self.document.text)

    @cached_property
    def occurrences(self) -> list[triggers.Occurrence]:
        """Every trigger occurrence."""
        sentences = [(s.start, s.end) for s in self.document.sentences]
        return triggers.find(self.document.text, sentences, self.tokens)

    @cached_property
    def trigger_at(self) -> dict[Range, triggers.Trigger]:
        """The trigger of every occurrence, by its offsets."""
        return {(o.start, o.end): o.trigger for o in self.occurrences}


def inside(inner: SpanLike, outer: SpanLike) -> bool:
    """Whether `inner` lies within `outer`; the same span counts."""
    return outer.start <= inner.start and inner.end <= outer.end


def same_span(a: SpanLike, b: SpanLike) -> bool:
    """Whether two spans have the same offsets."""
    return a.start == b.start and a.end == b.end


def disjoint(a: SpanLike, b: SpanLike) -> bool:
    """Whether two spans share no character; touching spans do not."""
    return a.end <= b.start or b.end <= a.start


def is_quotation(text: str) -> bool:
    """Whether an expression is a whole quoted string, marks included."""
    return triggers.QUOTED.fullmatch(text) is not None
