"""One spelling for each entity over the whole corpus (C006)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from hedgerow.checks.text import quote
from hedgerow.corpus_checks import majority
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.kept import Kept
from hedgerow.document import Mention
from hedgerow.problems import Problem

Place = tuple[Kept, int]
"""A document and the number of a mention in it."""


def check(documents: Iterable[Kept], files: Files) -> Iterator[Problem]:
    """A problem at each mention whose entity is not spelled as most are.

    Entities are the same if they differ only in case, spaces or punctuation. Variation inside one
    document alone is L005. Converted documents name entities by the words that stand in them.
    """
    ours = (kept for kept in documents if kept.origin != "converted")
    ordered = sorted(ours, key=lambda kept: str(kept.path))
    varying = majority.varying(pair for kept in ordered for pair in _pairs(kept))
    entities: dict[int, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for kept in ordered:
        for i, (folded, exact) in enumerate(_pairs(kept)):
            if folded in varying:
                entities[folded][exact].append((kept, i))
    for spellings in entities.values():
        if len({kept.path for places in spellings.values() for kept, _ in places}) > 1:
            named = {_mention(places[0], files).entity: places for places in spellings.values()}
            yield from _problems(named, files)


def _pairs(kept: Kept) -> Iterator[tuple[int, int]]:
    return zip(kept.entities[::2], kept.entities[1::2], strict=True)


def _problems(spellings: dict[str, list[Place]], files: Files) -> Iterator[Problem]:
    def name(place: Place) -> str:
        return f"{place[0].name()} {_mention(place, files).id}"

    most = majority.most_frequent(spellings)
    counts = majority.listed(spellings, name, quote)
    for spelling, (kept, i) in majority.minority(spellings):
        yield Problem(
            code="C006",
            message=f"{quote(spelling)} is spelled in more than one way: {counts}",
            pointer=f"/mentions/{i}/entity",
            suggestion=f"write {quote(most)}" if most else "write one spelling everywhere",
            path=str(kept.path),
        )


def _mention(place: Place, files: Files) -> Mention:
    kept, number = place
    return files.index(kept.path).document.mentions[number]
