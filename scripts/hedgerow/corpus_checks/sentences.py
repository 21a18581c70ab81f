"""Equal sentences in two splits (C004)."""

from __future__ import annotations

from collections.abc import Iterator

from hedgerow.checks.text import quote
from hedgerow.corpus import SPLITS
from hedgerow.corpus_checks.files import Files
from hedgerow.corpus_checks.store import Member, Store
from hedgerow.problems import Problem

_Place = tuple[Member, int]


def check(store: Store, files: Files) -> Iterator[Problem]:
    """A problem for each sentence that also stands in an earlier split.

    The same but for case and white space is the same: token by token.
    """
    for group in store.groups(store.sentences):
        places = [(member, int(record["place"])) for member, record in group]
        places.sort(key=lambda place: (SPLITS.index(place[0].split), str(place[0].path), place[1]))
        for member, number in places:
            # A group of documents in two splits is C003's business.
            earlier = [
                other
                for other in places
                if SPLITS.index(other[0].split) < SPLITS.index(member.split)
                and other[0].kin != member.kin
            ]
            if earlier:
                yield _problem(member, number, earlier, files)


def _problem(member: Member, number: int, earlier: list[_Place], files: Files) -> Problem:
    doc = files.index(member.path).document
    sentence = doc.sentences[number]
    # Sentences are numbered without a gap, or the document would have errors.
    places = f"{earlier[0][0].name()} s{earlier[0][1] + 1:02d}"
    others = len({other.path for other, _ in earlier}) - 1
    places += f" and {others} more" if others else ""
    return Problem(
        code="C004",
        message=f"{sentence.id}, {quote(doc.text[sentence.start : sentence.end])}, "
        f"also stands in {places}",
        pointer=f"/sentences/{number}",
        path=str(member.path),
    )
