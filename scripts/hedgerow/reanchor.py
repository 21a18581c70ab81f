"""Moves an annotation onto a corrected text.

A span follows only if every character it covers survives side by side; the others are listed. A
scope also follows if only words inside it changed, between its cue and edges that survive, and is
listed. Nothing is guessed: what a changed wording means is for the annotator to say.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hedgerow.align import Alignment
from hedgerow.canonical import LINKS
from hedgerow.document import Cue, Document, Sentence
from hedgerow.segment import segment
from hedgerow.tokens import Range

LAYERS = ("cues", "stances", "mentions", "rejected")


@dataclass(frozen=True, slots=True)
class Change:
    """A span whose text changed: what it was, and what stands there now.

    `old` and `now` are half-open ranges of code points, in the old and in the new text; `part` is
    scope, or empty for the record's own span.
    """

    record: str
    part: str
    old: Range
    text: str
    now: Range
    now_text: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The document on the new text without what was lost.

    `changed` are sentences, which are never lost but found anew where the text changed, and scopes
    that follow with other words inside. `lost` are spans that did not survive; their records go.
    `dropped` are records that survive themselves but linked to a lost one, with the reason.
    """

    document: Document
    changed: list[Change]
    lost: list[Change]
    dropped: list[tuple[str, str]]


def reanchor(document: Document, text: str, sha256: str) -> Reanchored:
    """Move every span of `document` onto `text`; `document` stays as it is.

    Its offsets must fit its own text. `sha256` is that of the new seed file.
    """
    alignment = Alignment(document.text, text)
    moved = copy.deepcopy(document)
    moved.text, moved.source.sha256 = text, sha256
    spans = _sentences(document, text, alignment)
    labels = {alignment.move((s.start, s.end)): s.uncertain for s in document.sentences}
    moved.sentences = [
        Sentence(f"s{i:02d}", *span, labels.get(span)) for i, span in enumerate(spans, 1)
    ]
    kept = set(spans)
    changed = [
        _change(alignment, sentence.id, "", (sentence.start, sentence.end))
        for sentence in document.sentences
        if alignment.move((sentence.start, sentence.end)) not in kept
    ]
    lost: list[Change] = []
    for layer in LAYERS:
        following = []
        for record in getattr(moved, layer):
            listed, follows = _move(record, alignment, spans)
            (changed if follows else lost).extend(listed)
            following += [record] if follows else []
        setattr(moved, layer, following)
    dropped = _unlink(moved, {change.record for change in lost}, _linked(document)) if lost else []
    return Reanchored(moved, changed, lost, dropped)


def _move(record: Any, alignment: Alignment, sentences: list[Range]) -> tuple[list[Change], bool]:
    """Set the new offsets of a record and its scope; what changed, and whether it can follow."""
    changes = []
    follows = True
    scope = record.scope if isinstance(record, Cue) else None
    for part, span in [("", record), *([("scope", scope)] if scope else [])]:
        old = (span.start, span.end)
        new = alignment.move(old)
        if new is None:
            changes.append(_change(alignment, record.id, part, old))
            new = alignment.stretch(old) if span is scope else None
            follows = follows and new is not None and _in_one(sentences, new)
        if new is not None:
            span.start, span.end = new
            span.text = alignment.new[slice(*new)]
    return changes, follows


def _in_one(sentences: list[Range], span: Range) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in sentences)


def _change(alignment: Alignment, record: str, part: str, old: Range) -> Change:
    now = alignment.around(old)
    return Change(record, part, old, alignment.old[slice(*old)], now, alignment.new[slice(*now)])


def _unlink(document: Document, gone: set[str], used_before: set[str]) -> list[tuple[str, str]]:
    """Remove what links to a lost record, then mentions that nothing uses any more."""
    dropped: list[tuple[str, str]] = []
    for layer, key, _ in LINKS:
        kept = []
        for record in getattr(document, layer):
            if getattr(record, key) in gone:
                gone.add(record.id)
                dropped.append((record.id, f"its {key} {getattr(record, key)} is gone"))
            else:
                kept.append(record)
        setattr(document, layer, kept)
    unused = used_before - _linked(document)
    dropped += [(m.id, "nothing uses it any more") for m in document.mentions if m.id in unused]
    document.mentions = [m for m in document.mentions if m.id not in unused]
    return dropped


def _linked(document: Document) -> set[str]:
    return {getattr(record, key) for layer, key, _ in LINKS for record in getattr(document, layer)}


def _sentences(document: Document, text: str, alignment: Alignment) -> list[Range]:
    """Sentences of the new text: the annotated ones where it is unchanged, else found anew.

    What is decided is every gap between two sentences, by whether the characters on both of its
    sides survive together.
    """
    gaps = set()
    for before, after in pairwise(document.sentences):
        around = alignment.move((before.end - 1, after.start + 1))
        if around:
            gaps.add((around[0] + 1, around[1] - 1))
    for (_, end), (start, _) in pairwise(segment(text)):
        if alignment.back((end - 1, start + 1)) is None:
            gaps.add((end, start))
    first = len(text) - len(text.lstrip())
    edges = [first, *(edge for gap in sorted(gaps) for edge in gap), len(text.rstrip())]
    return list(zip(edges[::2], edges[1::2], strict=True))
