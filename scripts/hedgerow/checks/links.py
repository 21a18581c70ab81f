"""Ids, and what points to them (L)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from hedgerow.checks.text import quote
from hedgerow.checks.verdict import Unless
from hedgerow.document import Cue, Mention, Stance
from hedgerow.index import Index, SpanLike, inside
from hedgerow.problems import Problem

_UNLINKED = ("author", "implicit")
_NO_MENTION = "write implicit if none of its mentions is meant, or add the mention"
_Record = Cue | Stance | Mention
LAYERS = ("sentences", "cues", "stances", "mentions", "relations", "rejected")


def sound(index: Index) -> bool:
    """Whether ids, links and mentions are as they should be."""
    for ids in index.stored.ids.values():
        if len(set(ids)) < len(ids):
            return False
    return _linked(index)


def _linked(index: Index) -> bool:
    """Whether links stay in their sentence, and every mention is linked to, alone on its span."""
    doc, stored = index.parsed, index.stored
    first, second = len(doc.cues), len(doc.cues) + len(doc.stances)
    of_cues, of_stances = stored.homes[:first], stored.homes[first:second]
    of_mentions = stored.homes[second : second + len(doc.mentions)]
    links = set(zip([cue.holder for cue in doc.cues], of_cues, strict=True))
    links.update(zip([stance.holder for stance in doc.stances], of_stances, strict=True))
    links.update(zip([stance.target for stance in doc.stances], of_stances, strict=True))
    used = {link for link in links if link[0] not in _UNLINKED}
    if used != set(zip(stored.ids["mentions"], of_mentions, strict=True)):
        return False
    entities = {mention.entity for mention in doc.mentions}
    if len(set(stored.mentions)) < len(stored.mentions):
        return False
    if len(set(map(_folded, entities))) < len(entities):
        return False
    if not doc.relations:
        return True
    homes = dict(zip(stored.ids["cues"], of_cues, strict=True))
    targets = {**homes, **dict(zip(stored.ids["stances"], of_stances, strict=True))}
    for relation in doc.relations:
        home = homes.get(relation.source)
        if home is None or targets.get(relation.target) != home:
            return False
    return True


def unique_ids(index: Index) -> Iterator[Problem]:
    """An id names one record; the letters keep the layers apart."""
    for layer in LAYERS:
        first: dict[str, int] = {}
        for i, record in enumerate(getattr(index.parsed, layer)):
            if record.id in first:
                yield Problem(
                    code="L001",
                    message=f"{record.id} is also the id of /{layer}/{first[record.id]}",
                    pointer=f"/{layer}/{i}/id",
                )
            first.setdefault(record.id, i)


def holders_and_targets(index: Index) -> Iterator[Problem]:
    """A holder or target is author, implicit, or a mention of the same sentence."""
    doc = index.parsed
    for i, cue in enumerate(doc.cues):
        yield from _link(index, f"/cues/{i}/holder", cue, cue.holder)
    for i, stance in enumerate(doc.stances):
        yield from _link(index, f"/stances/{i}/holder", stance, stance.holder)
        yield from _link(index, f"/stances/{i}/target", stance, stance.target)


def _link(index: Index, pointer: str, owner: SpanLike, link: str) -> Iterator[Problem]:
    if link in _UNLINKED:
        return
    mention = index.mentions.get(link)
    if mention is None:
        suggestion = _instead(index, owner, index.parsed.mentions, _NO_MENTION)
        message = f"there is no mention {link}"
        yield Problem(code="L002", message=message, pointer=pointer, suggestion=suggestion)
    elif index.sentence(mention) is not index.sentence(owner):
        message = f"mention {link}, {quote(mention.text)}, stands in another sentence"
        yield Problem(code="L003", message=message, pointer=pointer)


def relation_ends(index: Index) -> Iterator[Problem]:
    """Both ends of a relation exist, in one sentence."""
    for i, relation in enumerate(index.parsed.relations):
        source = index.cues.get(relation.source)
        target = index.cues.get(relation.target) or index.stances.get(relation.target)
        for key, end in (("source", source), ("target", target)):
            if end is None:
                other = target if key == "source" else source
                stances = index.parsed.stances if key == "target" else []
                records: list[_Record] = [*index.parsed.cues, *stances]
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
    doc = index.parsed
    used = {cue.holder for cue in doc.cues}
    used |= {link for stance in doc.stances for link in (stance.holder, stance.target)}
    spans: dict[tuple[int, int], str] = {}
    spellings: dict[str, str] = {}
    for i, mention in enumerate(doc.mentions):
        pointer = f"/mentions/{i}"
        if mention.id not in used:
            message = f"{mention.id}, {quote(mention.text)}, is neither holder nor target"
            yield Problem(code="L004", message=message, pointer=f"{pointer}/id")
        first = spans.setdefault((mention.start, mention.end), mention.id)
        if first != mention.id:
            message = f"{mention.id} covers the same span as {first}"
            yield Problem(code="L006", message=message, pointer=f"{pointer}/start")
        spelling = spellings.setdefault(_folded(mention.entity), mention.entity)
        if spelling != mention.entity:
            yield Problem(
                code="L005",
                message=f"{quote(mention.entity)} is spelled {quote(spelling)} before",
                pointer=f"{pointer}/entity",
                suggestion=f"write {quote(spelling)}",
            )


@lru_cache(maxsize=10_000)
def _folded(entity: str) -> str:
    """What two spellings of one entity have in common."""
    return "".join(filter(str.isalnum, entity.casefold()))


CHECKS = (Unless(sound, (unique_ids, holders_and_targets, relation_ends, mentions)),)
