"""Parses a task of Prodigy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Link, Mark, Standoff
from hedgerow.formats.standoff.model import LINKS, kind_of
from hedgerow.formats.standoff.values import dicts, offset, word

Place = tuple[Any, Any, Any]
# What Prodigy itself says of a span.
_PRODIGYS = {"start", "end", "token_start", "token_end", "label", "id", "text", "source", "answer"}
_PRODIGYS |= {"score", "rank", "pattern", "input_hash", "color"}


def parse(task: dict[str, Any], path: Path, line: int, report: Report) -> Standoff | None:
    """The marks of a task; None for one that was not accepted, or has no text."""
    text = task.get("text")
    if not isinstance(text, str):
        report.wrong("no task with a text", path, line)
        return None
    answer = task.get("answer", "accept")
    if answer != "accept":
        report.lose(f"tasks with the answer {word(answer)}", f"{path}:{line}")
        return None
    meta = task.get("meta")
    name = word(meta.get("document")) if isinstance(meta, dict) else ""
    name = name or f"{path.stem}-{line}"
    standoff = Standoff(path, name, text, [], [], task.get("hedgerow"), line, "prodigy")
    standoff.annotator = word(task.get("_annotator_id")) or None
    _Parser(task, standoff, report).parse()
    return standoff


class _Parser:
    def __init__(self, task: dict[str, Any], standoff: Standoff, report: Report) -> None:
        self._task = task
        self._standoff = standoff
        self._report = report
        self._tokens: list[tuple[int, int]] = []
        self._keys: dict[Place, str] = {}
        self._ids: set[str] = set()

    def parse(self) -> None:
        """Tokens, spans, relations, in this order."""
        text = self._standoff.text
        for token in dicts(self._task.get("tokens")):
            start, end = offset(token.get("start")), offset(token.get("end"))
            said = token.get("text")
            if isinstance(said, str) and (start < 0 or text[start:end] != said):
                self._wrong(f"token {word(token.get('id'))} is not where it says")
            self._tokens.append((start, end))
        for number, span in enumerate(dicts(self._task.get("spans"))):
            self._span(span, number)
        for relation in dicts(self._task.get("relations")):
            self._relation(relation)

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._standoff.path, self._standoff.line)

    def _span(self, span: dict[str, Any], number: int) -> None:
        key = word(span.get("id"))
        key = key if key and key not in self._ids else f"span {number}"
        name = word(span.get("label"))
        place = (span.get("start"), span.get("end"), name)
        self._ids.add(key)
        if all(isinstance(part, int | str) for part in place):
            self._keys.setdefault(place, key)
        kind = kind_of(name)
        if kind is None or not self._on_tokens(span, key):
            self._standoff.broken.add(key)
            if kind is None:
                self._wrong(f"{key}: unknown label {name}")
            return
        parts = [(offset(span.get("start")), offset(span.get("end")))]
        text = span.get("text")
        mark = Mark(key, *kind, parts, text=text if isinstance(text, str) else None, id=key)
        mark.values = {k: v for k, v in span.items() if k not in _PRODIGYS}
        self._standoff.marks.append(mark)

    def _on_tokens(self, span: dict[str, Any], key: str) -> bool:
        """Whether the tokens of a span, as far as it names them, are where it is."""
        for name, edge in (("token_start", 0), ("token_end", 1)):
            number = span.get(name)
            if number is None or not self._tokens:
                continue
            at = span.get(("start", "end")[edge])
            if (
                type(number) is not int
                or not 0 <= number < len(self._tokens)
                or self._tokens[number][edge] != at
            ):
                self._wrong(f"{key}: {name} {number} does not agree with its offset {at}")
                return False
        return True

    def _relation(self, relation: dict[str, Any]) -> None:
        label = word(relation.get("label")).lower()
        ends = [self._end(relation, end) for end in ("head", "child")]
        if label not in LINKS:
            self._wrong(f"unknown relation {label}")
            return
        if not all(ends):
            self._wrong(f"{label}: an end of the relation is no span")
            return
        number = word(relation.get("id")) or None
        self._standoff.links.append(Link(label, ends[0], ends[1], number))

    def _end(self, relation: dict[str, Any], end: str) -> str:
        """The span that a relation names: by our id, else by its place and label."""
        key = word(relation.get(f"{end}_id"))
        span = relation.get(f"{end}_span")
        if not isinstance(span, dict):
            return key if key in self._ids else ""
        place = (span.get("start"), span.get("end"), word(span.get("label")))
        same = [mark for mark in self._standoff.marks if mark.key == key]
        if any((mark.start, mark.end) == place[:2] for mark in same):
            return key
        if all(isinstance(part, int | str) for part in place):
            return self._keys.get(place, "")
        return ""
