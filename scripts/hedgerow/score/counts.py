"""What one document contributes to every measure: tallies that add up over documents."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from hedgerow import schema
from hedgerow.decisions import NONE, label_of
from hedgerow.document import Document
from hedgerow.index import Index, same_span
from hedgerow.matching import match
from hedgerow.score.units import ATTRIBUTES, Grid, Link, Place, Unit, pairs, same_link, units
from hedgerow.tallies import F1, Share
from hedgerow.uncertainty import UNCERTAIN, is_uncertain, is_uncertain_broad

Pairs = list[tuple[Unit, Unit]]


class Key(NamedTuple):
    """What a tally is of: a layer, a measure, and the records it is taken over."""

    layer: str
    measure: str
    of: str


Counts = Iterator[tuple[Key, F1 | Share]]
MICRO = "micro"


def labels(layer: str) -> tuple[str, ...]:
    """The labels over which a layer has micro and macro averages."""
    if layer == "candidate":
        return (*schema.names("cue"), *schema.names("stance"))
    return schema.names(layer) if layer in ATTRIBUTES else ()


def counts(gold: Index, predicted: Index) -> Counts:
    """The tallies of two documents with the same text: always the same keys in the same order.

    Sentences, tokens and trigger words are those of the gold document.
    """
    grid = Grid(gold.tokens)
    yield from _sentences(gold.document, predicted.document)
    for layer in ATTRIBUTES:
        a, b = units(layer, gold), units(layer, predicted)
        matched = pairs(a, b)
        yield from _spans(layer, a, b, grid)
        yield from _accuracies(layer, matched)
        if layer == "cue":
            known = gold.document.annotation.scope_convention != "none"
            yield from _scopes(matched, a, b, grid, known)
        else:
            right = sum(_same_stance(x, y) for x, y in matched)
            yield Key(layer, "everything", "end to end"), F1(right, len(a), len(b))
    yield from _candidates(gold, predicted)


def _sentences(gold: Document, predicted: Document) -> Counts:
    """Sentences that are uncertain; a cue belongs to the gold sentence in which it starts."""
    starts = [sentence.start for sentence in gold.sentences]
    for name, test in (
        ("uncertain", is_uncertain),
        ("uncertain_broad", is_uncertain_broad),
    ):
        a, b = (
            {bisect_right(starts, cue.start) for cue in document.cues if test(cue)}
            for document in (gold, predicted)
        )
        yield Key("sentence", name, "sentences"), _sets(a, b)


def _spans(layer: str, a: list[Unit], b: list[Unit], grid: Grid) -> Counts:
    """Spans by exact match, by overlap and by token, for every label and without labels."""
    groups: dict[str, frozenset[str]] = {"any label": frozenset(labels(layer))}
    if layer == "cue":
        groups["uncertain cues"] = UNCERTAIN
    for measure, compare in _MEASURES.items():
        micro = F1()
        for label in labels(layer):
            tally = compare(_places(a, {label}), _places(b, {label}), grid)
            micro += tally
            yield Key(layer, measure, label), tally
        yield Key(layer, measure, MICRO), micro
        for of, chosen in groups.items():
            yield Key(layer, measure, of), compare(_places(a, chosen), _places(b, chosen), grid)


def _places(found: Iterable[Unit], chosen: Iterable[str]) -> list[Place]:
    """Where units with one of the labels stand, sorted, each place once."""
    return sorted({unit.place for unit in found if unit.label in chosen})


def _sets(a: Iterable[object], b: Iterable[object]) -> F1:
    first, second = set(a), set(b)
    return F1(len(first & second), len(first), len(second))


def _overlap(a: list[Place], b: list[Place], _: Grid) -> F1:
    return F1(len(match(a, b)), len(a), len(b))


def _tags(grid: Grid, places: list[Place]) -> set[tuple[int, bool]]:
    """BIO tags: positions of covered tokens, each with whether a span begins there."""
    covered = [grid.covered(place) for place in places]
    return {(token, token == tokens.start) for tokens in covered for token in tokens}


_MEASURES: dict[str, Callable[[list[Place], list[Place], Grid], F1]] = {
    "exact": lambda a, b, _: _sets(a, b),
    "overlap": _overlap,
    "token": lambda a, b, grid: _sets(_tags(grid, a), _tags(grid, b)),
}


def _accuracies(layer: str, matched: Pairs) -> Counts:
    """How many pairs have the same label, attributes, holder and target.

    An attribute is asked where at least one of the two has a value. Mentions are the same if they
    overlap; "exact" wants the same place.
    """
    key = partial(Key, layer, of=f"matched {layer}s")
    yield key("label accuracy"), _share(x.label == y.label for x, y in matched)
    for i, name in enumerate(ATTRIBUTES[layer]):
        valued = [(x.values[i], y.values[i]) for x, y in matched if x.values[i] or y.values[i]]
        yield key(f"{name} accuracy"), _share(x == y for x, y in valued)
    for role in ("holder",) if layer == "cue" else ("holder", "target"):
        links: list[tuple[Link, Link]] = [(getattr(x, role), getattr(y, role)) for x, y in matched]
        yield key(f"{role} accuracy"), _share(same_link(x, y) for x, y in links)
        yield key(f"{role} exact accuracy"), _share(x == y for x, y in links)


def _share(cases: Iterable[bool]) -> Share:
    found = list(cases)
    return Share(sum(found), len(found))


def _same_stance(x: Unit, y: Unit) -> bool:
    """Whether label, polarity, holder and target are the same."""
    alike = x.label == y.label and x.values[0] == y.values[0]
    return alike and same_link(x.holder, y.holder) and same_link(x.target, y.target)


def _scopes(matched: Pairs, a: list[Unit], b: list[Unit], grid: Grid, known: bool) -> Counts:
    """Scopes of matched cues, and of all cues: there both cue and scope must be found.

    End to end, an exact scope has the same offsets and belongs to the same cue (CoNLL-2010, task
    2); a token is found where a matched cue has it in its scope. Where the gold document does not
    know its scopes (convention none), nothing is counted.
    """
    both = [(x.scope[0], y.scope[0]) for x, y in matched if x.scope and y.scope]
    yield Key("scope", "exact accuracy", "matched cues"), _share(same_span(x, y) for x, y in both)
    shared = sum(grid.shared(x, y) for x, y in both)
    sizes = [sum(len(grid.covered(pair[side])) for pair in both) for side in (0, 1)]
    yield Key("scope", "token", "matched cues"), F1(shared, *sizes)
    scoped = [[unit for unit in side if unit.scope and known] for side in (a, b)]
    exact = _sets(*({(unit.place, unit.scope) for unit in side} for side in scoped))
    yield Key("scope", "exact", "end to end"), exact
    sizes = [sum(len(grid.covered(unit.scope[0])) for unit in side) for side in scoped]
    yield Key("scope", "token", "end to end"), F1(shared if known else 0, *sizes)


def _candidates(gold: Index, predicted: Index) -> Counts:
    """The labels of the trigger words that the gold document decides; one not marked has none."""
    same = cases = 0
    found: tuple[set[tuple[int, str]], set[tuple[int, str]]] = (set(), set())
    for i, occurrence in enumerate(gold.occurrences):
        wanted = label_of(gold, occurrence)
        if wanted is None:
            continue
        given = label_of(predicted, occurrence) or NONE
        same, cases = same + (wanted == given), cases + 1
        found[0].add((i, wanted))
        found[1].add((i, given))
    yield Key("candidate", "label accuracy", "trigger words"), Share(same, cases)
    micro = F1()
    for label in labels("candidate"):
        tally = _sets(*({item for item in side if item[1] == label} for side in found))
        micro += tally
        yield Key("candidate", "label", label), tally
    yield Key("candidate", "label", MICRO), micro
