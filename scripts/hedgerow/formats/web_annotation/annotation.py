"""Parses annotations of one text."""

from __future__ import annotations

from typing import Any

from hedgerow.formats.base import Report
from hedgerow.formats.standoff import Mark, Standoff
from hedgerow.formats.standoff.model import at, kind_of
from hedgerow.formats.standoff.values import dicts, offset, said, word
from hedgerow.formats.web_annotation.page import PURPOSES
from hedgerow.tokens import Range

_KEYS = {purpose: key for key, purpose in PURPOSES.items()}


def listed(value: Any) -> list[Any]:
    """JSON-LD leaves the brackets of a list of one away."""
    return value if isinstance(value, list) else [] if value is None else [value]


class Annotations:
    """Adds annotations to a standoff as marks."""

    def __init__(self, standoff: Standoff, lines: dict[str, int], report: Report) -> None:
        self._standoff = standoff
        self._lines = lines
        self._report = report
        self._line = 0

    def add(self, annotations: list[dict[str, Any]]) -> None:
        """Add marks; what is broken or foreign is in the report."""
        for number, one in enumerate(annotations, 1):
            name = word(one.get("id"))
            self._line = self._lines.get(name, 0)
            key = name.rpartition("#")[2] or f"annotation {number}"
            bodies = self._bodies(one)
            label = self._label(bodies)
            kind = kind_of(label) if label else None
            span, text = self._span(one, key) if kind else (None, None)
            if kind is None:
                self._wrong(f"{key}: unknown label {label}" if label else f"{key}: no label")
            if kind is None or span is None:
                self._standoff.broken.add(key)
                continue
            mark = Mark(key, *kind, [span], text=text, id=key, line=self._line)
            self._say(mark, bodies, label)
            self._standoff.marks.append(mark)

    def _wrong(self, message: str) -> None:
        self._report.wrong(message, self._standoff.path, self._line)

    def _lose(self, what: str) -> None:
        self._report.lose(what, at(self._standoff.path, self._line))

    def _bodies(self, annotation: dict[str, Any]) -> list[tuple[str, str]]:
        """Purpose and value of everything that is said."""
        found = [("", word(value)) for value in listed(annotation.get("bodyValue"))]
        for body in listed(annotation.get("body")):
            if isinstance(body, dict):
                purposes = listed(body.get("purpose")) or [""]
                found.append((word(purposes[0]), word(body.get("value"))))
            else:
                self._lose("bodies elsewhere")
        return found

    def _label(self, bodies: list[tuple[str, str]]) -> str:
        """What it is classified as; else the first tag or text that is a label of ours."""
        classified = [value for purpose, value in bodies if purpose == "classifying"]
        others = [value for purpose, value in bodies if purpose in ("tagging", "")]
        known = [value for value in others if kind_of(value)]
        return (classified or known or others or [""])[0]

    def _say(self, mark: Mark, bodies: list[tuple[str, str]], label: str) -> None:
        for purpose, value in bodies:
            key, colon, word_said = value.partition(": ")
            if value == label and purpose in ("classifying", "tagging", ""):
                continue
            if purpose in _KEYS:
                mark.values.setdefault(_KEYS[purpose], value)
            elif purpose == "tagging" and colon:
                mark.values.setdefault(key, said(key, word_said))
            else:
                self._lose(f"bodies of the purpose {purpose or 'none'}")

    def _span(self, annotation: dict[str, Any], key: str) -> tuple[Range | None, str | None]:
        """Where the first target is, and what it quotes."""
        targets = listed(annotation.get("target"))
        for _ in targets[1:]:
            self._lose("second targets of annotations")
        target = targets[0] if targets and isinstance(targets[0], dict) else {}
        position: Range | None = None
        quotation: dict[str, Any] = {}
        for selector in dicts(listed(target.get("selector"))):
            kind = selector.get("type")
            if kind == "TextPositionSelector":
                position = offset(selector.get("start")), offset(selector.get("end"))
            elif kind == "TextQuoteSelector":
                quotation = selector
            else:
                self._lose(f"selectors of the type {word(kind)}")
            if "refinedBy" in selector:
                self._lose("refinements of selectors")
        exact = quotation.get("exact")
        exact = exact if isinstance(exact, str) and exact else None
        if position is None and exact is not None:
            position = self._quoted(exact, quotation, key)
        elif position is None:
            self._wrong(f"{key}: neither a position nor a quotation")
        return position, exact

    def _quoted(self, exact: str, quotation: dict[str, Any], key: str) -> Range | None:
        """The only place of a quotation between what stands before and behind it."""
        prefix, suffix = word(quotation.get("prefix")), word(quotation.get("suffix"))
        whole, text = prefix + exact + suffix, self._standoff.text
        first = text.find(whole)
        if first < 0 or text.find(whole, first + 1) >= 0:
            times = "not" if first < 0 else "more than once"
            self._wrong(f"{key}: the quotation stands {times} in the text")
            return None
        return first + len(prefix), first + len(prefix) + len(exact)
