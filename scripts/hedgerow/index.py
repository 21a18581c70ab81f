"""A document with the look-ups that checks and views share, each computed at most once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Protocol

from hedgerow import triggers
from hedgerow.document import Cue, Document, Mention, Sentence, Stance
from hedgerow.tokens import Range, tokenize

StoredSpan = tuple[int, int, str]  # start, end, text


class SpanLike(Protocol):
    """Anything with offsets."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Behind the last code point."""


class Stored:
    """The spans of a document that store their text, without pointers; and ids and sentences.

    `parsed` is as in `Index`. What verdicts share is computed here in one go.
    """

    def __init__(self, parsed: Any) -> None:
        scopes = [cue.scope for cue in parsed.cues]
        self.cues: list[StoredSpan] = [(r.start, r.end, r.text) for r in parsed.cues]
        self.scopes: list[StoredSpan] = [(s.start, s.end, s.text) for s in scopes if s]
        self.stances: list[StoredSpan] = [(r.start, r.end, r.text) for r in parsed.stances]
        self.mentions: list[StoredSpan] = [(r.start, r.end, r.text) for r in parsed.mentions]
        self.rejected: list[StoredSpan] = [(r.start, r.end, r.text) for r in parsed.rejected]
        self.all = self.cues + self.stances + self.mentions + self.scopes + self.rejected
        self.ids = {
            "sentences": [record.id for record in parsed.sentences],
            "cues": [record.id for record in parsed.cues],
            "stances": [record.id for record in parsed.stances],
            "mentions": [record.id for record in parsed.mentions],
            "relations": [record.id for record in parsed.relations],
            "rejected": [record.id for record in parsed.rejected],
        }
        self.starts = [sentence.start for sentence in parsed.sentences]
        self.ends = [sentence.end for sentence in parsed.sentences]
        self.homes = [bisect_right(self.starts, start) for start, _, _ in self.all]
        """For each span, the number of sentences that start before it or with it."""


class Index:
    """Everything but the document is derived.

    `parsed` is the document, or has the same attributes: what verdicts look at. A document that was
    read without a problem is built when somebody asks for it.
    """

    parsed: Any
    _build: Callable[[], Document]

    def __init__(self, document: Document) -> None:
        self.parsed = self.document = document

    @classmethod
    def lazy(cls, parsed: Any, build: Callable[[], Document]) -> Index:
        """An index of records that were parsed, with a function that builds the document."""
        index = cls.__new__(cls)
        index.parsed, index._build = parsed, build
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
        return {mention.id: mention for mention in self.parsed.mentions}

    @cached_property
    def cues(self) -> dict[str, Cue]:
        """Cues by id."""
        return {cue.id: cue for cue in self.parsed.cues}

    @cached_property
    def stances(self) -> dict[str, Stance]:
        """Stances by id."""
        return {stance.id: stance for stance in self.parsed.stances}

    @property
    def ids(self) -> dict[str, list[str]]:
        """The ids of the records, layer by layer."""
        return self.stored.ids

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Where sentences start."""
        return self.stored.starts

    def sentence_number(self, span: SpanLike) -> int | None:
        """The number, from 0, of the sentence that contains the whole span, if one does."""
        number = bisect_right(self.stored.starts, span.start) - 1
        return number if number >= 0 and span.end <= self.stored.ends[number] else None

    def sentence(self, span: SpanLike) -> Sentence | None:
        """The sentence that contains the whole span, if one does."""
        number = self.sentence_number(span)
        return None if number is None else self.parsed.sentences[number]

    @cached_property
    def tokens(self) -> list[Range]:
        """Ranges of all tokens."""
        return tokenize(self.parsed.text)

    @cached_property
    def token_starts(self) -> set[int]:
        """Every offset at which a token starts."""
        return {start for start, _ in self.tokens}

    @cached_property
    def token_ends(self) -> set[int]:
        """Every offset at which a token ends."""
        return {end for _, end in self.tokens}

    @cached_property
    def stored(self) -> Stored:
        """Every span that stores its text."""
        return Stored(self.parsed)

    @cached_property
    def spans_sound(self) -> bool:
        """Whether every span is one of the text and covers what it stores."""
        text, stored = self.parsed.text, self.stored
        length = len(text)
        for start, end, covered in stored.all:
            if text[start:end] != covered or not 0 <= start < end <= length:
                return False
        for start, end in zip(stored.starts, stored.ends, strict=True):
            if not 0 <= start < end <= length:
                return False
        return True

    @cached_property
    def quotations(self) -> list[Range]:
        """Ranges between quotation marks, marks included."""
        return triggers.quoted_strings(self.parsed.text)

    @cached_property
    def occurrences(self) -> list[triggers.Occurrence]:
        """Every trigger occurrence."""
        sentences = [(s.start, s.end) for s in self.parsed.sentences]
        return triggers.find(self.parsed.text, sentences, self.tokens)

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
