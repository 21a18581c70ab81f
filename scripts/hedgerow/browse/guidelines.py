"""The guidelines as a page, their examples drawn with the marks of the corpus."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hedgerow.browse.marks import Drawn, marks, render, signs
from hedgerow.browse.templates import page
from hedgerow.browse.visible import Html, visible
from hedgerow.corpus import data_root
from hedgerow.document import Document, Source
from hedgerow.draft import draft
from hedgerow.extras import install
from hedgerow.index import Index
from hedgerow.notation import parse
from hedgerow.notation.lines import blocks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

NAME = "GUIDELINES.md"
_KIND = re.compile(r"<!-- (counts|looks like): ([\w-]+) -->\s*")
_CAPTIONS = {"counts": "Counts as {}", "looks like": "Looks like {}, and is not"}


def path(root: Path) -> Path:
    """The guidelines of a corpus; hedgerow's own where it has none."""
    own = root / "annotations" / NAME
    return own if own.is_file() else data_root() / "annotations" / NAME


def write(root: Path, frame: dict[str, Any]) -> str:
    """The page. Raises ImportError where markdown-it-py is missing."""
    body, contents = html(path(root).read_text(encoding="utf-8"))
    return page(
        "guidelines.html", body=body, contents=contents, up="", current="guidelines.html", **frame
    )


def html(markdown: str) -> tuple[Html, list[tuple[int, str, str]]]:
    """Markdown as HTML with its headings: depth, id, text. HTML in it is shown as text."""
    reader = _reader()
    tokens = reader.parse(markdown)
    contents = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = re.sub(r"[`*]", "", inline.content)
            name = re.sub(r"[^\w]+", "-", text.lower()).strip("-")
            opening.attrSet("id", name)
            contents.append((int(opening.tag[1]), name, visible(text)))
    known = {name for _, name, _ in contents}
    for opening, inline in pairwise(tokens):
        name = inline.content.strip("`")
        code = opening.type == "td_open" and inline.content == f"`{name}`"
        if code and name not in known:
            opening.attrSet("id", name)
            known.add(name)
    return Html(reader.renderer.render(tokens, reader.options, {})), contents


def example(notation: str) -> Document | None:
    """The document of an example; None where a line cannot be read."""
    text = " ".join(block.text for block in blocks(notation)[0])
    source = Source("seeds/example.txt", "0" * 64, "example", "none", "example", "none", "example")
    document, wrong = parse(notation, draft("example", text, source))
    return None if wrong or not document.sentences else document


def _reader() -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt
    except ImportError as error:
        message = f"the pages need markdown-it-py: {install('browse')}"
        raise ImportError(message, name=error.name) from error

    reader = MarkdownIt("commonmark").enable("table")
    for name, rule in (("fence", _fence), ("html_block", _block), ("html_inline", _inline)):
        reader.add_render_rule(name, rule)
    return reader


def _fence(self: Any, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    del self, options, env
    content = tokens[i].content
    document = example(content) if tokens[i].info.strip() == "notation" else None
    if document is None:
        return f'<pre tabindex="0"><code>{signs(content)}</code></pre>\n'
    index = Index(document)
    marked = Drawn(marks(index))
    drawn = (render(document.text, s.start, s.end, marked, links=False) for s in document.sentences)
    lines = "".join(f'<p class="text" dir="auto">{sentence}</p>\n' for sentence in drawn)
    return (
        f'<div class="example">\n{lines}<details><summary>as notation</summary>'
        f'<pre tabindex="0"><code>{signs(content)}</code></pre></details>\n</div>\n'
    )


def _block(self: Any, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    del self, options, env
    content = tokens[i].content
    kind = _KIND.fullmatch(content)
    if kind:
        label = f"<code>{escape(kind[2])}</code>"
        return f'<p class="caption">{_CAPTIONS[kind[1]].format(label)}</p>\n'
    comment = content.strip().startswith("<!--") and content.strip().endswith("-->")
    return "" if comment else f"<pre>{signs(content)}</pre>\n"


def _inline(self: Any, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    del self, options, env
    return signs(tokens[i].content)
