"""The data model: a document and the records of its layers.

Offsets are half-open ranges of Unicode code points on the untouched text, so
``document.text[cue.start:cue.end] == cue.text``. Field order is the schema's key order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

import orjson

LAYERS = ("cues", "stances")
"""The layers of spans that an annotation looks for."""


@dataclass(slots=True)
class Span:
    """A stretch of the text: ``text[start:end]``, with the covered text as a checksum."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Sentence:
    """A sentence of the text; `uncertain` is None unless a converted source labels sentences."""

    id: str
    start: int
    end: int
    uncertain: bool | None


@dataclass(slots=True)
class Cue:
    """A hedge or booster with its scope; `scope` is None only in converted documents."""

    id: str
    label: str
    start: int
    end: int
    text: str
    scope: Span | None
    holder: str
    certainty: str | None
    polarity: str | None
    reporting: str | None
    negated: bool
    confidence: str
    note: str | None


@dataclass(slots=True)
class Stance:
    """An evaluative or attitudinal expression with its holder and target."""

    id: str
    label: str
    start: int
    end: int
    text: str
    holder: str
    target: str
    topic: str | None
    polarity: str
    intensity: str
    explicit: bool
    mode: str
    negated: bool
    confidence: str
    note: str | None


@dataclass(slots=True)
class Mention:
    """A holder or target with the normalised name of what it means."""

    id: str
    start: int
    end: int
    text: str
    entity: str


@dataclass(slots=True)
class Relation:
    """A link from a cue to a cue or stance of the same sentence."""

    id: str
    label: str
    source: str
    target: str


@dataclass(slots=True)
class Rejected:
    """A trigger word that is not annotated, with the reason."""

    id: str
    start: int
    end: int
    text: str
    reason: str
    note: str | None


@dataclass(slots=True)
class Source:
    """Where the text comes from; `path` is relative to the corpus root."""

    path: str
    sha256: str
    provenance: str
    licence: str
    genre: str
    topic: str
    group: str


@dataclass(slots=True)
class Annotator:
    """One annotator; `kind` is human or model."""

    id: str
    kind: str


@dataclass(slots=True)
class Annotation:
    """How the document was annotated; a layer not in `layers` was not looked for."""

    origin: str
    status: str
    annotators: list[Annotator]
    guidelines: str
    scope_convention: str
    layers: list[str]


@dataclass(slots=True)
class Document:
    """A text with all its layers."""

    schema_version: str
    id: str
    language: str
    text: str
    source: Source
    annotation: Annotation
    sentences: list[Sentence]
    cues: list[Cue]
    stances: list[Stance]
    mentions: list[Mention]
    relations: list[Relation]
    rejected: list[Rejected]

    @property
    def foreign(self) -> bool:
        """Whether it follows another scheme, so that our rules of words and scopes do not hold."""
        convention = self.annotation.scope_convention
        return self.annotation.origin == "converted" and convention != "clause"

    def _repr_html_(self) -> str:
        """The text with its marks, for notebooks."""
        from hedgerow.browse.notebook import document_html  # the one look upwards: they ask here

        return document_html(self)

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Document:
        """Build from parsed JSON that the schema has accepted; KeyError or TypeError otherwise."""
        annotation = dict(value["annotation"])
        annotation["annotators"] = [Annotator(**a) for a in annotation["annotators"]]
        return cls(
            schema_version=value["schema_version"],
            id=value["id"],
            language=value["language"],
            text=value["text"],
            source=Source(**value["source"]),
            annotation=Annotation(**annotation),
            sentences=[Sentence(**record) for record in value["sentences"]],
            cues=[_cue(record) for record in value["cues"]],
            stances=[Stance(**record) for record in value["stances"]],
            mentions=[Mention(**record) for record in value["mentions"]],
            relations=[Relation(**record) for record in value["relations"]],
            rejected=[Rejected(**record) for record in value["rejected"]],
        )

    def to_dict(self) -> dict[str, Any]:
        """The value whose JSON is the document, keys in canonical order."""
        value: dict[str, Any] = _plain(self)
        return value

    def to_json(self) -> str:
        """The document as it stands in a file: indented, UTF-8, one final newline."""
        return orjson.dumps(self, option=orjson.OPT_INDENT_2).decode() + "\n"


def _cue(record: dict[str, Any]) -> Cue:
    scope = record["scope"]
    return Cue(**{**record, "scope": None if scope is None else Span(**scope)})


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


SUGGESTED = "suggested by "
_SUGGESTION = re.compile(f"{SUGGESTED}.*: confirm")


def suggested(by: str, probability: float | None) -> str:
    """The note of a record that a model suggests, to be removed by whoever confirms the record."""
    sure = "" if probability is None else f" ({probability:.2f})"
    return f"suggested by {by}{sure}: confirm"


UNASSIGNED = "unassigned"
"""The id of the annotator of a draft that nobody has begun."""


def is_suggestion(note: str) -> bool:
    """Whether a note says that its record waits to be confirmed."""
    return _SUGGESTION.fullmatch(note) is not None
