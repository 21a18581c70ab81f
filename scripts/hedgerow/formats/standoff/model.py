"""Marks, links, and the names that tools show for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hedgerow import schema
from hedgerow.tokens import Range

LAYERS = ("cues", "scopes", "stances", "mentions", "rejected", "undecided")
LETTERS = {"cues": "c", "stances": "e", "mentions": "m", "rejected": "x", "relations": "r"}
RECORDS = {"cues": "cue", "stances": "stance", "mentions": "mention", "rejected": "rejected"}
LINKS = ("scope", "holder", "target", "concord", "conditions")
BOOLEANS = ("negated", "explicit")
# What a mark of each layer may say besides its place and label; the first are closed lists.
CLOSED = {
    "cues": ("holder", "certainty", "polarity", "reporting", "negated", "confidence"),
    "scopes": (),
    "stances": ("holder", "polarity", "intensity", "explicit", "mode", "negated", "confidence"),
    "mentions": (),
    "rejected": ("reason",),
    "undecided": (),
}
FREE = {
    "cues": ("note",),
    "scopes": (),
    "stances": ("topic", "note"),
    "mentions": ("entity",),
    "rejected": ("note",),
    "undecided": ("hint",),
}


@dataclass(slots=True)
class Mark:
    """A labelled stretch of the text.

    `key` is what links of the same file call it, `id` our id of it where the file has one.
    `parts` are ranges of code points; more than one where the tool knows discontinuous spans.
    `text` is the covered text as the file has it, None where it has none. `line` counts from 1.
    """

    key: str
    layer: str
    label: str
    parts: list[Range]
    values: dict[str, Any] = field(default_factory=dict)
    text: str | None = None
    id: str | None = None
    line: int = 0

    @property
    def start(self) -> int:
        """First code point."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Behind the last code point."""
        return self.parts[-1][1]


@dataclass(slots=True)
class Link:
    """A directed link between two marks, named by their keys; only relations have an id of ours."""

    label: str
    source: str
    target: str
    id: str | None = None
    line: int = 0


@dataclass(slots=True)
class Standoff:
    """A text with its marks. `name` becomes the id of a document without a header.

    `sentences` are those of a file that knows them; `annotator` and `kind` say who made the marks,
    where the file does. `broken` are keys of marks that were left out, so that nobody misses them.
    """

    path: Path
    name: str
    text: str
    marks: list[Mark]
    links: list[Link]
    header: Any = None
    line: int = 0
    tool: str = "tool"
    sentences: list[Range] | None = None
    broken: set[str] = field(default_factory=set)
    annotator: str | None = None
    kind: str = "human"

    @property
    def place(self) -> str:
        """Where it stands, for a report."""
        return at(self.path, self.line)


def at(path: Path, line: int = 0) -> str:
    """A place in a file as reports show it; line 0 is the whole file."""
    return f"{path}:{line}" if line else str(path)


@cache
def kinds() -> dict[str, tuple[str, str]]:
    """Layer and label by the name that tools show: Epistemic, Scope, Evaluation, Mention, ..."""
    found = {one.title: ("cues", one.name) for one in schema.labels("cue")}
    found["Scope"] = ("scopes", "scope")
    found |= {one.title: ("stances", one.name) for one in schema.labels("stance")}
    found |= {"Mention": ("mentions", "mention"), "Rejected": ("rejected", "rejected")}
    return {**found, "Undecided": ("undecided", "undecided")}


@cache
def _by_fold() -> dict[str, tuple[str, str]]:
    return {name.casefold(): kind for name, kind in kinds().items()}


def kind_of(name: str) -> tuple[str, str] | None:
    """Layer and label of the name a tool shows, in any case of letters; None for other names."""
    return _by_fold().get(name.casefold())


@cache
def _names() -> dict[tuple[str, str], str]:
    return {kind: name for name, kind in kinds().items()}


def shown(mark: Mark) -> str:
    """The name that a tool shows for a mark."""
    return _names()[mark.layer, mark.label]


def choices(layer: str, key: str) -> tuple[str, ...]:
    """The values of a closed list that a mark can say; links and truth values aside."""
    if key == "holder":
        return ("author", "implicit")
    if key in BOOLEANS:
        return ("yes", "no")
    return schema.names(RECORDS[layer], key)


def colour(layer: str) -> str:
    """The colour in which tools show a layer."""
    return {
        "cues": "#9ecae1",
        "scopes": "#f2d34e",
        "stances": "#fdae6b",
        "mentions": "#a1d99b",
        "rejected": "#a6a6a6",
        "undecided": "#f768a1",
    }[layer]
