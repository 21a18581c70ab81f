"""A document cut into pages: prose in paragraphs, the records beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from hedgerow.browse.marks import Drawn, marks, render
from hedgerow.browse.records import Entry, Record, entry, records
from hedgerow.browse.shade import shades
from hedgerow.browse.visible import Html
from hedgerow.index import Index

ROOM = 160_000  # bytes of text and records on a page, which with its frame stays below 300 KB
LONGEST = 4_000  # code points that are marked up in one go
_ENTRY = 1_100  # bytes of the frame of a record


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or text between sentences, which has no id."""

    id: str
    html: Html
    shade: str
    start: int
    depth: int  # of the lines below the text


@dataclass(slots=True)
class Part:
    """What one page of a document holds."""

    number: int
    start: int
    paragraphs: list[list[Piece]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def page_name(document: str, number: int) -> str:
    """The file of a part; the first has the name of the document."""
    return f"{document}.html" if number == 1 else f"{document}.{number}.html"


def parts(index: Index) -> list[Part]:
    """The parts of a document, at least one."""
    drawn = Drawn(marks(index))
    shaded = shades(index)
    waiting = records(index)[::-1]
    found: list[Part] = []
    room = 0
    for piece, new_paragraph in _pieces(index, drawn, shaded):
        here = list(_until(waiting, piece.start, index))
        size = len(piece.html.encode()) + sum(_ENTRY + 3 * len(e.words) for e in here)
        if not found or (room < size and found[-1].paragraphs):
            found.append(Part(len(found) + 1, piece.start, [[]]))
            room = ROOM
        elif new_paragraph:
            found[-1].paragraphs.append([])
        room -= size
        found[-1].paragraphs[-1].append(piece)
        found[-1].entries += here
    found[-1].entries += [entry(index, record) for record in reversed(waiting)]
    return found


def part_at(found: list[Part], offset: int) -> int:
    """The number of the part in which an offset of the text lies."""
    return max(1, bisect_right([part.start for part in found], offset))


def _until(waiting: list[Record], start: int, index: Index) -> Iterator[Entry]:
    """The records that start before the end of the sentence at `start`."""
    following = index.sentence_starts[bisect_right(index.sentence_starts, start) :]
    end = following[0] if following else len(index.document.text)
    while waiting and waiting[-1].start < end:
        yield entry(index, waiting.pop())


def _pieces(index: Index, drawn: Drawn, shaded: dict[str, str]) -> Iterator[tuple[Piece, bool]]:
    """Pieces in the order of the text, and whether each begins a paragraph."""
    text = index.document.text
    at, broken = 0, True
    for sentence in index.document.sentences:
        gap = text[at : sentence.start]
        if gap.strip():  # converted documents may leave text outside of their sentences
            for piece in _cut(text, at, sentence.start, drawn, "", ""):
                yield piece, broken
                broken = False
        cut = _cut(
            text, sentence.start, sentence.end, drawn, sentence.id, shaded.get(sentence.id, "")
        )
        for i, piece in enumerate(cut):
            yield piece, i == 0 and (broken or "\n" in gap)
        at, broken = sentence.end, False
    if text[at:].strip() or not index.document.sentences:
        for piece in _cut(text, at, len(text), drawn, "", ""):
            yield piece, broken
            broken = False


def _cut(text: str, start: int, end: int, drawn: Drawn, name: str, shaded: str) -> Iterator[Piece]:
    """One piece, or several where the text is very long; only the first is named."""
    for at in range(start, end, LONGEST):
        behind = min(end, at + LONGEST)
        depth = max((mark.rank for mark in drawn.within(at, behind)), default=0)
        html = render(text, at, behind, drawn)
        yield Piece(name if at == start else "", html, shaded, at, depth)
