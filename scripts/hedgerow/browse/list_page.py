"""The list of documents, some on each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.browse.parts import page_name
from hedgerow.browse.survey import Facts
from hedgerow.browse.templates import page

ON_A_PAGE = 100


def pages(documents: list[Facts], frame: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and contents of the pages."""
    starts = range(0, max(1, len(documents)), ON_A_PAGE)
    names = [page_name("index", number) for number in range(1, len(starts) + 1)]
    for number, start in enumerate(starts, 1):
        yield (
            names[number - 1],
            page(
                "list.html",
                documents=documents[start : start + ON_A_PAGE],
                total=len(documents),
                pages=names,
                number=number,
                genres=sorted({facts.genre for facts in documents}),
                drafts=sum(facts.status == "draft" for facts in documents),
                statuses=sorted({facts.status for facts in documents}),
                splits=list(dict.fromkeys(facts.split for facts in documents)),
                up="",
                current="index.html",
                **frame,
            ),
        )
