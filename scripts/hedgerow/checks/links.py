"""Ids, and what points to them (L)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hedgerow.checks.text import quote
from hedgerow.document import Cue, Mention, Stance
from hedgerow.index import Index, SpanLike, inside
from hedgerow.problems import Problem

UNLINKED = ("author", "implicit")
_NO_MENTION = "write implicit if none of its mentions is meant, or add the mention"
_Record = Cue | Stance | Mention
LAYERS = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


def unique_ids(index: Index) -> Iterator[Problem]:
    """An id names one record; the letters keep the layers apart."""
    for layer in LAYERS:
        first: dict[str, int] = {}
        for i, record in enumerate(getattr(index.document, layer)):
            if record.id in first:
                yield Problem(
                    code="L001",
                    message=f"{record.id} is also the id of /{layer}/{first[record.id]}",
                    pointer=f"/{layer}/{i}/id",
                )
            first.setdefault(record.id, i)


def holders_and_targets(index: Index) -> Iterator[Problem]:
    """A holder or target is author, implicit, or a mention of the same sentence."""
    doc = index.document
    for i, cue in enumerate(doc.cues):
        yield from _link(index, f"/cues/{i}/holder", cue, cue.holder)
    for i, stance in enumerate(doc.stances):
        yield from _link(index, f"/stances/{i}/holder", stance, stance.holder)
        yield from _link(index, f"/stances/{i}/target", stance, stance.target)


def _link(index: Index, pointer: str, owner: SpanLike, link: str) -> Iterator[Problem]:
    if link in UNLINKED:
        return
    mention = index.mentions.get(link)
    if mention is None:
        suggestion = _instead(index, owner, index.document.mentions, _NO_MENTION)
        message = f"there is no mention {link}"
        yield Problem(code="L002", message=message, pointer=pointer, suggestion=suggestion)
    elif index.sentence(mention) is not index.sentence(owner):
        message = f"mention {link}, {quote(mention.text)}, stands in another sentence"
        yield Problem(code="L003", message=message, pointer=pointer)


def relation_ends(index: Index) -> Iterator[Problem]:
    """Both ends of a relation exist, in one sentence."""
    for i, relation in enumerate(index.document.relations):
        source = index.cues.get(relation.source)
        target = index.cues.get(relation.target) or index.stances.get(relation.target)
        for key, end in (("source", source), ("target", target)):
            if end is None:
                other = target if key == "source" else source
                stances = index.document.stances if key == "target" else []
                records: list[_Record] = [*index.document.cues, *stances]
                yield Problem(
                    code="L002",
                    message=f"there is no record {getattr(relation, key)}",
                    pointer=f"/relations/{i}/{key}",
                    suggestion=_instead(index, other, records, "or remove the relation"),
                )
        if source and target and index.sentence(source) is not index.sentence(target):
            yield Problem(
                code="L003",
                message=f"{source.id} and {target.id} stand in different sentences",
                pointer=f"/relations/{i}/target",
            )


def _instead(index: Index, owner: SpanLike | None, records: Iterable[_Record], other: str) -> str:
    """What a link of `owner` can name: a record of its sentence, or something else."""
    home = index.sentence(owner) if owner else None
    here = [r for r in records if home and r is not owner and inside(r, home)]
    listed = ", ".join(f"{record.id} {quote(record.text, 30)}" for record in here)
    return f"in this sentence are {listed}; {other}" if here else other


def mentions(index: Index) -> Iterator[Problem]:
    """Every mention is used, covers a span of its own, and spells its entity as others do."""
    doc = index.document
    used = {cue.holder for cue in doc.cues}
    used |= {link for stance in doc.stances for link in (stance.holder, stance.target)}
    spans: dict[tuple[int, int], str] = {}
    spellings: dict[str, str] = {}
    alike = folded([mention.entity for mention in doc.mentions]).split("\n")
    for i, mention in enumerate(doc.mentions):
        pointer = f"/mentions/{i}"
        if mention.id not in used:
            message = f"{mention.id}, {quote(mention.text)}, is neither holder nor target"
            yield Problem(code="L004", message=message, pointer=f"{pointer}/id")
        first = spans.setdefault((mention.start, mention.end), mention.id)
        if first != mention.id:
            message = f"{mention.id} covers the same span as {first}"
            yield Problem(code="L006", message=message, pointer=f"{pointer}/start")
        spelling = spellings.setdefault(alike[i], mention.entity)
        if spelling != mention.entity:
            yield Problem(
                code="L005",
                message=f"{quote(mention.entity)} is spelled {quote(spelling)} before",
                pointer=f"{pointer}/entity",
                suggestion=f"write {quote(spelling)}",
            )


def folded(entities: Iterable[str]) -> str:
    """What two spellings of one entity have in common, its letters and digits: a line for each."""
    lines = "\n".join([entity.replace("\n", " ") for entity in entities])
    return _NO_LETTER.sub("", lines.casefold())


_NO_LETTER = re.compile(r"[^\w\n]|_")


CHECKS = (unique_ids, holders_and_targets, relation_ends, mentions)
