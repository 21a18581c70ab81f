"""The page of figures, and the pictures that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hedgerow.agreement import Measure
from hedgerow.browse.figures import tables
from hedgerow.browse.pictures import svg
from hedgerow.browse.survey import Survey
from hedgerow.browse.templates import page


def pages(
    survey: Survey, agreements: Sequence[tuple[str, Sequence[Measure]]], frame: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    """Names and contents: every picture, then the page."""
    found = tables(survey, agreements)
    for table in found:
        yield f"figures/{table.name}.svg", svg(table)
    yield (
        "figures.html",
        page(
            "figures.html",
            tables=found,
            sizes=_sizes(survey),
            uncertain=survey.counts.share_uncertain(),
            up="",
            current="figures.html",
            **frame,
        ),
    )


def _sizes(survey: Survey) -> list[tuple[str, list[int]]]:
    keys = ("documents", "sentences", "tokens", "cues", "stances", "mentions", "rejected")
    return [
        (split or "no split", [size[key] for key in keys])
        for split, size in survey.counts.sizes.items()
    ]
