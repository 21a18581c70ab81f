"""What two annotations of one text have different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hedgerow.browse.records import Record, layer_of, who
from hedgerow.document import Cue, Rejected, Relation
from hedgerow.index import Index, SpanLike, same_span
from hedgerow.matching import match, overlap

KINDS = ("missing", "label", "span", "scope", "holder", "target", "value", "note")
MEANINGS = {
    "missing": "one pass has no such record",
    "label": "the labels, or the reasons of a rejected word, differ",
    "span": "the words of the cue or expression differ",
    "scope": "the scopes differ",
    "holder": "the holders are other words, or one is the author",
    "target": "the targets are other words, or one is not in the sentence",
    "value": "another attribute differs: certainty, polarity, confidence, the name of an entity",
    "note": "only the notes differ",
}
_VALUES = {
    "cue": ("certainty", "polarity", "reporting", "negated", "confidence"),
    "stance": ("polarity", "intensity", "explicit", "mode", "negated", "confidence", "topic"),
    "rejected": (),
}

_Key = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A record of one pass and what the other has there; `values` are pairs of what differs.

    Where one side has no such record, it is None or, with another layer's record on the same
    words, that record.
    """

    kinds: tuple[str, ...]
    first: Record | Relation | None
    second: Record | Relation | None
    values: tuple[tuple[str, str, str], ...]  # what, in the first, in the second
    start: int
    end: int
    relation: _Key | None = None  # the label and the words that are joined, of a relation


def differences(first: Index, second: Index) -> list[Difference]:
    """Every difference in the order of the text.

    Records of a layer are paired as `hedgerow.matching` pairs them. Raises ImportError where scipy
    is needed and missing.
    """
    found: list[Difference] = []
    alone: tuple[list[Record], list[Record]] = ([], [])
    for layer in ("cues", "stances", "rejected"):
        a, b = getattr(first.document, layer), getattr(second.document, layer)
        pairs = match(a, b, _closeness)
        found += filter(None, (_compare(first, second, x, y) for x, y in pairs))
        for side, records, place in ((0, a, 0), (1, b, 1)):
            paired = {pair[place].id for pair in pairs}
            alone[side].extend(record for record in records if record.id not in paired)
    for x, y in match(*alone):  # the same words in another layer
        found.append(_missing(x, y))
        alone[0].remove(x)
        alone[1].remove(y)
    found += (_missing(x, None) for x in alone[0])
    found += (_missing(None, y) for y in alone[1])
    found += _relations(first, second)
    return sorted(found, key=lambda d: (d.start, d.end, d.kinds))


def _closeness(a: Any, b: Any) -> int:
    return int(same_span(a, b)) + int(getattr(a, "label", None) == getattr(b, "label", None))


def _missing(a: Record | None, b: Record | None) -> Difference:
    spans = [record for record in (a, b) if record]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return Difference(("missing",), a, b, (), start, end)


def _compare(first: Index, second: Index, a: Record, b: Record) -> Difference | None:
    values = tuple(_values(first, second, a, b))
    kinds = tuple(kind for kind in KINDS if any(kind == what[0] for what in values))
    if not kinds:
        return None
    told = tuple((name, x, y) for _, name, x, y in values)
    return Difference(kinds, a, b, told, min(a.start, b.start), max(a.end, b.end))


def _values(
    first: Index, second: Index, a: Record, b: Record
) -> Iterator[tuple[str, str, str, str]]:
    """Kind, name and both values of whatever differs."""
    name = "reason" if isinstance(a, Rejected) else "label"
    if getattr(a, name) != getattr(b, name):
        yield "label", name, getattr(a, name), getattr(b, name)
    if not same_span(a, b):
        yield "span", "words", a.text, b.text
    if isinstance(a, Cue) and isinstance(b, Cue):
        x, y = a.scope, b.scope
        if (x and y and not same_span(x, y)) or (x is None) != (y is None):
            yield "scope", "scope", x.text if x else "none", y.text if y else "none"
    for key in ("holder", "target"):
        if hasattr(a, key):
            yield from _link(first, second, key, getattr(a, key), getattr(b, key))
    for key in _VALUES[layer_of(a)]:
        x, y = getattr(a, key), getattr(b, key)
        if x != y:
            yield "value", key, _word(x), _word(y)
    if (a.note or "") != (b.note or ""):
        yield "note", "note", a.note or "none", b.note or "none"


def _link(
    first: Index, second: Index, key: str, a: str, b: str
) -> Iterator[tuple[str, str, str, str]]:
    """Other words, other edges of the same words, or another name for the same words."""
    x, y = first.mentions.get(a), second.mentions.get(b)
    if x and y and overlap(x, y):
        if not same_span(x, y):
            yield key, key, x.text, y.text
        if x.entity != y.entity:
            yield "value", f"name of the {key}", x.entity, y.entity
    elif x or y or a != b:
        yield key, key, who(first, a), who(second, b)


def _word(value: Any) -> str:
    return {True: "yes", False: "no", None: "none"}.get(value, str(value))


def _relations(first: Index, second: Index) -> Iterator[Difference]:
    """Relations by their label and the words they join."""
    sides = [dict(_placed(index)) for index in (first, second)]
    for i, (here, there) in enumerate((sides, sides[::-1])):
        for key, relation in here.items():
            if key not in there:
                a, b = (relation, None) if i == 0 else (None, relation)
                start, end = min(key[1], key[3]), max(key[2], key[4])
                yield Difference(("missing",), a, b, (), start, end, key)


def _placed(index: Index) -> Iterator[tuple[_Key, Relation]]:
    records: dict[str, SpanLike] = {**index.cues, **index.stances}
    for relation in index.document.relations:
        a, b = records.get(relation.source), records.get(relation.target)
        if a and b:
            if relation.label == "concord" and a.start > b.start:  # it has no direction
                a, b = b, a
            yield (relation.label, a.start, a.end, b.start, b.end), relation


def answer(difference: Difference, index: Index) -> Record | Relation | None:
    """What a third annotation has where the difference is."""
    if difference.relation:
        return dict(_placed(index)).get(difference.relation)
    sides = [difference.first, difference.second]
    spans = [side for side in sides if side and not isinstance(side, Relation)]
    candidates: list[Record] = [
        *index.document.cues, *index.document.stances, *index.document.rejected,
    ]  # fmt: skip

    def closeness(record: Record) -> tuple[int, bool]:
        shared = max((overlap(record, span) for span in spans), default=0)
        return shared, any(type(record) is type(span) for span in spans)

    found = max(candidates, key=closeness, default=None)
    return found if found and closeness(found)[0] else None
