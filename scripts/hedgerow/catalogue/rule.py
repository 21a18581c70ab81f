"""The shape of a catalogue entry, and of the edit that shows it."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

REMOVE = object()


@dataclass(frozen=True, slots=True)
class Edit:
    """Sets the value at a JSON Pointer of ``schema/example.json``; `-` appends, REMOVE removes."""

    pointer: str
    value: Any

    def apply(self, document: dict[str, Any]) -> str:
        """The example with the edit made, as JSON."""
        edited = copy.deepcopy(document)
        parent, key = self._parent(edited)
        if self.value is REMOVE:
            del parent[key]
        elif key == "-":
            parent.append(self.value)
        else:
            parent[key] = self.value
        return json.dumps(edited, ensure_ascii=False, indent=2) + "\n"

    def before(self, document: dict[str, Any]) -> str:
        """What the example has at the pointer."""
        parent, key = self._parent(document)
        missing = key == "-" or (isinstance(parent, dict) and key not in parent)
        return "nothing" if missing else json.dumps(parent[key], ensure_ascii=False)

    def after(self, document: dict[str, Any]) -> str:
        """What the edit puts there."""
        del document
        return "nothing" if self.value is REMOVE else json.dumps(self.value, ensure_ascii=False)

    def _parent(self, document: dict[str, Any]) -> tuple[Any, Any]:
        parent, last = self.pointer.rsplit("/", 1)
        node = _at(document, parent)
        return node, int(last) if isinstance(node, list) and last != "-" else last


@dataclass(frozen=True, slots=True)
class Move:
    """Moves the span at a JSON Pointer of the example to the first occurrence of `text`."""

    pointer: str
    text: str

    def apply(self, document: dict[str, Any]) -> str:
        """The example with the span moved, as JSON."""
        edited = copy.deepcopy(document)
        span = _at(edited, self.pointer)
        start = edited["text"].index(self.text)
        span.update(start=start, end=start + len(self.text), text=self.text)
        return json.dumps(edited, ensure_ascii=False, indent=2) + "\n"

    def before(self, document: dict[str, Any]) -> str:
        """What the span covers."""
        return json.dumps(_at(document, self.pointer)["text"], ensure_ascii=False)

    def after(self, document: dict[str, Any]) -> str:
        """What it covers then."""
        del document
        return json.dumps(self.text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Swap:
    """Replaces a string of the example's JSON, for what no JSON value can show."""

    old: str
    new: str

    def apply(self, document: dict[str, Any]) -> str:
        """The example with the string replaced once."""
        raw = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        return raw.replace(self.old, self.new, 1) if self.old else self.new

    def before(self, document: dict[str, Any]) -> str:
        """The string that is replaced."""
        del document
        return self.old or "a document"

    def after(self, document: dict[str, Any]) -> str:
        """The string that replaces it."""
        del document
        return self.new or "an empty file"


@dataclass(frozen=True, slots=True)
class Told:
    """An example in words, where one document cannot show it."""

    good: str
    bad: str

    def before(self, document: dict[str, Any]) -> str:
        """What passes."""
        del document
        return self.good

    def after(self, document: dict[str, Any]) -> str:
        """What fails."""
        del document
        return self.bad


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of problem: what it means, why it matters, what to do, an example of it."""

    code: str
    title: str
    meaning: str
    why: str
    advice: str
    example: Edit | Move | Swap | Told
    severity: str = "error"


def _at(document: dict[str, Any], pointer: str) -> Any:
    """The value at a pointer."""
    node: Any = document
    for step in pointer.split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node
