"""Pages of the catalogue: one code for the terminal, all codes as Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from hedgerow.catalogue import CATALOGUE, FAMILIES
from hedgerow.catalogue.rule import Edit, Move, Rule, Told
from hedgerow.corpus import data_root


@lru_cache(maxsize=1)
def example_document() -> dict[str, Any]:
    """``schema/example.json``, the document that the examples edit."""
    path = data_root() / "schema" / "example.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def explain(code: str) -> str:
    """The page of one code. Raises KeyError for a code that does not exist."""
    rule = CATALOGUE[code.upper()]
    return "\n".join([_title(rule), *_page(rule, str, "schema/example.json")]) + "\n"


def markdown() -> str:
    """All pages, by family."""
    lines = [
        "# Problem codes",
        "",
        "Written by `hedgerow docs`; `hedgerow explain CODE` prints one page. The examples edit",
        "`schema/example.json`, and the tests run every one of them.",
    ]
    for letter, (title, rules) in FAMILIES.items():
        lines += ["", f"## {letter}: {title}"]
        for rule in rules:
            lines += ["", f"### {_title(rule)}", *_page(rule, _code)]
    return "\n".join(lines) + "\n"


def _page(rule: Rule, code: Callable[[str], str], edited: str = "") -> Iterator[str]:
    """Paragraphs of a page; `edited` names the document that the example edits, if any."""
    document = example_document()
    example = rule.example
    where = f" at {code(example.pointer)}" if isinstance(example, (Edit, Move)) else ""
    if edited and not isinstance(example, Told):
        where += f" of {edited}" if where else f" in {edited}"
    for line in (
        rule.meaning,
        f"Why it matters: {rule.why}",
        f"Passes{where}: {code(example.before(document))}",
        f"Fails{where}: {code(example.after(document))}",
        f"What to do: {rule.advice}",
    ):
        yield ""
        yield line


def _title(rule: Rule) -> str:
    return f"{rule.code} {rule.title} ({rule.severity})"


def _code(text: str) -> str:
    """Inline code; line breaks of the example shown as blanks."""
    flat = " ".join(text.split())
    return f"`{flat}`" if "`" not in flat else f"`` {flat} ``"
