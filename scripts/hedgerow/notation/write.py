"""Writes the compact notation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hedgerow.document import Cue, Mention, Rejected, Sentence, Stance
from hedgerow.index import Index, inside
from hedgerow.notation.locate import shorten
from hedgerow.notation.values import listed
from hedgerow.tokens import Range


def write(index: Index) -> str:
    """The notation of a document; `parse` with the same document as base gives it back.

    Records that lie in no sentence are left out: `hedgerow validate` reports them.
    """
    lines: list[str] = []
    for sentence in index.document.sentences:
        lines += _Writer(index, sentence).lines()
        lines.append("")
    return "\n".join(lines)


def line(index: Index, record: Cue | Stance | Rejected) -> str:
    """The line of one record; empty where it lies in no sentence."""
    sentence = index.sentence(record)
    return _Writer(index, sentence).record(record) if sentence else ""


class _Writer:
    """Writes one sentence; an entity is named where its mention is first used."""

    def __init__(self, index: Index, sentence: Sentence) -> None:
        self._index = index
        self._sentence = sentence
        self._named: set[str] = set()

    def lines(self) -> Iterator[str]:
        """The sentence, its records in the order of the text, its relations."""
        doc, text = self._index.document, self._index.document.text
        yield f"{self._sentence.id} {' '.join(text[slice(*self._range())].split())}"
        records: list[Any] = [*doc.cues, *doc.stances, *doc.rejected]
        decided = [record for record in records if inside(record, self._sentence)]
        for record in sorted(decided, key=lambda r: (r.start, -r.end)):
            yield self.record(record)
        for found in self._index.occurrences:
            covered = any(inside(found, record) for record in decided)
            if inside(found, self._sentence) and not covered:
                trigger = found.trigger
                hint = ", ".join(trigger.may_be) or "nothing"
                yield f"? {self._words(found)}  may be {hint}; most often {trigger.default}"
        ends = {record.id: record for record in decided if not isinstance(record, Rejected)}
        for relation in doc.relations:
            if relation.source in ends and relation.target in ends:
                source, target = ends[relation.source], ends[relation.target]
                yield f"{relation.label} {self._words(source)} {self._words(target)}"

    def record(self, record: Cue | Stance | Rejected) -> str:
        """The line of a record."""
        if isinstance(record, Cue):
            return self._cue(record)
        return self._stance(record) if isinstance(record, Stance) else self._no(record)

    def _cue(self, cue: Cue) -> str:
        unsaid = listed(cue)
        keys = ("certainty", "reporting", "polarity")
        values = [
            value
            for key in keys
            if (value := getattr(cue, key)) and not (key == "polarity" and unsaid.get(key) == value)
        ]
        parts = ["cue", cue.label, *values, self._words(cue)]
        if cue.scope:
            parts += ["scope", self._words(cue.scope, around=(cue.start, cue.end))]
        parts += self._link("by", cue.holder)
        return " ".join(parts + _rest(cue))

    def _stance(self, stance: Stance) -> str:
        parts = ["stance", stance.label, self._words(stance), stance.polarity]
        parts += self._link("by", stance.holder)
        if stance.target == "implicit":
            parts += ["on", "implicit", _free(stance.topic or "")]
        else:
            parts += self._link("on", stance.target)
        if stance.intensity != "medium":
            parts += ["intensity", stance.intensity]
        if not stance.explicit:
            parts += ["explicit", "no"]
        if stance.mode == "quoted":
            parts += ["mode", "quoted"]
        return " ".join(parts + _rest(stance))

    def _no(self, rejected: Rejected) -> str:
        parts = ["no", self._words(rejected), rejected.reason]
        return " ".join(parts + ([f"note {_free(rejected.note)}"] if rejected.note else []))

    def _link(self, word: str, link: str) -> list[str]:
        if link == "author":
            return []
        mention: Mention | None = self._index.mentions.get(link)
        if mention is None:
            return [word, link]
        if link in self._named:
            return [word, self._words(mention)]
        self._named.add(link)
        return [word, self._words(mention), _free(mention.entity)]

    def _words(self, span: Any, around: Range | None = None) -> str:
        text = self._index.document.text
        return shorten(text, self._range(), (span.start, span.end), around)

    def _range(self) -> Range:
        return self._sentence.start, self._sentence.end


def _rest(record: Cue | Stance) -> list[str]:
    parts = ["negated"] if record.negated else []
    if record.confidence != "high":
        parts += ["confidence", record.confidence]
    if record.note:
        parts += ["note", _free(record.note)]
    return parts


def _free(text: str) -> str:
    return "{" + text.replace("\\", "\\\\").replace("}", "\\}") + "}"
