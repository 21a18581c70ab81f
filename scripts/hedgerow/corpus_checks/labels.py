"""The same string in the same context, labelled differently (W003).

Variation n-grams after Dickinson and Meurers (2003), Detecting errors in part-of-speech annotation,
EACL; for spans, with strings labelled in one place and not in another, after their Detecting
inconsistencies in treebanks (TLT 2003). The nucleus is the string of a cue, stance or rejected
trigger, wherever it occurs; its context is the nearest word on either side, with the punctuation
between, or the edge of the sentence. Case does not count. Documents of different origin are not
compared.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from typing import NamedTuple

from hedgerow.checks.text import quote
from hedgerow.corpus_checks import majority
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.kept import EDGE, MARKS, Kept, Tokens, records, tokens_of
from hedgerow.document import Sentence
from hedgerow.index import Index
from hedgerow.problems import Problem

_NOTHING = "nothing"
_NO_RECORD = -1


class _Place(NamedTuple):
    """A nucleus: its document, its tokens, the number of its record."""

    kept: Kept
    first: int
    length: int
    number: int


class _Shown(NamedTuple):
    """What a message says of a place: the pointer and id of its record, its words."""

    pointer: str
    id: str
    nucleus: str
    around: str


def check(documents: Iterable[Kept], files: Files) -> Iterator[Problem]:
    """A problem at each nucleus that is not labelled as most are in its context."""
    groups = _groups(sorted(documents, key=lambda kept: str(kept.path)))
    shown = _show(_named(groups), files)
    for group in groups:
        counts = majority.listed(group, lambda p: f"{p.kept.name()} {shown[p].id}".rstrip())
        most = majority.most_frequent(group)
        for label, place in majority.minority(group):
            pointer, _, nucleus, around = shown[place]
            yield Problem(
                code="W003",
                message=f"{quote(nucleus)} in {quote(around)} is {label} here; in this context: "
                f"{counts}",
                pointer=pointer,
                suggestion=f"most are {most}" if most else "none is more frequent: decide on one",
                path=str(place.kept.path),
            )


def _groups(documents: list[Kept]) -> list[dict[str, list[_Place]]]:
    """Places by label, for each nucleus in its context that has more than one label."""
    labelled: dict[int, str] = {}
    pairs = ((_key(kept, n[0], n[1]), n[3]) for kept in documents for n in kept.nuclei())
    varying = majority.varying(pairs, labelled)
    unlabelled = [found for found in _unlabelled(documents) if found[0] in labelled]
    varying.update(key for key, _ in unlabelled)
    groups: dict[int, dict[str, list[_Place]]] = defaultdict(lambda: defaultdict(list))
    for kept in documents if varying else ():
        for first, length, number, label in kept.nuclei():
            key = _key(kept, first, length)
            if key in varying:
                groups[key][label].append(_Place(kept, first, length, number))
    for key, place in unlabelled:
        groups[key][_NOTHING].append(place)
    return list(groups.values())


def _unlabelled(documents: list[Kept]) -> Iterator[tuple[int, _Place]]:
    """Where a string that is labelled somewhere has no label, with its key.

    A string inside a cue or stance is a part of it and not a nucleus.
    """
    strings: set[bytes] = set()
    lengths: dict[int, set[int]] = defaultdict(set)
    for kept in documents:
        for first, length, *_ in kept.nuclei():
            strings.add(kept.tokens[first : first + length].tobytes())
            lengths[kept.tokens[first]].add(length)
    for kept in documents:
        labelled = {(first, length) for first, length, *_ in kept.nuclei()}
        found = [
            (first, length)
            for first, token in enumerate(kept.tokens)
            if token in lengths
            for length in lengths[token]
            if (first, length) not in labelled
        ]
        reach = _reach(kept) if found else []
        for first, length in found:
            nucleus = kept.tokens[first : first + length].tobytes()
            if first + length > reach[first] and nucleus in strings:
                yield _key(kept, first, length), _Place(kept, first, length, _NO_RECORD)


def _reach(kept: Kept) -> list[int]:
    """For each token, how far a cue or stance reaches that begins there or before."""
    ends = [0] * len(kept.tokens)
    for first, length, _, label in kept.nuclei():
        if not label.startswith("rejected"):
            ends[first] = max(ends[first], first + length)
    return list(accumulate(ends, max))


def _context(tokens: array[int], first: int, length: int) -> tuple[int, int]:
    """The nearest words around a nucleus, or sentence edges, as token numbers; marks between."""
    left, right = first - 1, first + length
    while tokens[left] in MARKS:
        left -= 1
    while tokens[right] in MARKS:
        right += 1
    return left, right


def _key(kept: Kept, first: int, length: int) -> int:
    """A hash of the nucleus in its context."""
    left, right = _context(kept.tokens, first, length)
    return hash((kept.origin, first - left, length, kept.tokens[left : right + 1].tobytes()))


def _named(groups: list[dict[str, list[_Place]]]) -> set[_Place]:
    """The places that messages speak of."""
    named: set[_Place] = set()
    for group in groups:
        named.update(place for places in group.values() for place in places[: majority.SHOWN])
        named.update(place for _, place in majority.minority(group))
    return named


def _show(places: set[_Place], files: Files) -> dict[_Place, _Shown]:
    """What is said of places, found document by document so that each is read once."""
    shown: dict[_Place, _Shown] = {}
    ordered = sorted(places, key=lambda place: str(place.kept.path))
    for path, some in groupby(ordered, key=lambda place: place.kept.path):
        index = files.index(path)
        tokens, found = tokens_of(index), records(index.document)
        for place in some:
            nothing = place.number == _NO_RECORD
            pointer, home = _home(place, index, tokens) if nothing else found[place.number]
            shown[place] = _Shown(pointer, home.id, *_words(place, index, tokens))
    return shown


def _home(place: _Place, index: Index, tokens: Tokens) -> tuple[str, Sentence]:
    """The sentence of a place that has no record, with its pointer."""
    number = tokens.sentence(place.first)
    return f"/sentences/{number}", index.document.sentences[number]


def _words(place: _Place, index: Index, tokens: Tokens) -> tuple[str, str]:
    """The nucleus, and the nucleus in its context."""
    first, last = place.first, place.first + place.length - 1
    left, right = _context(tokens.hashes, first, place.length)
    left += tokens.hashes[left] == EDGE
    right -= tokens.hashes[right] == EDGE
    text = index.document.text
    nucleus, around = (
        " ".join(text[tokens.range(a)[0] : tokens.range(b)[1]].split())
        for a, b in ((first, last), (left, right))
    )
    return nucleus, around
