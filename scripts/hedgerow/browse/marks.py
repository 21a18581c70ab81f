"""A stretch of text as HTML in which spans may nest, touch and cross.

Every span is a ``<span>``; one that crosses another is cut in two at its edge. A scope is a line
below the text, and the more scopes lie inside it, the lower (its *rank*), so that no line hides
another; the thick part of a line is the cue.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from hedgerow.browse.visible import Html, pieces, visible
from hedgerow.document import Cue, Document, Mention, Rejected, Stance
from hedgerow.index import Index, SpanLike, disjoint
from hedgerow.render import caption

RANKS = 8  # lines that the style sheet tells apart
_OUTER_FIRST = ("scope", "mention", "stance", "cue", "rejected")
_LINKED = ("stance", "cue", "rejected")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to draw. `tag` is a short word behind it, `title` says all of it in a line."""

    record: str
    kind: str  # one of _OUTER_FIRST
    start: int
    end: int
    rank: int = 0
    tag: str = ""
    title: str = ""
    extra: str = ""  # further classes


def _opening(mark: Mark) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, _OUTER_FIRST.index(mark.kind), -mark.rank


def marks(index: Index) -> Iterator[Mark]:
    """The marks of a document, layer by layer."""
    doc = index.document
    rank = ranks(doc)
    for cue in doc.cues:
        here = rank[cue.id]
        if cue.scope:
            yield Mark(cue.id, "scope", cue.scope.start, cue.scope.end, here)
        yield Mark(cue.id, "cue", cue.start, cue.end, here, tag(cue), _title(index, cue))
    for stance in doc.stances:
        extra = f"is-{stance.polarity}"
        yield Mark(
            stance.id, "stance", stance.start, stance.end, 0, tag(stance), _title(index, stance),
            extra,
        )  # fmt: skip
    for mention in doc.mentions:
        yield _mention(mention)
    for rejected in doc.rejected:
        words = rejected.reason
        yield Mark(
            rejected.id, "rejected", rejected.start, rejected.end, 0, words, _title(index, rejected)
        )


def _mention(mention: Mention) -> Mark:
    return Mark(mention.id, "mention", mention.start, mention.end, title=mention.entity)


def _title(index: Index, record: Cue | Stance | Rejected) -> str:
    return f"{record.id} {caption(index, record)}"


def tag(record: Cue | Stance) -> str:
    """Label and values of a record, four letters each, with the sign of its polarity."""
    words = [record.label[:4]]
    if isinstance(record, Cue):
        words += [value[:4] for value in (record.certainty, record.reporting) if value]
        words += ["−"] if record.polarity == "negative" else []
    else:
        words.append({"positive": "+", "negative": "−"}.get(record.polarity, "±"))
    return " ".join([*words, "¬"] if record.negated else words)


def ranks(doc: Document) -> dict[str, int]:
    """For every cue, how low its line is drawn: one lower than any that shares characters."""
    found: dict[str, int] = {}
    group: list[tuple[SpanLike, Cue]] = []
    behind = 0
    for span, cue in sorted(
        ((cue.scope or cue, cue) for cue in doc.cues), key=lambda line: line[0].start
    ):
        if span.start >= behind:
            found |= _ranked(group)
            group = []
        group.append((span, cue))
        behind = max(behind, span.end)
    return found | _ranked(group)


def _ranked(lines: list[tuple[SpanLike, Cue]]) -> dict[str, int]:
    """The ranks of lines that hang together, the shortest first."""
    found: dict[str, int] = {}
    drawn: list[tuple[SpanLike, int]] = []
    for span, cue in sorted(lines, key=lambda line: (line[0].end - line[0].start, -line[1].start)):
        below = [rank for other, rank in drawn if not disjoint(span, other)]
        found[cue.id] = min(RANKS, max(below, default=0) + 1)
        drawn.append((span, found[cue.id]))
    return found


