"""The frame of the concordance; a script fills it from the data."""

from __future__ import annotations

from typing import Any

from hedgerow.browse.templates import page

MOST = 100  # terms that stand in the page itself


def write(terms: dict[str, dict[str, int]], frame: dict[str, Any]) -> str:
    """The page, with the most frequent of all terms."""
    counts = {term: sum(outcomes.values()) for term, outcomes in terms.items()}
    most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return page("concordance.html", terms=most, up="", current="concordance.html", **frame)
