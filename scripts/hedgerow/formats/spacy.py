"""spaCy's DocBin, with a span group for each layer; for writing only.

Spans overlap, so that they are span groups and no entities. A span's `id_` is our id, its `kb_id_`
the entity of a mention. Attributes, links and the header are in ``doc.user_data["hedgerow"]``,
which ``DocBin.get_docs`` gives back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from hedgerow.document import Document
from hedgerow.formats.base import Format, Report
from hedgerow.formats.standoff import Standoff, distinct, take_apart
from hedgerow.formats.standoff.covering import covering, tokens_of
from hedgerow.formats.standoff.model import LAYERS

FORMAT = Format(
    "spacy",
    "spaCy DocBin with span groups; the data of `spacy train` for spancat",
    offsets="none: tokens",
    extra="spacy",
)
SHARD = 500  # documents in a file, which spaCy holds in memory as a whole


def write(documents: Iterable[Document], out: Path, report: Report) -> None:
    """A folder of .spacy files, which spaCy reads as one corpus."""
    out.mkdir(parents=True)
    vocab = Vocab()
    for number, shard in enumerate(_shards(distinct(documents, report)), 1):
        docs = DocBin(docs=(_doc(document, vocab) for document in shard), store_user_data=True)
        docs.to_disk(out / f"{number:04d}.spacy")


def _shards(documents: Iterable[Document]) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while shard := list(islice(waiting, SHARD)):
        yield shard


def _doc(document: Document, vocab: Vocab) -> Doc:
    standoff = take_apart(document)
    tokens = covering(standoff.text)
    starts = [start for start, _ in tokens]
    follow = [*starts[1:], len(standoff.text)]
    first_of = {sentence.start for sentence in document.sentences}
    doc = Doc(
        vocab,
        words=[standoff.text[start:end] for start, end in tokens],
        spaces=[after > end for (_, end), after in zip(tokens, follow, strict=True)],
        sent_starts=[start in first_of for start in starts],
    )
    groups: dict[str, list[Span]] = defaultdict(list)
    for mark in standoff.marks:
        first, last = tokens_of(mark.start, mark.end, starts)
        entity = mark.values.get("entity", "")
        span = Span(doc, first, last + 1, label=mark.label, span_id=mark.key, kb_id=entity)
        groups[mark.layer].append(span)
    for layer in LAYERS:
        doc.spans[layer] = groups[layer]
    doc.user_data["hedgerow"] = _said(standoff)
    return doc


def _said(standoff: Standoff) -> dict[str, Any]:
    """What spans have no place for."""
    return {
        "header": standoff.header,
        "values": {mark.key: mark.values for mark in standoff.marks if mark.values},
        "links": [[link.label, link.source, link.target, link.id] for link in standoff.links],
    }
