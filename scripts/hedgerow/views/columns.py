"""Columns that several views share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hedgerow import schema
from hedgerow.document import Sentence
from hedgerow.index import Index, SpanLike

HOLDERS = ("author", "implicit", "mention")


@dataclass(slots=True)
class Columns:
    """The rows of a document, column by column, all of one length.

    `sentences` holds the number of each row's sentence, from 0, and `records` the id of its record:
    they stand for the columns of `sentence_features`. `values` holds the others, in their order.
    """

    sentences: list[int]
    records: list[str]
    values: dict[str, list[Any]]

    def rows(self, index: Index) -> Iterator[dict[str, Any]]:
        """The same row by row."""
        for i, (number, record) in enumerate(zip(self.sentences, self.records, strict=True)):
            sentence = index.parsed.sentences[number]
            values = {name: column[i] for name, column in self.values.items()}
            yield {**_sentence_columns(index, sentence, record), **values}


def class_label(record: str, key: str = "label", extra: tuple[str, ...] = ()) -> Any:
    """A ``ClassLabel`` over the schema's values, in the schema's order."""
    from datasets import ClassLabel

    return ClassLabel(names=[*extra, *schema.names(record, key)])


def sentence_features() -> dict[str, Any]:
    """The columns that every view of sentences begins with."""
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


def _sentence_columns(index: Index, sentence: Sentence, record: str) -> dict[str, Any]:
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


def sentences_of(index: Index, spans: Iterable[SpanLike]) -> list[int]:
    """The numbers of the sentences of spans in a checked document. ValueError without one."""
    return [_number(index, span) for span in spans]


def _number(index: Index, span: SpanLike) -> int:
    number = index.sentence_number(span)
    if number is None:
        raise ValueError(f"{index.parsed.id}: {span.start}-{span.end} is in no sentence")
    return number


def starts_of(index: Index, sentences: list[int]) -> list[int]:
    """Where sentences start, by their numbers."""
    starts = index.sentence_starts
    return [starts[number] for number in sentences]


def mention_features(role: str) -> dict[str, Any]:
    """Columns of `mention_columns`."""
    from datasets import Value

    return {
        f"{role}_text": Value("string"),
        f"{role}_start": Value("int32"),
        f"{role}_end": Value("int32"),
        f"{role}_entity": Value("string"),
    }


def mention_columns(
    index: Index, role: str, links: list[str], origins: list[int]
) -> dict[str, list[Any]]:
    """The mentions that holders or targets link to; nulls for author and implicit."""
    mentions = [index.mentions.get(link) for link in links]
    found = list(zip(mentions, origins, strict=True))
    return {
        f"{role}_text": [mention and mention.text for mention in mentions],
        f"{role}_start": [mention and mention.start - origin for mention, origin in found],
        f"{role}_end": [mention and mention.end - origin for mention, origin in found],
        f"{role}_entity": [mention and mention.entity for mention in mentions],
    }


def kind_of(link: str) -> str:
    """author, implicit or mention."""
    return link if link in HOLDERS else "mention"