class Drawn:
    """The marks of a document, found by place. They stand in the order in which they open."""

    def __init__(self, found: Iterable[Mark]) -> None:
        self._marks = sorted(found, key=_opening)
        self._starts = [mark.start for mark in self._marks]
        self._ends = list(accumulate((mark.end for mark in self._marks), max))

    def within(self, start: int, end: int) -> list[Mark]:
        """The marks that share a character with ``text[start:end]``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if start < mark.end]


def render(
    text: str, start: int, end: int, drawn: Drawn, prefix: str = "", links: bool = True
) -> Html:
    """``text[start:end]`` with its marks.

    `prefix` goes before the ids of elements, for pages that show a text twice. With `links`, the
    words of a record lead to the element ``r-ID`` that describes it.
    """
    here = drawn.within(start, end)
    cuts = {start, end}
    cuts.update(max(mark.start, start) for mark in here)
    cuts.update(min(mark.end, end) for mark in here)
    return Html("".join(_pieces(text, sorted(cuts), here, _Names(prefix, links))))


@dataclass(frozen=True, slots=True)
class _Names:
    prefix: str
    links: bool


def _pieces(text: str, cuts: list[int], here: Sequence[Mark], names: _Names) -> Iterator[str]:
    opened: list[Mark] = []
    begun: set[Mark] = set()
    for start, end in pairwise(cuts):
        cover = [mark for mark in here if mark.start <= start and end <= mark.end]
        same = _common(opened, cover)
        yield from _close(opened[same:], start, names)
        for mark in cover[same:]:
            yield _open(mark, names, mark not in begun)
            begun.add(mark)
        yield _leaf(text[start:end], cover, names)
        opened = cover
    yield from _close(opened, cuts[-1], names)


def _common(first: list[Mark], second: list[Mark]) -> int:
    """How many marks both begin with."""
    same = 0
    for a, b in zip(first, second, strict=False):
        if a is not b:
            break
        same += 1
    return same


def _open(mark: Mark, names: _Names, first: bool) -> str:
    classes = " ".join(filter(None, (mark.kind, mark.extra, f"r{mark.rank}" if mark.rank else "")))
    record = escape(names.prefix + mark.record)
    identity = f' id="{record}"' if first and mark.kind != "scope" and names.links else ""
    linked = names.links and mark.kind in _LINKED  # then the link has the title
    title = f' title="{escape(visible(mark.title))}"' if mark.title and not linked else ""
    return f'<span class="{escape(classes)}" data-r="{record}"{identity}{title}>'


def _close(closing: Iterable[Mark], at: int, names: _Names) -> Iterator[str]:
    """The ends of marks, then the tags: a line ends with its words. A box holds its tag."""
    tags = []
    for mark in reversed(list(closing)):
        if mark.tag and mark.end == at:
            classes = " ".join(filter(None, ("tag", f"{mark.kind}-tag", mark.extra)))
            record, words = escape(names.prefix + mark.record), escape(mark.tag)
            tag = f'<span class="{escape(classes)}" data-r="{record}" data-tag="{words}"></span>'
            if mark.kind == "stance":
                yield tag
            else:
                tags.append(tag)
        yield "</span>"
    yield from tags


def _leaf(words: str, cover: list[Mark], names: _Names) -> str:
    linked = [mark for mark in cover if mark.kind in _LINKED]
    if not names.links or not linked:
        return signs(words)
    nearest = min(linked, key=lambda mark: mark.end - mark.start)
    title = escape(visible(nearest.title))
    address = escape(names.prefix + nearest.record)
    return f'<a href="#r-{address}" title="{title}">{signs(words)}</a>'


def signs(words: str) -> Html:
    """Escaped text; a sign for a hidden character is told apart from text that looks like it."""
    return Html(
        "".join(
            f'<span class="sign">{piece}</span>' if is_sign else escape(piece)
            for piece, is_sign in pieces(words)
        )
    )
