"""Columns that several views share."""

from __future__ import annotations

from typing import Any

from hedgerow import schema
from hedgerow.document import Sentence
from hedgerow.index import Index, SpanLike

HOLDERS = ("author", "implicit", "mention")


def class_label(record: str, key: str = "label", extra: tuple[str, ...] = ()) -> Any:
    """A ``ClassLabel`` over the schema's values, in the schema's order."""
    from datasets import ClassLabel

    return ClassLabel(names=[*extra, *schema.names(record, key)])


def sentence_features() -> dict[str, Any]:
    """Columns of `sentence_columns`."""
    from datasets import Value

    string = Value("string")
    return {
        "id": string,
        "document": string,
        "group": string,
        "genre": string,
        "origin": string,
        "sentence": string,
        "sentence_start": Value("int32"),
        "text": string,
    }


def sentence_columns(index: Index, sentence: Sentence, record: str) -> dict[str, Any]:
    """Which sentence a row belongs to; `sentence_start` leads back to document offsets."""
    doc = index.parsed
    return {
        "id": f"{doc.id}:{record}",
        "document": doc.id,
        "group": doc.source.group,
        "genre": doc.source.genre,
        "origin": doc.annotation.origin,
        "sentence": sentence.id,
        "sentence_start": sentence.start,
        "text": doc.text[sentence.start : sentence.end],
    }


def sentence_of(index: Index, span: SpanLike) -> Sentence:
    """The sentence of a span in a checked document. Raises ValueError if there is none."""
    sentence = index.sentence(span)
    if sentence is None:
        raise ValueError(f"{index.parsed.id}: {span.start}-{span.end} is in no sentence")
    return sentence


def mention_features(role: str) -> dict[str, Any]:
    """Columns of `mention_columns`."""
    from datasets import Value

    return {
        f"{role}_text": Value("string"),
        f"{role}_start": Value("int32"),
        f"{role}_end": Value("int32"),
        f"{role}_entity": Value("string"),
    }


def mention_columns(index: Index, role: str, link: str, origin: int) -> dict[str, Any]:
    """The mention a holder or target links to; nulls for author and implicit."""
    mention = index.mentions.get(link)
    return {
        f"{role}_text": mention.text if mention else None,
        f"{role}_start": mention.start - origin if mention else None,
        f"{role}_end": mention.end - origin if mention else None,
        f"{role}_entity": mention.entity if mention else None,
    }


def kind_of(link: str) -> str:
    """author, implicit or mention."""
    return link if link in HOLDERS else "mention"
