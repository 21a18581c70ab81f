"""What goes wrong, counted, with a few example sentences of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hedgerow.document import Sentence
from hedgerow.index import Index, SpanLike, same_span
from hedgerow.score.units import ATTRIBUTES, Place, Unit, pairs, units

EXAMPLES = 3  # of each kind
NOTHING = "nothing"
BOUNDARIES = "other boundaries"


class Confusion(NamedTuple):
    """A kind of error: what the gold documents have, and what is predicted there."""

    layer: str
    gold: str
    predicted: str


class Example(NamedTuple):
    """A sentence with the place of an error, counted in the sentence."""

    document: str
    sentence: str
    text: str
    place: Place
    words: str


@dataclass(slots=True)
class Kind:
    """The errors of one kind: how often, with which words, and the first examples."""

    count: int = 0
    words: Counter[str] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    def add(self, words: str, index: Index, span: SpanLike) -> None:
        """Count one; it is an example while there are few and its words are new among them."""
        self.count += 1
        self.words[words] += 1
        if len(self.examples) < EXAMPLES and words not in {e.words for e in self.examples}:
            self.examples.append(_example(index, span, words))


@dataclass(slots=True)
class Strings:
    """Words in lower case of one layer: all of each side, and those that answer to nothing."""

    gold: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)


@dataclass
class Errors:
    """Errors of cues, stances and scopes, added up over documents."""

    documents: int = 0
    kinds: dict[Confusion, Kind] = field(default_factory=dict)
    strings: dict[str, Strings] = field(
        default_factory=lambda: {layer: Strings() for layer in ATTRIBUTES}
    )

    def add(self, gold: Index, predicted: Index) -> None:
        """Fold one document in."""
        self.documents += 1
        for layer in ATTRIBUTES:
            a, b = units(layer, gold), units(layer, predicted)
            matched = pairs(a, b)
            for confusion, words, span in _errors(layer, gold, a, b, matched):
                self.kinds.setdefault(confusion, Kind()).add(words, gold, span)
            self._count_strings(layer, gold, a, b, matched)

    def most_frequent(self, layer: str) -> list[tuple[Confusion, Kind]]:
        """Kinds of error of a layer (cue, stance, scope), the most frequent first."""
        found = [item for item in self.kinds.items() if item[0].layer == layer]
        return sorted(found, key=lambda item: (-item[1].count, item[0]))

    def _count_strings(
        self, layer: str, index: Index, a: list[Unit], b: list[Unit], matched: list[_Pair]
    ) -> None:
        strings = self.strings[layer]
        hit = {x for x, _ in matched}, {y for _, y in matched}
        strings.gold.update(_words(index, unit) for unit in a)
        strings.missed.update(_words(index, unit) for unit in a if unit not in hit[0])
        strings.predicted.update(_words(index, unit) for unit in b)
        strings.spurious.update(_words(index, unit) for unit in b if unit not in hit[1])


_Pair = tuple[Unit, Unit]
_Error = tuple[Confusion, str, SpanLike]


def _errors(
    layer: str, index: Index, a: list[Unit], b: list[Unit], matched: list[_Pair]
) -> Iterator[_Error]:
    """Every error of a layer: its kind, its words, and the span to show."""
    hit = {x for x, _ in matched}, {y for _, y in matched}
    for unit in a:
        if unit not in hit[0]:
            yield Confusion(layer, unit.label, NOTHING), _words(index, unit), unit
    for unit in b:
        if unit not in hit[1]:
            yield Confusion(layer, NOTHING, unit.label), _words(index, unit), unit
    for x, y in matched:
        words = _words(index, x)
        if x.label != y.label:
            yield Confusion(layer, x.label, y.label), words, x
        if not same_span(x, y):
            both = f"{words} → {_words(index, y)}"
            yield Confusion(layer, x.label, BOUNDARIES), both, x
        if x.scope and y.scope and x.scope != y.scope:
            yield Confusion("scope", x.label, _edges(x.scope[0], y.scope[0])), words, x.scope[0]


def _edges(gold: Place, predicted: Place) -> str:
    """How a predicted scope lies to the gold one."""
    edges = (("starts", gold.start, predicted.start), ("ends", gold.end, predicted.end))
    return ", ".join(f"{verb} {'early' if b < a else 'late'}" for verb, a, b in edges if a != b)


def _words(index: Index, span: SpanLike) -> str:
    return " ".join(index.document.text[span.start : span.end].lower().split())


def _example(index: Index, span: SpanLike, words: str) -> Example:
    document = index.document
    whole = index.sentence(span) or Sentence("", span.start, span.end, None)
    place = Place(span.start - whole.start, span.end - whole.start)
    return Example(document.id, whole.id, document.text[whole.start : whole.end], place, words)
