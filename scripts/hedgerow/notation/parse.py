"""Reads the compact notation."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hedgerow import schema
from hedgerow.document import Cue, Document, Mention, Rejected, Relation, Sentence, Span, Stance
from hedgerow.notation.lines import Block, Line, MalformedError, blocks
from hedgerow.notation.locate import NotFoundError, Words, locate
from hedgerow.notation.values import KEYS, bare_words, leading, listed, one_of
from hedgerow.tokens import Range

Layers = dict[str, list[Any]]
Wrong = list[tuple[int, str]]


def parse(notation: str, base: Document) -> tuple[Document, Wrong]:
    """`base` with its sentences and layers replaced by those of the notation.

    The sentences are looked up in ``base.text`` one after the other. The second value lists the
    lines that could not be used: number from 1, and why; they are left out of the document. Ids are
    given in the order of the text. Nothing is checked but that the notation can be read.
    """
    found, wrong = blocks(notation)
    sentences: list[Sentence] = []
    labels = {(sentence.start, sentence.end): sentence.uncertain for sentence in base.sentences}
    layers: Layers = {name: [] for name in ("cues", "stances", "mentions", "relations", "rejected")}
    at = 0
    for block in found:
        pattern = r"\s+".join(map(re.escape, block.text.split()))
        match = re.compile(pattern).search(base.text, at)
        if match is None:
            message = "this sentence does not stand in the text, or not behind the one before it"
            wrong.append((block.number, message))
            continue
        at = match.end()
        number = len(sentences) + 1
        sentences.append(Sentence(f"s{number:02d}", *match.span(), labels.get(match.span())))
        reader = _Reader(base.text, match.span())
        wrong += reader.read(block)
        for name, records in reader.layers().items():
            layers[name] += records
    _number(layers)
    filled = replace(base, sentences=sentences)
    for name, records in layers.items():
        setattr(filled, name, records)
    return filled, sorted(wrong)


class _Reader:
    """Reads the lines of one sentence; records hold the spans of their links until the end."""

    def __init__(self, text: str, sentence: Range) -> None:
        self._text = text
        self._sentence = sentence
        self._cues: list[Cue] = []
        self._stances: list[Stance] = []
        self._rejected: list[Rejected] = []
        self._relations: list[Relation] = []
        self._entities: dict[Range, str | None] = {}

    def layers(self) -> Layers:
        """The records of the sentence; links are records or words, ids are empty."""
        mentions = [
            Mention("", *span, self._text[slice(*span)], name or "")
            for span, name in self._entities.items()
        ]
        at = {(mention.start, mention.end): mention for mention in mentions}
        for record in (*self._cues, *self._stances):
            for key in ("holder", "target"):
                link = getattr(record, key, None)
                if isinstance(link, tuple):
                    setattr(record, key, at[link])
        return {
            "cues": self._cues,
            "stances": self._stances,
            "mentions": mentions,
            "relations": self._relations,
            "rejected": self._rejected,
        }

    def read(self, block: Block) -> Wrong:
        """Read every line; relations last, since they speak of the others."""
        wrong: Wrong = []
        kinds = {"cue": self._cue, "stance": self._stance, "no": self._no}
        relations = schema.names("relation")
        for line in sorted(block.lines, key=lambda line: line.parts[0] in relations):
            try:
                kind = line.bare("cue, stance, no, concord or conditions")
                if kind in relations:
                    self._relation(kind, line)
                else:
                    kinds[one_of(kind, (*kinds, *relations))](line)
            except (MalformedError, NotFoundError) as error:
                wrong.append((line.number, str(error)))
        unnamed = [span for span, name in self._entities.items() if name is None]
        for span in unnamed:
            words = self._text[slice(*span)]
            wrong.append((block.number, f"say what [{words}] is: by [{words}] {{entity}}"))
        return wrong

    def _cue(self, line: Line) -> None:
        label = one_of(line.bare("a label"), schema.names("cue"))
        values = leading(line, ("certainty", "reporting", "polarity"), "cue")
        span = self._locate(line.words("the cue"))
        cue = Cue(
            "", label, *span, self._text[slice(*span)], None, "author", None, None, None,
            False, "high", None,
        )  # fmt: skip
        self._rest(line, cue, span)
        cue.certainty = values.get("certainty")
        for key, value in {**listed(cue), **values}.items():
            setattr(cue, key, value)
        self._cues.append(cue)

    def _stance(self, line: Line) -> None:
        label = one_of(line.bare("a label"), schema.names("stance"))
        span = self._locate(line.words("the expression"))
        stance = Stance(
            "", label, *span, self._text[slice(*span)], "author", "", None, "positive", "medium",
            True, "", False, "high", None,
        )  # fmt: skip
        self._rest(line, stance, span)
        if not stance.target:
            raise MalformedError("a stance needs on [target] {entity} or on implicit {topic}")
        stance.mode = stance.mode or ("own" if stance.holder == "author" else "reported")
        self._stances.append(stance)

    def _no(self, line: Line) -> None:
        span = self._locate(line.words("the word"))
        reason = one_of(line.bare("a reason"), schema.names("rejected", "reason"))
        record = Rejected("", *span, self._text[slice(*span)], reason, None)
        self._rest(line, record, span)
        self._rejected.append(record)

    def _relation(self, kind: str, line: Line) -> None:
        ends = []
        for _ in range(2):
            span = self._locate(line.words("a cue or stance"))
            records: list[Cue | Stance] = [*self._cues, *self._stances]
            same = [record for record in records if (record.start, record.end) == span]
            if not same:
                words = self._text[slice(*span)]
                raise MalformedError(f"[{words}] is no cue or stance of this sentence")
            ends.append(same[0])
        if line.parts:
            raise MalformedError("nothing may follow the two ends of a relation")
        self._relations.append(Relation("", kind, *ends))  # type: ignore[arg-type]

    def _rest(self, line: Line, record: Cue | Stance | Rejected, span: Range) -> None:
        """What follows the words of a record, in any order."""
        kind = type(record).__name__.lower()
        bare = bare_words(kind)
        keys = KEYS[kind]
        while line.parts:
            word = one_of(line.bare("a key"), (*keys, *bare))
            if word in bare:
                setattr(record, *bare[word])
            elif word == "scope":
                words = line.words("the scope")
                start, end = locate(self._text, self._sentence, words, around=span)
                record.scope = Span(start, end, self._text[start:end])  # type: ignore[union-attr]
            elif word in ("by", "on"):
                self._link(line, record, word)
            elif word == "note":
                record.note = line.free("the note")
            elif word == "explicit":
                record.explicit = one_of(line.bare("yes or no"), ("yes", "no")) == "yes"  # type: ignore[union-attr]
            else:
                value = one_of(line.bare(f"a {word}"), schema.names(kind, word))
                setattr(record, word, value)

    def _link(self, line: Line, record: Any, word: str) -> None:
        key = {"by": "holder", "on": "target"}[word]
        if line.parts and isinstance(line.parts[0], str):
            allowed = ("author", "implicit") if word == "by" else ("implicit",)
            setattr(record, key, one_of(line.bare(key), allowed))
            if word == "on":
                record.topic = line.free("the topic")
            return
        span = self._locate(line.words(f"the {key}"))
        name = line.free("the entity") if line.has_free() else None
        known = self._entities.setdefault(span, name)
        if known is None:
            self._entities[span] = name
        elif name is not None and name != known:
            raise MalformedError(
                f"[{self._text[slice(*span)]}] is {{{known}}} above, {{{name}}} here"
            )
        setattr(record, key, span)

    def _locate(self, words: Words) -> Range:
        return locate(self._text, self._sentence, words)


def _number(layers: Layers) -> None:
    """Sort the records, give them ids, and write ids for links."""
    letters = {"cues": "c", "stances": "e", "mentions": "m", "rejected": "x", "relations": "r"}
    for name, letter in letters.items():
        key = _relation_order if name == "relations" else _span_order
        for number, record in enumerate(sorted(layers[name], key=key), 1):
            record.id = f"{letter}{number:02d}"
        layers[name].sort(key=key)
    for name, keys in (("cues", ("holder",)), ("stances", ("holder", "target"))):
        for record in layers[name]:
            _write_ids(record, keys)
    for relation in layers["relations"]:
        _write_ids(relation, ("source", "target"))


def _write_ids(record: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        link = getattr(record, key)
        setattr(record, key, link if isinstance(link, str) else link.id)


def _span_order(record: Any) -> Range:
    return record.start, record.end


def _relation_order(relation: Any) -> tuple[Any, ...]:
    ends = (relation.source, relation.target)
    return (*((type(end).__name__, end.start, end.end) for end in ends), relation.label)
