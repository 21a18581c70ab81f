"""The problem codes as a page."""

from __future__ import annotations

from typing import Any

from hedgerow.browse.templates import page
from hedgerow.catalogue import FAMILIES
from hedgerow.explain import example_document


def write(frame: dict[str, Any]) -> str:
    """The page, with the example of every code."""
    document = example_document()
    families = [
        (
            letter,
            title,
            [(rule, rule.example.before(document), rule.example.after(document)) for rule in rules],
        )
        for letter, (title, rules) in FAMILIES.items()
    ]
    return page("codes.html", families=families, up="", current="codes.html", **frame)
