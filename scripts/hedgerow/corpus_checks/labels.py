"""The same string in the same context, labelled differently (W003).

Variation n-grams after Dickinson and Meurers (2003), Detecting errors in part-of-speech annotation,
EACL; for spans, with strings labelled in one place and not in another, after their Detecting
inconsistencies in treebanks (TLT 2003). The nucleus is the string of a cue, stance or rejected
trigger, wherever it occurs; its context is the nearest word on either side, with the punctuation
between, or the edge of the sentence. Case does not count. Documents of different origin are not
compared.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from hedgerow.checks.text import quote
from hedgerow.corpus_checks import majority
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.kept import Record, label_of, records
from hedgerow.corpus_checks.store import Member, Store
from hedgerow.corpus_checks.unlabelled import NO_RECORD, unlabelled
from hedgerow.index import Index, same_span
from hedgerow.problems import Problem
from hedgerow.tokens import Range

_NOTHING = "nothing"


class _Place(NamedTuple):
    """A nucleus: its document, its offsets, the number of its record."""

    member: Member
    start: int
    end: int
    number: int


class _Shown(NamedTuple):
    """What a message says of a place: the pointer and id of its record, its label and words."""

    pointer: str
    id: str
    label: str
    nucleus: str
    around: str


def check(store: Store, files: Files) -> Iterator[Problem]:
    """A problem at each nucleus that is not labelled as most are in its context."""
    for some in unlabelled(store):
        store.labels.add(some)
    found = [_by_value(group) for group in store.groups(store.labels)]
    shown = _show(_named(found), files)
    for some in found:
        group = {shown[places[0]].label: places for places in some.values()}
        counts = majority.listed(group, lambda p: f"{p.member.name()} {shown[p].id}".rstrip())
        most = majority.most_frequent(group)
        for label, place in majority.minority(group):
            pointer, _, _, nucleus, around = shown[place]
            yield Problem(
                code="W003",
                message=f"{quote(nucleus)} in {quote(around)} is {label} here; in this context: "
                f"{counts}",
                pointer=pointer,
                suggestion=f"most are {most}" if most else "none is more frequent: decide on one",
                path=str(place.member.path),
            )


def _by_value(group: list[tuple[Member, Any]]) -> dict[int, list[_Place]]:
    """The places of one nucleus in one context, by the hash of the label."""
    places: dict[int, list[_Place]] = defaultdict(list)
    for member, record in group:
        start, end, number = int(record["start"]), int(record["end"]), int(record["number"])
        if NO_RECORD < number < 0:  # a rejected one
            number = -1 - number
        places[int(record["value"])].append(_Place(member, start, end, number))
    for some in places.values():
        some.sort(key=lambda p: (str(p.member.path), p.number, p.start))
    return places


def _named(groups: list[dict[int, list[_Place]]]) -> set[_Place]:
    """The places that messages may speak of."""
    named: set[_Place] = set()
    for group in groups:
        most = max(map(len, group.values()))
        for places in group.values():
            named.update(places if len(places) < most else places[: majority.SHOWN])
        if [len(places) for places in group.values()].count(most) > 1:  # a tie: all are
            named.update(place for places in group.values() for place in places)
    return named


def _show(places: set[_Place], files: Files) -> dict[_Place, _Shown]:
    """What is said of places, found document by document so that each is read once."""
    shown: dict[_Place, _Shown] = {}
    ordered = sorted(places, key=lambda place: str(place.member.path))
    for path, some in groupby(ordered, key=lambda place: place.member.path):
        index = files.index(path)
        found = records(index.document)
        for place in some:
            pointer, name, label = _record(place, index, found)
            shown[place] = _Shown(pointer, name, label, *_words(place, index))
    return shown


def _record(place: _Place, index: Index, found: list[tuple[str, Record]]) -> tuple[str, str, str]:
    """The pointer and id of a record, or of the sentence where there is none, and the label."""
    if place.number == NO_RECORD:
        number = bisect_right(index.sentence_starts, place.start) - 1
        return f"/sentences/{number}", index.document.sentences[number].id, _NOTHING
    pointer, record = found[place.number]
    labels = {label_of(other) for _, other in found if same_span(other, record)}
    return pointer, record.id, " and ".join(sorted(labels))


def _words(place: _Place, index: Index) -> tuple[str, str]:
    """The nucleus, and the nucleus in its context."""
    text, tokens, sentence = index.document.text, index.tokens, index.sentence(place)
    begin, behind = (sentence.start, sentence.end) if sentence else (place.start, place.end)
    left = bisect_left(tokens, (place.start,)) - 1
    while left > 0 and tokens[left][0] > begin and _is_mark(text, tokens[left]):
        left -= 1
    right = bisect_left(tokens, (place.end,))
    while right < len(tokens) - 1 and tokens[right][1] < behind and _is_mark(text, tokens[right]):
        right += 1
    start = tokens[left][0] if left >= 0 else 0
    end = tokens[right][1] if right < len(tokens) else len(text)
    around = text[max(begin, start) : min(behind, end)]
    return " ".join(text[place.start : place.end].split()), " ".join(around.split())


def _is_mark(text: str, token: Range) -> bool:
    return token[1] - token[0] == 1 and not text[token[0]].isalnum()
