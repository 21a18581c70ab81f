"""How far two annotations of the same texts agree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from operator import attrgetter
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Document, Stance
from hedgerow.index import Index, SpanLike, same_span
from hedgerow.matching import match, overlap
from hedgerow.tallies import F1, Kappa, Share, interval, total
from hedgerow.unitizing import Units, compare

Counts = dict[tuple[str, str, str], Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: of a layer, over all its records or those of one label, with its interval."""

    layer: str
    name: str
    of: str
    value: float
    low: float
    high: float
    support: str


def agreement(pairs: Iterable[tuple[Document, Document]], resamples: int = 1000) -> list[Measure]:
    """Measures of agreement over pairs of documents with the same text.

    Intervals are 95 % bootstrap intervals over documents. Measures without any case are left out.
    Raises ValueError if the texts of a pair differ or there is no pair.
    """
    counted = [_counts(Index(first), Index(second)) for first, second in pairs]
    if not counted:
        raise ValueError("no document is in both")
    found = []
    for key in dict.fromkeys(key for counts in counted for key in counts):
        tallies = [counts[key] for counts in counted if key in counts]
        value = total(tallies).value()
        if not isnan(value):
            low, high = interval(tallies, resamples)
            found.append(Measure(*key, value, low, high, total(tallies).support))
    return found


def _counts(first: Index, second: Index) -> Counts:
    if first.document.text != second.document.text:
        raise ValueError(f"{first.document.id}: the two texts differ")
    counts: Counts = {}
    for of in ("all", "all but attribution"):
        counts |= {("cue", name, of): tally for name, tally in _cues(first, second, of)}
    counts |= {("stance", name, "all"): tally for name, tally in _stances(first, second)}
    counts |= {("rejected", name, "all"): tally for name, tally in _rejected(first, second)}
    for layer in ("cue", "stance"):
        for label in schema.names(layer):
            a, b = (
                [r for r in _layer(index, layer) if r.label == label] for index in (first, second)
            )
            counts[layer, "overlap F1", label] = F1(len(match(a, b)), len(a), len(b))
    return counts | _by_reason(first, second) | _confidence(first, second)


def _by_reason(first: Index, second: Index) -> Counts:
    """Words rejected by both for the same reason, against those of each."""
    sides = [{((r.start, r.end), r.reason) for r in i.document.rejected} for i in (first, second)]
    counts: Counts = {}
    for reason in schema.names("rejected", "reason"):
        a, b = ({span for span, why in side if why == reason} for side in sides)
        counts["rejected", "exact F1", reason] = F1(len(a & b), len(a), len(b))
    return counts


def _confidence(first: Index, second: Index) -> Counts:
    """Matched records of one label on which both are as sure."""
    counts: Counts = {}
    for layer in ("cue", "stance"):
        pairs = match(_layer(first, layer), _layer(second, layer))
        for label in schema.names(layer):
            both = [(a, b) for a, b in pairs if a.label == b.label == label]
            same = sum(a.confidence == b.confidence for a, b in both)
            counts[layer, "same confidence", label] = Share(same, len(both))
    return counts


def _layer(index: Index, layer: str) -> list[Any]:
    return index.document.cues if layer == "cue" else list(index.document.stances)


def _cues(first: Index, second: Index, of: str) -> Iterator[tuple[str, Any]]:
    a, b = (
        [c for c in i.document.cues if of == "all" or c.label != "attribution"]
        for i in (first, second)
    )
    pairs: list[tuple[Cue, Cue]] = match(a, b)
    same = [(x, y) for x, y in pairs if same_span(x, y)]
    yield "exact F1", F1(len(same), len(a), len(b))
    yield "exact F1 with label", F1(sum(x.label == y.label for x, y in same), len(a), len(b))
    yield "overlap F1", F1(len(pairs), len(a), len(b))
    yield "label kappa", _kappa(pairs, attrgetter("label"))
    yield "presence alpha", _presence(len(first.document.text), a, b)
    scopes = [(x.scope, y.scope) for x, y in pairs if x.scope and y.scope]
    yield "scope exact", Share(sum(same_span(x, y) for x, y in scopes), len(scopes))
    yield "scope token F1", _token_f1(first, scopes)
    yield "holder", _same_holder(first, second, pairs)
    for key in ("certainty", "reporting", "confidence"):
        valued = [(x, y) for x, y in pairs if getattr(x, key) and getattr(y, key)]
        yield f"{key} kappa", _kappa(valued, attrgetter(key))


def _stances(first: Index, second: Index) -> Iterator[tuple[str, Any]]:
    a, b = first.document.stances, second.document.stances
    pairs: list[tuple[Stance, Stance]] = match(a, b)
    yield "exact F1", F1(sum(same_span(x, y) for x, y in pairs), len(a), len(b))
    yield "overlap F1", F1(len(pairs), len(a), len(b))
    for key in ("label", "polarity", "intensity", "confidence"):
        yield f"{key} kappa", _kappa(pairs, attrgetter(key))
    yield "holder", _same_holder(first, second, pairs)
    yield "target overlap F1", _targets(first, second, pairs)


def _rejected(first: Index, second: Index) -> Iterator[tuple[str, Any]]:
    a, b = first.document.rejected, second.document.rejected
    at = {(record.start, record.end): record for record in b}
    pairs = [(r, at[r.start, r.end]) for r in a if (r.start, r.end) in at]
    yield "exact F1", F1(len(pairs), len(a), len(b))
    yield "reason kappa", _kappa(pairs, attrgetter("reason"))


def _kappa(pairs: Sequence[tuple[Any, Any]], value: Callable[[Any], str]) -> Kappa:
    kappa = Kappa()
    for a, b in pairs:
        kappa.pairs[value(a), value(b)] += 1
    return kappa


def _presence(length: int, a: Sequence[SpanLike], b: Sequence[SpanLike]) -> Units:
    first, second = (sorted((span.start, span.end) for span in spans) for spans in (a, b))
    return compare(length, first, second)


def _token_f1(index: Index, pairs: Sequence[tuple[SpanLike, SpanLike]]) -> F1:
    """Tokens that both scopes of a pair hold, against the tokens of each."""
    starts, ends = [start for start, _ in index.tokens], [end for _, end in index.tokens]
    counts = F1()
    for pair in pairs:
        # From the first token inside the scope to the one behind the last.
        (a, b), (c, d) = (
            (bisect_left(starts, scope.start), bisect_right(ends, scope.end)) for scope in pair
        )
        both = max(0, min(b, d) - max(a, c))
        counts += F1(both, max(0, b - a), max(0, d - c))
    return counts


def _same_holder(first: Index, second: Index, pairs: Sequence[tuple[Any, Any]]) -> Share:
    """Both the author, both implicit, or mentions that overlap."""
    same = 0
    for a, b in pairs:
        x, y = first.mentions.get(a.holder), second.mentions.get(b.holder)
        same += bool(overlap(x, y)) if x and y else a.holder == b.holder
    return Share(same, len(pairs))


def _targets(first: Index, second: Index, pairs: Sequence[tuple[Stance, Stance]]) -> F1:
    """Overt targets of matched stances that overlap, against the overt targets of each."""
    targets = [(first.mentions.get(a.target), second.mentions.get(b.target)) for a, b in pairs]
    return F1(
        sum(bool(overlap(x, y)) for x, y in targets if x and y),
        sum(x is not None for x, _ in targets),
        sum(y is not None for _, y in targets),
    )
