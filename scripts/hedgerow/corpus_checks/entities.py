"""One spelling for each entity over the whole corpus (C006)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hedgerow.checks.text import quote
from hedgerow.corpus_checks import majority
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.store import Member, Store
from hedgerow.document import Mention
from hedgerow.problems import Problem

Place = tuple[Member, int]
"""A document and the number of a mention in it."""


def check(store: Store, files: Files) -> Iterator[Problem]:
    """A problem at each mention whose entity is not spelled as most are.

    Entities are the same if they differ only in case, spaces or punctuation. Variation inside one
    document alone is L005. Converted documents name entities by the words that stand in them.
    """
    for group in store.groups(store.entities):
        spellings: dict[int, list[Place]] = defaultdict(list)
        for member, record in group:
            spellings[int(record["value"])].append((member, int(record["place"])))
        if len({member.path for member, _ in group}) > 1:
            named = {_mention(places[0], files).entity: places for places in spellings.values()}
            yield from _problems(named, files)


def _problems(spellings: dict[str, list[Place]], files: Files) -> Iterator[Problem]:
    def name(place: Place) -> str:
        return f"{place[0].name()} {_mention(place, files).id}"

    most = majority.most_frequent(spellings)
    counts = majority.listed(spellings, name, quote)
    for spelling, (member, number) in majority.minority(spellings):
        yield Problem(
            code="C006",
            message=f"{quote(spelling)} is spelled in more than one way: {counts}",
            pointer=f"/mentions/{number}/entity",
            suggestion=f"write {quote(most)}" if most else "write one spelling everywhere",
            path=str(member.path),
        )


def _mention(place: Place, files: Files) -> Mention:
    member, number = place
    return files.index(member.path).document.mentions[number]
