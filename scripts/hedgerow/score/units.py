"""Cues and stances as the scorer compares them: values without ids, so that they can be sorted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any, NamedTuple

from hedgerow.document import Cue
from hedgerow.index import Index, SpanLike, same_span
from hedgerow.matching import match, overlap
from hedgerow.tokens import Range

LAYERS = {"cue": "cues", "stance": "stances"}
# Asked of pairs, besides the label.
ATTRIBUTES = {
    "cue": ("certainty", "polarity", "reporting", "negated"),
    "stance": ("polarity", "intensity", "mode", "negated"),
}


class Place(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Link(NamedTuple):
    """A holder or target: author, implicit, or a mention with its place."""

    kind: str
    start: int = -1
    end: int = -1


class Unit(NamedTuple):
    """A cue or stance. `scope` is () where there is none, as always in stances."""

    start: int
    end: int
    label: str
    values: tuple[str, ...]  # of ATTRIBUTES, "" for null
    holder: Link
    target: Link
    scope: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.start, self.end)


def units(layer: str, index: Index) -> list[Unit]:
    """The records of a layer (cue or stance), sorted, each once."""
    records = getattr(index.document, LAYERS[layer])
    return sorted({_unit(ATTRIBUTES[layer], index, record) for record in records})


def _unit(attributes: tuple[str, ...], index: Index, record: Any) -> Unit:
    scope = record.scope if isinstance(record, Cue) else None
    return Unit(
        record.start,
        record.end,
        record.label,
        tuple(_text(getattr(record, key)) for key in attributes),
        _link(index, record.holder),
        _link(index, getattr(record, "target", "")),
        (Place(scope.start, scope.end),) if scope else (),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _link(index: Index, link: str) -> Link:
    mention = index.mentions.get(link)
    return Link("mention", mention.start, mention.end) if mention else Link(link)


def same_link(a: Link, b: Link) -> bool:
    """Both the author, both implicit, or mentions that overlap."""
    if a.kind == b.kind == "mention":
        return overlap(a, b) > 0
    return a.kind == b.kind


def pairs(gold: Iterable[Unit], predicted: Iterable[Unit]) -> list[tuple[Unit, Unit]]:
    """Units that overlap, one to one; the same whichever order they come in.

    Turning the sides round turns the pairs round: where several assignments are equally good,
    the smaller side is always the one asked first.
    """
    first, second = sorted(gold), sorted(predicted)
    if first <= second:
        return match(first, second, _closeness)
    return [(a, b) for b, a in match(second, first, _closeness)]


def _closeness(a: Unit, b: Unit) -> int:
    """How much two units have in common, what matters most first."""
    value = 0
    for same in (same_span(a, b), *(x == y for x, y in zip(a[2:], b[2:], strict=True))):
        value = 2 * value + same
    return value


class Grid:
    """The tokens of a text, looked up by offsets."""

    def __init__(self, tokens: list[Range]) -> None:
        self._starts = [start for start, _ in tokens]
        self._ends = [end for _, end in tokens]

    def covered(self, span: SpanLike) -> range:
        """The positions of the tokens that lie within a span."""
        return range(bisect_left(self._starts, span.start), bisect_right(self._ends, span.end))

    def shared(self, a: SpanLike, b: SpanLike) -> int:
        """How many tokens lie within both spans."""
        x, y = self.covered(a), self.covered(b)
        return len(range(max(x.start, y.start), min(x.stop, y.stop)))
