"""Documents and rows of the dataset in notebooks: the marks of the site without its scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from hedgerow.browse.marks import Drawn, marks, render
from hedgerow.browse.rows import configuration, named, row_marks, told
from hedgerow.browse.templates import HERE
from hedgerow.browse.visible import visible
from hedgerow.document import Document
from hedgerow.index import Index
from hedgerow.views.documents import restore

_FRAME = """
& { font: 1.05rem/2.1 Charter, "Bitstream Charter", Georgia, serif; max-width: 44rem;
  padding: 0.5rem 1rem; background: Canvas; color: CanvasText; }
p { margin: 0 0 0.8rem; }
.about { font: 0.8rem/1.4 system-ui, sans-serif; color: var(--quiet); }
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a notebook draws, and that prints as its text elsewhere."""

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
        return Shown(document_html(what), what.text)
    if configuration(what) == "documents":
        return show(Document.from_dict(restore(dict(what))))
    row = named(what)
    text = row["text"]
    html = render(text, 0, len(text), Drawn(row_marks(row)), links=False)
    return Shown(_framed(told(row), f'<p dir="auto">{html}</p>'), text)


def document_html(document: Document) -> str:
    """The text with its marks, in paragraphs."""
    index = Index(document)
    drawn = Drawn(mark for mark in marks(index) if mark.kind != "mention")
    about = f"{document.id} · {len(document.cues)} cues, {len(document.stances)} stances"
    return _framed(about, "".join(_paragraphs(document, drawn)))


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
