"""Documents and rows of the dataset in notebooks: the marks of the site without its scripts.

Where no notebook draws them, they print as `hedgerow show` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from operator import attrgetter
from typing import Any

from hedgerow.browse.marks import Drawn, Mark, marks, render
from hedgerow.browse.rows import configuration, named, row_marks, told
from hedgerow.browse.templates import HERE
from hedgerow.browse.visible import visible
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.render import Bar, render_sentence, terminal_width, underlined
from hedgerow.views.documents import restore

_FRAME = """
& { font: 1.05rem/2.1 Charter, "Bitstream Charter", Georgia, serif; max-width: 44rem;
  padding: 0.5rem 1rem; background: Canvas; color: CanvasText; }
p { margin: 0 0 0.8rem; }
.about { font: 0.8rem/1.4 system-ui, sans-serif; color: var(--quiet); }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a notebook draws, and that prints with lines below its words elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show(what: Document | Mapping[str, Any]) -> Shown:
    """A document, or a row of any configuration of the dataset, with its marks.

    Label numbers of a row, as `datasets` gives them, become names. Raises ValueError for a mapping
    that is no such row.
    """
    if isinstance(what, Document):
        return Shown(document_html(what), _document_text(what))
    if configuration(what) == "documents":
        return show(Document.from_dict(restore(dict(what))))
    row = named(what)
    text = row["text"]
    found = list(row_marks(row))
    html = render(text, 0, len(text), Drawn(found), links=False)
    lines = underlined(text, (0, len(text)), _bars(found), width=terminal_width())
    printed = "\n".join([*lines, visible(told(row))])
    return Shown(_framed(told(row), f'<p dir="auto">{html}</p>'), printed)


def document_html(document: Document) -> str:
    """The text with its marks, in paragraphs."""
    index = Index(document)
    drawn = Drawn(mark for mark in marks(index) if mark.kind != "mention")
    about = f"{document.id} · {len(document.cues)} cues, {len(document.stances)} stances"
    return _framed(about, "".join(_paragraphs(document, drawn)))


def _document_text(document: Document) -> str:
    index, width = Index(document), terminal_width()
    sentences = document.sentences
    return "\n\n".join("\n".join(render_sentence(index, s, width)) for s in sentences)


def _bars(found: list[Mark]) -> list[Bar]:
    """The marks of a row as lines; a scope is the line of its cue."""
    whole = {mark.record: (mark.start, mark.end) for mark in found if mark.kind == "scope"}
    nowhere = (0, 0)  # of a mention no line is thick
    return [
        Bar(
            nowhere if mark.kind == "mention" else (mark.start, mark.end),
            whole.get(mark.record, (mark.start, mark.end)),
            visible(mark.tag if mark.kind == "mention" else mark.title),
        )
        for mark in sorted(found, key=attrgetter("start", "end"))
        if mark.kind != "scope"
    ]


def _paragraphs(document: Document, drawn: Drawn) -> Iterator[str]:
    """Sentences may hold single line ends; an empty line, or one between sentences, parts them."""
    text, start = document.text, 0
    ends = [s.end for s in document.sentences]
    starts = [s.start for s in document.sentences[1:]]
    for end, following in zip(ends, [*starts, len(text)], strict=True):
        if "\n" in text[end:following] or following == len(text):
            html = render(text, start, following, drawn, links=False)
            yield f'<p dir="auto">{html}</p>'
            start = following


def _framed(about: str, body: str) -> str:
    about = f'<p class="about">{escape(visible(about))}</p>'
    return f'<style>{_style()}</style><div class="hedgerow">{body}{about}</div>'


@lru_cache(maxsize=1)
def _style() -> str:
    """The marks of the site, for what is drawn here and nothing else of the notebook."""
    marked = (HERE / "assets" / "marks.css").read_text(encoding="utf-8").replace(":root", "&")
    return f".hedgerow {{\n{marked}{_FRAME}}}"
