"""What a page says about a record: its attributes in words, and what the filters ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hedgerow.browse.shade import said
from hedgerow.browse.terms import term
from hedgerow.browse.visible import visible
from hedgerow.document import Cue, Rejected, Stance
from hedgerow.index import Index
from hedgerow.triggers import lookup

Record = Cue | Stance | Rejected
_UNLINKED = {"author": "the author", "implicit": "not named"}
UNNAMED = tuple(_UNLINKED.values())


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in the panel. `facts` are pairs of name and value."""

    id: str
    layer: str
    label: str
    words: str
    term: str  # under which the concordance has it; empty where it has not
    facts: tuple[tuple[str, str], ...]
    note: str | None
    holder: str  # as the filter names it; empty for rejected words
    certainty: str
    confidence: str
    holder_mention: str
    target_mention: str
    relations: tuple[tuple[str, str, str], ...]  # id at the source only, in words, the other record


def records(index: Index) -> list[Record]:
    """Cues, stances and rejected words in the order of the text."""
    doc = index.document
    found: list[Record] = [*doc.cues, *doc.stances, *doc.rejected]
    return sorted(found, key=lambda record: (record.start, record.end))


def layer_of(record: Record) -> str:
    """Cue, stance or rejected."""
    return type(record).__name__.lower()


def label_of(record: Record) -> str:
    """The label, or the reason of a rejected word."""
    return record.reason if isinstance(record, Rejected) else record.label


def who(index: Index, link: str) -> str:
    """A holder or target in words."""
    mention = index.mentions.get(link)
    if mention:
        return mention.entity
    return _UNLINKED.get(link, link)


def entry(index: Index, record: Record) -> Entry:
    """The record as the panel shows it."""
    held = not isinstance(record, Rejected)
    holder = record.holder if isinstance(record, (Cue, Stance)) else ""
    target = record.target if isinstance(record, Stance) else ""
    return Entry(
        id=record.id,
        layer=layer_of(record),
        label=label_of(record),
        words=visible(record.text),
        term=_term(record),
        facts=tuple((name, visible(value)) for name, value in _facts(index, record)),
        note=visible(record.note) if record.note else None,
        holder=visible(who(index, holder)) if held else "",
        certainty=(record.certainty or "") if isinstance(record, Cue) else "",
        confidence=record.confidence if isinstance(record, (Cue, Stance)) else "",
        holder_mention=holder if holder in index.mentions else "",
        target_mention=target if target in index.mentions else "",
        relations=tuple(_relations(index, record.id)),
    )


def _term(record: Record) -> str:
    """Every cue is in the concordance; of the others, those that are a trigger word."""
    known = isinstance(record, Cue) or lookup(record.text)
    return visible(term(record.text)) if known else ""


def _facts(index: Index, record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Rejected):
        return
    yield "holder", _linked(index, record.holder)
    if isinstance(record, Cue):
        if record.scope:
            yield "scope", record.scope.text
        if record.certainty:
            yield "certainty", record.certainty
        if record.reporting:
            yield "reporting", record.reporting
        if record.polarity:
            yield "polarity", record.polarity
        if value := said(record):
            yield "author’s commitment", value
    else:
        topic = f"{record.topic} (not in the sentence)" if record.topic else ""
        yield "target", topic or _linked(index, record.target)
        yield "polarity", record.polarity
        yield "intensity", record.intensity
        yield "mode", record.mode
        if not record.explicit:
            yield "explicit", "no"
    if record.negated:
        yield "negated", "yes"
    yield "confidence", record.confidence


def _linked(index: Index, link: str) -> str:
    mention = index.mentions.get(link)
    if mention is None:
        return who(index, link)
    return f"{mention.entity}: “{mention.text}”" if mention.entity != mention.text else mention.text


def _relations(index: Index, record: str) -> Iterator[tuple[str, str, str]]:
    for relation in index.document.relations:
        concord = relation.label == "concord"
        if relation.source == record:
            yield relation.id, "in concord with" if concord else relation.label, relation.target
        elif relation.target == record:
            words = "in concord with" if concord else "conditioned by"
            yield "", words, relation.source
